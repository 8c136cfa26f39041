"""The rules as tables: what each looks for, how grave it is, which clocks run, who closes.

`RULES` is the registry of kinds of rules; their numbers stand in `rules.toml` (`rule_file` reads it).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any, ClassVar, Literal

from dashboard.records import Severity
from dashboard.rules import values

BY_HAND = "hand"  # the rule whose clocks run for incidents that a person opened
GRAVITY = (Severity.UNKNOWN, Severity.MINOR, Severity.MODERATE, Severity.SEVERE, Severity.EXTREME)


def gravity(severity: str) -> int:
    """A severity as a number, 0 to 4."""
    return GRAVITY.index(Severity(severity))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What every rule has. Clocks are counted from the opening; None: that one does not run."""

    name: ClassVar[str] = "Reported by hand"
    kinds: ClassVar[tuple[str, ...]] = ()  # of the incidents that it opens

    key: str
    on: Annotated[bool, values.switch]
    closes: Annotated[Literal["officer", "rule"], values.closes]
    news: Annotated[timedelta, values.span]  # what is older when it comes is history and rings no bell
    mass: Annotated[
        int, values.count
    ]  # so many open at once, and what comes further joins the nearest of them
    acknowledge: Annotated[timedelta | None, values.span_or_none]
    arrive: Annotated[timedelta | None, values.span_or_none]
    resolve: Annotated[timedelta | None, values.span_or_none]
    lasts: Annotated[
        timedelta | None, values.span_or_none
    ]  # how long an acknowledgement does without a dispatch


@dataclass(frozen=True, slots=True, kw_only=True)
class Fire(Rule):
    """A fire panel's alarm, a smoke detector's: whatever has become an alarm of kind "fire"."""

    name = "Fire alarm"
    kinds = ("fire",)
    severity: Annotated[Severity, values.severity]  # at least; graver where the source says so


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert(Rule):
    """A public alert (CAP) of a severity or graver."""

    name = "Public alert"
    kinds = ("alert",)
    at_least: Annotated[Severity, values.severity]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flood(Rule):
    """A gauge over alarm level I, II or III for a minimum time; left only `hysteresis` metres below."""

    name = "Gauge over its alarm level"
    kinds = ("flood",)
    severities: Annotated[tuple[Severity, Severity, Severity], values.three(values.severity)]
    over: Annotated[tuple[timedelta, timedelta, timedelta], values.three(values.span)]
    hysteresis: Annotated[float, values.number]  # metres


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaints(Rule):
    """Several complaints of one category near each other in place and time."""

    name = "Several complaints of one place"
    kinds = ("complaint", "flood", "fire")
    severity: Annotated[Severity, values.severity]
    count: Annotated[int, values.count]
    metres: Annotated[float, values.number]
    within: Annotated[timedelta, values.span]
    categories: Annotated[tuple[str, ...], values.patterns]


@dataclass(frozen=True, slots=True, kw_only=True)
class Danger(Rule):
    """One complaint that speaks of danger, by its category or by words of its text."""

    name = "Complaint of a danger"
    kinds = ("complaint", "flood", "fire")
    severity: Annotated[Severity, values.severity]
    categories: Annotated[tuple[str, ...], values.patterns]
    words: Annotated[tuple[str, ...], values.patterns]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Which events of which zones a camera's rule looks for, and what they are."""

    events: tuple[str, ...]
    zones: tuple[str, ...]
    kind: str
    severity: Severity
    score: float


_SEEN = ("camera", "fire", "flood")


def _seen(entry: Mapping[str, Any]) -> Seen:
    values.only(entry, {"events", "zones", "kind", "severity", "score"})
    kind = values.word(entry.get("kind", "camera"))
    if kind not in _SEEN:
        raise ValueError(f"kind {kind!r}: there are {', '.join(_SEEN)}")
    return Seen(
        events=values.patterns(entry.get("events", ["*"])),
        zones=values.patterns(entry.get("zones", ["*"])),
        kind=kind,
        severity=values.severity(entry.get("severity", "moderate")),
        score=values.number(entry.get("score", 0)),
    )


def _watch(told: Any) -> tuple[Seen, ...]:
    return values.tables(told, _seen)


@dataclass(frozen=True, slots=True, kw_only=True)
class Camera(Rule):
    """A camera saw something of a chosen kind in a chosen zone."""

    name = "Camera event in a zone"
    kinds = _SEEN
    watch: Annotated[tuple[Seen, ...], _watch]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mute(Rule):
    """A camera, panel or gauge that has said nothing for several of its periods; a feed silent altogether."""

    name = "Device mute"
    kinds = ("mute",)
    severity: Annotated[Severity, values.severity]
    feed_severity: Annotated[Severity, values.severity]  # of a whole feed's silence
    devices: Annotated[tuple[str, ...], values.one_of("camera", "panel", "gauge")]
    periods: Annotated[float, values.number]
    at_least: Annotated[timedelta, values.span]
    many: Annotated[int, values.count]  # so many of a feed at once are one incident


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog(Rule):
    """Overdue dossiers of a unit over its limit; over again only below `back` of it."""

    name = "Dossier backlog over its limit"
    kinds = ("backlog",)
    severity: Annotated[Severity, values.severity]
    limit: Annotated[int, values.count]
    limits: Annotated[Mapping[str, int], values.counts]  # by code of the unit, before the general one
    back: Annotated[float, values.share]


@dataclass(frozen=True, slots=True, kw_only=True)
class Building(Rule):
    """Buildings that remote sensing found and that have no permit, as another system tells them."""

    name = "Unlicensed building seen from above"
    kinds = ("building",)
    severity: Annotated[Severity, values.severity]
    figure: Annotated[str, values.word]
    at_least: Annotated[float, values.number]


RULES: Mapping[str, type[Rule]] = {
    "fire": Fire,
    "alert": Alert,
    "flood": Flood,
    "complaints": Complaints,
    "danger": Danger,
    "camera": Camera,
    "mute": Mute,
    "backlog": Backlog,
    "building": Building,
    BY_HAND: Rule,
}
KINDS = tuple(dict.fromkeys(kind for rule in RULES.values() for kind in rule.kinds))
