"""What happens in the city that the desk is tested with: records as collectors store them, so that rules
open the incidents, and a storm of incidents written down at once.
"""

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, insert, update

from dashboard.db import engine, migrate, writing
from dashboard.feeds import FeedInfo
from dashboard.incidents import silence
from dashboard.incidents.words import search_words
from dashboard.ingest import Ingest
from dashboard.models import device, incident, incident_event, incident_key
from dashboard.records import (
    Alarm,
    Batch,
    CameraEvent,
    Complaint,
    Device,
    DeviceKind,
    Observation,
    Record,
    Severity,
    version,
)
from dashboard.rules import gravity
from dashboard.seeding import seed_store
from dashboard.settings import settings
from dashboard.units import seed_units

FEEDS = (
    FeedInfo(name="complaints", kind="complaints", transport="http"),
    FeedInfo(name="cameras", kind="cameras", transport="mqtt"),
    FeedInfo(name="fire", kind="fire", transport="mqtt"),
    FeedInfo(name="flood", kind="flood", transport="mqtt", late_after=60, silent_after=180, device_period=60),
)
WARD = "Phường Bến Thành"
LAT, LON = 10.7686, 106.6990
STREETS = ("Calmette", "Bình Quới", "Trần Xuân Soạn", "Huỳnh Tấn Phát", "Lê Văn Lương", "Nguyễn Hữu Cảnh")


class City:
    """Writes into the store behind a desk."""

    def __init__(self, file: Path) -> None:
        self.store: Engine = engine(f"sqlite:///{file}")
        migrate(self.store)
        with writing(self.store) as connection:
            seed_store(connection)
        self._ingest = Ingest(self.store, settings(), FEEDS)

    def tell(self, feed: str, records: Sequence[Record]) -> None:
        """As a collector does."""
        self._ingest.store(Batch(feed, list(records), [], len(records)), datetime.now(UTC))

    def begin(self) -> None:
        """A street under water, told by a gauge and by citizens; devices around it; a fire elsewhere."""
        now = datetime.now(UTC)
        place: dict[str, Any] = {"unit": WARD, "lat": LAT, "lon": LON}
        levels = (0.15, 0.3, 0.5)
        gauges: list[Record] = [
            Device(
                external_id=f"g{number}",
                kind=DeviceKind.GAUGE,
                name=name,
                unit=WARD,
                lat=LAT + 0.002 * number,
                lon=LON,
                quantity="level",
                period=600.0,
                alarm_levels=levels,
            )
            for number, name in enumerate(("Calmette", "Bến Chương Dương"))
        ]
        self.tell("flood", [*gauges, *_rising("g0", now), _reading("g1", now, 0.04)])
        self.tell(
            "cameras", [Device(external_id="c1", kind=DeviceKind.CAMERA, name="Ngã tư Calmette", **place)]
        )
        self.tell("cameras", [_seen(now)])
        self.tell("complaints", [_flooded(number, now) for number in range(3)])
        self.tell("fire", [fire(now)])

    def silence(self, gauge: str) -> None:
        """It has said nothing for longer than its period, and the program has looked."""
        now = datetime.now(UTC)
        past = now - timedelta(hours=1)
        with writing(self.store) as connection:
            connection.execute(update(device).where(device.c.external_id == gauge).values(stale_at=past))
            silence.write(connection, silence.changed(connection, now), now)

    def open(self, subject: str, **told: Any) -> int:
        """One incident by itself, without a source; its number."""
        with writing(self.store) as connection:
            return _write(connection, subject, datetime.now(UTC), **told)

    def storm(self, count: int, seed: int = 4) -> None:
        """Many incidents at once, in all states that are open."""
        chance, now = random.Random(seed), datetime.now(UTC)
        wards = [one for one in seed_units() if one.level == "ward"]
        inner = sorted(wards, key=lambda one: abs((one.lat or 0) - 10.77) + abs((one.lon or 0) - 106.7))[:60]
        with writing(self.store) as connection:
            for number in range(count):
                ward = chance.choice(inner)
                opened = now - timedelta(minutes=chance.randrange(1, 180))
                state = chance.choice(("triggered", "triggered", "acknowledged", "dispatched", "arrived"))
                _write(
                    connection,
                    f"{chance.choice(STREETS)} {number}",
                    opened,
                    kind=chance.choice(("flood", "flood", "flood", "complaint", "fire", "mute")),
                    severity=chance.choice(("extreme", "severe", "severe", "moderate", "moderate", "minor")),
                    state=state,
                    unit_id=ward.id,
                    lat=(ward.lat or LAT) + chance.uniform(-0.012, 0.012),
                    lon=(ward.lon or LON) + chance.uniform(-0.012, 0.012),
                    acknowledged_at=None if state == "triggered" else opened + timedelta(minutes=1),
                    due_at=now + timedelta(minutes=chance.randrange(-15, 60), seconds=chance.randrange(60)),
                )


