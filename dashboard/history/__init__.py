"""Past figures made elsewhere: loaded whole, and from then on what those days are known by.

`python -m dashboard.history FILE.csv` loads a file as offices keep it; `load` takes a program's own.
"""

import csv
import gzip
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from pathlib import Path
from typing import IO, NamedTuple

from sqlalchemy import Connection, Engine, delete, func, select

from dashboard.db import upsert, writing
from dashboard.figures import BY_KEY
from dashboard.models import daily_figure, figure_history
from dashboard.successions import history
from dashboard.tally import put, touch

_CHUNK = 20_000

Line = tuple[date, str, str, float]  # day, unit code, figure, value


class HistoryError(Exception):
    """The file cannot be loaded; one line says where and why. Nothing of it was loaded."""


class Told(NamedTuple):
    """One figure of a unit: the day that it is written under, and the last one that it speaks for."""

    day: date
    last: date
    figure: str
    unit_id: int
    value: float


def load(store: Engine, lines: Iterable[Line]) -> int:
    """Load daily figures by unit code: of the unit that had it on the day, or last before. Returns how many.

    What a district's dossiers still did after its end stands under the district.

    Raises HistoryError for an unknown unit or figure.
    """
    return load_told(store, map(_told, lines))


def load_told(store: Engine, told: Iterable[Told]) -> int:
    """Load figures; each one's loaded days end where its last line does, or where they ended before.

    `figure_history` is written last, and until then no loaded row holds: a reader sees all of it or nothing.
    What fits one transaction is one. Repeating it gives the same table.
    """
    until: dict[str, date] = {}
    changed: set[tuple[date, str]] = set()
    loaded = 0
    lines = iter(told)
    part = list(islice(lines, _CHUNK))
    while part:
        values = {(line.day, line.figure, line.unit_id): line.value for line in part}
        for line in part:
            changed.add((line.day, line.figure))
            until[line.figure] = max(line.last, until.get(line.figure, line.last))
        part = list(islice(lines, _CHUNK))
        with writing(store) as connection:
            put(connection, values, loaded=True)
            if not part:
                _take_over(connection, until)
                touch(connection, changed)
        loaded += len(values)
    return loaded


def _told(line: Line) -> Told:
    day, code, figure, value = line
    if figure not in BY_KEY:
        raise HistoryError(f"{day}, {code}: no figure is called {figure!r}")
    unit = history().last_of(code, day)
    if unit is None:
        raise HistoryError(f"{day}, {figure}: no unit has the code {code!r}")
    return Told(day, day, figure, unit.id, value)


def _take_over(connection: Connection, until: Mapping[str, date]) -> None:
    held = {row.figure: row.until for row in connection.execute(select(figure_history))}
    for figure, last in sorted(until.items()):
        later = max(last, held.get(figure, last))
        statement = upsert(connection, figure_history).values(figure=figure, until=later)
        connection.execute(statement.on_conflict_do_update(index_elements=["figure"], set_={"until": later}))


def counted_days(connection: Connection, figure: str, until: date) -> int:
    """On how many days up to `until` a figure was counted from records: days that a load takes over."""
    statement = select(func.count(daily_figure.c.day.distinct())).where(
        daily_figure.c.figure == figure,
        daily_figure.c.loaded.is_(False),
        daily_figure.c.day <= until,
        daily_figure.c.value != 0,
    )
    return int(connection.execute(statement).scalar_one())


def forget(store: Engine) -> None:
    """Take all loaded figures out again."""
    with writing(store) as connection:
        loaded = select(daily_figure.c.day, daily_figure.c.figure).where(daily_figure.c.loaded).distinct()
        changed = {(row.day, row.figure) for row in connection.execute(loaded)}
        connection.execute(delete(daily_figure).where(daily_figure.c.loaded))
        connection.execute(delete(figure_history))
        touch(connection, changed)


def read_csv(path: Path) -> Iterator[Line]:
    """Lines of a CSV (gzip where it ends in .gz) with the columns day, unit, figure, value: a program's own.

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
