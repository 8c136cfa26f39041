"""Any JSON through JMESPath expressions."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from collectors.formats.registry import FORMATS
from dashboard.records import (
    Alarm,
    CameraEvent,
    Complaint,
    Device,
    DeviceKind,
    DeviceStatus,
    Dossier,
    Health,
    Observation,
    Person,
    Reason,
    Record,
    Rejected,
    Severity,
)

Reader = Callable[..., list[Record | Rejected]]
Load = Callable[[str], bytes]
AT = datetime(2026, 3, 2, 1, 15, tzinfo=UTC)
COMPLAINT = {
    "record": "complaint",
    "items": "ket_qua.phan_anh",
    "external_id": "so",
    "open": "tinh_trang",
    "category_code": "loai.ma",
    "category_name": "loai.ten",
    "requested_at": "luc",
    "closed_at": "xong",
    "lat": "vt.y",
    "lon": "vt.x",
    "person_name": "nguoi.ten",
    "person_phone": "nguoi.dt",
    "time_format": "%d/%m/%Y %H:%M",
    "words": {"open": {"Đang xử lý": True, "Đã xong": False}},
}
GAUGE = {"record": "observation", "device_id": "id", "observed_at": "t", "value": "v"}


def only(found: list[Record | Rejected]) -> Any:
    assert len(found) == 1
    return found[0]


def test_complaints_of_a_system_of_its_own_are_read(read: Reader, payload: Load) -> None:
    first, second = read("mapped", payload("mapped_counter.json"), **COMPLAINT)
    assert first == Complaint(
        external_id="5101",
        version=int(AT.timestamp() * 1000) * 16,
        open=True,
        category_code="RAC",
        category_name="Rác thải",
        requested_at=AT,
        lat=10.776,
        lon=106.701,
        person=Person(name="Phạm D", phone="0900005101"),
    )
    assert isinstance(second, Complaint)
    closed_at = datetime(2026, 3, 2, 0, 30, tzinfo=UTC)
    assert (second.open, second.closed_at, second.lat) == (False, closed_at, None)
    assert second.version == int(closed_at.timestamp() * 1000) * 16 + 1


def test_what_became_of_a_complaint_is_mapped(read: Reader) -> None:
    mapping = {
        "record": "complaint",
        "external_id": "so",
        "open": "mo",
        "category_code": "'RAC'",
        "requested_at": "luc",
        "answered_at": "tra_loi",
        "confirmed": "dung",
        "reopened": "mo_lai",
        "rating": "sao",
        "words": {"confirmed": {"Có thật": True}},
    }
    told = {
        "so": "7",
        "mo": True,
        "luc": "2026-03-02 08:15",
        "tra_loi": "2026-03-02 09:15",
        "dung": "Có thật",
    }
    found = only(read("mapped", [told | {"sao": 5, "mo_lai": 1}], **mapping))
    assert (found.answered_at, found.confirmed, found.rating) == (AT + timedelta(hours=1), True, 5)
    assert found.reopened == 1
    assert found.version == int(found.answered_at.timestamp() * 1000) * 16 + 2  # open again
    wrong = only(read("mapped", [told | {"dung": "chưa rõ"}], **mapping))
    assert (wrong.reason, "confirmed" in wrong.detail) == (Reason.UNKNOWN_CODE, True)


@pytest.mark.parametrize(
    ("style", "told"),
    [
        ("iso", "2026-03-02T08:15:00+07:00"),
        ("iso", "2026-03-02 08:15"),
        ("epoch", AT.timestamp()),
        ("epoch_ms", str(int(AT.timestamp() * 1000))),
        ("yyyyMMddHHmmss", 20260302081500),
        ("%H:%M %d-%m-%y", "08:15 02-03-26"),
    ],
)
def test_times_are_read_in_the_style_that_the_option_names(read: Reader, style: str, told: object) -> None:
    body = {"id": "S-7", "t": told, "v": "61.5"}
    found = only(read("mapped", body, **GAUGE, time_format=style, scale=0.01))
    assert found == Observation(device_id="S-7", observed_at=AT, value=0.615)


def test_every_kind_of_record_can_be_mapped(read: Reader) -> None:
    item = {
        "id": "x-1",
        "t": "2026-03-02T01:15:00Z",
        "code": "2.000815",
        "state": 4,
        "cam": "c",
        "what": "person",
    }
    when = {"observed_at": "t"}
    made = [
        read(
            "mapped",
            item,
            record="dossier",
            external_id="id",
            procedure_code="code",
            status="state",
            accepted_at="t",
        ),
        read("mapped", item, record="alarm", external_id="id", severity="'severe'", arrived_at="t", **when),
        read("mapped", item, record="camera_event", external_id="id", device_id="cam", kind="what", **when),
        read("mapped", item, record="device", external_id="id", kind="'gauge'", alarm_levels="[`0.1`,`0.2`]"),
        read("mapped", item, record="status", device_id="cam", kind="'camera'", health="'offline'", **when),
    ]
    dossier, alarm, event, device, status = (only(found) for found in made)
    assert isinstance(dossier, Dossier)
    assert (dossier.status, dossier.accepted_at, dossier.channel) == (4, AT, 1)
    assert isinstance(alarm, Alarm)
    assert (alarm.kind, alarm.severity, alarm.arrived_at) == ("fire", Severity.SEVERE, AT)
    assert isinstance(event, CameraEvent)
    assert (event.device_id, event.kind, event.ended_at) == ("c", "person", None)
    assert isinstance(device, Device)
    assert (device.kind, device.alarm_levels) == (DeviceKind.GAUGE, (0.1, 0.2))
    assert status == DeviceStatus(
        device_id="c", kind=DeviceKind.CAMERA, observed_at=AT, health=Health.OFFLINE
    )


def test_a_plain_topic_with_a_bare_number_is_a_reading_of_now(read: Reader) -> None:
    mapping = {
        "record": "observation",
        "device_id": "_topic[1]",
        "observed_at": "_received_at",
        "value": "_value",
    }
    found = only(read("mapped", b"61.5", topic="ngap/S-07/cm", scale=0.01, **mapping))
    now = datetime(2026, 3, 10, 4, 0, tzinfo=UTC)
    assert found == Observation(device_id="S-07", observed_at=now, value=0.615)
    old = only(read("mapped", b"61.5", topic="ngap/S-07/cm", retained=True, **mapping))
    assert old.reason is Reason.MISSING_KEY


def test_a_filter_leaves_out_what_is_no_alarm(read: Reader) -> None:
    mapping = {
        "record": "alarm",
        "items": "[@][?smoke]",
        "external_id": "join(':', [_topic[1], _hour])",
        "device_id": "_topic[1]",
        "observed_at": "_received_at",
    }
    assert read("mapped", {"smoke": False, "battery": 90}, topic="zigbee2mqtt/bep-3", **mapping) == []
    found = only(read("mapped", {"smoke": True, "battery": 90}, topic="zigbee2mqtt/bep-3", **mapping))
    assert (found.external_id, found.device_id, found.kind) == ("bep-3:20260310T04", "bep-3", "fire")


def test_a_bad_item_costs_only_itself_and_names_the_field(read: Reader) -> None:
    body = [{"id": "S-1", "t": "2026-03-02T01:15:00Z", "v": 1}, {"id": "S-2", "t": "hier", "v": 1}, 7]
    good, bad, odd = read("mapped", body, **GAUGE)
    assert isinstance(good, Observation)
    assert isinstance(bad, Rejected)
    assert (bad.reason, bad.detail.partition(":")[0]) == (Reason.BAD_DATE, "observed_at")
    assert isinstance(odd, Rejected)
    assert odd.reason is Reason.WRONG_TYPE


@pytest.mark.parametrize(
    ("body", "options", "reason"),
    [
        ({"id": "S", "t": "2026-03-02", "v": None}, {}, Reason.BAD_NUMBER),
        ({"id": "S", "v": 1}, {}, Reason.MISSING_KEY),
        ({"id": None, "t": "2026-03-02", "v": 1}, {}, Reason.MISSING_KEY),
        ({"id": "S", "t": "2026-03-02", "v": 1}, {"value": "sort(v)"}, Reason.WRONG_TYPE),
        ({"id": "S", "t": "2026-03-02", "v": 1}, {"items": "id"}, Reason.NOT_THIS_FORMAT),
        ({"id": "S", "t": "2026-03-02", "v": 1}, {"items": "length(v)"}, Reason.WRONG_TYPE),
    ],
)
def test_what_cannot_be_is_rejected_with_its_reason(
    read: Reader, body: object, options: dict[str, Any], reason: Reason
) -> None:
    assert only(read("mapped", body, **(GAUGE | options))).reason is reason


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({}, "record: must be one of complaint, dossier"),
        ({"record": "cat"}, "record: must be one of"),
        (
            {"record": "observation", "device_id": "id", "observed_at": "t"},
            "value: record = 'observation' needs it",
        ),
        (GAUGE | {"value": "v["}, "value: no JMESPath"),
        (GAUGE | {"value": 3}, "value: must be a JMESPath expression"),
        (GAUGE | {"items": "[?"}, "items: no JMESPath"),
        (GAUGE | {"scale": "0.01"}, "scale: must be a number"),
        (GAUGE | {"words": {"open": "x"}}, "open: must be a table"),
    ],
)
def test_a_mapping_that_cannot_work_is_refused_at_the_start(options: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=r".") as error:
        FORMATS["mapped"].check(options)
    assert said in str(error.value)


def test_a_sound_mapping_is_let_through() -> None:
    FORMATS["mapped"].check(COMPLAINT)
    FORMATS["mapped"].check(GAUGE)
