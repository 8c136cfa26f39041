"""One incident whole: sources with their own content, what lies around it, its past, a gauge's hours."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select, update

from dashboard import access
from dashboard.accounts.audit import verify
from dashboard.db import reading, writing
from dashboard.desk import unmasking
from dashboard.desk.desk import Desk
from dashboard.desk.near import metres
from dashboard.desk.shapes import DeskError
from dashboard.ingest import Ingest
from dashboard.models import alarm, camera_event, complaint, device, incident, incident_source
from dashboard.records import Batch, Device, DeviceKind, Person
from tests.dashboard import records
from tests.dashboard.desk.conftest import AN, NOW, Open

HOUR = timedelta(hours=1)
LAT, LON = 10.7769, 106.7009


@pytest.fixture
def told(store: Engine, ingest: Ingest, opened: Open) -> dict[str, Any]:
    """Told by five feeds, and one incident of all of it."""
    place: dict[str, Any] = {"lat": LAT, "lon": LON}
    ingest.store(
        Batch("flood", [records.gauge("g1", name="S-07", period=3600.0, **place)], [], 1), NOW - 7 * HOUR
    )
    camera = Device(
        external_id="c1", kind=DeviceKind.CAMERA, name="Cầu", unit="Phường Sài Gòn", lat=LAT + 0.002, lon=LON
    )
    ingest.store(Batch("cameras", [camera], [], 1), NOW - 7 * HOUR)
    for minute, value in ((0, 0.1), (10, 0.2), (20, 0.25), (30, 0.4)):
        at = f"2025-11-05 08:{minute:02d}"
        ingest.store(Batch("flood", [records.reading("g1", at, value)], [], 1), records.local(at))
    ingest.store(
        Batch("cameras", [records.camera_event("E1", at="2025-11-05 08:40", kind="crowd")], [], 1), NOW
    )
    caller = Person(name="Nguyễn Văn An", phone="0901234123")
    said = "Ngập nặng, gọi Trần Văn Bình 0908123456"
    written: dict[str, Any] = {"description": said, "media_url": "http://x/1.jpg", "person": caller}
    told_of = records.complaint("C9", at="2025-11-05 08:30", **written)
    ingest.store(Batch("complaints", [told_of], [], 1), NOW)
    ingest.store(
        Batch("fire", [records.alarm("A1", at="2025-11-05 08:31", title="Chợ", description=said)], [], 1), NOW
    )
    with writing(store) as connection:
        ids = {
            name: connection.execute(select(table.c.id).where(table.c.external_id == key)).scalar_one()
            for name, table, key in (
                ("gauge", device, "g1"),
                ("complaint", complaint, "C9"),
                ("alarm", alarm, "A1"),
                ("camera_event", camera_event, "E1"),
                ("device", device, "c1"),
            )
        }
        connection.execute(update(incident).values(resolved_at=NOW - 20 * HOUR, state="resolved"))
    sources = [(kind, source_id, f"{kind}:{source_id}") for kind, source_id in ids.items()]
    number = opened("S-07", sources=[*sources, ("unit", 1001, "backlog:1001"), ("figure", 5, "")], **place)
    return ids | {"number": number}


def test_a_gauge_stands_before_the_complaints_that_came_first(
    store: Engine, desk: Desk, opened: Open
) -> None:
    number = opened(
        "S-07", sources=[("complaint", 1, ""), ("complaint", 2, "flood:b"), ("gauge", 3, "flood:a")]
    )
    with writing(store) as connection:  # the gauge joined last
        of_gauge = (incident_source.c.incident_id == number) & (incident_source.c.source == "gauge")
        connection.execute(update(incident_source).where(of_gauge).values(attached_at=NOW))
    held = desk.detail(number, AN, NOW).sources
    assert [(source.source, source.source_id) for source in held] == [
        ("gauge", 3),
        ("complaint", 1),
        ("complaint", 2),
    ]


def test_each_source_tells_its_own_content_with_personal_data_masked(
    desk: Desk, told: dict[str, Any]
) -> None:
    detail = desk.detail(told["number"], AN, NOW)
    held = {source.source: source for source in detail.sources}
    assert len(held) == 7
    gauge = held["gauge"]
    assert (gauge.title, gauge.silent) == ("S-07", False)
    assert gauge.content["value"] == 0.4
    assert gauge.content["levels"] == [0.15, 0.3, 0.5]
    assert gauge.content["since"] == records.local("2025-11-05 08:10")
    said = held["complaint"].content
    assert "0908123456" not in said["description"]
    assert "Trần Văn Bình" not in said["description"]
    assert said["media_url"] == "http://x/1.jpg"
    assert "0908123456" not in str(held["alarm"].content)
    assert held["alarm"].content["observed_at"] == records.local("2025-11-05 08:31")
    assert held["camera_event"].content["link"] == "http://vms.local/c1"
    assert held["camera_event"].content["kind"] == "crowd"
    assert held["device"].content["kind"] == "camera"
    assert held["unit"].title
    assert held["figure"].content == {}


def test_a_gauge_that_has_fallen_silent_is_said_to_be(desk: Desk, told: dict[str, Any]) -> None:
    later = desk.detail(told["number"], AN, NOW + 5 * HOUR)
    assert {source.source for source in later.sources if source.silent} >= {"gauge", "device"}
    device_source = next(source for source in later.sources if source.source == "device")
    assert device_source.content["mute_since"] is not None or device_source.content["observed_at"] is None


def test_cameras_and_gauges_within_half_a_kilometre_are_near(desk: Desk, told: dict[str, Any]) -> None:
    near = desk.nearby(told["number"], AN, NOW)
    assert [(one.kind, one.name) for one in near] == [("gauge", "S-07"), ("camera", "Cầu")]
    assert near[0].metres == 0
    assert near[1].metres == pytest.approx(222.4, abs=0.5)  # 0.002° of latitude, 111.2 km a degree
    assert near[1].link == "http://vms.local/c1"


def test_a_gauges_hours_come_with_its_alarm_levels(desk: Desk, told: dict[str, Any]) -> None:
    hours = desk.gauge_hours(told["gauge"], 6, NOW)
    assert [value for _, value in hours["points"]] == [0.1, 0.2, 0.25, 0.4]
    assert (hours["levels"], hours["unit"], hours["quantity"]) == ([0.15, 0.3, 0.5], "m", "level")
    with pytest.raises(DeskError):
        desk.gauge_hours(told["device"], 6, NOW)


def test_what_is_near_and_open_is_related_and_what_was_here_is_past(desk: Desk, opened: Open) -> None:
    here: dict[str, Any] = {"lat": LAT, "lon": LON}
    ended: dict[str, Any] = {"state": "closed", "resolved_at": NOW - 30 * HOUR}
    number = opened("A", at=NOW - HOUR, **here)
    near = opened("B", at=NOW - 2 * HOUR, lat=LAT + 0.004, lon=LON)  # 445 m
    opened("C", at=NOW - HOUR, lat=LAT + 0.005, lon=LON)  # 556 m
    opened("D", at=NOW - 8 * HOUR, **here)  # seven hours before it
    before = opened("E", at=NOW - 40 * HOUR, lat=LAT + 0.001, lon=LON, **ended)  # 111 m
    opened("F", at=NOW - 41 * HOUR, lat=LAT + 0.0015, lon=LON, **ended)  # 167 m
    same = opened("A", at=NOW - 50 * HOUR, **ended)
    merged = opened("G", at=NOW - HOUR, merged_into=number, state="merged", resolved_at=NOW)
    detail = desk.detail(number, AN, NOW)
    assert [row.id for row in detail.related] == [near, merged]
    assert [row.id for row in detail.past] == [before, same]


def test_a_degree_of_longitude_is_shorter_than_one_of_latitude() -> None:
    assert metres(0, 0, 1, 0) == pytest.approx(111_195, abs=1)
    assert metres(60, 0, 60, 1) == pytest.approx(111_195 / 2, rel=0.001)
    assert metres(LAT, LON, LAT, LON) == 0


def test_an_incident_that_is_not_there_is_told(desk: Desk) -> None:
    with pytest.raises(DeskError) as caught:
        desk.detail(1, AN, NOW)
    assert caught.value.code == "missing"


def test_unmasking_shows_the_record_and_writes_it_down(
    store: Engine, desk: Desk, told: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:

    with pytest.raises(DeskError) as caught:
        desk.papers.unmask(AN, "complaint", told["complaint"], " ", NOW)
    assert caught.value.code == "wanted"
    with pytest.raises(DeskError) as caught:
        desk.papers.unmask(AN, "complaint", 999_999, "Gọi lại", NOW)
    assert caught.value.code == "missing"
    with access.asked_by("127.0.0.1"), pytest.raises(DeskError) as caught:
        desk.papers.unmask(AN, "complaint", told["complaint"], "Gọi lại", NOW)
    assert caught.value.code == "out_of_reach"  # this machine alone does not unmask
    with reading(store) as connection:
        assert verify(connection).rows == 0
    monkeypatch.setattr(unmasking, "may", lambda _unit_id: True)
    shown = desk.papers.unmask(AN, "complaint", told["complaint"], "Gọi lại", NOW)
    assert (shown["name"], shown["phone"]) == ("Nguyễn Văn An", "0901234123")
    assert "Trần Văn Bình" in shown["description"]
    with reading(store) as connection:
        assert verify(connection).rows == 1
    step = desk.detail(told["number"], AN, NOW).timeline[-1]
    assert (step.kind, step.who, step.detail["reason"]) == ("unmask", "an", "Gọi lại")
