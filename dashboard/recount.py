"""The daily figures counted anew from the records: what the running counts must equal at any time.

`python -m dashboard.recount` puts them right, should anybody ever have edited records by hand.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, tzinfo
from typing import Any

from sqlalchemy import Connection, Engine, Table, delete, select

from dashboard.db import engine, writing
from dashboard.figures import (
    FIGURES,
    Bucket,
    alarm_figures,
    complaint_figures,
    dossier_figures,
    level_figures,
)
from dashboard.models import alarm, complaint, daily_figure, dossier, gauge_day
from dashboard.settings import settings
from dashboard.tally import put, touch

Count = Callable[[Any, tzinfo], Iterable[tuple[date, str]]]

_COUNTED: tuple[tuple[Table, Count], ...] = (
    (dossier, dossier_figures),
    (complaint, complaint_figures),
    (alarm, alarm_figures),
)
_SAMPLED = tuple(figure.key for figure in FIGURES if figure.merge == "last")
_PAGE = 10_000


def count(connection: Connection, zone: tzinfo) -> dict[Bucket, float]:
    """All figures that are counted from records; buckets that come to nothing are left out."""
    totals: dict[Bucket, float] = defaultdict(float)
    for table, figures in _COUNTED:
        for row in _rows(connection, table):
            for day, figure in figures(row, zone):
                totals[day, figure, row.unit_id] += 1
    for row in _rows(connection, gauge_day):
        for figure in level_figures(row.level):
            totals[row.day, figure, row.unit_id] += 1
        if row.quantity == "level":
            bucket = (row.day, "flood_peak", row.unit_id)
            totals[bucket] = max(totals[bucket], row.peak)
    return {bucket: value for bucket, value in totals.items() if value}


def held(connection: Connection) -> dict[Bucket, float]:
    """What the store holds of the same figures."""
    statement = select(daily_figure).where(
        daily_figure.c.loaded.is_(False), daily_figure.c.figure.not_in(_SAMPLED), daily_figure.c.value != 0
    )
    return {(row.day, row.figure, row.unit_id): row.value for row in connection.execute(statement)}


def recount(store: Engine, zone: tzinfo) -> int:
    """Count anew and store it. Returns how many buckets were wrong."""
    with writing(store) as connection:
        right, wrong = count(connection, zone), held(connection)
        differing = {
            bucket for bucket in right.keys() | wrong.keys() if right.get(bucket) != wrong.get(bucket)
        }
        connection.execute(
            delete(daily_figure).where(
                daily_figure.c.loaded.is_(False), daily_figure.c.figure.not_in(_SAMPLED)
            )
        )
        put(connection, right)
        touch(connection, {day for day, _figure, _unit in differing})
    return len(differing)


def _rows(connection: Connection, table: Table) -> Iterator[Any]:
    return iter(connection.execute(select(table), execution_options={"yield_per": _PAGE}))


def main() -> None:
    """Put the figures right and say how many were wrong."""
    chosen = settings()
    print(recount(engine(chosen.store_url), chosen.zone), "buckets put right")  # noqa: T201


if __name__ == "__main__":
    main()
