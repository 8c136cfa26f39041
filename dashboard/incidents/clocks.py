"""Which clock of an incident runs, when it is over, and when the program has to look again."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from dashboard.records import Severity
from dashboard.rules import BY_HAND, Rule, Rules, current


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """`clock`: "acknowledge", "arrive", "resolve"; "" where none runs. `wake_at`: escalate or expire then."""

    clock: str = ""
    due_at: datetime | None = None
    wake_at: datetime | None = None


def running(
    rule_key: str,
    severity: str,
    state: str,
    opened_at: datetime,
    acknowledged_at: datetime | None,
    dispatched_at: datetime | None,  # noqa: ARG001  a rule may come to ask for it
    arrived_at: datetime | None,
    escalated: int,
    rules: Rules | None = None,
) -> Running:
    """The clock of an incident in a state. All clocks run from `opened_at`.

    Ask again whenever state or severity change. Of a reopened incident, and of one whose acknowledgement has
    expired, `opened_at` is the moment at which that happened: it gets its time anew.
    """
    rules = current() if rules is None else rules
    rule: Rule = rules[rule_key or BY_HAND]
    pace = rules.pace.get(Severity(severity), 1.0)
    match state:
        case "triggered":
            return _unacknowledged(rule, pace, opened_at, escalated, len(rules.escalates_to))
        case "acknowledged":
            lasts = None if rule.lasts is None or acknowledged_at is None else acknowledged_at + rule.lasts
            return _to_come(rule, pace, opened_at, arrived_at, lasts)
        case "dispatched" | "arrived":
            return _to_come(rule, pace, opened_at, arrived_at, None)
        case _:
            return Running()


def _unacknowledged(rule: Rule, pace: float, opened_at: datetime, escalated: int, roles: int) -> Running:
    """Each role has the whole time; after the last one nobody is left to be told."""
    if rule.acknowledge is None:
        return _to_come(rule, pace, opened_at, None, None)
    step = rule.acknowledge * pace
    wake_at = opened_at + step * (escalated + 1) if escalated < roles else None
    return Running(clock="acknowledge", due_at=opened_at + step, wake_at=wake_at)


def _to_come(
    rule: Rule, pace: float, opened_at: datetime, arrived_at: datetime | None, wake_at: datetime | None
) -> Running:
    clocks: list[tuple[str, timedelta | None]] = [("arrive", rule.arrive), ("resolve", rule.resolve)]
    for clock, length in clocks:
        if length is not None and not (clock == "arrive" and arrived_at is not None):
            return Running(clock=clock, due_at=opened_at + length * pace, wake_at=wake_at)
    return Running(wake_at=wake_at)
