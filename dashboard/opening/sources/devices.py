"""The cameras, panels and gauges behind a figure, as they are now or as a day kept them; camera events."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, and_, or_

from dashboard.models import camera_event, device, gauge_day
from dashboard.opening.period import Period
from dashboard.opening.sources.source import Branch, Branches, Condition, Source, within
from dashboard.records import Health

V, G, E = device.c, gauge_day.c, camera_event.c


def _speaks(period: Period) -> Condition:
    return V.stale_at > period.now


def _mute(period: Period) -> Condition:
    return or_(V.stale_at.is_(None), V.stale_at <= period.now)


def _known(period: Period) -> Condition:
    return or_(_mute(period), V.observed_at.is_not(None))


def _online(period: Period) -> Condition:
    return and_(_speaks(period), V.health == Health.ONLINE.value)


def _devices(kind: str, state: Callable[[Period], Condition]) -> Source:
    """Devices as they are now: a day keeps only how many they were."""

    def branches(period: Period) -> tuple[Branch, ...]:
        return (Branch(V.id, and_(V.kind == kind, state(period))),)

    return Source(table=device, month=None, present=branches)


def _over(level: int) -> Source:
    def past(period: Period) -> tuple[Branch, ...]:
        return (Branch(G.day, and_(G.day.between(period.first, period.last), G.level >= level)),)

    def present(period: Period) -> tuple[Branch, ...]:
        return (Branch(V.id, and_(V.kind == "gauge", _speaks(period), V.level >= level)),)

    return Source(table=gauge_day, month=past, present=present, now_table=device)


def _days(at: ColumnElement[Any], which: Condition) -> Branches:
    """The gauges' days, the greatest `at` first."""

    def branches(period: Period) -> tuple[Branch, ...]:
        return (Branch(at, and_(G.day.between(period.first, period.last), which)),)

    return branches


def _events(false_positive: bool) -> Source:
    def branches(period: Period) -> tuple[Branch, ...]:
        which = and_(within(E.observed_at, period), E.false_positive.is_(false_positive))
        return (Branch(E.observed_at, which),)

    return Source(table=camera_event, month=branches)


def _depths(period: Period) -> tuple[Branch, ...]:
    street = and_(V.kind == "gauge", V.quantity == "level", V.value.is_not(None))
    return (Branch(V.value, and_(street, _speaks(period))),)


OF_FIGURE: Mapping[str, Source] = {
    "cameras_known": _devices("camera", _known),
    "cameras_online": _devices("camera", _online),
    "panels_known": _devices("panel", _known),
    "panels_mute": _devices("panel", _mute),
    "camera_events": _events(false_positive=False),
    "camera_events_false": _events(false_positive=True),
    "gauges_known": _devices("gauge", _known),
    "gauges_mute": _devices("gauge", _mute),
    "gauges_level_1": _over(1),
    "gauges_level_2": _over(2),
    "gauges_level_3": _over(3),
    # Minutes list the days of the gauges that they were summed over.
    "flood_minutes_1": Source(table=gauge_day, month=_days(G.day, G.minutes_1 > 0)),
    "flood_minutes_2": Source(table=gauge_day, month=_days(G.day, G.minutes_2 > 0)),
    "flood_minutes_3": Source(table=gauge_day, month=_days(G.day, G.minutes_3 > 0)),
    "flood_peak": Source(
        table=gauge_day,
        month=_days(G.peak, G.quantity == "level"),
        present=_depths,
        now_table=device,
    ),
    "tide_peak": Source(table=gauge_day, month=_days(G.peak, G.quantity == "tide")),
    "rain_day": Source(table=gauge_day, month=_days(G.total, G.total > 0)),
}
