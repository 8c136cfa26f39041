"""Procedures of the whole city off their own habit: a month beside the twelve before it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from sqlalchemy import Connection, func, select

from dashboard.anomalies.anomaly import Anomaly
from dashboard.anomalies.choosing import Subject, off_habit
from dashboard.anomalies.comparing import Past, Series
from dashboard.anomalies.habit import Mask, Values
from dashboard.anomalies.watched import BY_KEY, Watched
from dashboard.civil import month_of, months_back
from dashboard.models import slice_, slice_figure
from dashboard.units import CITY_ID

MONTHS = 12
_WATCHED = tuple(BY_KEY[key] for key in ("dossiers_received", "on_time_share"))
_FIGURES = frozenset(name for watched in _WATCHED for name in (watched.figure, watched.of) if name)


@dataclass(frozen=True, slots=True)
class Months:
    """Figures by (month, procedure), months oldest first; `told` are the months that have any."""

    subjects: list[Subject]
    values: dict[str, Values]
    told: Mask


def monthly(connection: Connection, day: date) -> list[Anomaly]:
    """The procedures off their habit in the month that ends with this day; none on any other day."""
    if (day + timedelta(days=1)).day != 1:
        return []
    months = read_months(connection, months_back(month_of(day), MONTHS + 1))
    if not months.subjects or not months.told[-1]:
        return []
    return off_habit(day, "month", months.subjects, [(one, _series(months, one)) for one in _WATCHED])


def _series(months: Months, watched: Watched) -> Series:
    """The same month of last year is the season."""
    hits = months.values[watched.figure]
    of = months.values[watched.of] if watched.of else None
    known = np.repeat(months.told[:-1, None], hits.shape[1], axis=1)
    past = Past(hits[:-1], None if of is None else of[:-1], known)
    usual = np.maximum(np.median(hits[:-1], axis=0), 1)
    season = hits[0] / usual if months.told[0] else np.ones_like(usual)
    nobody = np.zeros(hits.shape[1], dtype=np.bool_)
    return Series(
        hits=hits[-1],
        of=None if of is None else of[-1],
        past=(past,),
        whole=nobody,
        season=season if of is None else None,
    )


def read_months(connection: Connection, months: Sequence[date]) -> Months:
    """What the slices hold of these months, a procedure over all units and channels."""
    statement = (
        select(
            slice_figure.c.month,
            slice_figure.c.figure,
            slice_.c.item,
            func.max(slice_.c.item_name),
            func.sum(slice_figure.c.value),
        )
        .join(slice_, slice_.c.id == slice_figure.c.slice_id)
        .where(
            slice_.c.record == "dossier",
            slice_figure.c.month.in_(months),
            slice_figure.c.figure.in_(sorted(_FIGURES)),
        )
        .group_by(slice_figure.c.month, slice_figure.c.figure, slice_.c.item)
    )
    told = connection.execute(statement).all()
    names = dict(sorted((item, name) for _month, _figure, item, name, _value in told))
    columns = {item: column for column, item in enumerate(names)}
    row_of = {month: row for row, month in enumerate(months)}
    values = {figure: np.zeros((len(months), len(columns))) for figure in _FIGURES}
    for month, figure, item, _name, value in told:
        values[figure][row_of[month], columns[item]] = value
    heard = np.any([grid.any(axis=1) for grid in values.values()], axis=0)
    return Months([Subject(CITY_ID, item, name) for item, name in names.items()], values, heard)
