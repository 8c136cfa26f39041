"""Complaints: one that speaks of danger, or several of one category near each other."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from dashboard.records import Severity
from dashboard.rules.book import Rules
from dashboard.rules.distances import METRES_A_DEGREE, metres
from dashboard.rules.patterns import matches
from dashboard.rules.rule import Complaints
from dashboard.rules.trigger import Trigger
from dashboard.units import UNKNOWN_ID


def complaint_key(complaint_id: int) -> str:
    """The key of a complaint's incident."""
    return f"complaint:{complaint_id}"


def is_news(rules: Rules, row: Any, now: datetime) -> bool:
    """Whether a complaint that comes now may open something at all."""
    news = max(rules["danger"].news, rules["complaints"].news)
    return bool(row.open) and row.requested_at > now - news


def found(rules: Rules, row: Any, around: Iterable[Any], now: datetime) -> Iterator[Trigger]:
    """What a new complaint says; `around`: complaints of its category in its time, itself left out."""
    kind = rules.kind_of_complaint(row.category_code, row.category_name)
    danger, several = rules["danger"], rules["complaints"]
    if _is_danger(rules, row, now):
        yield _trigger(danger.key, kind, danger.severity, row)
        return
    if not several.on or row.requested_at <= now - several.news:
        return
    if not matches(several.categories, row.category_code, row.category_name):
        return
    near = [other for other in around if is_near(several, row, other)]
    enough = len(near) + 1 >= several.count
    yield _trigger(several.key, kind, several.severity, row, opens=enough)
    if enough:
        for other in sorted(near, key=lambda one: (one.requested_at, one.id)):
            yield _trigger(
                several.key, kind, several.severity, other, opens=False, follows=(complaint_key(row.id),)
            )


def over(rules: Rules, before: Any, after: Any) -> Trigger | None:
    """A complaint that has been closed: it was about something that is over."""
    if before is None or not before.open or after.open:
        return None
    return ended(rules, after)


def ended(rules: Rules, row: Any) -> Trigger:
    """The end of what a complaint was about."""
    kind = rules.kind_of_complaint(row.category_code, row.category_name)
    at = row.closed_at or row.observed_at
    return _trigger("complaints", kind, Severity.UNKNOWN, row, at=at, over=True)


def is_near(rule: Complaints, row: Any, other: Any) -> bool:
    """Of one category and near in place and time; where a coordinate is missing, in one unit."""
    if abs(row.requested_at - other.requested_at) > rule.within or row.category_code != other.category_code:
        return False
    if row.lat is None or other.lat is None:
        return bool(row.unit_id == other.unit_id != UNKNOWN_ID)
    if abs(row.lat - other.lat) * METRES_A_DEGREE > rule.metres + 1:
        return False
    return metres(row.lat, row.lon, other.lat, other.lon) <= rule.metres


def joining(rules: Rules, row: Any, kind: str, key: str) -> Trigger:
    """A complaint that already lay there when an incident opened around it."""
    return _trigger("complaints", kind, rules["complaints"].severity, row, opens=False, follows=(key,))


def _is_danger(rules: Rules, row: Any, now: datetime) -> bool:
    rule = rules["danger"]
    if not rule.on or row.requested_at <= now - rule.news:
        return False
    return matches(rule.categories, row.category_code, row.category_name) or matches(
        rule.words, row.description
    )


def _trigger(
    rule: str,
    kind: str,
    severity: Severity,
    row: Any,
    *,
    at: datetime | None = None,
    over: bool = False,
    opens: bool = True,
    follows: tuple[str, ...] = (),
) -> Trigger:
    return Trigger(
        rule=rule,
        kind=kind,
        topic=row.category_code[:64],
        dedup_key=complaint_key(row.id),
        severity=severity,
        subject=row.category_name or row.category_code,
        unit_id=row.unit_id,
        lat=row.lat,
        lon=row.lon,
        source="complaint",
        source_id=row.id,
        at=at or row.requested_at,
        over=over,
        opens=opens,
        follows=follows,
    )
