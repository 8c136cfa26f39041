"""What asks for a stage: conditions over counts, and what of them holds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Literal

from dashboard.rules.rule import gravity

Kind = Literal["incidents", "flood", "fires", "silent_feeds"]
KINDS: tuple[Kind, ...] = ("incidents", "flood", "fires", "silent_feeds")
LOWEST, HIGHEST = 1, 5

# Which kinds of feeds must speak for a count to be sure.
BEHIND: Mapping[Kind, frozenset[str]] = {
    "incidents": frozenset({"complaints", "cameras", "fire", "flood"}),
    "flood": frozenset({"flood"}),
    "fires": frozenset({"complaints", "cameras", "fire"}),
    "silent_feeds": frozenset(),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """`stage` is asked for from `at_least` on."""

    stage: int
    kind: Kind
    at_least: int
    severity: str = ""  # of incidents: this one or graver
    level: int = 0  # of gauges: this alarm level or higher

    def json(self, count: int) -> dict[str, Any]:
        """As a screen gets it (`reasons` of the board)."""
        told: dict[str, Any] = {"rule": self.kind, "count": count, "at_least": self.at_least}
        if self.severity:
            told["severity"] = self.severity
        if self.level:
            told["level"] = self.level
        return told | {"stage": self.stage}


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What stands at a moment."""

    incidents: tuple[int, int, int, int, int] = (0, 0, 0, 0, 0)  # open, by gravity 0 … 4
    flood: tuple[int, int, int] = (0, 0, 0)  # gauges whose alarm level is I, II, III
    fires: int = 0
    silent: Mapping[str, str] = field(default_factory=dict)  # name of a silent feed → its kind

    def of(self, one: Condition) -> int:
        """How many of what a condition counts."""
        match one.kind:
            case "incidents":
                return sum(self.incidents[gravity(one.severity) :])
            case "flood":
                return sum(self.flood[one.level - 1 :])
            case "fires":
                return self.fires
            case "silent_feeds":
                return len(self.silent)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stages:
    """A file of stages, read and checked whole."""

    hold: timedelta  # for so long nothing graver must have been asked before a lighter stage is proposed
    conditions: tuple[Condition, ...]

    def is_unsure(self, counts: Counts) -> bool:
        """Whether a feed behind a condition is silent: it may be graver than it looks."""
        silent = set(counts.silent.values())
        return any(BEHIND[one.kind] & silent for one in self.conditions)


def holding(conditions: Iterable[Condition], counts: Counts) -> list[Condition]:
    """Of each kind the condition that asks for the highest stage; the highest first."""
    best: dict[Kind, Condition] = {}
    for one in conditions:
        if counts.of(one) >= one.at_least and _rank(one) > _rank(best.get(one.kind)):
            best[one.kind] = one
    return sorted(best.values(), key=lambda one: (-one.stage, KINDS.index(one.kind)))


def _rank(one: Condition | None) -> tuple[int, int, int, int]:
    """Of two that ask for one stage the graver goes before."""
    if one is None:
        return (0, 0, 0, 0)
    return one.stage, gravity(one.severity) if one.severity else 0, one.level, one.at_least


def asked(conditions: Iterable[Condition], counts: Counts) -> int:
    """The stage that the counts ask for; 1 where no condition holds."""
    return max((one.stage for one in holding(conditions, counts)), default=LOWEST)
