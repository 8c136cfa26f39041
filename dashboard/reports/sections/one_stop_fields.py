"""Dossiers by field: the whole first, then the fields with most dossiers, the others in one line."""

from collections.abc import Sequence

from dashboard.reports.asked import Wanted, Whose
from dashboard.reports.document import Cell, Column, Table
from dashboard.reports.sections.unit_columns import UnitColumn, UnitRow
from dashboard.views import Value

SHOWN = 20  # fields; what is left stands in one line


def field_rows(wanted: Wanted, columns: Sequence[UnitColumn], whose: Whose) -> list[UnitRow]:
    """Every field of which anything is told, the one with most dossiers received first."""
    found: dict[str, dict[str, Value]] = {}
    names: dict[str, str] = {}
    for kpi in dict.fromkeys(column.kpi for column in columns):
        for one in wanted.reader.sliced(wanted.of(whose.address), wanted.now, kpi, "field"):
            found.setdefault(one.code, {})[kpi] = one.value
            names[one.code] = one.name or wanted.t("Field not known")
    rows = [UnitRow(name=names[code], address=whose.address, told=told) for code, told in found.items()]
    return sorted(rows, key=lambda row: (-_received(columns, row), row.name))


def field_table(wanted: Wanted, columns: Sequence[UnitColumn], whose: Whose, whole: UnitRow) -> Table | None:
    """`whole`: of whom it is, at the top. None where less than half of it is known by field.

    Figures that came ready-made know no fields: what is left stands in a line of its own.
    """
    t = wanted.t
    rows = field_rows(wanted, columns, whose)
    by_field = together("", columns, rows)
    left = without(t("Not told by field (figures loaded ready-made)"), columns, whole, by_field)
    if 2 * _received(columns, by_field) < _received(columns, whole):
        return None
    shown, rest = rows[:SHOWN], rows[SHOWN:]
    if len(rest) == 1:
        shown, rest = rows, []
    lines = [whole.cells(wanted, columns), *(_cells(columns, row) for row in shown)]
    if rest:
        lines.append(_cells(columns, together(t("Other fields: {count}", count=len(rest)), columns, rest)))
    if any((column.value(left.told[column.kpi]) or 0) > 0 for column in columns if column.kind == "number"):
        lines.append(_cells(columns, left))
    is_one = len(wanted.whose) == 1
    name = Column(key="field", title=t("Field"), kind="text", width=3)
    return Table(
        key="fields" if is_one else f"fields_{whose.address or 'city'}",
        title=t("Dossiers by field") if is_one else t("Dossiers by field: {unit}", unit=whose.name),
        columns=(name, *(one.column() for one in columns)),
        rows=tuple(lines),
        totals=1,
        is_wide=True,
    )


def together(name: str, columns: Sequence[UnitColumn], rows: Sequence[UnitRow]) -> UnitRow:
    """Several rows in one: counts added up, shares made again from what stands above and below the line."""
    told: dict[str, Value] = {}
    for kpi in dict.fromkeys(column.kpi for column in columns):
        values = [row.told[kpi] for row in rows if kpi in row.told]
        above = sum(one.numerator for one in values)
        below = [one.denominator for one in values if one.denominator is not None]
        if not below:
            told[kpi] = Value(value=above, numerator=above, denominator=None)
            continue
        share = 100 * above / sum(below) if sum(below) else None
        told[kpi] = Value(value=share, numerator=above, denominator=sum(below))
    return UnitRow(name=name, address="", told=told)


def without(name: str, columns: Sequence[UnitColumn], whole: UnitRow, part: UnitRow) -> UnitRow:
    """What of a whole is not in a part of it."""
    told: dict[str, Value] = {}
    for kpi in dict.fromkeys(column.kpi for column in columns):
        every, some = whole.told[kpi], part.told[kpi]
        above = max(every.numerator - some.numerator, 0.0)
        if every.denominator is None:
            told[kpi] = Value(value=above, numerator=above, denominator=None)
            continue
        below = max(every.denominator - (some.denominator or 0.0), 0.0)
        told[kpi] = Value(value=100 * above / below if below else None, numerator=above, denominator=below)
    return UnitRow(name=name, address="", told=told)


def _received(columns: Sequence[UnitColumn], row: UnitRow) -> float:
    first = columns[0]
    return first.value(row.told.get(first.kpi)) or 0.0


def _cells(columns: Sequence[UnitColumn], row: UnitRow) -> tuple[Cell, ...]:
    """Without links: no page lists the records of one field. What is not told of a field was none."""
    told = [(column, column.value(row.told.get(column.kpi))) for column in columns]
    return (
        Cell(value=row.name),
        *(Cell(value=0.0 if value is None and column.kind == "number" else value) for column, value in told),
    )
