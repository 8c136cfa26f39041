"""A KPI by field, procedure, channel, service level or category, over the months that a period touches."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

import numpy as np
from sqlalchemy import Connection, and_, func, select

from dashboard.figures import BY_KEY as FIGURE
from dashboard.kpis import BY_KEY, Kpi
from dashboard.kpis.evaluate import evaluate
from dashboard.models import slice_, slice_figure
from dashboard.opening.parts import source_of
from dashboard.opening.period import period_of
from dashboard.settings import Settings
from dashboard.views.asked import View
from dashboard.views.cells import Cells, figures_read
from dashboard.views.distinct import months_of
from dashboard.views.lines import value_at
from dashboard.views.rows import SliceValue

Dimension = Literal["item", "field", "channel", "level"]
_RECORDS: Mapping[str, tuple[Dimension, ...]] = {
    "dossier": ("field", "item", "channel", "level"),
    "complaint": ("item", "channel"),
    "camera_event": ("item",),
}

Totals = Mapping[int, Mapping[str, float]]  # slice id → figure → value


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
    units: Sequence[int] | None,
    dimension: Dimension,
    now: datetime,
    settings: Settings,
) -> list[SliceValue]:
    """The KPI of each member of a dimension, the largest first. `units`: ids, None for every unit."""
    if dimension not in dimensions(kpi):
        return []
    totals = _stock(connection, kpi, view, units, now, settings) if kpi.formula.left else None
    if totals is None:
        totals = _months(connection, kpi, view, units)
    members = _members(connection, totals, dimension)
    grid = _cells(totals, list(members.values()), kpi)
    found = evaluate(kpi, grid, BY_KEY)
    rows = [
        SliceValue(code=code, name=name, value=value_at(found, place))
        for place, (code, name) in enumerate(members)
    ]
    return sorted(rows, key=lambda row: -(row.value.denominator or row.value.numerator))


def _months(connection: Connection, kpi: Kpi, view: View, units: Sequence[int] | None) -> Totals:
    figures = sorted({*kpi.formula.numerator, *kpi.formula.denominator})
    wanted = [
        slice_figure.c.month.in_(months_of(view.span, view.today)),
        slice_figure.c.figure.in_(figures),
    ]
    if units is not None:
        wanted.append(slice_figure.c.unit_id.in_(units))
    statement = (
        select(slice_figure.c.slice_id, slice_figure.c.figure, func.sum(slice_figure.c.value))
        .where(*wanted)
        .group_by(slice_figure.c.slice_id, slice_figure.c.figure)
    )
    totals: dict[int, dict[str, float]] = defaultdict(dict)
    for slice_id, figure, value in connection.execute(statement):
        totals[slice_id][figure] = value
    return totals


def _stock(
    connection: Connection,
    kpi: Kpi,
    view: View,
    units: Sequence[int] | None,
    now: datetime,
    settings: Settings,
) -> Totals:
    """What is open is counted from the records themselves: they are few beside all that ever came."""
    source = source_of(kpi, "numerator")
    branches = source.month(period_of(view.span, now, settings)) if source.month is not None else ()
    totals: dict[int, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    column = source.table.c.slice_id
    for branch in branches:
        where = branch.where if units is None else and_(branch.where, source.table.c.unit_id.in_(units))
        for slice_id, number in connection.execute(
            select(column, func.count()).where(where).group_by(column)
        ):
            totals[slice_id][kpi.formula.numerator[0]] += number
    return totals


def _members(
    connection: Connection, totals: Totals, dimension: Dimension
) -> dict[tuple[str, str], list[int]]:
    """The members by code and name, each with its slices."""
    members: dict[str, list[int]] = defaultdict(list)
    names: dict[str, str] = {}
    for row in _slices(connection, sorted(totals)):
        code = str(getattr(row, dimension))
        members[code].append(row.id)
        names[code] = getattr(row, f"{dimension}_name", "") or names.get(code, "")
    return {(code, names[code] or code): ids for code, ids in members.items()}


def _slices(connection: Connection, ids: Sequence[int]) -> list[Any]:
    return [
        row
        for start in range(0, len(ids), 500)
        for row in connection.execute(select(slice_).where(slice_.c.id.in_(ids[start : start + 500])))
    ]


def _cells(totals: Totals, members: Sequence[Sequence[int]], kpi: Kpi) -> Cells:
    """What is open is counted as it is: nothing has to be taken off."""
    told = {
        figure: np.array(
            [sum(totals[slice_id].get(figure, 0.0) for slice_id in ids) for ids in members], dtype=np.float64
        )
        for figure in figures_read(kpi)
    }
    return Cells(told, told | {figure: np.zeros(len(members)) for figure in kpi.formula.left})
