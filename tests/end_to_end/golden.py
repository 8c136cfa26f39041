"""What the store must hold of our own payloads, worked out by hand from the messages, for each family."""

from datetime import datetime
from typing import Any

from sqlalchemy import Engine, select

from dashboard import db
from dashboard.models import alarm, camera_event, complaint, device, dossier, feed, observation, unit

DOSSIER, COMPLAINT, EVENT, ALARM, READING = "dossier", "complaint", "camera event", "alarm", "reading"

_NAMED = {
    DOSSIER: (
        dossier,
        ("external_id", "status", "channel", "accepted_at", "due_at", "ended_at", "has_fee", "paid_online"),
    ),
    COMPLAINT: (
        complaint,
        ("external_id", "open", "category_code", "requested_at", "due_at", "closed_at", "lat", "lon"),
    ),
    ALARM: (
        alarm,
        (
            "external_id",
            "kind",
            "severity",
            "observed_at",
            "arrived_at",
            "expires_at",
            "ended_at",
            "lat",
            "lon",
        ),
    ),
}


def utc(text: str) -> datetime:
    """ "2026-03-02 01:05" in UTC."""
    return datetime.fromisoformat(f"{text}+00:00")


def stored(store: Engine, feed_name: str, what: str) -> list[tuple[Any, ...]]:
    """The rows of a feed, in the order of their keys; where units are known, their name comes last."""
    statement = _statement(what).where(feed.c.name == feed_name)
    with db.reading(store) as connection:
        return [tuple(row) for row in connection.execute(statement)]


def _statement(what: str) -> Any:
    if what == EVENT:
        columns = (
            *(camera_event.c.external_id, device.c.external_id, camera_event.c.kind),
            *(camera_event.c.observed_at, camera_event.c.ended_at, camera_event.c.score),
        )
        found: Any = select(*columns).join(device, device.c.id == camera_event.c.device_id)
        return found.join(feed, feed.c.id == camera_event.c.feed_id)
    if what == READING:
        read = observation.c
        found = select(device.c.external_id, read.quantity, read.observed_at, read.value)
        found = found.select_from(observation).join(device, device.c.id == read.device_id)
        return found.join(feed, feed.c.id == device.c.feed_id).order_by(device.c.external_id)
    table, names = _NAMED[what]
    found = select(*(table.c[name] for name in names), unit.c.name)
    found = found.join(feed, feed.c.id == table.c.feed_id).join(unit, unit.c.id == table.c.unit_id)
    return found.order_by(table.c.external_id)


# (payload, format): what it becomes, and its rows. The same by every transport that brings it.
GOLDEN: dict[tuple[str, str], tuple[str, list[tuple[Any, ...]]]] = {
    ("dvcqg_envelope.json", "dvcqg"): (
        DOSSIER,
        [
            (
                *("H29.105-260302-0011", 9, 2, utc("2026-03-02 01:05"), utc("2026-03-05 10:00")),
                *(utc("2026-03-04 08:15"), True, True, "Phường Bến Thành"),
            ),
            (
                *("H29.105-260302-0012", 4, 1, utc("2026-03-02 02:00"), None),
                *(None, False, False, "chưa xác định"),
            ),
        ],
    ),
    ("open311_requests.json", "open311"): (
        COMPLAINT,
        [
            (
                *("26-000101", False, "LIGHT", utc("2026-03-01 13:15"), utc("2026-03-03 13:15")),
                *(utc("2026-03-02 02:40"), 10.7912, 106.6925, "Phường Tân Định"),
            ),
            (
                *("26000102", True, "FLOOD", utc("2026-03-01 23:00"), utc("2026-03-03 23:00")),
                *(None, 10.7359, 106.7011, "Phường Tân Hưng"),
            ),
        ],
    ),
    ("open311_requests.xml", "open311"): (
        COMPLAINT,
        [
            (
                *("26-000103", True, "TREE", utc("2026-03-02 00:10"), utc("2026-03-04 00:10")),
                *(None, 10.8016, 106.7113, "Phường Thạnh Mỹ Tây"),
            )
        ],
    ),
    ("frigate_event.json", "frigate"): (
        EVENT,
        [
            (
                *("1772430000.125-ab12cd", "cong-sau", "car"),
                *(utc("2026-03-02 05:40:00.125"), utc("2026-03-02 05:40:12.250"), 0.875),
            )
        ],
    ),
    ("panel_signals.json", "panel"): (
        ALARM,
        [
            (
                *("114-2026-0302-01", "fire", "extreme", utc("2026-03-01 17:53"), utc("2026-03-01 18:01")),
                *(None, None, 10.7497, 106.651, "Phường Bình Tây"),
            ),
            (
                *("r-1", "restore", "minor", utc("2026-03-01 19:30"), None, None),
                *(utc("2026-03-01 19:30"), None, None, "chưa xác định"),
            ),
            (
                *("t-1", "tamper", "minor", utc("2026-03-01 19:00"), None, None),
                *(utc("2026-03-01 19:30"), None, None, "chưa xác định"),
            ),
        ],
    ),
    ("cap_feed.xml", "cap"): (
        ALARM,
        [
            (
                *("VN-7", "alert", "severe", utc("2026-03-02 07:00"), None, utc("2026-03-02 12:00")),
                *(None, None, None, "chưa xác định"),
            )
        ],
    ),
    ("sensorthings_observations.json", "sensorthings"): (
        READING,
        [
            ("Datastreams('mua-3')", "rain", utc("2026-03-02 03:06"), 12.4),
            ("Datastreams(7)", "level", utc("2026-03-02 03:05"), 0.615),
        ],
    ),
    ("ea_readings.json", "ea"): (
        READING,
        [
            ("1491TH", "level", utc("2026-03-02 03:00"), 0.352),
            ("253861TP", "rain", utc("2026-03-02 03:00"), 0.2),
        ],
    ),
    ("chirpstack_up.json", "chirpstack"): (
        READING,
        [("24e124141c141557", "level", utc("2026-03-02 03:04:05.123456"), 0.5)],
    ),
    ("ttn_up.json", "ttn"): (
        READING,
        [("s-08-ben-van-don", "level", utc("2026-03-02 03:10:00.781234"), 0.3)],
    ),
}
