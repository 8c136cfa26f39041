"""Alarm panels, and the schema that is published for their suppliers."""

from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import orjson
import pytest

from dashboard.records import (
    Alarm,
    Device,
    DeviceKind,
    DeviceStatus,
    Health,
    Person,
    Reason,
    Record,
    Rejected,
    Severity,
)

Reader = Callable[..., list[Record | Rejected]]
Load = Callable[[str], bytes]
SCHEMA = orjson.loads((Path(__file__).parents[3] / "docs/schemas/alarm-panel.schema.json").read_bytes())
VALIDATOR = import_module("jsonschema").Draft202012Validator  # it has no types of its own
VALID = VALIDATOR(SCHEMA)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type,misc]


def signal(name: str = "fire", **values: Any) -> dict[str, Any]:
    return {"id": "a-1", "device": "P-1", "signal": name, "detected_at": "2026-03-02T00:53:00+07:00"} | values


def only(found: list[Record | Rejected]) -> Any:
    assert len(found) == 1
    return found[0]


def test_every_signal_of_the_array_is_read(read: Reader, payload: Load) -> None:
    found = read("panel", payload("panel_signals.json"))
    place = {"unit": "Phường Bình Tây", "lat": 10.7497, "lon": 106.6510}
    arrived_at = utc(2026, 3, 1, 18, 1)
    assert found[:2] == [
        Device(external_id="PCCC-0147", kind=DeviceKind.PANEL, name="Chợ Bình Tây", **place),  # type: ignore[arg-type]
        Alarm(
            external_id="114-2026-0302-01",
            version=int(utc(2026, 3, 1, 18, 2).timestamp() * 1000) * 16 + 3,
            kind="fire",
            category="fire",
            severity=Severity.EXTREME,
            device_id="PCCC-0147",
            title="Chợ Bình Tây",
            area="Tầng 3",
            observed_at=utc(2026, 3, 1, 17, 53),
            received_by_brigade_at=utc(2026, 3, 1, 17, 54),
            dispatched_at=utc(2026, 3, 1, 17, 55),
            arrived_at=arrived_at,
            person=Person(name="Lý Hoa", phone="0900000147", address="57A Tháp Mười"),
            **place,  # type: ignore[arg-type]
        ),
    ]
    tamper, opened, restored, closed, beat, failed = found[2:]
    assert isinstance(tamper, DeviceStatus)
    assert (tamper.device_id, tamper.health, tamper.detail) == ("PCCC-0200", Health.FAULT, "tamper")
    assert isinstance(opened, Alarm)
    assert (opened.kind, opened.severity, opened.ended_at) == ("tamper", Severity.MINOR, None)
    assert isinstance(restored, DeviceStatus)
    assert restored.health is Health.ONLINE
    assert isinstance(closed, Alarm)
    assert (closed.replaces, closed.ended_at) == (("t-1",), utc(2026, 3, 1, 19, 30))
    assert beat == DeviceStatus(
        device_id="PCCC-0201",
        kind=DeviceKind.PANEL,
        observed_at=utc(2026, 3, 1, 19, 31),
        health=Health.ONLINE,
    )
    assert isinstance(failed, DeviceStatus)
    assert (failed.health, failed.detail) == (Health.FAULT, "test failed")


@pytest.mark.parametrize(
    ("values", "severity"),
    [
        ({}, Severity.SEVERE),
        ({"scale": "small"}, Severity.MODERATE),
        ({"scale": "medium"}, Severity.SEVERE),
        ({"scale": "large"}, Severity.EXTREME),
        ({"scale": "small", "trapped": 1}, Severity.SEVERE),
        ({"scale": "small", "trapped": 0, "spreading": True}, Severity.SEVERE),
        ({"scale": "small", "trapped": 1, "spreading": True}, Severity.EXTREME),
    ],
)
def test_the_severity_follows_scale_trapped_persons_and_risk(
    read: Reader, values: dict[str, Any], severity: Severity
) -> None:
    assert VALID.is_valid(signal(**values))
    assert only(read("panel", signal(**values))).severity is severity


def test_a_later_stage_is_a_newer_telling_of_the_same_alarm(read: Reader) -> None:
    stages = {"received_at": "2026-03-02T00:54:00+07:00"}
    early = only(read("panel", signal(stages=stages)))
    stages["out_at"] = "2026-03-02T01:51:00+07:00"
    late = only(read("panel", signal(stages=stages)))
    assert early.external_id == late.external_id
    assert early.version < late.version
    assert (early.ended_at, late.ended_at) == (None, utc(2026, 3, 1, 18, 51))


def test_a_fire_reported_by_a_person_needs_no_panel(read: Reader) -> None:
    told = signal(reporter={"name": "Hà", "phone": "0900000001"}, false_alarm=True, exercise=True)
    del told["device"]
    assert VALID.is_valid(told)
    found = only(read("panel", told))
    assert (found.device_id, found.false_alarm, found.test) == ("", True, True)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (signal("smoke"), Reason.UNKNOWN_CODE),
        (signal(""), Reason.MISSING_KEY),
        (signal(id=""), Reason.MISSING_KEY),
        (signal("heartbeat", device=None), Reason.MISSING_KEY),
        (signal("restore"), Reason.MISSING_KEY),
        (signal(detected_at=None), Reason.MISSING_KEY),
        (signal(detected_at="00:53"), Reason.BAD_DATE),
        (signal(scale="huge"), Reason.UNKNOWN_CODE),
        (signal(trapped="two"), Reason.BAD_NUMBER),
        (signal(stages=[]), Reason.WRONG_TYPE),
        (signal(stages={"out_at": "2026-13-01T00:00:00Z"}), Reason.BAD_DATE),
        (signal(position={"lat": 106.7, "lon": 10.7}), Reason.BAD_COORDINATES),
        ("fire", Reason.NOT_THIS_FORMAT),
    ],
)
def test_what_cannot_be_is_rejected_and_the_schema_refuses_what_it_can_see(
    read: Reader, body: object, reason: Reason
) -> None:
    assert only(read("panel", body)).reason is reason
    seen_by_the_receiver_only = reason is Reason.BAD_DATE
    assert seen_by_the_receiver_only or not VALID.is_valid(body)


def test_the_published_schema_is_one_and_holds_for_the_payloads(payload: Load) -> None:
    VALIDATOR.check_schema(SCHEMA)
    VALID.validate(orjson.loads(payload("panel_signals.json")))
