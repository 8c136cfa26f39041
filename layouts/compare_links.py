"""What `/compare` puts side by side, as its address says it; every choice on the page is in it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from dashboard.kpis import BY_KEY
from dashboard.periods import Span, before, parse, year_before
from layouts.kpi_choice import LEVELS, newest
from layouts.kpi_links import OTHER_DAY, address, kind_of

MOST = 6  # KPIs, units, periods
FIRST_KEY = "online_share"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Texts of an address. `units` empty: all of `level` ("" is every one) on the map of the day `on`.

    `spans`: of one kind, the oldest first. `sort`: "name", "v" or "c" and the number of a period (its value,
    its change), with a "-" before it from the greatest down; "" is the order in which they were chosen.
    `map`: the earlier period since which the map shows the change; "" is the newest one's value.
    """

    keys: tuple[str, ...]
    units: tuple[str, ...]
    level: str
    spans: tuple[Span, ...]
    on: str
    sort: str
    map: str = ""

    def but(self, **other: object) -> "Comparison":
        """The same with something else."""
        return replace(self, **other)  # type: ignore[arg-type]

    def query(self) -> dict[str, str]:
        """As an address says it, without what is not said."""
        told = {
            "keys": ",".join(self.keys),
            "units": ",".join(self.units),
            "level": self.level,
            "periods": ",".join(span.text for span in self.spans),
            "on": self.on,
            "sort": self.sort,
            "map": self.map,
        }
        return {name: value for name, value in told.items() if value}

    def href(self) -> str:
        return address("/compare", self.query())

    def file(self) -> str:
        """With `{format}` for how it is had."""
        return address("/api/tables/compare.{format}", self.query())


def read(query: Mapping[str, str], today: date) -> Comparison:
    """What cannot be is left out; the units are checked against the day's map by `known`."""
    on = query.get("on_day", "") if query.get("on") == OTHER_DAY else query.get("on", "")
    level = query.get("level", "")
    keys = [key for key in _texts(query, "keys") if key in BY_KEY]
    return Comparison(
        keys=tuple(keys[:MOST]) or (FIRST_KEY,),
        units=tuple(_texts(query, "units")[:MOST]),
        level=level if level in LEVELS else "",
        spans=_spans(_texts(query, "periods"), today),
        on=on,
        sort=query.get("sort", ""),
        map=query.get("map", ""),
    )


def known(asked: Comparison, addresses: Collection[str]) -> Comparison:
    """Only with units of the day's map: on one map none of them is another one's past."""
    return asked.but(units=tuple(one for one in asked.units if one in addresses))


def preset(kind: str, today: date) -> str:
    """The newest period of a kind, the one before, and that of a year ago, as an address says them."""
    return ",".join(span.text for span in _spans([newest(kind, today)], today))


def _spans(texts: list[str], today: date) -> tuple[Span, ...]:
    """Of the kind of the first one; one alone is put beside the one before and that of a year ago."""
    found = [span for text in texts if (span := parse(text, today)) is not None and text]
    alike = {span.first: span for span in found if kind_of(span.text) == kind_of(found[0].text)}
    if not alike:
        return _spans([newest("month", today)], today)
    if len(alike) == 1:
        (only,) = alike.values()
        alike |= {span.first: span for span in (before(only), year_before(only))}
    chosen = list(alike.values())[:MOST]
    return tuple(sorted(chosen, key=lambda span: (span.first, span.last)))


def _texts(query: Mapping[str, str], name: str) -> list[str]:
    told = (text.strip() for text in query.get(name, "").split(","))
    return list(dict.fromkeys(text for text in told if text))
