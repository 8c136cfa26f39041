"""ChirpStack v4 and The Things Stack v3: one meaning, two envelopes."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest

from dashboard.records import (
    Alarm,
    Device,
    DeviceKind,
    DeviceStatus,
    Health,
    Observation,
    Reason,
    Record,
    Rejected,
    Severity,
)

Reader = Callable[..., list[Record | Rejected]]
Load = Callable[[str], bytes]
AT = datetime(2026, 3, 2, 3, 4, 5, 123456, tzinfo=UTC)


def only(found: list[Record | Rejected]) -> Any:
    assert len(found) == 1
    return found[0]


@pytest.fixture
def chirp(payload: Load) -> dict[str, Any]:
    return dict(orjson.loads(payload("chirpstack_up.json")))


@pytest.fixture
def things(payload: Load) -> dict[str, Any]:
    return dict(orjson.loads(payload("ttn_up.json")))


def test_a_chirpstack_uplink_is_a_reading_in_metres(read: Reader, chirp: dict[str, Any]) -> None:
    reading = Observation(
        device_id="24e124141c141557",
        observed_at=AT,
        value=0.5,
        quantity="level",
        external_id="3ac7e3c4-4401-4b8d-9386-a5c902f9202d",
    )
    assert read("chirpstack", chirp) == [reading]
    assert read("chirpstack", chirp | {"object": None}, codec="milesight") == [reading]


def test_a_things_stack_uplink_is_a_reading_in_metres(read: Reader, things: dict[str, Any]) -> None:
    reading = Observation(
        device_id="s-08-ben-van-don",
        observed_at=datetime(2026, 3, 2, 3, 10, 0, 781234, tzinfo=UTC),
        value=0.3,
        quantity="level",
        external_id="AYfg8rhh:17",
    )
    assert read("ttn", things) == [reading]
    del things["uplink_message"]["decoded_payload"]
    assert read("ttn", things, codec="milesight") == [reading]
    assert only(read("ttn", things)).reason is Reason.NOT_DECODED


def test_the_option_says_what_a_key_means(read: Reader, chirp: dict[str, Any]) -> None:
    chirp["object"] = {"distance": 1850, "mua": 3.5, "battery": 90}
    values = {
        "distance": {"quantity": "level", "scale": -0.001, "offset": 2.4},
        "mua": {"quantity": "rain"},
    }
    level, rain = read("chirpstack", chirp, values=values)
    assert isinstance(level, Observation)
    assert isinstance(rain, Observation)
    assert (level.quantity, level.value, rain.quantity, rain.value) == ("level", 0.55, "rain", 3.5)


def test_a_distance_is_no_level_unless_the_option_says_how_high_the_sensor_hangs(
    read: Reader, chirp: dict[str, Any]
) -> None:
    found = only(read("chirpstack", chirp | {"object": {"distance": 1850}}))
    assert (found.quantity, found.value) == ("distance", 1.85)


def test_a_value_may_stand_in_an_object_beside_its_unit(read: Reader, chirp: dict[str, Any]) -> None:
    decoded = {"pressure": {"displayName": "Pressure", "unit": "bar", "value": 0.1}}
    assert only(read("chirpstack", chirp | {"object": decoded})).value == 1.0197


@pytest.mark.parametrize(
    ("decoded", "options", "reason"),
    [
        (None, {}, Reason.NOT_DECODED),
        ({"co2": 415}, {}, Reason.NOT_DECODED),
        ({"muc_nuoc": 1}, {"values": {"water_level": {}}}, Reason.NOT_DECODED),
        ({"water_level": [1, 2]}, {}, Reason.BAD_NUMBER),
        ({"water_level": "high"}, {}, Reason.BAD_NUMBER),
        ({"smokeAlarm": "maybe"}, {}, Reason.UNKNOWN_CODE),
        ("50", {}, Reason.WRONG_TYPE),
    ],
)
def test_what_cannot_be_read_is_rejected_with_its_reason(
    read: Reader, chirp: dict[str, Any], decoded: object, options: dict[str, Any], reason: Reason
) -> None:
    assert only(read("chirpstack", chirp | {"object": decoded}, **options)).reason is reason


@pytest.mark.parametrize(
    ("payload_b64", "codec"), [("!!", "milesight"), ("AXU=", "milesight"), ("AXVkA3cyAA==", "decentlab-pr26")]
)
def test_bytes_that_the_codec_cannot_read_are_kept(
    read: Reader, chirp: dict[str, Any], payload_b64: str, codec: str
) -> None:
    found = only(read("chirpstack", chirp | {"object": None, "data": payload_b64}, codec=codec))
    assert found.reason is Reason.NOT_DECODED


@pytest.mark.parametrize("change", [{"fPort": 0}, {"object": {"battery": 88}}, {"object": None, "data": ""}])
def test_an_uplink_without_a_reading_is_a_sign_of_life(
    read: Reader, chirp: dict[str, Any], change: dict[str, Any]
) -> None:
    found = only(read("chirpstack", chirp | change))
    assert found == DeviceStatus(
        device_id="24e124141c141557", kind=DeviceKind.GAUGE, observed_at=AT, health=Health.ONLINE
    )


def test_a_join_says_who_it_is_and_where_it_stands(read: Reader, chirp: dict[str, Any]) -> None:
    joined = {key: chirp[key] for key in ("deduplicationId", "time", "deviceInfo", "devAddr")}
    device, alive = read("chirpstack", joined, topic="application/1/device/24e1/event/join")
    assert device == Device(
        external_id="24e124141c141557",
        kind=DeviceKind.GAUGE,
        name="S-07 Calmette",
        unit="Phường Bến Thành",
        lat=10.7682,
        lon=106.6985,
    )
    assert isinstance(alive, DeviceStatus)


def test_smoke_is_a_fire_alarm_and_what_is_told_within_the_hour_is_one(
    read: Reader, chirp: dict[str, Any]
) -> None:
    chirp["object"] = {"smokeAlarm": "Alarm", "faultAlarm": "Normal", "batteryLevelInPercentage": 100}
    status, alarm = read("chirpstack", chirp)
    assert isinstance(status, DeviceStatus)
    assert (status.kind, status.health) == (DeviceKind.PANEL, Health.ONLINE)
    assert isinstance(alarm, Alarm)
    assert (alarm.external_id, alarm.kind, alarm.severity, alarm.title) == (
        "24e124141c141557:20260302T03",
        "fire",
        Severity.SEVERE,
        "S-07 Calmette",
    )
    again = read("chirpstack", chirp | {"time": "2026-03-02T03:59:00Z"})[1]
    assert isinstance(again, Alarm)
    assert again.external_id == alarm.external_id
    assert again.version > alarm.version


def test_a_quiet_detector_is_well_and_a_broken_one_at_fault(read: Reader, chirp: dict[str, Any]) -> None:
    well = only(read("chirpstack", chirp | {"object": {"smokeAlarm": False, "faultAlarm": 0}}))
    broken = only(read("chirpstack", chirp | {"object": {"smokeAlarm": False, "faultAlarm": 1}}))
    assert (well.health, broken.health) == (Health.ONLINE, Health.FAULT)


def test_without_a_time_the_gateway_s_counts_and_then_the_receipt(
    read: Reader, chirp: dict[str, Any]
) -> None:
    del chirp["time"]
    assert only(read("chirpstack", chirp)).observed_at == datetime(2026, 3, 2, 3, 4, 5, 120000, tzinfo=UTC)
    del chirp["rxInfo"]
    assert only(read("chirpstack", chirp)).observed_at == datetime(2026, 3, 10, 4, 0, tzinfo=UTC)
    assert only(read("chirpstack", chirp, retained=True)).reason is Reason.MISSING_KEY


@pytest.mark.parametrize(
    ("name", "body", "topic", "said"),
    [
        ("chirpstack", {"applicationID": "1", "devEUI": "AgIC", "fCnt": 1, "data": ""}, "", "v3"),
        ("chirpstack", {"hello": 1}, "", "no deviceInfo"),
        ("chirpstack", {}, "application/1/device/24e1/event/txack", "txack"),
        ("ttn", {"hello": 1}, "", "no end_device_ids"),
        ("ttn", {"end_device_ids": {"device_id": "a"}, "downlink_queued": {}}, "", "downlink_queued"),
        (
            "ttn",
            {"end_device_ids": {"device_id": "a"}, "simulated": True, "uplink_message": {}},
            "",
            "simulated",
        ),
    ],
)
def test_other_messages_are_said_to_be_others(
    read: Reader, name: str, body: object, topic: str, said: str
) -> None:
    rejected = only(read(name, body, topic=topic))
    assert rejected.reason is Reason.NOT_THIS_FORMAT
    assert said in rejected.detail


def test_joins_and_bare_mac_commands_of_the_things_stack_are_signs_of_life(
    read: Reader, things: dict[str, Any]
) -> None:
    joined = {
        "end_device_ids": things["end_device_ids"],
        "received_at": "2026-03-02T03:00:00Z",
        "join_accept": {},
    }
    assert only(read("ttn", joined, device_kind="panel")).kind is DeviceKind.PANEL
    things["uplink_message"] = {"f_cnt": 3, "received_at": "2026-03-02T03:00:00Z"}
    assert only(read("ttn", things)).health is Health.ONLINE
