"""The figures counted anew from the records: what the running counts must equal at any time.

`python -m dashboard.recount` puts them right, after a migration that counts more or should anybody ever have
edited records by hand; with a month (2026-11), that month only.
"""

import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime, tzinfo
from typing import TypeVar

from sqlalchemy import ColumnElement, Connection, Engine, delete, select

from dashboard import flood_minutes
from dashboard.counting import Totals, count, last_of
from dashboard.db import engine, migrate, writing
from dashboard.figures import FIGURES
from dashboard.models import daily_figure, slice_figure
from dashboard.restating import restate, restate_complaints
from dashboard.settings import Settings, settings
from dashboard.tally import put, put_sliced, touch

__all__ = ["Totals", "count", "held", "recount"]

B = TypeVar("B")
_SAMPLED = tuple(figure.key for figure in FIGURES if figure.is_sampled)


def held(connection: Connection, month: date | None = None) -> Totals:
    """What the store holds of the same figures."""
    daily = select(*(daily_figure.c[name] for name in ("day", "figure", "unit_id", "value"))).where(
        *_counted_days(month), daily_figure.c.value != 0
    )
    sliced = select(slice_figure).where(*_sliced_months(month), slice_figure.c.value != 0)
    return Totals(
        {(day, figure, unit_id): value for day, figure, unit_id, value in connection.execute(daily)},
        {
            (of, key, unit_id, slice_id): value
            for of, key, unit_id, slice_id, value in connection.execute(sliced)
        },
    )


def recount(store: Engine, zone: tzinfo, month: date | None = None) -> int:
    """Count anew and store it. Returns how many buckets were wrong."""
    with writing(store) as connection:
        right, wrong = count(connection, zone, month), held(connection, month)
        differing = _differing(right.daily, wrong.daily)
        if differing:
            connection.execute(delete(daily_figure).where(*_counted_days(month)))
            put(connection, right.daily)
            touch(connection, {(day, figure) for day, figure, _unit in differing})
        slices = _differing(right.sliced, wrong.sliced)
        if slices:
            connection.execute(delete(slice_figure).where(*_sliced_months(month)))
            put_sliced(connection, right.sliced, adds=False)
            touch(connection, {(first, figure) for first, figure, _unit, _slice in slices})
    return len(differing) + len(slices)


def _differing(right: dict[B, float], wrong: dict[B, float]) -> set[B]:
    return {bucket for bucket in right.keys() | wrong.keys() if right.get(bucket) != wrong.get(bucket)}


def _counted_days(month: date | None) -> Sequence[ColumnElement[bool]]:
    counted = [daily_figure.c.loaded.is_(False), daily_figure.c.figure.not_in(_SAMPLED)]
    return counted if month is None else [*counted, daily_figure.c.day.between(month, last_of(month))]


def _sliced_months(month: date | None) -> Sequence[ColumnElement[bool]]:
    return [] if month is None else [slice_figure.c.month == month]


def _flood_minutes(store: Engine, chosen: Settings, month: date | None) -> None:
    """Gauges' days anew from their readings, before the figures are counted from these days."""
    with writing(store) as connection:
        flood_minutes.mark(connection, *((month, last_of(month)) if month else ()))
    flood_minutes.update(store, chosen, datetime.now(UTC))


def main() -> None:
    """Put the figures right and say how many were wrong."""
    chosen = settings()
    store = engine(chosen.store_url)
    migrate(store)
    month = date.fromisoformat(f"{sys.argv[1]}-01") if len(sys.argv) > 1 else None
    anew = restate(store, chosen) + restate_complaints(store, chosen) if month is None else 0
    _flood_minutes(store, chosen, month)
    wrong = recount(store, chosen.zone, month)
    print(f"{anew} records worked out anew, {wrong} buckets put right")  # noqa: T201


if __name__ == "__main__":
    main()
