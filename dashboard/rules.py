"""Which records open an incident, and how grave it is. `RULES` is the registry."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from dashboard.records import Severity

NEWS = timedelta(hours=1)  # what is older when it comes is history: it rings no bell, the next reading does
HYSTERESIS = 0.02  # metres below an alarm level before it counts as left: waves do not ring twice


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """What a rule found in a record. `over`: the source says that it has ended; an officer decides."""

    kind: str
    dedup_key: str
    severity: Severity
    subject: str
    unit_id: int
    lat: float | None
    lon: float | None
    source: Literal["gauge", "alarm"]
    source_id: int
    at: datetime
    value: float | None = None
    over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule in words, for the page that lists them; the functions below apply it."""

    key: str
    name: str
    source: Literal["gauge", "alarm"]
    severity: str


RULES: tuple[Rule, ...] = (
    Rule(key="fire", name="Fire alarm", source="alarm", severity="severe; extreme where the source says so"),
    Rule(
        key="flood",
        name="Gauge over its alarm level",
        source="gauge",
        severity="I moderate, II severe, III extreme",
    ),
)

FLOOD_SEVERITY = (Severity.MINOR, Severity.MODERATE, Severity.SEVERE, Severity.EXTREME)


def alarm_level(value: float, levels: list[float], before: int) -> int:
    """The alarm level 0–3 that a reading stands for: up at the level, down only below level − hysteresis."""
    level = sum(value >= mark for mark in levels)
    while level < before and level < len(levels) and value >= levels[level] - HYSTERESIS:
        level += 1
    return level


def flood(
    *,
    gauge_id: int,
    feed: str,
    name: str,
    external_id: str,
    unit_id: int,
    lat: float | None,
    lon: float | None,
    level: int,
    before: int,
    value: float,
    at: datetime,
) -> Trigger | None:
    """A gauge that climbs opens or raises an incident; one back under level I proposes its end."""
    if level == before or (level < before and level > 0):
        return None
    return Trigger(
        kind="flood",
        dedup_key=f"flood:{feed}:{external_id}",
        severity=FLOOD_SEVERITY[level],
        subject=name or external_id,
        unit_id=unit_id,
        lat=lat,
        lon=lon,
        source="gauge",
        source_id=gauge_id,
        at=at,
        value=value,
        over=level == 0,
    )


def fire(
    *,
    alarm_id: int,
    feed: str,
    external_id: str,
    title: str,
    unit_id: int,
    lat: float | None,
    lon: float | None,
    severity: str,
    kind: str,
    test: bool,
    ended_at: datetime | None,
    at: datetime,
) -> Trigger | None:
    """A fire alarm opens an incident; its end, told by the source, proposes closing."""
    if kind != "fire" or test:
        return None
    return Trigger(
        kind="fire",
        dedup_key=f"fire:{feed}:{external_id}",
        severity=Severity.EXTREME if severity == Severity.EXTREME else Severity.SEVERE,
        subject=title,
        unit_id=unit_id,
        lat=lat,
        lon=lon,
        source="alarm",
        source_id=alarm_id,
        at=at if ended_at is None else ended_at,
        over=ended_at is not None,
    )
