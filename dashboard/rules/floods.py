"""A gauge over its alarm levels: up at the mark, after a minimum time; down only below the hysteresis."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from dashboard.records import Severity
from dashboard.rules.rule import Flood
from dashboard.rules.trigger import Trigger


class Change(NamedTuple):
    """A reading that takes a gauge to another alarm level, 0 to 3."""

    at: datetime
    before: int
    level: int
    value: float


class Wait(NamedTuple):
    """A level that was reached and whose minimum time has not passed."""

    level: int
    value: float
    since: datetime
    due_at: datetime


class Found(NamedTuple):
    """A level that has held since then, for its minimum time; 0: the water is back under level I."""

    level: int
    value: float
    at: datetime


@dataclass(slots=True)
class Climb:
    """A gauge's way over its levels. A level stands until a reading says otherwise.

    A gauge that falls silent over a level lets the time pass: silence is no all-clear.
    """

    rule: Flood
    waits: dict[int, Wait] = field(default_factory=dict)
    found: list[Found] = field(default_factory=list)

    def go(self, change: Change) -> None:
        """A reading changes the level."""
        self.passed(change.at)
        if change.level < change.before:
            self.waits = {level: wait for level, wait in self.waits.items() if level <= change.level}
            if change.level == 0:
                self.found.append(Found(0, change.value, change.at))
            return
        for level in range(change.level, change.before, -1):
            over = self.rule.over[level - 1]
            if not over:
                self.found.append(Found(level, change.value, change.at))
                return  # the levels below say nothing more
            self.waits[level] = Wait(level, change.value, change.at, change.at + over)

    def passed(self, now: datetime) -> None:
        """Levels whose minimum time is over."""
        for wait in sorted(self.waits.values(), key=lambda one: (one.due_at, one.level)):
            if wait.due_at <= now:
                self.found.append(Found(wait.level, wait.value, wait.since))
                del self.waits[wait.level]


def climbed(rule: Flood, waits: Iterable[Wait], changes: Iterable[Change], now: datetime) -> Climb:
    """What follows from a gauge's changes, each in its turn, and what is still to be waited for."""
    climb = Climb(rule, {wait.level: wait for wait in waits})
    for change in changes:
        climb.go(change)
    climb.passed(now)
    return climb


def trigger(rule: Flood, feed: str, gauge: Any, found: Found) -> Trigger:
    """A gauge that climbs opens or raises an incident; one back under level I proposes its end."""
    return Trigger(
        rule=rule.key,
        kind="flood",
        dedup_key=f"flood:{feed}:{gauge.external_id}",
        severity=rule.severities[found.level - 1] if found.level else Severity.MINOR,
        subject=gauge.name or gauge.external_id,
        unit_id=gauge.unit_id,
        lat=gauge.lat,
        lon=gauge.lon,
        source="gauge",
        source_id=gauge.id,
        at=found.at,
        value=found.value,
        over=found.level == 0,
    )
