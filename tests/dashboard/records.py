"""Records for tests, with what a test does not care about filled in."""

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from dashboard.clock_file import SHIPPED
from dashboard.records import (
    Alarm,
    CameraEvent,
    Complaint,
    Device,
    DeviceKind,
    Dossier,
    Observation,
    Severity,
    version,
)

CITY = ZoneInfo("Asia/Ho_Chi_Minh")


def local(text: str) -> datetime:
    """A moment by the city's own clock: "2025-10-31 23:59:59"."""
    return datetime.fromisoformat(text).replace(tzinfo=CITY)


def dossier(external_id: str = "H29.1-251105-0001", *, at: str = "2025-11-05 08:30", **told: Any) -> Dossier:
    """A dossier last changed at `at`."""
    filled: dict[str, Any] = {"procedure_code": "2.000815", "status": 4, "accepted_at": local(at)}
    filled |= told
    return Dossier(external_id=external_id, version=version(local(at), filled["status"]), **filled)


def complaint(external_id: str = "C1", *, at: str = "2025-11-05 08:30", **told: Any) -> Complaint:
    """A complaint last changed at `at`."""
    filled: dict[str, Any] = {"open": True, "category_code": "ngap", "requested_at": local(at)}
    filled |= told
    return Complaint(
        external_id=external_id, version=version(local(at), 0 if filled["open"] else 1), **filled
    )


def tiers(folder: Path) -> Path:
    """A file of clocks: Phường Sài Gòn answers complaints by Thủ Đức's tiers, the others within 48 hours."""
    file = folder / "clocks.toml"
    file.write_text(SHIPPED.read_text("utf-8").replace("units = []", 'units = ["26740"]', 1), "utf-8")
    return file


def alarm(external_id: str = "A1", *, at: str = "2025-11-05 00:53", **told: Any) -> Alarm:
    """A fire panel's alarm, told at `at`."""
    filled: dict[str, Any] = {"kind": "fire", "category": "fire", "severity": Severity.SEVERE}
    filled |= {"observed_at": local(at)} | told
    return Alarm(external_id=external_id, version=version(local(at)), **filled)


def camera_event(external_id: str = "E1", *, at: str = "2025-11-05 00:53", **told: Any) -> CameraEvent:
    """Something that camera c1 saw, told at `at`."""
    filled: dict[str, Any] = {"device_id": "c1", "kind": "person", "observed_at": local(at)} | told
    return CameraEvent(external_id=external_id, version=version(local(at)), **filled)


def gauge(external_id: str = "g1", *, unit: str = "Phường Sài Gòn", **told: Any) -> Device:
    """A street's gauge with the city's three levels that speaks each ten minutes."""
    filled: dict[str, Any] = {"quantity": "level", "period": 600.0, "alarm_levels": (0.15, 0.3, 0.5)} | told
    return Device(external_id=external_id, kind=DeviceKind.GAUGE, unit=unit, **filled)


def reading(gauge: str, at: str, value: float, quantity: str = "level") -> Observation:
    """A gauge's reading in metres."""
    return Observation(device_id=gauge, observed_at=local(at), value=value, quantity=quantity)