def _write(connection: Connection, subject: str, opened: datetime, **told: Any) -> int:
    values: dict[str, Any] = {
        "kind": "flood",
        "rule": "hand",
        "severity": "moderate",
        "state": "triggered",
        "unit_id": 1069,  # Phường Bến Thành
        "lat": LAT,
        "lon": LON,
        "dedup_key": f"hand:{subject}",
        "subject": subject,
        "opened_at": opened,
        "changed_at": opened,
        "opened_by": "program",
        "due_at": datetime.now(UTC) + timedelta(minutes=9),
    } | told
    values["gravity"] = gravity(values["severity"])
    number = int(connection.execute(insert(incident).values(values).returning(incident.c.id)).scalar_one())
    named = {name: values[name] for name in ("kind", "subject", "unit_id")}
    words = search_words(incident_id=number, place="", **named)
    connection.execute(update(incident).where(incident.c.id == number).values(search=words))
    connection.execute(
        insert(incident_key).values(incident_id=number, dedup_key=values["dedup_key"], open=True)
    )
    step = {"incident_id": number, "at": opened, "kind": "triggered", "who": "program"}
    connection.execute(insert(incident_event).values(**step, detail={"severity": values["severity"]}))
    return number


def fire(
    now: datetime,
    name: str = "Chung cư Miếu Nổi",
    number: int = 1,
    unit: str = "Phường Gia Định",
    lat: float = 10.7975,
    lon: float = 106.6912,
) -> Alarm:
    """A panel's alarm."""
    return Alarm(
        external_id=f"A{number}",
        version=version(now),
        kind="fire",
        category="fire",
        severity=Severity.EXTREME,
        title=name,
        description="Báo khói tầng 3",
        unit=unit,
        lat=lat,
        lon=lon,
        observed_at=now - timedelta(seconds=30),
    )


def _reading(gauge: str, at: datetime, value: float) -> Observation:
    return Observation(device_id=gauge, observed_at=at, value=value, quantity="level")


def _rising(gauge: str, now: datetime) -> list[Record]:
    """Six hours from dry to 44 cm."""
    return [
        _reading(gauge, now - timedelta(minutes=5 * step), round(max(0.02, 0.44 - 0.01 * step), 2))
        for step in range(72, -1, -1)
    ]


def _seen(now: datetime) -> CameraEvent:
    return CameraEvent(
        external_id="E1",
        version=version(now),
        device_id="c1",
        kind="car",
        observed_at=now - timedelta(minutes=4),
    )


def _flooded(number: int, now: datetime) -> Complaint:
    at = now - timedelta(minutes=20 - number)
    return Complaint(
        external_id=f"PA-{number}",
        version=version(at),
        open=True,
        category_code="ngap",
        category_name="Ngập nước",
        description="Nước ngập nửa bánh xe trước nhà, gọi 090 1234 123",
        channel="app",
        media_url="https://phananh.example/anh/1.jpg",
        requested_at=at,
        unit=WARD,
        lat=LAT + 0.0004 * number,
        lon=LON + 0.0003,
    )
