"""Units beside each other over periods, worked out: of one KPI a table, its rows in the order asked for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from dashboard.i18n import Translator
from dashboard.kpis import BY_KEY, Kpi
from dashboard.outages import Missing
from dashboard.targets import State
from dashboard.units import CITY_ID
from dashboard.views import Asked, KpiReader, KpiRow
from layouts.compare_links import Comparison
from layouts.kpi_choice import LEVELS
from layouts.kpi_rows import is_mute

Line = tuple[float | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A unit: a value and the change since the period before for each period. `address` "" is the city.

    `is_offices`: what the city's own offices did, as one of the level beside its wards.
    `line`: thirteen periods up to the newest, where the units were chosen one by one.
    """

    name: str
    address: str
    values: Line
    line: Line = ()
    outside: bool = False
    is_estimate: bool = False
    is_offices: bool = False

    @property
    def changes(self) -> Line:
        """None for the first period, and where one of the two has no value."""
        pairs = zip(self.values, self.values[1:], strict=False)
        return (None, *(None if old is None or new is None else new - old for old, new in pairs))


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """`whole`: the city's row. Of each period: is so much `missing` that nobody judges it; is it `mute` now?

    What is mute now has no value, whatever was last heard.
    """

    kpi: Kpi
    whole: Row
    rows: tuple[Row, ...]
    missing: tuple[Missing | None, ...]
    mute: tuple[bool, ...]


def tables(reader: KpiReader, asked: Comparison, city: str, now: datetime) -> list[Table]:
    """One a KPI. `city`: what the whole city is called. Blocking, as the reader is."""
    whole = _told(reader, asked, "", now)
    chosen = {one: _told(reader, asked, one, now) for one in asked.units}
    names = dict(_names(reader, asked, now))
    seen = [reader.understood(Asked(period=span.text, on=asked.on), now) for span in asked.spans]
    made = []
    for place, key in enumerate(asked.keys):
        kpi, of_city = BY_KEY[key], [rows[place] for rows in whole]
        rows = (
            [_row(kpi, names[one], one, [of[place] for of in told]) for one, told in chosen.items()]
            if asked.units
            else _all(reader, asked, kpi, now)
        )
        mute = tuple(is_mute(row, view) for row, view in zip(of_city, seen, strict=True))
        made.append(
            Table(
                kpi=kpi,
                whole=_silenced(_row(kpi, city, "", of_city), mute),
                rows=tuple(ordered([_silenced(row, mute) for row in rows], asked.sort)),
                mute=mute,
                missing=tuple(row.missing if row.state is State.NO_DATA else None for row in of_city),
            )
        )
    return made


def _names(reader: KpiReader, asked: Comparison, now: datetime) -> list[tuple[str, str]]:
    return [(address, unit.name) for unit, address in reader.units(Asked(on=asked.on), now)]


def _told(reader: KpiReader, asked: Comparison, unit: str, now: datetime) -> list[list[KpiRow]]:
    """For each period the rows of the KPIs."""
    return [
        reader.table(Asked(unit=unit, period=span.text, on=asked.on), now, asked.keys) for span in asked.spans
    ]


def _row(kpi: Kpi, name: str, address: str, told: Sequence[KpiRow]) -> Row:
    return Row(
        name=name,
        address=address,
        values=tuple(_rounded(kpi, row.now.value) for row in told),
        line=tuple(_rounded(kpi, value) for _span, value in told[-1].line),
        is_estimate=any(row.is_estimate for row in told),
    )


def _silenced(row: Row, mute: Sequence[bool]) -> Row:
    values = tuple(None if is_so else value for value, is_so in zip(row.values, mute, strict=True))
    return replace(row, values=values, line=(*row.line[:-1], None) if mute[-1] and row.line else row.line)


def _all(reader: KpiReader, asked: Comparison, kpi: Kpi, now: datetime) -> list[Row]:
    """Every unit of the level on the day's map, in the order of their newest values."""
    ranked = [
        reader.ranking(Asked(level=asked.level, period=span.text, on=asked.on), now, kpi.key)
        for span in asked.spans
    ]
    values = [{one.unit.id: one for one in of_span} for of_span in ranked]
    return [
        Row(
            name=one.unit.name,
            address=one.address,
            values=tuple(_rounded(kpi, of_span[one.unit.id].value.value) for of_span in values),
            outside=one.outside,
            is_offices=one.unit.id == CITY_ID,
            is_estimate=any(of_span[one.unit.id].is_estimate for of_span in values),
        )
        for one in ranked[-1]
    ]


def ordered(rows: Sequence[Row], sort: str) -> list[Row]:
    """By "name", or by the value ("v0") or change ("c1") of a period; what has none comes last either way."""
    column, is_down = sort.removeprefix("-"), sort.startswith("-")
    if column == "name":
        return sorted(rows, key=lambda row: row.name, reverse=is_down)
    place = int(column[1:]) if column[1:].isascii() and column[1:].isdecimal() else -1
    if column[:1] not in ("v", "c") or not rows or not 0 <= place < len(rows[0].values):
        return list(rows)
    found = [(row.values if column[0] == "v" else row.changes)[place] for row in rows]
    known = [(value, row) for value, row in zip(found, rows, strict=True) if value is not None]
    known.sort(key=lambda pair: pair[0], reverse=is_down)
    return [row for _value, row in known] + [
        row for value, row in zip(found, rows, strict=True) if value is None
    ]


def name_of(t: Translator, row: Row) -> str:
    """What a row is called on a page and in a file."""
    return t(LEVELS["city"]) if row.is_offices else row.name


def _rounded(kpi: Kpi, value: float | None) -> float | None:
    return None if value is None else round(value, kpi.decimals)
