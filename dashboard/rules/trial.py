"""What a file of rules would have opened: the stored records of the last days, told again in memory.

Nothing is written. Records count as if each had come when it happened. When an officer would have closed is
taken to be an hour after the sources said that it was over, else when the rule's time to resolve has passed.
Single mute devices are not among it: no history of their silence is kept, only that of feeds.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine

from dashboard.db import reading
from dashboard.incidents.held import Held
from dashboard.incidents.story import Story
from dashboard.rules.book import Rules
from dashboard.rules.past import PAST, Found, Span
from dashboard.rules.rule import BY_HAND, RULES, Rule
from dashboard.settings import Settings

DAYS = 30
_CLOSED_AFTER = timedelta(hours=1)  # since the sources said that it is over
_LONGEST = timedelta(hours=24)  # of a rule without a time to resolve
_EXAMPLES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """An incident that would have been."""

    at: datetime
    severity: str
    subject: str
    unit_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What one rule would have opened; `examples` are the newest."""

    rule: str
    on: bool
    opened: int
    sources: int  # of those incidents, whatever rule found them
    by_severity: Mapping[str, int]
    examples: tuple[Opened, ...]


class Trial:
    """Tries rules against the records of a store."""

    def __init__(self, store: Engine, settings: Settings) -> None:
        self._store = store
        self._settings = settings

    def run(self, rules: Rules, now: datetime, days: int = DAYS) -> tuple[Tried, ...]:
        """Each rule in the order of the table. It may take some seconds."""
        span = Span(now - timedelta(days=days), now, self._settings.zone)
        with reading(self._store) as connection:
            found = [one for past in PAST for one in past(connection, rules, span)]
        story = Story(rules, now)
        for one in sorted(found, key=lambda told: told.when):
            _forget(story, rules, one.when)
            story.now = one.when
            story.tell(one.trigger)
        listed = (rules[key] for key in RULES if key != BY_HAND)
        return tuple(_tried(rule, story) for rule in listed)


def _forget(story: Story, rules: Rules, now: datetime) -> None:
    """What would have been closed by now."""
    ended = {id(held) for held in story.others if _closed(held, rules, now)}
    if ended:
        story.others = [held for held in story.others if id(held) not in ended]
        story.by_key = {key: held for key, held in story.by_key.items() if id(held) not in ended}


def _closed(held: Held, rules: Rules, now: datetime) -> bool:
    if held.closing_proposed_at is not None:
        return now - held.closing_proposed_at > _CLOSED_AFTER
    return not held.going_on and now - held.changed_at > (rules[held.rule].resolve or _LONGEST)


def _tried(rule: Rule, story: Story) -> Tried:
    opened = [held for held in story.opened if held.rule == rule.key]
    ours = {id(held) for held in opened}
    newest = sorted(opened, key=lambda held: held.opened_at, reverse=True)
    return Tried(
        rule=rule.key,
        on=rule.on,
        opened=len(opened),
        sources=sum(id(one.held) in ours for one in story.sources),
        by_severity=Counter(held.severity.value for held in opened),
        examples=tuple(_opened(held) for held in newest[:_EXAMPLES]),
    )


def _opened(held: Held) -> Opened:
    return Opened(at=held.opened_at, severity=held.severity.value, subject=held.subject, unit_id=held.unit_id)


def table(tried: Sequence[Tried], beside: Sequence[Tried] = ()) -> Iterable[str]:
    """Lines for a terminal: each rule, and beside it the same by another file."""
    other = {one.rule: one for one in beside}
    for one in tried:
        said = f"{one.rule:<12} would have opened {_number(one)}"
        if one.rule in other:
            said += f"; by the rules in force {_number(other[one.rule])}"
        yield said


def _number(one: Tried) -> str:
    if not one.on:
        return "none: it is off"
    return f"{one.opened:,} incident{'' if one.opened == 1 else 's'}"


__all__ = ["DAYS", "Found", "Opened", "Trial", "Tried", "table"]
