"""Which reorganisations stand between the days of figures and the map that they are shown on.

Where a unit went whole into another, numbers are added up; where its land went to several, they are shared
out by area and are an estimate (`successions`).
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from dashboard.successions import history
from dashboard.units import Unit

_WHOLE = 1 - 1e-9
Shares = Mapping[int, Mapping[int, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """The reorganisation of a day. `is_forward`: numbers from before it stand on a map from after it.

    `joined`: units that went whole into one, with it. `shared`: a unit, and those among which it is divided.
    """

    day: date
    is_forward: bool
    joined: tuple[tuple[tuple[Unit, ...], Unit], ...]
    shared: tuple[tuple[Unit, tuple[Unit, ...]], ...]


def applied(first: date, last: date, on: date, shown: Collection[int] | None = None) -> list[Applied]:
    """Of figures of the days `first` to `last` on the map of the day `on`, oldest first.

    Only what touches the units `shown` (ids of that map); None for all of them.
    """
    return [one for one in _between(first, last, on, shown) if one.joined or one.shared]


def _between(first: date, last: date, on: date, shown: Collection[int] | None) -> Iterator[Applied]:
    for day in history().turns():
        eve = day - timedelta(days=1)
        if first < day <= on:
            yield _told(day, eve, day, on, shown)
        elif on < day <= last:
            yield _told(day, day, eve, on, shown)


def _told(day: date, of: date, to: date, on: date, shown: Collection[int] | None) -> Applied:
    units = {unit.id: unit for unit in history().units}
    links = _links(of, to)
    touched = [
        target
        for target, lands in _links(to, on).items()
        if shown is None or not lands.keys().isdisjoint(shown)
    ]
    joined = []
    for target in touched:
        whole = [source for source, lands in links.items() if lands.get(target, 0.0) >= _WHOLE]
        if whole and whole != [target]:
            joined.append((tuple(units[one] for one in whole), units[target]))
    shared = [
        (units[source], tuple(units[one] for one in touched if one in lands))
        for source, lands in links.items()
        if max(lands.values()) < _WHOLE and not lands.keys().isdisjoint(touched)
    ]
    return Applied(day=day, is_forward=of < to, joined=tuple(joined), shared=tuple(shared))


@cache
def _links(of: date, to: date) -> Shares:
    """Of each unit of a day's map its shares of land on the other's."""
    return {unit.id: history().on_map({unit.id: 1.0}, of, to)[0] for unit in history().map_at(of)}
