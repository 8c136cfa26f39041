"""The cameras, panels and gauges behind a figure: as they are now, or as a day kept them."""

from collections.abc import Callable, Mapping

from sqlalchemy import and_, or_

from dashboard.models import device, gauge_day
from dashboard.opening.period import Period
from dashboard.opening.sources.source import Branch, Condition, Source
from dashboard.records import Health

V, G = device.c, gauge_day.c


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


def _peaks(period: Period) -> tuple[Branch, ...]:
    return (Branch(G.peak, and_(G.day.between(period.first, period.last), G.quantity == "level")),)


def _depths(period: Period) -> tuple[Branch, ...]:
    street = and_(V.kind == "gauge", V.quantity == "level", V.value.is_not(None))
    return (Branch(V.value, and_(street, _speaks(period))),)


OF_FIGURE: Mapping[str, Source] = {
    "cameras_known": _devices("camera", _known),
    "cameras_online": _devices("camera", _online),
    "panels_known": _devices("panel", _known),
    "panels_mute": _devices("panel", _mute),
    "gauges_known": _devices("gauge", _known),
    "gauges_level_1": _over(1),
    "gauges_level_2": _over(2),
    "gauges_level_3": _over(3),
    "flood_peak": Source(table=gauge_day, month=_peaks, present=_depths, now_table=device),
}
