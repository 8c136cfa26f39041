"""What is said of the one-stop shops: how much, how much of it on time, why late, where most is overdue."""

from collections.abc import Sequence

from dashboard.i18n import Translator
from dashboard.kpis import BY_KEY
from dashboard.periods import before, year_before
from dashboard.reports.asked import Wanted
from dashboard.reports.commentary import Figure, Heard, Runs, Told, block, listed, moved, runs
from dashboard.reports.document import Block, Table
from dashboard.reports.links import of_kpi
from dashboard.reports.numbers import number
from dashboard.reports.sections.known import known
from dashboard.reports.sections.one_stop_columns import cause_names
from dashboard.reports.sections.one_stop_fields import SHOWN as FIELDS
from dashboard.reports.sections.unit_columns import UnitColumn, UnitRow
from dashboard.reports.spans import is_over
from dashboard.views import Value

NAMED = 3  # units or fields that are named
MOVED = ("received", "resolved", "on_time_share", "late", "overdue", "open")


def said(
    wanted: Wanted,
    found: Heard,
    columns: Sequence[UnitColumn],
    wholes: Sequence[UnitRow],
    units: Sequence[UnitRow],
    fields: Sequence[Table | None],
) -> list[Block]:
    """Of each who is told of; then the units with most overdue, and the fields with most late."""
    blocks: list[Block] = []
    for row, table in zip(wholes, fields, strict=True):
        if len(wholes) > 1:
            blocks.append(block("whose", runs("{unit}", unit=row.name), end=":"))
        blocks += _moves(wanted, found, columns, row)
        blocks += _causes(wanted, columns, row)
        blocks += _fields(wanted.t, table) if table is not None else [_no_fields(wanted.t)]
    return blocks + _most(wanted, columns, units)


def _moves(wanted: Wanted, found: Heard, columns: Sequence[UnitColumn], row: UnitRow) -> list[Block]:
    t = wanted.t
    shown = [column for column in columns if column.key in MOVED]
    spans = [year_before(wanted.span), before(wanted.span)]
    told = wanted.reader.over(wanted.of(row.address), wanted.now, [column.kpi for column in shown], spans)
    past = known(wanted, spans, told)
    feeds = found.ids(("dossiers",))
    blocks = []
    for column in shown:
        figure = _figure(t, column)
        year_ago, previous = (
            found.reading(
                t, column.value(value), span, feeds, _href(wanted, column, row, span.text), row.unit
            )
            for value, span in zip(past[column.kpi], spans, strict=True)
        )
        others = [previous] if wanted.span.kind == "year" else [previous, year_ago]
        if _is_growing(wanted, column):
            others = []
        value = row.told[column.kpi] if column.of == "value" else column.value(row.told[column.kpi])
        now = found.reading(t, value, wanted.span, feeds, column.href(wanted, row.address))
        blocks.append(moved(t, figure, now, others).model_copy(update={"kind": "bullet"}))
    return blocks


def _href(wanted: Wanted, column: UnitColumn, row: UnitRow, period: str) -> str:

    return of_kpi(wanted, column.kpi, row.address, period, "" if column.of == "value" else column.of)


def _is_growing(wanted: Wanted, column: UnitColumn) -> bool:
    """A count of a period that goes on cannot be told from a whole one."""
    is_stock = bool(BY_KEY[column.kpi].formula.left)
    return column.kind == "number" and not is_stock and not is_over(wanted.span, wanted.now, wanted.zone)


def _figure(t: Translator, column: UnitColumn) -> Figure:
    names = {
        "received": t("Dossiers received"),
        "resolved": t("Dossiers resolved"),
        "on_time_share": t("Dossiers resolved on time"),
        "late": t("Dossiers that ended late"),
        "overdue": t("Dossiers overdue at the end"),
        "open": t("Dossiers open at the end"),
    }
    is_share = column.kind == "share"
    return Figure(
        name=names[column.key],
        unit="%" if is_share else "",
        decimals=column.decimals,
        direction="up" if is_share else "down",
    )


def _causes(wanted: Wanted, columns: Sequence[UnitColumn], row: UnitRow) -> list[Block]:
    """The three causes that are counted; nothing where none ended late."""
    t = wanted.t
    late = row.told["late_days"].denominator
    if not late:
        return []
    by_key = {column.key: column for column in columns}
    parts = [
        runs("{name} {count}", name=_lower(name), count=_count(wanted, by_key[cause], row))
        for cause, name in cause_names(t).items()
    ]
    text = t("Of {count} dossiers that ended late: {causes}")
    return [
        block("causes", runs(text, count=_count(wanted, by_key["late"], row), causes=listed(parts, ", ")))
    ]


def _count(wanted: Wanted, column: UnitColumn, row: UnitRow) -> Told:
    value = column.value(row.told[column.kpi])
    return Told(number(value, 0, wanted.t.language), column.href(wanted, row.address) if value else "")


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _no_fields(t: Translator) -> Block:
    return block("nofields", runs(t("No table by field: less than half of the dossiers are told by field")))


def _fields(t: Translator, table: Table) -> list[Block]:
    """The fields in which most ended late."""
    at = next(place for place, column in enumerate(table.columns) if column.key == "late")
    rows = [(str(cells[0].value), cells[at].value) for cells in table.rows[table.totals :][:FIELDS]]
    late = [(name, float(value)) for name, value in rows if isinstance(value, int | float) and value > 0]
    most = sorted(late, key=lambda pair: (-pair[1], pair[0]))[:NAMED]
    if not most:
        return []
    names = [runs("{name} ({count})", name=name, count=number(value, 0, t.language)) for name, value in most]
    return [
        block(
            "fields",
            runs(t("Fields with most dossiers that ended late: {fields}"), fields=listed(names, ", ")),
        )
    ]


def _most(wanted: Wanted, columns: Sequence[UnitColumn], units: Sequence[UnitRow]) -> list[Block]:
    """The units with most overdue at the end: a count, so how many dossiers a unit has does not matter."""
    column = next(one for one in columns if one.key == "overdue")
    order = sorted(units, key=lambda row: (-_value(column, row.told[column.kpi]), row.name))
    most = [row for row in order[:NAMED] if _value(column, row.told[column.kpi]) > 0]
    if not most:
        return []
    names: list[Runs] = [
        runs("{name} ({count})", name=row.name, count=_count(wanted, column, row)) for row in most
    ]
    text = wanted.t("Units with most dossiers overdue at the end: {units}")
    return [block("overdue_most", runs(text, units=listed(names, ", ")))]


def _value(column: UnitColumn, told: Value) -> float:
    return column.value(told) or 0.0
