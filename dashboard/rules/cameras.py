"""Camera events of chosen kinds in chosen zones."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from dashboard.rules.book import Rules
from dashboard.rules.patterns import matches
from dashboard.rules.rule import Camera, Seen
from dashboard.rules.trigger import Trigger


def found(rules: Rules, feed: str, before: Any, after: Any, camera: Any, now: datetime) -> Trigger | None:
    """What a telling of an event changes: it is what a rule looks for, or it has come to its end."""
    rule: Camera = rules["camera"]
    seen = _seen(rule, after)
    was = None if before is None else _seen(rule, before)
    if seen is not None and was is None:
        return _trigger(feed, seen, after, camera) if after.observed_at > now - rule.news else None
    if was is not None and not _is_over(before) and (seen is None or _is_over(after)):
        return _trigger(feed, was, after, camera, over=True)
    return None


def ended(trigger: Trigger, at: datetime) -> Trigger:
    """The end of what a camera saw."""
    return replace(trigger, at=at, over=True)


def _seen(rule: Camera, row: Any) -> Seen | None:
    if not rule.on or row.false_positive:
        return None
    zones = tuple(row.zones) or ("",)
    return next(
        (
            seen
            for seen in rule.watch
            if matches(seen.events, row.kind)
            and (seen.zones == ("*",) or matches(seen.zones, *zones))
            and (row.score is None or row.score >= seen.score)
        ),
        None,
    )


def _is_over(row: Any) -> bool:
    return row.ended_at is not None or bool(row.false_positive)


def _trigger(feed: str, seen: Seen, row: Any, camera: Any, *, over: bool = False) -> Trigger:
    return Trigger(
        rule="camera",
        kind=seen.kind,
        topic=row.kind[:64],
        dedup_key=f"camera:{feed}:{row.external_id}"[:160],
        severity=seen.severity,
        subject=camera.name or camera.external_id,
        unit_id=row.unit_id,
        lat=camera.lat,
        lon=camera.lon,
        source="camera_event",
        source_id=row.id,
        at=(row.ended_at or row.observed_at) if over else row.observed_at,
        over=over,
    )
