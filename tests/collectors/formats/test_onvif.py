"""ONVIF events as Axis sends them over MQTT, and as a metadata stream."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from dashboard.records import CameraEvent, DeviceStatus, Health, Reason, Record, Rejected

Reader = Callable[..., list[Record | Rejected]]
Load = Callable[[str], bytes]
AT = datetime(2026, 3, 2, 5, 40, 0, 250000, tzinfo=UTC)


def only(found: list[Record | Rejected]) -> Any:
    assert len(found) == 1
    return found[0]


def event(topic: str = "onvif:Device/axis:Sensor/PIR", state: str = "1", **values: Any) -> dict[str, Any]:
    told = {"source": {"sensor": "0"}, "key": {}, "data": {"state": state}}
    return {"timestamp": 1772430000250, "serial": "B8A44F000001", "topic": topic, "message": told} | values


def test_motion_is_an_event_of_the_camera_with_that_serial(read: Reader, payload: Load) -> None:
    found = only(read("onvif", payload("onvif_axis.json")))
    assert isinstance(found, CameraEvent)
    assert (found.device_id, found.kind, found.observed_at, found.ended_at) == (
        "B8A44F000001",
        "MotionAlarm",
        AT,
        None,
    )


def test_a_state_at_rest_is_an_event_that_has_ended(read: Reader) -> None:
    assert only(read("onvif", event(state="0"))).ended_at == AT


def test_the_same_event_told_twice_is_one_and_another_sensor_another(read: Reader) -> None:
    once, again = only(read("onvif", event())), only(read("onvif", event()))
    other = event(message={"source": {"sensor": "1"}, "key": {}, "data": {"state": "1"}})
    assert once == again
    assert only(read("onvif", other)).external_id != once.external_id


@pytest.mark.parametrize(
    ("topic", "options", "device_id"),
    [
        ("axis/ACCC8E000002/event/tns:onvif/Device/tns:axis/Sensor/PIR", {}, "ACCC8E000002"),
        ("hcm/q1/cam-07/event/tns:onvif/Device", {}, "hcm/q1/cam-07"),
        ("", {"device": "cam-9"}, "cam-9"),
    ],
)
def test_without_a_serial_the_topic_or_the_option_names_the_camera(
    read: Reader, topic: str, options: dict[str, str], device_id: str
) -> None:
    assert only(read("onvif", event(serial=None), topic=topic, **options)).device_id == device_id


@pytest.mark.parametrize(
    ("topic", "state", "health"),
    [
        ("tnsaxis:Storage/Alert", "1", Health.FAULT),
        ("tnsaxis:Storage/Alert", "0", Health.ONLINE),
        ("onvif:VideoSource/tnsaxis:Tampering", "true", Health.FAULT),
        ("onvif:VideoSource/SignalLoss", "1", Health.FAULT),
        ("onvif:Device/tnsaxis:HardwareFailure/FanFailure", "1", Health.FAULT),
        ("onvif:Device/tnsaxis:Status/SystemReady", "1", Health.ONLINE),
        ("onvif:Device/tnsaxis:Status/SystemReady", "0", Health.FAULT),
    ],
)
def test_what_a_camera_says_of_itself_is_its_health(
    read: Reader, topic: str, state: str, health: Health
) -> None:
    found = only(read("onvif", event(topic, state)))
    assert isinstance(found, DeviceStatus)
    assert (found.health, found.observed_at) == (health, AT)


def test_a_metadata_stream_may_hold_several_events(read: Reader, payload: Load) -> None:
    motion, scene = read("onvif", payload("onvif_stream.xml"), device="cam-9")
    assert isinstance(motion, CameraEvent)
    assert (motion.kind, motion.device_id) == ("Motion", "cam-9")
    assert motion.observed_at == datetime(2026, 3, 2, 5, 40, tzinfo=UTC)
    assert isinstance(scene, DeviceStatus)
    assert scene.health is Health.FAULT


def test_the_producer_names_the_camera_of_a_stream_and_without_one_it_is_unknown(
    read: Reader, payload: Load
) -> None:
    nameless, scene = read("onvif", payload("onvif_stream.xml"))
    assert isinstance(nameless, Rejected)
    assert nameless.reason is Reason.MISSING_KEY
    assert isinstance(scene, DeviceStatus)
    assert scene.device_id == "7d4d3b1c-0000-4000-8000-000000000001"


def test_an_empty_stream_tells_nothing(read: Reader) -> None:
    assert read("onvif", b'<tt:MetadataStream xmlns:tt="http://www.onvif.org/ver10/schema"/>') == []


def test_a_rest_that_is_told_at_the_connection_is_only_a_sign_of_life(read: Reader, payload: Load) -> None:
    started = (
        payload("onvif_stream.xml").replace(b'"Changed"', b'"Initialized"').replace(b'"true"', b'"false"')
    )
    first = read("onvif", started, device="cam-9")[0]
    assert isinstance(first, DeviceStatus)
    assert first.health is Health.ONLINE


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (event(topic=""), Reason.MISSING_KEY),
        (event(serial=""), Reason.MISSING_KEY),
        (event(timestamp=None), Reason.MISSING_KEY),
        (event(timestamp="later"), Reason.BAD_DATE),
        (event(timestamp=5), Reason.BAD_DATE),
        (event(message="on"), Reason.WRONG_TYPE),
        (b"<html/>", Reason.NOT_THIS_FORMAT),
    ],
)
def test_what_cannot_be_is_rejected_with_its_reason(read: Reader, body: object, reason: Reason) -> None:
    assert only(read("onvif", body)).reason is reason
