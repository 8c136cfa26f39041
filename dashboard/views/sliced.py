"""A KPI by field, procedure, channel, service level or category, over the months that a period touches."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Literal

import numpy as np
from sqlalchemy import Connection, Select, Table, and_, func, select

from dashboard.civil import month_of
from dashboard.figures import BY_KEY as FIGURE
from dashboard.kpis import BY_KEY, Kpi
from dashboard.kpis.evaluate import evaluate
from dashboard.opening import of_units
from dashboard.opening.parts import source_of
from dashboard.opening.period import period_of
from dashboard.opening.sources import Branch
from dashboard.settings import Settings
from dashboard.views.asked import View
from dashboard.views.cells import Cells, figures_read
from dashboard.views.distinct import months_of
from dashboard.views.figures_now import FiguresNow
from dashboard.views.lines import value_at
from dashboard.views.rows import SliceValue
from dashboard.views.slice_sums import SliceSums, Totals

Dimension = Literal["item", "field", "channel", "level"]
_RECORDS: Mapping[str, tuple[Dimension, ...]] = {
    "dossier": ("field", "item", "channel", "level"),
    "complaint": ("item", "channel"),
    "camera_event": ("item",),
}


def dimensions(kpi: Kpi) -> tuple[Dimension, ...]:
    """By what a KPI can be broken down: its figures are counted from one kind of record, and are sums."""
    formula = kpi.formula
    figures = [FIGURE[key] for key in (*formula.numerator, *formula.denominator, *formula.left)]
    kinds = {figure.counted_from for figure in figures}
    if len(kinds) != 1 or any(figure.merge != "sum" for figure in figures):
        return ()
    return _RECORDS.get(kinds.pop(), ())


def by_slice(
    connection: Connection,
    kpi: Kpi,
    view: View,
    figures: FiguresNow,
    units: Sequence[int] | None,
    dimension: Dimension,
    sums: SliceSums,
    now: datetime,
    settings: Settings,
) -> list[SliceValue]:
    """The KPI of each member of a dimension, the largest first. `units`: ids, None for every unit."""
    if dimension not in dimensions(kpi):
        return []
    formula = kpi.formula
    read = sorted({*formula.numerator, *formula.denominator, *formula.left})
    if not formula.left:
        months = months_of(view.span, view.today)
        totals = sums.over(connection, figures.rollup, months, read, units, now)
    elif _ends_a_month(view) and not figures.waiting.keys() & set(formula.numerator):
        last = month_of(min(view.span.last, view.today))
        totals = sums.ever(connection, figures.rollup, last, read, units, now)
    else:
        totals = _stock(connection, kpi, view, units, now, settings)
    members = _members(sums.slices(connection, totals), dimension)
    found = evaluate(kpi, _cells(totals, list(members.values()), kpi), BY_KEY)
    rows = [
        SliceValue(code=code, name=name, value=value_at(found, place))
        for place, (code, name) in enumerate(members)
    ]
    shown = [row for row in rows if row.value.numerator or row.value.denominator]
    return sorted(shown, key=lambda row: -(row.value.denominator or row.value.numerator))


def _ends_a_month(view: View) -> bool:
    """Slices are kept by months: only at the end of one, or now, do they tell what is open."""
    return view.is_present or month_of(view.span.last + timedelta(days=1)) > view.span.last


def _stock(
    connection: Connection,
    kpi: Kpi,
    view: View,
    units: Sequence[int] | None,
    now: datetime,
    settings: Settings,
) -> Totals:
    """What is open at any other time, or overdue, is counted from the records themselves."""
    source = source_of(kpi, "numerator")
    branches = source.month(period_of(view.span, now, settings)) if source.month is not None else ()
    totals: Totals = defaultdict(lambda: defaultdict(float))
    for branch in branches:
        for slice_id, number in connection.execute(_counted(connection, source.table, branch, units)):
            totals[slice_id][kpi.formula.numerator[0]] += number
    return totals


def _counted(
    connection: Connection, table: Table, branch: Branch, units: Sequence[int] | None
) -> Select[Any, int]:
    """Records by slice. SQLite goes by the index of their list: by one of its choice it reads a million."""
    where = branch.where
    if units is not None:
        where = and_(where, of_units(connection, table, branch, units))
    rows = select(table.c.slice_id).where(where)
    if connection.dialect.name == "sqlite":
        rows = rows.order_by(branch.at.desc()).limit(-1)
    found = rows.subquery().c.slice_id
    return select(found, func.count()).group_by(found)


def _members(slices: Iterable[Any], dimension: Dimension) -> dict[tuple[str, str], list[int]]:
    """The members by code and name, each with its slices."""
    members: dict[str, list[int]] = defaultdict(list)
    names: dict[str, str] = {}
    for row in slices:
        code = str(getattr(row, dimension))
        members[code].append(row.id)
        names[code] = getattr(row, f"{dimension}_name", "") or names.get(code, "")
    return {(code, names[code] or code): ids for code, ids in members.items()}


def _cells(totals: Totals, members: Sequence[Sequence[int]], kpi: Kpi) -> Cells:
    """A stock counted from records has nothing to be taken off."""
    told = {
        figure: np.array(
            [sum(totals[slice_id].get(figure, 0.0) for slice_id in ids) for ids in members], dtype=np.float64
        )
        for figure in figures_read(kpi)
    }
    return Cells(told, told)
