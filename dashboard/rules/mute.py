"""Devices that have been silent for too long, and whole feeds: many of a feed are one incident."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from dashboard.rules.rule import Mute
from dashboard.rules.trigger import Trigger
from dashboard.units import CITY_ID


@dataclass(frozen=True, slots=True, kw_only=True)
class Silent:
    """A device that is mute now. `since`: its last word, or when it was written down."""

    id: int
    kind: str
    name: str
    unit_id: int
    lat: float | None
    lon: float | None
    period: float  # seconds
    since: datetime
    feed: str
    feed_id: int
    feed_title: str
    feed_late: bool
    feed_silent: bool

    def mute_at(self, rule: Mute) -> datetime:
        """When its silence is more than the rule allows."""
        return self.since + max(timedelta(seconds=rule.periods * self.period), rule.at_least)


def device_key(device_id: int) -> str:
    return f"mute:{device_id}"


def feed_key(feed: str) -> str:
    return f"mute:feed:{feed}"


def found(rule: Mute, silent: Iterable[Silent], open_keys: Collection[str], now: datetime) -> list[Trigger]:
    """Devices whose silence has grown too long and that are in no open incident yet, by feed."""
    by_feed: dict[str, list[Silent]] = defaultdict(list)
    for device in silent:
        is_chosen = device.kind in rule.devices and device_key(device.id) not in open_keys
        if is_chosen and device.mute_at(rule) <= now and device.since > now - rule.news:
            by_feed[device.feed].append(device)
    return [trigger for _feed, devices in sorted(by_feed.items()) for trigger in _of_feed(rule, devices, now)]


def over(rule: Mute, *, key: str, row: Any, source: str, source_id: int, now: datetime) -> Trigger:
    """All that fell silent speaks again."""
    return _trigger(rule, row, key, now, source=source, source_id=source_id, over=True)


def _of_feed(rule: Mute, devices: Sequence[Silent], now: datetime) -> Iterator[Trigger]:
    """While a feed is late, nothing is said of its devices: it comes back, or all of it is one incident."""
    first = devices[0]
    if first.feed_late and not first.feed_silent:
        return
    key = feed_key(first.feed)
    if first.feed_silent or len(devices) >= rule.many:
        severity = rule.feed_severity if first.feed_silent else rule.severity
        yield replace(
            whole(rule, first.feed, first.feed_title, first.feed_id, now),
            severity=severity,
            value=float(len(devices)),
        )
    for device in sorted(devices, key=lambda one: (one.since, one.id)):
        yield _trigger(rule, device, device_key(device.id), now, follows=(key,))


def whole(rule: Mute, feed: str, title: str, feed_id: int, now: datetime) -> Trigger:
    """A whole feed that says nothing."""
    return Trigger(
        rule=rule.key,
        kind="mute",
        topic=feed,
        dedup_key=feed_key(feed),
        severity=rule.feed_severity,
        subject=title or feed,
        unit_id=CITY_ID,
        lat=None,
        lon=None,
        source="feed",
        source_id=feed_id,
        at=now,
    )


def speaks(trigger: Trigger, at: datetime) -> Trigger:
    """What was silent speaks again."""
    return replace(trigger, at=at, over=True)


def _trigger(
    rule: Mute,
    device: Any,
    key: str,
    now: datetime,
    *,
    source: Any = "device",
    source_id: int | None = None,
    over: bool = False,
    follows: tuple[str, ...] = (),
) -> Trigger:
    return Trigger(
        rule=rule.key,
        kind="mute",
        topic="" if over else device.feed,
        dedup_key=key,
        severity=rule.severity,
        subject="" if over else device.name,
        unit_id=device.unit_id,
        lat=device.lat,
        lon=device.lon,
        source=source,
        source_id=device.id if source_id is None else source_id,
        at=now,
        over=over,
        follows=follows,
    )
