"""The report as one long table for a pivot: a line for each cell of a table, point of a chart and raw figure.

UTF-8 with a BOM, commas, decimal points; a share is in percent, as its unit says. Numbers and texts stand in
two columns, so that a pivot adds up the first. "Total" is 1 where a line sums up others of its table.
"""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from dashboard.csv_rows import BOM, Value, lines
from dashboard.i18n import Translator, translator
from dashboard.reports.document import (
    BarChart,
    Column,
    Document,
    HeatChart,
    LineChart,
    MapChart,
    Part,
    Scalar,
    Section,
    Table,
)
from dashboard.reports.files import moments
from dashboard.reports.files.head import head

Line = tuple[Value, ...]


def render(document: Document) -> bytes:
    """The file's bytes."""
    t, zone = translator(document.language), ZoneInfo(document.timezone)
    return (BOM + lines(_lines(document, t, zone), zone)).encode()


def _lines(document: Document, t: Translator, zone: ZoneInfo) -> Iterator[Line]:
    yield _titles(t)
    for at, (name, value) in enumerate(head(document, t), 1):
        yield _line(t("The report"), "", at, name, "", value)
    for section in document.sections:
        yield from _said(section, t)
        for part in section.parts:
            yield from _part(section.title, part, t, zone)
    yield from _behind(document, t)


def _titles(t: Translator) -> Line:
    return (
        t("Section of the report"),
        t("Table or chart"),
        t("Line number"),
        t("Line"),
        t("Total"),
        t("Column"),
        t("Number in figures"),
        t("In words"),
        t("Measured in"),
        t("Remark"),
    )


def _line(
    section: str,
    part: str,
    at: int,
    row: str,
    column: str,
    value: Value,
    unit: str = "",
    note: str = "",
    is_total: bool = False,
) -> Line:
    is_number = isinstance(value, int | float)
    number, text = (value, None) if is_number else (None, value)
    return section, part, at, row, int(is_total), column, number, text, unit if is_number else "", note


def _said(section: Section, t: Translator) -> Iterator[Line]:
    for at, block in enumerate(section.commentary, 1):
        yield _line(section.title, t("Commentary"), at, "", "", "".join(run.text for run in block.runs))


def _part(section: str, part: Part, t: Translator, zone: ZoneInfo) -> Iterator[Line]:
    match part:
        case Table():
            yield from _table(section, part, zone)
        case LineChart() | BarChart():
            yield from _series(section, part)
        case HeatChart():
            for at, day in enumerate(part.days, 1):
                yield _line(section, part.title, at, day.day.isoformat(), t("Value"), day.value, part.unit)
        case MapChart():
            for at, area in enumerate(part.areas, 1):
                yield _line(section, part.title, at, area.name, t("Value"), area.value, part.unit, area.label)


def _table(section: str, table: Table, zone: ZoneInfo) -> Iterator[Line]:
    first, *others = table.columns
    for at, row in enumerate(table.rows, 1):
        name = row[0].value
        row_name = "" if name is None else str(_value(name, first, zone))
        note, is_total = row[0].note, at <= table.totals
        for column, cell in zip(others, row[1:], strict=True):
            value, told = _value(cell.value, column, zone), cell.note or note
            unit = column.unit or ("%" if column.kind == "share" else "")
            yield _line(section, table.title, at, row_name, column.title, value, unit, told, is_total)


def _value(value: Scalar, column: Column, zone: ZoneInfo) -> Value:
    match column.kind:
        case _ if value is None or value == "":
            return None
        case "date":
            return moments.day(value).isoformat()
        case "moment":
            return moments.moment(value, zone).isoformat(" ", "seconds")
        case _:
            return value


def _series(section: str, chart: LineChart | BarChart) -> Iterator[Line]:
    for series in chart.series:
        for at, (label, value) in enumerate(zip(chart.labels, series.values, strict=True), 1):
            yield _line(section, chart.title, at, label, series.name, value, chart.unit)
    for at, level in enumerate(chart.levels, 1):
        yield _line(section, chart.title, at, "", level.name, level.value, chart.unit)


def _behind(document: Document, t: Translator) -> Iterator[Line]:
    """What the report was made from."""
    units, names = {unit.id: unit.name for unit in document.units}, document.names
    for at, one in enumerate(document.targets, 1):
        row, column = names.get(one.kpi, one.kpi), f"{one.level} {one.year}"
        yield _line(t("Targets"), one.kpi, at, row, column, one.value, "", one.source)
    for at, told in enumerate(document.revision.differences, 1):
        for name, value in ((t("Was before"), told.before), (t("Is now"), told.now)):
            yield _line(t("What the revision changed"), "", at, told.where, name, value, "", told.why)
    for at, figure in enumerate(document.figures, 1):
        unit = units.get(figure.unit_id, str(figure.unit_id))
        name = names.get(figure.figure, figure.figure)
        yield _line(t("Raw figures"), figure.figure, at, unit, name, figure.value)
