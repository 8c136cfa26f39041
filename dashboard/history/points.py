"""Known public points: single values of the past, shown with their source; nothing is counted from them."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection

from dashboard.db import upsert
from dashboard.figures import BY_KEY as FIGURES
from dashboard.history.cells import ANY_PERIOD, Cells
from dashboard.history.checked import need, read_all
from dashboard.history.sheet import Sheet, read_sheet
from dashboard.i18n import Translator, translator
from dashboard.kpis import BY_KEY as KPIS
from dashboard.models import known_point

SHIPPED = Path(__file__).parent.parent / "data" / "known_points.csv"
_KNOWN = frozenset(KPIS.keys() | FIGURES.keys())
_KEYS = ["kpi", "unit_id", "first", "last"]


class Point(NamedTuple):
    """A row of `known_point`; `kpi` is the key of a KPI, or of a figure where no KPI shows it."""

    kpi: str
    unit_id: int
    first: date
    last: date
    value: float
    source: str


def read_points(sheet: Sheet, today: date, t: Translator) -> list[Point]:
    """Columns kpi, unit, value, source, and day, month, year, or first and last.

    Raises ProblemsError, SheetError.
    """
    need(sheet, ("unit", "kpi", "value", "source"), t)
    return read_all(sheet, today, t, _read, lambda point: point[:4])


def _read(cells: Cells) -> Point | None:
    period, value, source = cells.period(ANY_PERIOD), cells.value(), cells.text("source")
    kpi, unit_id = cells.key("kpi", _KNOWN), cells.unit(period)
    if not source:
        cells.wrong.append(cells.t("the source is missing: a public point is shown with where it was said"))
    if period is None or value is None or kpi is None or unit_id is None or not source:
        return None
    return Point(kpi, unit_id, *period, value, source)


def put_points(connection: Connection, points: Iterable[Point]) -> None:
    """Write points down; one of the same KPI, unit and days is replaced."""
    statement = upsert(connection, known_point)
    changed = {name: statement.excluded[name] for name in ("value", "source")}
    connection.execute(
        statement.on_conflict_do_update(index_elements=_KEYS, set_=changed),
        [point._asdict() for point in points],
    )


def seed_points(connection: Connection) -> None:
    """Write down the points that the program ships, where the city has said nothing else of them."""
    points = read_points(read_sheet(SHIPPED, translator("en")), date.max, translator("en"))
    statement = upsert(connection, known_point).on_conflict_do_nothing()
    connection.execute(statement, [point._asdict() for point in points])
