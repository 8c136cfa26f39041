"""What the KPI pages show: values of the city and its units over 36 months, and the way into the records.

One reader a process. It holds its own months in memory, as the board does; pages ask from threads.
"""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, Engine

from dashboard.board.feeds import FeedRow, feed_rows, worst
from dashboard.board.kpis import city
from dashboard.board.present import MonthGrid, NowGrid, Pending, due_soon, month_grid, pending, present
from dashboard.civil import day_of, month_of, months_back
from dashboard.db import reading
from dashboard.feeds import FeedState
from dashboard.figures import FIGURES
from dashboard.kpis import BY_KEY, KPIS, Grid, Kpi, Values
from dashboard.opening import Opened, Part, Question, open_records
from dashboard.opening.record import Record, record_of
from dashboard.rollup import MONTHS, Rollup
from dashboard.seeding import standing_units
from dashboard.settings import Settings
from dashboard.targets import State, Target, judge, targets
from dashboard.units import CITY_ID, UNKNOWN_ID

FRESH = timedelta(seconds=1)
UNKNOWN = "unknown"  # in an address: the records of no known unit
EXPORT_PAGE = 1_000


@dataclass(frozen=True, slots=True)
class UnitName:
    """A unit as an address names it (`code`) and a page does."""

    code: str
    name: str
    id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A KPI's value with its parts; None where nothing stands below the line."""

    value: float | None
    numerator: float
    denominator: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiRow:
    """A KPI of a unit in a period. `now.value` stays the last one where the feed is silent: state says so."""

    kpi: Kpi
    now: Value
    state: State
    targets: tuple[Target, ...]
    months: tuple[tuple[date, float | None], ...]  # up to the one asked for, oldest first
    feed: FeedRow | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiDetail(KpiRow):
    """One KPI whole."""

    city_months: tuple[tuple[date, float | None], ...]
    units: tuple[tuple[UnitName, Value], ...]  # the greatest first; those without a value last
    feeds: tuple[FeedRow, ...]


@dataclass(frozen=True, slots=True)
class _Period:
    """The grids of one reading of the store: months, oldest first, and now."""

    months: tuple[date, ...]
    grids: tuple[MonthGrid, ...]
    now: NowGrid
    asked: int  # the month asked for, as its place in `months`

    def grid(self, kpi: Kpi) -> Grid:
        return self.now if kpi.of == "now" and self.asked == len(self.months) - 1 else self.grids[self.asked]


