"""What came in and was done since the city's midnight, by hand; and silence that is no number."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from dashboard.ingest import Cursor, Ingest
from dashboard.records import Batch, Device, DeviceKind, DeviceStatus, Health, Record
from dashboard.settings import Settings
from dashboard.wall.documents import Documents
from tests.dashboard.conftest import FEEDS
from tests.dashboard.records import alarm, complaint, dossier, gauge, local, reading
from tests.dashboard.wall.conftest import Put

NOW = local("2025-11-05 12:00")  # a Wednesday
HERE, THERE = "Phường Sài Gòn", "Phường Bến Thành"
SAI_GON = "26740"


def today(documents: Documents, kind: str, wall: str = "city", now: datetime = NOW) -> dict[str, Any]:
    block: dict[str, Any] = documents.compute(now, [wall])[wall]["today"][kind]
    return block


DOSSIERS = (
    dossier("today", channel=2, unit=HERE),
    dossier("today there", unit=THERE),
    dossier("last second of yesterday", at="2025-11-04 23:59:59", unit=HERE),
    dossier(
        "on time", at="2025-11-03 09:00", status=9, unit=HERE, due_at=local("2025-11-06 17:00"),
        finished_at=local("2025-11-05 10:00"),
    ),
    dossier(
        "late", at="2025-10-20 09:00", status=9, unit=HERE, due_at=local("2025-11-03 17:00"),
        finished_at=local("2025-11-05 11:00"), submitted_at=local("2025-10-20 08:59"),
    ),
    dossier("overdue", at="2025-11-03 08:00", unit=THERE, due_at=local("2025-11-05 11:00")),
    dossier("due at five", at="2025-11-03 08:00", unit=HERE, due_at=local("2025-11-05 17:00")),
)  # fmt: skip


def test_dossiers_of_today(put: Put, documents: Documents) -> None:
    put("dossiers", NOW, *DOSSIERS)
    assert today(documents, "dossiers") == {
        "data_at": NOW,
        "feed_state": "live",
        "silent_since": None,
        "received": 2,
        "online": 1,
        "resolved": 2,
        "on_time": 1,
        "late": 1,
        "open": 5,  # all but the two that ended
        "overdue": 1,
        "due_soon": 1,
        "causes": [
            {"cause": "processing", "count": 1},
            {"cause": "supplement", "count": 0},
            {"cause": "intake", "count": 0},
        ],
    }


def test_a_units_wall_counts_its_own(put: Put, documents: Documents) -> None:
    put("dossiers", NOW, *DOSSIERS)
    own = today(documents, "dossiers", SAI_GON)
    names = ("received", "online", "resolved", "on_time", "late", "open", "overdue", "due_soon")
    assert [own[name] for name in names] == [1, 1, 2, 1, 1, 3, 0, 1]


def test_complaints_of_today_are_held_against_their_clock(put: Put, documents: Documents) -> None:
    put(
        "complaints",
        NOW,
        complaint("new", at="2025-11-05 11:00"),
        complaint("in time", open=False, at="2025-11-04 10:00", closed_at=local("2025-11-05 09:00")),
        complaint("too late", open=False, at="2025-11-02 10:00", closed_at=local("2025-11-05 09:00")),
        complaint("overdue", at="2025-11-03 09:00"),
        complaint("due today", at="2025-11-03 18:00"),
    )
    block = today(documents, "complaints")
    names = ("received", "answered", "answered_in_time", "overdue", "open")
    assert [block[name] for name in names] == [1, 2, 1, 1, 3]


@pytest.mark.parametrize(("at", "received"), [("2025-11-05 23:59:59", 1), ("2025-11-06 00:00:00", 0)])
def test_the_count_begins_anew_at_the_citys_midnight(
    put: Put, documents: Documents, at: str, received: int
) -> None:
    put("dossiers", NOW, dossier("a"))
    documents.compute(NOW, ["city"])
    put("dossiers", local(at))
    assert today(documents, "dossiers", now=local(at))["received"] == received


def test_the_midnight_is_that_of_the_citys_zone(store: Engine) -> None:
    tokyo = Settings(_env_file=None, timezone="Asia/Tokyo")  # two hours before Sài Gòn
    now = local("2025-11-05 23:00")
    records = [
        dossier("before midnight", at="2025-11-05 21:59:59"),
        dossier("after midnight", at="2025-11-05 22:00"),
    ]
    Ingest(store, tokyo, FEEDS).store(Batch("dossiers", list(records), [], 1), now, Cursor())
    assert today(Documents(store, tokyo), "dossiers", now=now)["received"] == 1


def test_what_a_day_told_later_changes_is_read_again(put: Put, documents: Documents) -> None:
    put("dossiers", NOW, dossier("a"))
    assert today(documents, "dossiers")["received"] == 1
    put("dossiers", NOW, dossier("b"))
    assert today(documents, "dossiers")["received"] == 2


def status(name: str, kind: DeviceKind, health: Health, at: datetime = NOW) -> DeviceStatus:
    return DeviceStatus(device_id=name, kind=kind, observed_at=at, health=health)


def test_cameras_fires_and_panels_of_today(put: Put, documents: Documents) -> None:
    cameras = [Device(external_id=name, kind=DeviceKind.CAMERA, period=60) for name in "abc"]
    panels = [Device(external_id=name, kind=DeviceKind.PANEL, period=3600) for name in ("p", "q")]
    put("cameras", NOW, *cameras, status("a", DeviceKind.CAMERA, Health.ONLINE))
    put("cameras", NOW, status("b", DeviceKind.CAMERA, Health.OFFLINE))
    later = NOW + timedelta(seconds=40)
    put("cameras", later, status("a", DeviceKind.CAMERA, Health.ONLINE, later))
    put("fire", NOW, *panels, status("p", DeviceKind.PANEL, Health.ONLINE))
    put("fire", NOW, alarm("yesterday", at="2025-11-04 23:00", ended_at=local("2025-11-05 01:00")))
    put("fire", NOW, alarm("today", at="2025-11-05 00:00"))
    at = NOW + timedelta(seconds=64)  # b and c were to be heard until a second ago
    seen = today(documents, "cameras", now=at)
    assert (seen["known"], seen["online"], seen["mute"]) == (3, 1, 2)
    fire = today(documents, "fire", now=at)
    assert (fire["open"], fire["alarms"], fire["panels"], fire["panels_mute"]) == (1, 1, 1, 0)


def floods() -> list[Record]:
    return [
        gauge("s1", period=60, lat=10.77, lon=106.7),
        gauge("s2", period=60, lat=10.77, lon=106.7),
        gauge("r1", quantity="rain", alarm_levels=(), period=60, lat=10.77, lon=106.7),
        reading("s1", "2025-11-05 11:59:30", 0.31),
        reading("s2", "2025-11-05 11:59:30", 0.1),
        reading("r1", "2025-11-05 11:59:30", 4.5, "rain"),
    ]


def test_gauges_over_their_levels_the_deepest_and_who_is_mute(put: Put, documents: Documents) -> None:
    put("flood", NOW, *floods())
    flood = today(documents, "flood")
    assert (flood["over"], flood["gauges"], flood["mute"], flood["worst"]) == ([1, 1, 0], 3, 0, 0.31)
    assert today(documents, "flood", SAI_GON)["over"] == [1, 1, 0]
    elsewhere = today(documents, "flood", "26743")
    assert (elsewhere["gauges"], elsewhere["over"], elsewhere["rain"]) == (0, None, None)


def test_gauges_that_fell_silent_are_no_dry_streets(put: Put, documents: Documents) -> None:
    put("flood", NOW, *floods())
    flood = today(documents, "flood", now=NOW + timedelta(seconds=34))  # 60 s and the grace of 3 s are over
    assert flood["feed_state"] == "late"
    assert (flood["over"], flood["worst"], flood["rain"], flood["mute"]) == (None, None, None, 3)


SPOKEN: dict[str, list[Record]] = {
    "dossiers": [dossier()],
    "complaints": [complaint()],
    "cameras": [status("c", DeviceKind.CAMERA, Health.ONLINE)],
    "fire": [status("p", DeviceKind.PANEL, Health.ONLINE), alarm(at="2025-11-05 11:00")],
    "flood": floods(),
}


@pytest.mark.parametrize("kind", SPOKEN)
def test_a_silent_feed_tells_no_number(put: Put, documents: Documents, kind: str) -> None:
    put(kind, NOW, *SPOKEN[kind])
    at = NOW + timedelta(hours=1)
    block = today(documents, kind, now=at)
    last = local("2025-11-05 11:59:30") if kind == "flood" else NOW
    assert (block["feed_state"], block["silent_since"], block["data_at"]) == ("silent", last, last)
    known = {"known", "panels", "gauges", *(("mute",) if kind == "flood" else ())}
    numbers = {
        key: value for key, value in block.items() if key not in {"data_at", "feed_state", "silent_since"}
    }
    assert {key for key, value in numbers.items() if value is not None} == known & numbers.keys()


def test_half_of_a_first_load_is_no_number(ingest: Ingest, documents: Documents) -> None:
    ingest.store(Batch("dossiers", [dossier("a")], [], 1), NOW)  # the first of several pages
    block = today(documents, "dossiers")
    assert (block["feed_state"], block["received"], block["causes"]) == ("live", None, None)
