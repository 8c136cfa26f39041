"""Daily figures as the store keeps them: what holds of a day, loaded history before counted."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, and_, or_, select, tuple_

from dashboard.models import daily_figure, figure_history

D, H = daily_figure.c, figure_history.c
# From which kinds of feed a figure comes, by what it is counted from.
KINDS = {
    "dossier": ("dossiers",),
    "complaint": ("complaints",),
    "camera_event": ("cameras",),
    "alarm": ("fire",),
    "gauge_day": ("flood",),
    "device": ("cameras", "fire", "flood"),
    "procedure": (),
    "told": ("figures",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class After:
    """The last row of a page."""

    day: date
    figure: str
    unit_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """`figure` "" is every one; `units` None likewise; both days are included."""

    first: date
    last: date
    figure: str = ""
    units: Collection[int] | None = None
    after: After | None = None
    limit: int = 500


def figures(connection: Connection, wanted: Wanted) -> list[Any]:
    """Rows (day, figure, unit_id, value) in this order; up to `limit` + 1: the last says that more follow."""
    holds = or_(
        and_(D.loaded, D.day <= H.until),
        and_(D.loaded.is_(False), or_(H.until.is_(None), D.day > H.until)),
    )
    told = [D.day >= wanted.first, D.day <= wanted.last, holds]
    if wanted.figure:
        told.append(D.figure == wanted.figure)
    if wanted.units is not None:
        told.append(D.unit_id.in_(wanted.units))
    if wanted.after is not None:
        last = wanted.after
        told += [
            D.day >= last.day,
            tuple_(D.day, D.figure, D.unit_id) > (last.day, last.figure, last.unit_id),
        ]
    statement = (
        select(D.day, D.figure, D.unit_id, D.value)
        .outerjoin(figure_history, H.figure == D.figure)
        .where(*told)
        .order_by(D.day, D.figure, D.unit_id)
        .limit(wanted.limit + 1)
    )
    return list(connection.execute(statement).all())
