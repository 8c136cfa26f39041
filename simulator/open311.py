"""Complaints as Open311 GeoReport v2 service requests, JSON and XML (wiki.open311.org/GeoReport_v2)."""

from typing import Any
from xml.sax.saxutils import escape

from simulator.city import City
from simulator.clock import day_of, local, to_date
from simulator.complaints import CATEGORIES, CHANNELS, CLOCK, Reported
from simulator.districts import district_of
from simulator.storm_complaints import TEXTS as STORM_TEXTS

Request = dict[str, Any]


def when(moment: float) -> str:
    """W3C date-time with Viet Nam's zone, as the specification asks."""
    return local(moment).isoformat(timespec="seconds")


def number_of(day: Reported, row: int) -> str:
    """service_request_id, e.g. 1022-261116-00042: hotline, day, number."""
    return f"1022-{to_date(day.day):%y%m%d}-{row + 1:05d}"


def request(city: City, day: Reported, row: int, now: float) -> Request:
    """The complaint as it stands at `now`."""
    ward = city.wards[day.ward[row]]
    wet = day.of_storm(row)
    place = wet or city.places[day.ward[row]][day.place[row]]
    category = CATEGORIES[day.category[row]]
    texts = category.texts if wet is None else STORM_TEXTS
    text = texts[day.text[row] % len(texts)]
    number = number_of(day, row)
    district = district_of(ward.code, day_of(float(day.requested[row])))
    office = ward.name if district is None else district.name
    moments = day.moments[row]
    return {
        "service_request_id": number,
        **_state(day, row, now, office),
        "service_name": category.name,
        "service_code": category.code,
        "description": f"{text} tại đường {place.street}, {ward.name}",
        "agency_responsible": f"UBND {office}",
        "service_notice": "",
        "requested_datetime": when(float(day.requested[row])),
        "updated_datetime": when(float(moments[moments <= now].max(initial=day.requested[row]))),
        "expected_datetime": when(float(day.requested[row]) + CLOCK),
        "address": f"{place.street}, {ward.name}",
        "address_id": "",
        "zipcode": "",
        "lat": place.lat,
        "long": place.lon,
        "media_url": f"https://anh.example.vn/{number}.jpg" if day.photo[row] else "",
        "source": CHANNELS[day.channel[row]][0],
    }


def _state(day: Reported, row: int, now: float, office: str) -> Request:
    """What has become of it; beyond the specification: the first answer, and what the citizen made of it."""
    _, forwarded, answered, closed, reopened, reclosed = (moment <= now for moment in day.moments[row])
    is_closed = reclosed or (closed and not reopened)
    last = day.reclosed[row] if reclosed else day.closed[row]
    if is_closed:
        notes = "Đã xử lý và trả lời người dân"
    elif reopened:
        notes = "Mở lại theo ý kiến người dân"
    elif answered:
        notes = "Đã trả lời người dân, đang xử lý"
    else:
        notes = f"Đã chuyển UBND {office}" if forwarded else ""
    return {
        "status": "closed" if is_closed else "open",
        "status_notes": notes,
        "answered_datetime": when(float(day.answered[row])) if answered else "",
        "closed_datetime": when(float(last)) if is_closed else "",
        "confirmed": bool(day.confirmed[row]) if answered and day.judged[row] else "",
        "reopened_count": int(reopened),
        "rating": int(day.rating[row]) if day.rating[row] and day.ended[row] <= now else "",
    }


def services() -> list[Request]:
    return [
        {
            "service_code": category.code,
            "service_name": category.name,
            "description": category.name,
            "metadata": False,
            "type": "realtime",
            "keywords": "",
            "group": "1022",
        }
        for category in CATEGORIES
    ]


def to_xml(root: str, item: str, entries: list[Request]) -> bytes:
    """A list of flat entries as GeoReport's XML."""
    body = "".join(
        f"<{item}>"
        + "".join(f"<{key}>{escape(_text(value))}</{key}>" for key, value in entry.items())
        + f"</{item}>"
        for entry in entries
    )
    return f'<?xml version="1.0" encoding="utf-8"?><{root}>{body}</{root}>'.encode()


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
