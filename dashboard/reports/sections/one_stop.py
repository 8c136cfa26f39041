"""The one-stop shop: by field and by unit, what was late and why, what is overdue and open at the end."""

from collections.abc import Sequence

from dashboard.periods import before, year_before
from dashboard.reports.asked import Wanted
from dashboard.reports.commentary import gaps, heard, plain
from dashboard.reports.document import Column, Part, Section, Table
from dashboard.reports.numbers import number
from dashboard.reports.sections.one_stop_bars import causes_chart, on_time_chart, overdue_chart
from dashboard.reports.sections.one_stop_columns import one_stop_columns
from dashboard.reports.sections.one_stop_fields import field_table, together
from dashboard.reports.sections.one_stop_said import said
from dashboard.reports.sections.unit_columns import UnitColumn, UnitRow, city_row, unit_rows, whole

SHOWN = 15  # units in the table; all of them stand in the annex


def build(wanted: Wanted) -> Section:
    """Of the city with its units, of a unit, or of several beside each other."""
    t = wanted.t
    columns = one_stop_columns(t)
    found = heard(wanted, min(before(wanted.span).first, year_before(wanted.span).first))
    missing = gaps(wanted, found, ("dossiers",))
    wholes = [
        city_row(wanted, columns) if wanted.is_city else whole(wanted, columns, one) for one in wanted.whose
    ]
    units = unit_rows(wanted, columns) if wanted.is_city else wholes if len(wholes) > 1 else []
    pairs = zip(wanted.whose, wholes, strict=True)
    fields = [field_table(wanted, columns, whose, row) for whose, row in pairs]
    note = " ".join(plain(one) for one in missing)
    parts: list[Part] = [*(one for one in fields if one is not None), *causes_chart(wanted, wholes)]
    if units:
        parts += [
            _by_unit(wanted, columns, units, wholes, note),
            *overdue_chart(wanted, units),
            *on_time_chart(wanted, units),
        ]
    return Section(
        key="one_stop",
        title=t("Dossiers at the one-stop shops"),
        commentary=(*missing, *said(wanted, found, columns, wholes, units, fields)),
        parts=tuple(parts),
    )


def _by_unit(
    wanted: Wanted,
    columns: Sequence[UnitColumn],
    units: Sequence[UnitRow],
    wholes: Sequence[UnitRow],
    note: str,
) -> Table:
    """The city first, then those with most that is late or overdue, the others in one line; or each whose."""
    t = wanted.t
    rows: list[UnitRow] = list(units)
    if wanted.is_city:
        order = sorted(units, key=lambda row: (-_trouble(row), row.name))
        shown, rest = order[:SHOWN], order[SHOWN:]
        others = t("Other units: {count}", count=number(len(rest), 0, t.language))
        rows = [*wholes, *shown, *([together(others, columns, rest)] if rest else [])]
    unit = Column(key="unit", title=t("Unit"), kind="text", width=3)
    return Table(
        key="one_stop_units",
        title=t("Dossiers by unit: most late or overdue first") if wanted.is_city else t("Dossiers by unit"),
        columns=(unit, *(column.column() for column in columns)),
        rows=tuple(row.cells(wanted, columns) for row in rows),
        totals=1 if wanted.is_city else 0,
        note=note,
        is_wide=True,
    )


def _trouble(row: UnitRow) -> float:
    late = row.told["late_days"].denominator or 0.0
    return late + row.told["dossiers_overdue"].numerator
