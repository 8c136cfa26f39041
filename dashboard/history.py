"""Past figures made elsewhere: loaded whole, and from then on what those days are known by."""

import csv
import gzip
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import IO

from sqlalchemy import Engine, delete, select

from dashboard.db import upsert, writing
from dashboard.figures import BY_KEY, Bucket
from dashboard.models import daily_figure, figure_history
from dashboard.successions import unit_of
from dashboard.tally import put, touch

_CHUNK = 20_000

Line = tuple[date, str, str, float]  # day, unit code, figure, value


class HistoryError(Exception):
    """The file cannot be loaded; one line says where and why. Nothing of it was loaded."""


def load(store: Engine, lines: Iterable[Line]) -> int:
    """Load daily figures; each figure's loaded days end where its lines end. Returns how many.

    `figure_history` is written last, and until then no loaded row holds: a reader sees all of it or nothing.
    Repeating it gives the same table.
    Raises HistoryError for an unknown unit or figure.
    """
    until: dict[str, date] = {}
    days: set[date] = set()
    loaded = 0
    told = iter(lines)
    while part := list(islice(told, _CHUNK)):
        values = dict(_bucket(line) for line in part)
        for day, figure, _unit in values:
            days.add(day)
            until[figure] = max(day, until.get(figure, day))
        with writing(store) as connection:
            put(connection, values, loaded=True)
        loaded += len(values)
    _take_over(store, until, days)
    return loaded


def _bucket(line: Line) -> tuple[Bucket, float]:
    day, code, figure, value = line
    if figure not in BY_KEY:
        raise HistoryError(f"{day}, {code}: no figure is called {figure!r}")
    unit = unit_of(code, day)
    if unit is None:
        raise HistoryError(f"{day}, {figure}: no unit has the code {code!r}")
    return (day, figure, unit.id), value


def _take_over(store: Engine, until: dict[str, date], days: set[date]) -> None:
    with writing(store) as connection:
        for figure, last in sorted(until.items()):
            statement = upsert(connection, figure_history).values(figure=figure, until=last)
            connection.execute(
                statement.on_conflict_do_update(index_elements=["figure"], set_={"until": last})
            )
        touch(connection, days)


def forget(store: Engine) -> None:
    """Take all loaded figures out again."""
    with writing(store) as connection:
        days = set(
            connection.execute(select(daily_figure.c.day).where(daily_figure.c.loaded).distinct()).scalars()
        )
        connection.execute(delete(daily_figure).where(daily_figure.c.loaded))
        connection.execute(delete(figure_history))
        touch(connection, days)


def read_csv(path: Path) -> Iterator[Line]:
    """Lines of a CSV (gzip where it ends in .gz) with the columns day, unit, figure, value.

    Raises HistoryError with the line number.
    """
    with _open(path) as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            try:
                yield date.fromisoformat(row["day"]), row["unit"], row["figure"], float(row["value"])
            except (KeyError, TypeError, ValueError) as error:
                raise HistoryError(f"{path.name}, line {number}: {error}") from error


def _open(path: Path) -> IO[str]:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8", newline="")
    return path.open(encoding="utf-8", newline="")
