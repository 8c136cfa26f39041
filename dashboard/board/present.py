"""What is true now and is no sum of days: the devices' state, and what is due later today."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Any

import numpy as np
from sqlalchemy import Column, Connection, Table, and_, case, func, select

from dashboard.civil import day_end, day_of
from dashboard.complaints import PROMISE
from dashboard.figures import BY_KEY, FIGURES
from dashboard.figures.dossiers import FULL, PARTIAL
from dashboard.kpis import Values
from dashboard.models import complaint, device, dossier, procedure
from dashboard.records import Health
from dashboard.rollup import Rollup
from dashboard.units import CITY_ID
from dashboard.workdays import WorkCalendar

Pending = dict[str, Values]
Present = dict[str, Values]

CAMERAS_MUTE = "cameras_mute"  # true now, and no figure that is kept by the day
_LIVE = (
    *(one.key for one in FIGURES if one.is_sampled or one.counted_from == "gauge_day"),
    CAMERAS_MUTE,
)
KINDS = ("camera", "panel", "gauge")
DUE_SOON = timedelta(hours=8)  # working time in which a unit can still act


def pending(connection: Connection, columns: Mapping[int, int], now: datetime, zone: tzinfo) -> Pending:
    """What the day's figures already count and is due only later today: to be taken off until then."""
    end = day_end(day_of(now, zone), zone)
    dossiers = _due(connection, columns, dossier, dossier.c.overdue_at, dossier.c.ended_at, now, end)
    asked, answered = complaint.c.requested_at, complaint.c.answered_at
    # 48 h after the request: an index has the request
    promised = _due(connection, columns, complaint, asked, answered, now - PROMISE, end - PROMISE)
    by_clock = _due(connection, columns, complaint, complaint.c.due_at, answered, now, end)
    return {
        "dossiers_overdue_entered": dossiers,
        "complaints_decided": promised,
        "complaints_clock_decided": by_clock,
        "complaints_overdue_entered": by_clock,
    }


def due_soon(
    connection: Connection, columns: Mapping[int, int], now: datetime, work: WorkCalendar
) -> Present:
    """Open dossiers that turn overdue within the next 8 working hours, by unit: a unit can still act."""
    # A dossier due at 17:00 is due within hours that end at 17:00.
    end = work.add(now, DUE_SOON) + timedelta(microseconds=1)
    due = _due(connection, columns, dossier, dossier.c.overdue_at, dossier.c.ended_at, now, end)
    return {"dossiers_due_soon": due}


def offered(connection: Connection, columns: Mapping[int, int]) -> Present:
    """The register of procedures as it is, counted for the city: it is one register."""
    statement = select(
        func.count(),
        func.sum(case((procedure.c.level == PARTIAL, 1), else_=0)),
        func.sum(case((procedure.c.level == FULL, 1), else_=0)),
        func.sum(case((procedure.c.has_fee, 1), else_=0)),
    )
    names = ("procedures_known", "procedures_partial", "procedures_full", "procedures_with_fee")
    numbers = connection.execute(statement).one()
    told = {name: number or 0 for name, number in zip(names, numbers, strict=True)}
    here = {figure: np.zeros(len(columns)) for figure in told}
    for figure, number in told.items():
        here[figure][columns[CITY_ID]] = number
    return here


def _due(
    connection: Connection,
    columns: Mapping[int, int],
    table: Table,
    due: Column[Any],
    ended: Column[Any],
    now: datetime,
    end: datetime,
) -> Values:
    statement = (
        select(table.c.unit_id, func.count())
        .where(ended.is_(None), due >= now, due < end)
        .group_by(table.c.unit_id)
    )
    counts = np.zeros(len(columns))
    for unit_id, number in connection.execute(statement):
        if unit_id in columns:
            counts[columns[unit_id]] = number
    return counts


def present(
    connection: Connection, columns: Mapping[int, int], now: datetime, kinds: Collection[str] = KINDS
) -> Present:
    """Devices of these kinds by unit: known, online, mute, over their alarm levels, deepest.

    A mute gauge counts for nothing: its last reading is not the present. A device just written down, whose
    first message is not due yet, is neither online nor mute and not counted as known.
    """
    speaks = device.c.stale_at > now
    awaited = and_(speaks, device.c.observed_at.is_(None))
    online = and_(speaks, device.c.health == Health.ONLINE.value)
    statement = select(
        device.c.kind,
        device.c.unit_id,
        func.sum(case((awaited, 0), else_=1)),
        func.sum(case((online, 1), else_=0)),
        func.sum(case((speaks, 0), else_=1)),
        *(func.sum(case((and_(speaks, device.c.level >= level), 1), else_=0)) for level in (1, 2, 3)),
        func.max(case((and_(speaks, device.c.quantity == "level"), device.c.value))),
    ).group_by(device.c.kind, device.c.unit_id)
    statement = statement.where(device.c.kind.in_(kinds))
    here = {key: np.zeros(len(columns)) for key in _LIVE if _kind_of(key) in kinds}
    for kind, unit_id, known, up, mute, *levels, deepest in connection.execute(statement):
        if unit_id not in columns:
            continue
        column = columns[unit_id]
        for figure, value in _figures(kind, known, up, mute, levels, deepest).items():
            here[figure][column] = value
    return here


def _kind_of(figure: str) -> str:
    return {"cameras": "camera", "panels": "panel"}.get(figure.split("_")[0], "gauge")


def _figures(
    kind: str, known: int, up: int, mute: int, levels: Sequence[int], deepest: float | None
) -> dict[str, float]:
    match kind:
        case "camera":
            return {"cameras_known": known, "cameras_online": up, CAMERAS_MUTE: mute}
        case "panel":
            return {"panels_known": known, "panels_mute": mute}
        case _:
            over = {f"gauges_level_{number}": value for number, value in enumerate(levels, 1)}
            return {"gauges_known": known, "gauges_mute": mute, "flood_peak": deepest or 0.0, **over}


@dataclass(frozen=True, slots=True)
class MonthGrid:
    """A month's figures (kpis.Grid). The present month leaves out what is due only later today."""

    month_figures: Values
    ever_figures: Values
    waiting: Pending
    row: Mapping[str, int]
    ever_row: Mapping[str, int]

    def period(self, figure: str) -> Values:
        return self._less(self.month_figures[self.row[figure]], figure)

    def ever(self, figure: str) -> Values:
        return self._less(self.ever_figures[self.ever_row[figure]], figure)

    def _less(self, values: Values, figure: str) -> Values:
        taken = self.waiting.get(figure)
        return values if taken is None else values - taken


@dataclass(frozen=True, slots=True)
class NowGrid:
    """The present (kpis.Grid): devices as they are, what is due soon, stocks up to this moment."""

    here: Present
    month: MonthGrid

    def period(self, figure: str) -> Values:
        live = BY_KEY[figure].is_sampled or BY_KEY[figure].counted_from == "gauge_day"
        return self.here[figure] if live else self.month.period(figure)

    def ever(self, figure: str) -> Values:
        return self.month.ever(figure)


def month_grid(rollup: Rollup, month: Any, waiting: Pending) -> MonthGrid:
    """The grid of one month that the rollup holds."""
    return MonthGrid(rollup.month(month), rollup.ever(month), waiting, rollup.row, rollup.ever_row)
