"""Fire alarms and public alerts: what a row of `alarm` says to the rules."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from dashboard.records import Severity
from dashboard.rules.book import Rules
from dashboard.rules.rule import Alert, Fire, gravity
from dashboard.rules.trigger import Trigger

ALERT = "alert"


def alarm_key(kind: str, feed: str, external_id: str) -> str:
    """The key of an alarm's incident."""
    return f"{kind}:{feed}:{external_id}"


def found(
    rules: Rules, feed: str, before: Any, after: Any, now: datetime, replaces: tuple[str, ...] = ()
) -> Trigger | None:
    """What a telling of an alarm changes; `before` is the row as it was, None for a new one."""
    if before is not None and _said(before) == _said(after):
        return None
    trigger = _fire(rules["fire"], feed, after) or _alert(rules["alert"], feed, after, now, replaces)
    if trigger is None or trigger.over:
        return trigger
    in_force = after.kind == ALERT and after.expires_at is not None and after.expires_at > now
    is_news = in_force or trigger.at > now - rules[trigger.rule].news
    return trigger if is_news else None


def expired(feed: str, row: Any) -> Trigger:
    """An alert that is in force no longer."""
    return replace(_trigger(ALERT, feed, row, Severity(row.severity), True, ()), at=row.expires_at)


def _said(row: Any) -> tuple[object, ...]:
    return row.severity, row.ended_at, row.false_alarm, row.kind


def _fire(rule: Fire, feed: str, row: Any) -> Trigger | None:
    """A fire alarm opens an incident; its end, told by the source, proposes closing."""
    if not rule.on or row.kind != "fire" or row.test:
        return None
    told = Severity(row.severity)
    graver = gravity(told) > gravity(rule.severity)
    return _trigger("fire", feed, row, told if graver else rule.severity, _is_over(row), ())


def _alert(rule: Alert, feed: str, row: Any, now: datetime, replaces: tuple[str, ...]) -> Trigger | None:
    """An alert graver than the rule's mark opens one; one that takes up another's word goes on with it."""
    if not rule.on or row.kind != ALERT or row.test:
        return None
    over = _is_over(row) or (row.expires_at is not None and row.expires_at <= now)
    if gravity(row.severity) < gravity(rule.at_least):
        over = True  # taken down below the mark: nothing opens, what is open may close
    follows = tuple(alarm_key(ALERT, feed, external_id) for external_id in replaces)
    return _trigger(ALERT, feed, row, Severity(row.severity), over, follows)


def _is_over(row: Any) -> bool:
    return row.ended_at is not None or bool(row.false_alarm)


def _trigger(
    rule: str, feed: str, row: Any, severity: Severity, over: bool, follows: tuple[str, ...]
) -> Trigger:
    return Trigger(
        rule=rule,
        kind=rule,
        dedup_key=alarm_key(rule, feed, row.external_id),
        severity=severity,
        subject=row.title,
        place=row.area,
        unit_id=row.unit_id,
        lat=row.lat,
        lon=row.lon,
        source="alarm",
        source_id=row.id,
        at=row.ended_at or row.observed_at,
        over=over,
        follows=follows,
    )