class KpiReader:
    """Blocking: call from a thread. Raises SQLAlchemy's errors."""

    def __init__(self, store: Engine, settings: Settings) -> None:
        self._store = store
        self._settings = settings
        self._zone = settings.zone
        self._lock = threading.Lock()
        self._units: dict[str, UnitName] = {}
        self._rollup: Rollup | None = None
        self._held: tuple[datetime, tuple[MonthGrid, ...], NowGrid, Sequence[FeedRow]] | None = None

    def units(self) -> list[UnitName]:
        """Wards by name, the unknown one last."""
        with reading(self._store) as connection:
            self._load_units(connection)
        wards = [one for one in self._units.values() if one.code != UNKNOWN and one.id != CITY_ID]
        return [*sorted(wards, key=lambda one: one.name), self._units[UNKNOWN]]

    def months(self, now: datetime) -> list[date]:
        """The months that can be asked for, oldest first."""
        return months_back(month_of(day_of(now, self._zone)), MONTHS)

    def table(self, now: datetime, unit_code: str = "", month: str = "") -> list[KpiRow]:
        """Every KPI, in the order of `KPIS`."""
        period, feeds = self._period(now, month)
        return [self._row(kpi, period, feeds, self._column(unit_code), 13) for kpi in KPIS]

    def detail(self, now: datetime, key: str, unit_code: str = "", month: str = "") -> KpiDetail:
        """Raises KeyError for a KPI that there is none of."""
        kpi = BY_KEY[key]
        period, feeds = self._period(now, month)
        row = self._row(kpi, period, feeds, self._column(unit_code), MONTHS)
        whole = self._row(kpi, period, feeds, None, MONTHS)
        return KpiDetail(
            **{name: getattr(row, name) for name in KpiRow.__slots__},
            city_months=whole.months,
            units=self._ranked(kpi, period.grid(kpi)),
            feeds=tuple(feed for feed in feeds if feed.kind in kpi.behind),
        )

    def records(self, now: datetime, key: str, unit_code: str, month: str, part: Part, begin: str) -> Opened:
        """A page of the records behind a KPI. Raises KeyError for a KPI that there is none of."""
        with reading(self._store) as connection:
            question = self._question(connection, key, unit_code, month, part, now)
            return open_records(connection, question, now, self._settings, begin)

    def all_records(
        self, now: datetime, key: str, unit_code: str, month: str, part: Part
    ) -> Iterator[Opened]:
        """Page after page, each read by itself: a long export holds no transaction open."""
        begin = ""
        while True:
            with reading(self._store) as connection:
                question = self._question(connection, key, unit_code, month, part, now)
                page = open_records(connection, question, now, self._settings, begin, EXPORT_PAGE)
            yield page
            begin = page.more
            if not begin:
                return

    def record(self, now: datetime, kind: str, record_id: int) -> Record | None:
        """One record whole, masked; None where there is none."""
        with reading(self._store) as connection:
            return record_of(connection, kind, record_id, now)

    def unit_name(self, code: str) -> str:
        """Of a unit that an address names; "" for the city and for what is no unit."""
        return self._units[code].name if code in self._units and self._column(code) is not None else ""

    def month_of(self, now: datetime, text: str) -> date | None:
        """ "2026-11" where it is one of the months that can be asked for; None: the present one."""
        return next((one for one in self.months(now)[:-1] if f"{one:%Y-%m}" == text), None)

    def _question(
        self, connection: Connection, key: str, unit_code: str, month: str, part: Part, now: datetime
    ) -> Question:
        self._load_units(connection)
        column = self._column(unit_code)
        unit_id = None if column is None else self._units[unit_code].id
        return Question(kpi=BY_KEY[key], part=part, unit_id=unit_id, month=self.month_of(now, month))

    def _load_units(self, connection: Connection) -> None:
        if not self._units:
            rows = standing_units(connection)  # "chưa xác định" among them
            names = [
                UnitName(UNKNOWN if row.id == UNKNOWN_ID else row.code, row.name, row.id) for row in rows
            ]
            self._units = {one.code: one for one in names}

    def _column(self, code: str) -> int | None:
        """Where a unit stands in the arrays; None: the whole city."""
        known = self._units.get(code)
        if known is None or known.id == CITY_ID:
            return None
        return list(self._units).index(code)

    def _period(self, now: datetime, month: str) -> tuple[_Period, Sequence[FeedRow]]:
        with self._lock:
            grids, here, feeds = self._read(now)
        months = self.months(now)
        asked = self.month_of(now, month)
        place = len(months) - 1 if asked is None else months.index(asked)
        return _Period(tuple(months), grids, here, place), feeds

    def _read(self, now: datetime) -> tuple[tuple[MonthGrid, ...], NowGrid, Sequence[FeedRow]]:
        if self._held is not None and timedelta() <= now - self._held[0] < FRESH:
            return self._held[1:]
        with reading(self._store) as connection:
            self._load_units(connection)
            columns = {one.id: column for column, one in enumerate(self._units.values())}
            if self._rollup is None:
                self._rollup = Rollup(units=columns, today=date.min)
            self._rollup.refresh(connection, day_of(now, self._zone))
            waiting = pending(connection, columns, now, self._zone)
            grids = self._grids(self._rollup, waiting, self.months(now))
            here = present(connection, columns, now)
            here |= due_soon(connection, columns, now, self._settings.calendar)
            held = (grids, NowGrid(here, grids[-1]), feed_rows(connection, now, {}))
        self._held = (now, *held)
        return held

    def _grids(self, rollup: Rollup, waiting: Pending, months: Sequence[date]) -> tuple[MonthGrid, ...]:
        return tuple(month_grid(rollup, month, waiting if month == months[-1] else {}) for month in months)

    def _row(
        self, kpi: Kpi, period: _Period, feeds: Sequence[FeedRow], column: int | None, back: int
    ) -> KpiRow:
        value = value_of(kpi, period.grid(kpi), column)
        first = max(0, period.asked + 1 - back)
        line = [
            (month, value_of(kpi, grid, column).value)
            for month, grid in zip(period.months[first : period.asked], period.grids[first:], strict=False)
        ]
        is_present = period.asked == len(period.months) - 1
        sources = [feed for feed in feeds if feed.kind in kpi.behind]
        source = worst(sources)
        silent = is_present and (
            source is None or source.state is FeedState.SILENT or any(feed.filling for feed in sources)
        )
        held = targets().get(kpi.key, ())
        month = period.months[period.asked]
        return KpiRow(
            kpi=kpi,
            now=value,
            state=State.NO_DATA if silent else judge(value.value, held, month.year, kpi.direction),
            targets=held,
            months=(*line, (month, value.value)),
            feed=source,
        )

    def _ranked(self, kpi: Kpi, grid: Grid) -> tuple[tuple[UnitName, Value], ...]:
        wards = [
            (one, value_of(kpi, grid, column))
            for column, one in enumerate(self._units.values())
            if one.id != CITY_ID
        ]
        # the greatest first: of a share the best, of a burden the worst
        known = [one for one in wards if one[1].value is not None and one[0].code != UNKNOWN]
        rest = [one for one in wards if one[1].value is None or one[0].code == UNKNOWN]
        return (*sorted(known, key=lambda one: (-(one[1].value or 0.0), one[0].name)), *rest)


def value_of(kpi: Kpi, grid: Grid, column: int | None) -> Value:
    """Of the unit in a column; None: of the city."""
    places = len(grid.period(FIGURES[0].key))
    if column is None:
        value, top, bottom = city(kpi, grid, places)
    else:
        value, top, bottom = city(kpi, _Only(grid, column), 1)
    return Value(value=value, numerator=top, denominator=bottom)


@dataclass(frozen=True, slots=True)
class _Only:
    """A grid (kpis.Grid) of one unit."""

    grid: Grid
    column: int

    def period(self, figure: str) -> Values:
        return self.grid.period(figure)[self.column : self.column + 1]

    def ever(self, figure: str) -> Values:
        return self.grid.ever(figure)[self.column : self.column + 1]
