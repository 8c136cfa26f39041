"""Open311 GeoReport v2 as it is answered: fields of the specification, and those that our own feed reads.

wiki.open311.org/GeoReport_v2. Beyond it, as many servers do: `source`, `answered_datetime`,
`closed_datetime`, `reopened_count`, `confirmed`, `rating`.
"""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import Any, Literal
from xml.etree.ElementTree import Element, SubElement, tostring

from pydantic import BaseModel, Field

from dashboard import privacy
from web.api.places import known

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
_NOT_XML = {number: None for number in range(32) if number not in (9, 10, 13)} | {0xFFFE: None, 0xFFFF: None}


class Service(BaseModel):
    """A category of complaints (lĩnh vực phản ánh)."""

    service_code: str
    service_name: str
    description: str
    metadata: bool = Field(description="Always false: no more is asked of whoever complains")
    type: Literal["realtime"] = "realtime"
    keywords: str = ""
    group: str = ""


class Definition(BaseModel):
    """There are no attributes: `metadata` is false."""

    service_code: str
    attributes: list[str] = []


class Request(BaseModel):
    """A complaint (phản ánh), masked: texts without names, telephones, e-mails; its place to about 100 m."""

    service_request_id: str
    status: Literal["open", "closed"]
    status_notes: str
    service_name: str
    service_code: str
    description: str
    agency_responsible: str = Field(description="The unit")
    service_notice: str = ""
    requested_datetime: datetime
    updated_datetime: datetime | None
    expected_datetime: datetime | None
    address: str = Field(description="The ward alone")
    address_id: str | None = None
    zipcode: str | None = None
    lat: float | None = Field(description="Degrees WGS 84, three decimals")
    long: float | None
    media_url: str | None = Field(None, description="Always null: a picture may show persons")
    source: str = Field(description="By which channel it came")
    answered_datetime: datetime | None
    closed_datetime: datetime | None
    reopened_count: int
    confirmed: bool | None
    rating: int | None


class ErrorTold(BaseModel):
    code: int
    description: str


class Endpoint(BaseModel):
    specification: str
    url: str
    changeset: str
    type: Literal["production"] = "production"
    formats: list[str]


class Discovery(BaseModel):
    changeset: str
    contact: str
    key_service: str
    endpoints: list[Endpoint]


def service(row: Any) -> Service:
    name = row.name or row.code
    return Service(service_code=row.code, service_name=name, description=name, metadata=False)


def request(row: Any, zone: tzinfo) -> Request:
    """Times by the city's own clock, with its zone."""
    lat, lon = privacy.coarse(row.lat, row.lon)
    unit = known()[row.unit_id]
    name = unit.name if unit.code else ""

    def local(at: datetime | None) -> datetime | None:
        return None if at is None else at.astimezone(zone)

    return Request(
        service_request_id=row.external_id,
        status="open" if row.open else "closed",
        status_notes=privacy.free_text(row.status_notes),
        service_name=row.category_name,
        service_code=row.category_code,
        description=privacy.free_text(row.description),
        agency_responsible=name,
        requested_datetime=row.requested_at.astimezone(zone),
        updated_datetime=local(row.updated_at),
        expected_datetime=local(row.expected_at),
        address=name,
        lat=lat,
        long=lon,
        source=row.channel,
        answered_datetime=local(row.answered_at),
        closed_datetime=local(row.closed_at),
        reopened_count=row.reopened,
        confirmed=row.confirmed,
        rating=row.rating,
    )


def xml(root: str, each: str, items: Sequence[BaseModel]) -> bytes:
    """A list as the specification writes it; what is null is an empty element."""
    top = Element(root)
    for item in items:
        _fill(SubElement(top, each) if each else top, item)
    return bytes(tostring(top, encoding="utf-8", xml_declaration=True))


def _fill(place: Element, item: BaseModel) -> None:
    for name, told in item.model_dump(mode="json").items():
        inner = SubElement(place, name)
        if isinstance(told, list):
            _fill_list(inner, name.removesuffix("s"), getattr(item, name))
        elif told is not None:
            inner.text = _text(told)


def _fill_list(place: Element, name: str, items: Sequence[BaseModel | str]) -> None:
    for one in items:
        inner = SubElement(place, name)
        if isinstance(one, BaseModel):
            _fill(inner, one)
        else:
            inner.text = _text(one)


def _text(told: object) -> str:
    return str(told).lower() if isinstance(told, bool) else str(told).translate(_NOT_XML)
