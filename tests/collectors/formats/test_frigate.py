"""Frigate over MQTT and HTTP."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from dashboard.records import CameraEvent, DeviceKind, DeviceStatus, Health, Reason, Record, Rejected

Reader = Callable[..., list[Record | Rejected]]
Load = Callable[[str], bytes]
NOW = datetime(2026, 3, 10, 4, 0, tzinfo=UTC)
START = datetime(2026, 3, 2, 5, 40, 0, 125000, tzinfo=UTC)


def only(found: list[Record | Rejected]) -> Any:
    assert len(found) == 1
    return found[0]


def event(**values: Any) -> dict[str, Any]:
    return {"id": "1-a", "camera": "cong", "label": "person", "start_time": 1772430000.125} | values


def status(device_id: str, health: Health, at: datetime, detail: str = "") -> DeviceStatus:
    return DeviceStatus(
        device_id=device_id, kind=DeviceKind.CAMERA, observed_at=at, health=health, detail=detail
    )


def test_an_event_is_read_without_plate_and_name(read: Reader, payload: Load) -> None:
    found = read("frigate", payload("frigate_event.json"), topic="frigate/events")
    ended_at = START + timedelta(seconds=12.125)
    assert found == [
        CameraEvent(
            external_id="1772430000.125-ab12cd",
            version=int(ended_at.timestamp() * 1000) * 16 + 1,
            device_id="cong-sau",
            kind="car",
            observed_at=START,
            ended_at=ended_at,
            zones=("cong", "san"),
            score=0.875,
        )
    ]
    assert "51A12345" not in repr(found)
    assert "Nguyễn" not in repr(found)


def test_the_same_event_without_a_topic_is_told_by_its_content(read: Reader, payload: Load) -> None:
    body = payload("frigate_event.json")
    assert read("frigate", body) == read("frigate", body, topic="frigate/events")


def test_a_review_has_the_severity_of_its_source(read: Reader, payload: Load) -> None:
    review = only(read("frigate", payload("frigate_review.json"), topic="nvr/reviews"))
    assert (review.kind, review.severity, review.zones, review.ended_at) == (
        "review",
        "alert",
        ("cong",),
        None,
    )


def test_stats_say_which_cameras_send_pictures(read: Reader, payload: Load) -> None:
    at = datetime(2026, 3, 2, 5, 41, tzinfo=UTC)
    assert read("frigate", payload("frigate_stats.json"), topic="nvr-q1/stats") == [
        status("nvr-q1", Health.ONLINE, at),
        status("cong-truoc", Health.ONLINE, at),
        status("cong-sau", Health.OFFLINE, at, "0 fps"),
    ]


def test_stats_of_old_versions_have_the_cameras_at_the_top(read: Reader) -> None:
    old = {
        "cong": {"camera_fps": 5.0, "pid": 3},
        "detection_fps": 0.0,
        "service": {"uptime": 4},
        "detectors": {},
    }
    assert read("frigate", old) == [status("cong", Health.ONLINE, NOW)]


def test_the_last_will_is_the_state_of_the_nvr_itself(read: Reader) -> None:
    assert read("frigate", b"offline", topic="nvr-q1/available") == [status("nvr-q1", Health.OFFLINE, NOW)]
    assert read("frigate", b"online", topic="nvr-q1/available") == [status("nvr-q1", Health.ONLINE, NOW)]
    assert only(read("frigate", b"sleepy", topic="nvr-q1/available")).reason is Reason.UNKNOWN_CODE


def test_a_retained_online_revives_nothing(read: Reader) -> None:
    assert read("frigate", b"online", topic="nvr/available", retained=True) == []
    assert len(read("frigate", b"offline", topic="nvr/available", retained=True)) == 1


@pytest.mark.parametrize("kind", ["face", "lpr", "classification"])
def test_a_recognised_face_or_plate_only_says_that_the_camera_sees(read: Reader, kind: str) -> None:
    body = {
        "type": kind,
        "id": "1-a",
        "camera": "cong",
        "timestamp": 1772430000.125,
        "name": "Bình",
        "plate": "51A",
    }
    assert read("frigate", body, topic="frigate/tracked_object_update") == [
        status("cong", Health.ONLINE, START)
    ]


def test_retained_stats_without_a_time_of_their_own_are_no_sign_of_life(read: Reader) -> None:
    stats = {"cameras": {"cong": {"camera_fps": 5.0}}, "service": {}}
    assert not isinstance(read("frigate", stats, topic="frigate/stats")[0], Rejected)
    rejected = only(read("frigate", stats, topic="frigate/stats", retained=True))
    assert isinstance(rejected, Rejected)
    assert rejected.reason is Reason.MISSING_KEY


def test_a_description_without_camera_and_time_is_said_to_be_one(read: Reader) -> None:
    body = {"type": "description", "id": "1-a", "description": "Một chiếc xe đỏ"}
    rejected = only(read("frigate", body, topic="frigate/tracked_object_update"))
    assert (rejected.reason, rejected.external_id) == (Reason.NOT_THIS_FORMAT, "1-a")


def test_the_list_of_the_http_interface_is_read_and_a_bad_entry_costs_only_itself(read: Reader) -> None:
    listed = [
        event(end_time=1772430010, data={"top_score": 0.5}, zones=["san"], false_positive=True),
        event(camera=None),
        event(id="3-c", end_time=None, false_positive=None),
    ]
    first, bad, last = read("frigate", listed)
    assert isinstance(first, CameraEvent)
    assert (first.score, first.zones, first.false_positive) == (0.5, ("san",), True)
    assert isinstance(bad, Rejected)
    assert bad.reason is Reason.MISSING_KEY
    assert isinstance(last, CameraEvent)
    assert last.ended_at is None


def test_an_end_outranks_every_update(read: Reader) -> None:
    update = {"type": "update", "after": event(frame_time=1772430009.9)}
    end = {"type": "end", "after": event(frame_time=1772430009.9, end_time=1772430009.9)}
    assert only(read("frigate", update)).version < only(read("frigate", end)).version


@pytest.mark.parametrize(
    ("body", "topic", "reason"),
    [
        ({"type": "gone", "after": {}}, "frigate/events", Reason.UNKNOWN_CODE),
        ({"type": "new", "after": event(start_time=None)}, "frigate/events", Reason.MISSING_KEY),
        ({"type": "new", "after": event(start_time="soon")}, "frigate/events", Reason.BAD_DATE),
        ({"type": "new", "after": event(start_time=1.0)}, "frigate/events", Reason.BAD_DATE),
        ({"type": "new", "after": event(top_score="high")}, "frigate/events", Reason.BAD_NUMBER),
        ({"type": "new", "after": event(entered_zones="san")}, "frigate/events", Reason.WRONG_TYPE),
        ({"success": False, "message": "no such camera"}, "", Reason.NOT_THIS_FORMAT),
        ([{"success": False, "message": "no such camera"}], "", Reason.ERROR_ANSWER),
        (b"\xff\xd8\xff\xe0", "frigate/cong/person/snapshot", Reason.NOT_THIS_FORMAT),
        (b"3", "frigate/cong/person", Reason.NOT_THIS_FORMAT),
        ([], "frigate/stats", Reason.NOT_THIS_FORMAT),
    ],
)
def test_what_cannot_be_is_rejected_with_its_reason(
    read: Reader, body: object, topic: str, reason: Reason
) -> None:
    assert only(read("frigate", body, topic=topic)).reason is reason
