"""Open311 GeoReport v2 service requests, JSON and XML (wiki.open311.org/GeoReport_v2).

Read too, where a supplier adds them: `agency_responsible` as the unit, `source`/`origin` as the channel,
`contact`, a GeoJSON `location`, `closed_datetime`, `answered_datetime`, `reopened_count`, `confirmed`,
`rating`.
"""

from typing import Any
from xml.etree.ElementTree import Element

from collectors.formats import Message, Options
from collectors.reading import complaints, fields
from collectors.reading.fields import Item, UnreadableError
from collectors.reading.items import each, load_json, load_xml, looks_like_xml, whole
from collectors.reading.times import Times
from dashboard.records import Complaint, Person, Reason, Record, Rejected

_LISTS = ("service_requests", "requests", "data")
_OTHER_ANSWERS = (
    (("token",), "the answer to a new request (a token), not a list of requests"),
    (("endpoints", "discovery"), "a discovery document: set the address of its requests"),
    (
        ("services", "service_definition", "service_name"),
        "a list of services: set the address of the requests",
    ),
    (("service_notice", "account_id"), "the answer to a new request: it has no status"),
)
_CHANNELS = ("channel", "source", "origin", "interface_used")


@whole
def read(message: Message, options: Options) -> list[Record | Rejected]:
    """A list of requests or a single one.

    Options: `timezone` of times without a zone; `unit_key`: the key that names the administrative unit;
    `statuses`: other words for open and closed, e.g. {"đã xử lý": "closed"}.
    """
    items = _from_xml(load_xml(message.body)) if looks_like_xml(message.body) else _from_json(message.body)
    times = Times(message, options)
    return each(message, items, lambda item: [_complaint(item, times, options)], id_key="service_request_id")


def _from_json(body: bytes) -> list[object]:
    found = load_json(body)
    if isinstance(found, dict):
        inner = next((found[key] for key in _LISTS if isinstance(found.get(key), (list, dict))), [found])
        found = inner.get("request", [inner]) if isinstance(inner, dict) else inner
    if not isinstance(found, list):
        raise UnreadableError(Reason.NOT_THIS_FORMAT, "neither a service request nor a list of them")
    return found


def _from_xml(root: Element) -> list[object]:
    """Each <request> as a mapping of its elements' texts."""
    name = _tag(root)
    if name == "service_requests":
        return [_flat(child) for child in root if _tag(child) == "request"]
    if name == "request":
        return [_flat(root)]
    if name in ("errors", "error"):
        _refuse_other_answers({"errors": " ".join("".join(root.itertext()).split())})
    _refuse_other_answers({name: True})
    raise UnreadableError(Reason.NOT_THIS_FORMAT, f"<{name[:60]}> is no <service_requests>")


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _flat(element: Element) -> dict[str, Any]:
    """Leaf texts by name; a nested element (contact) as a mapping of its own leaves."""
    return {
        _tag(child): {_tag(leaf): (leaf.text or "").strip() for leaf in child}
        if len(child)
        else (child.text or "").strip()
        for child in element
    }


def _complaint(item: dict[str, Any], times: Times, options: Options) -> Complaint:
    _refuse_other_answers(item)
    is_open = _is_open(item, options)
    requested_at = fields.required(times.iso(item, "requested_datetime"), "requested_datetime")
    updated_at = times.iso(item, "updated_datetime")
    closed_at = times.iso(item, "closed_datetime") or updated_at
    answered_at = times.iso(item, "answered_datetime")
    changed_at = updated_at or max(filter(None, (requested_at, answered_at, closed_at)))
    reopened = complaints.reopened(item, "reopened_count")
    lat, lon = _place(item, options)
    name = fields.text(item, "service_name")
    return Complaint(
        external_id=fields.identifier(item, "service_request_id"),
        version=complaints.versioned(changed_at, reopened, is_open=is_open),
        open=is_open,
        category_code=fields.required(fields.label(item, "service_code") or name[:64], "service_code"),
        category_name=name,
        description=fields.text(item, "description"),
        status_notes=fields.text(item, "status_notes"),
        requested_at=requested_at,
        updated_at=updated_at,
        expected_at=times.iso(item, "expected_datetime", promise=True),
        answered_at=answered_at,
        closed_at=None if is_open else closed_at,
        unit=fields.text(item, str(options.get("unit_key", "agency_responsible"))),
        lat=lat,
        lon=lon,
        channel=next((found for key in _CHANNELS if (found := fields.label(item, key))), ""),
        media_url=_media(item.get("media_url")),
        confirmed=complaints.confirmed(item, "confirmed"),
        reopened=reopened,
        rating=complaints.rating(item, "rating"),
        person=_person(item),
    )


def _refuse_other_answers(item: Item) -> None:
    """The other answers of a GeoReport server, each with what is wrong about finding it here."""
    if "errors" in item or "error" in item or ("code" in item and "service_request_id" not in item):
        said = item.get("errors") or item.get("error") or [item.get("code"), item.get("description")]
        raise UnreadableError(Reason.ERROR_ANSWER, f"the supplier answers: {fields.shown(said)}")
    if isinstance(item.get("service_request_id"), dict):
        raise UnreadableError(Reason.NOT_THIS_FORMAT, "an NGSI entity: its values are wrapped; use `mapped`")
    if "status" not in item or not item.get("service_request_id"):
        for keys, what in _OTHER_ANSWERS:
            if any(key in item for key in keys) and "requested_datetime" not in item:
                raise UnreadableError(Reason.NOT_THIS_FORMAT, what)


def _is_open(item: Item, options: Options) -> bool:
    status = fields.identifier(item, "status").lower()
    others = options.get("statuses")
    if isinstance(others, dict):
        status = str({str(key).lower(): value for key, value in others.items()}.get(status, status))
    if status not in ("open", "closed"):
        raise UnreadableError(
            Reason.UNKNOWN_CODE, f"status: {fields.shown(status)} is neither open nor closed"
        )
    return status == "open"


def _place(item: Item, options: Options) -> tuple[float | None, float | None]:
    spot = item.get("location")
    spot = spot.get("coordinates") if isinstance(spot, dict) and spot.get("type") == "Point" else None
    if isinstance(spot, list) and len(spot) >= 2 and item.get("lat") is None:
        return fields.place(spot[1], spot[0], options)
    return fields.place(item.get("lat"), item.get("long", item.get("lon")), options)


def _media(value: object) -> str:
    """The address of the first picture: a text, or a list of texts or of objects with `url`."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("url")
    return fields.text({"media_url": value}, "media_url")


def _person(item: Item) -> Person | None:
    """Who complains and where: the address of a complaint is often a home."""
    contact = item.get("contact")
    who = contact if isinstance(contact, dict) else item
    name = " ".join(filter(None, (fields.text(who, "first_name"), fields.text(who, "last_name"))))
    person = Person(
        name=name or fields.text(who, "name"),
        phone=fields.text(who, "phone"),
        email=fields.text(who, "email"),
        address=fields.text(item, "address") or fields.text(item, "address_string"),
    )
    return person if person != Person() else None
