"""The records behind a figure as a table, thousands or millions of them: read as they are written."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from dashboard.exporting import Column, Table
from dashboard.exporting.table import Kind, Row
from dashboard.i18n import Translator
from dashboard.kpis import BY_KEY
from dashboard.opening import Part
from dashboard.opening.rows import PERSONAL, Cell
from dashboard.opening.streaming import Stream
from layouts.kpi_words import CODES, COLUMN
from web.exporting.asking import Asking, table
from web.exporting.kpi_tables import about_view, reader_of, view_of

_DAYS = ("day",)
_NUMBERS = ("value", "level", "minutes", "rain", "statutory_days", "told_value")


def part_of(asking: Asking) -> Part:
    return "denominator" if view_of(asking).part == "denominator" else "numerator"


def stream_of(asking: Asking, *, personal: bool) -> Stream:
    """Raises KeyError where there is no such KPI. `personal`: whoever asks may, and gave a reason."""
    reader = reader_of(asking)
    return reader.stream(view_of(asking).asked, asking.now, asking.key, part_of(asking), personal=personal)


def records(asking: Asking, stream: Stream, reason: str = "") -> Table:
    """The newest record first; codes in words. `reason` why names stand in it as they are, or ""."""
    t, names = asking.t, stream.columns
    seen = reader_of(asking).understood(view_of(asking).asked, asking.now)
    side = t("Denominator") if part_of(asking) == "denominator" else t("Numerator")
    about = [*about_view(asking, seen), (t("Part of the figure"), side)]
    title = t(BY_KEY[asking.key].name)
    columns = [Column(t(COLUMN[name]), kind(name)) for name in names]
    personal = reason if stream.behind.record in PERSONAL else ""
    rows = told(t, names, stream.rows())
    return table(asking, asking.key, title, columns, rows, about=about, personal=personal)


def kind(name: str) -> Kind:
    if name.endswith("_at"):
        return "moment"
    return "day" if name in _DAYS else "number" if name in _NUMBERS else "text"


def told(t: Translator, names: tuple[str, ...], rows: Iterator[Row]) -> Iterator[Row]:
    """Codes in the words of the pages."""
    coded = [(place, _words(t, CODES[name])) for place, name in enumerate(names) if name in CODES]
    if not coded:
        yield from rows
        return
    for row in rows:
        cells = list(row)
        for place, word in coded:
            cells[place] = word(cells[place])
        yield cells


def _words(t: Translator, codes: Mapping[Any, str]) -> Callable[[Cell], Cell]:
    known: dict[Any, Cell] = {code: t(text) for code, text in codes.items()}
    return lambda value: None if value is None else known.get(value, str(value))
