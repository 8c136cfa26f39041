"""What the KPI pages show, worked out: of the city, a level or a unit, in any period, on any day's map.

One reader a process, for all threads. It reads what changed in the store at most once a second.
"""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, Engine, select

from dashboard.civil import day_of, day_start
from dashboard.db import reading
from dashboard.figures import FIGURES
from dashboard.forecast import Forecast, Withheld, forecast
from dashboard.kpis import BY_KEY, KPIS, Kpi
from dashboard.models import known_point
from dashboard.opening import EXPORT_PAGE, Opened, Part, Question, open_records
from dashboard.opening.record import Record, record_of
from dashboard.opening.sources.told import tellers
from dashboard.opening.streaming import Stream, stream
from dashboard.outages import silences
from dashboard.periods import Span, line, month
from dashboard.settings import Settings
from dashboard.targets import held
from dashboard.units import CITY_ID, Unit
from dashboard.views.asked import Asked, View, understood
from dashboard.views.cells import figures_read
from dashboard.views.changes import change
from dashboard.views.distinct import Distinct
from dashboard.views.figures_now import FiguresNow, look
from dashboard.views.judging import Judging, level_of
from dashboard.views.lines import Lines, is_live, lines, told, value_at
from dashboard.views.ranking import ranked, unit_addresses
from dashboard.views.rows import Change, Known, KpiDetail, KpiRow, SliceValue, UnitValue, Value
from dashboard.views.scope import Scope, scope_of, targets_of
from dashboard.views.slice_sums import SliceSums
from dashboard.views.sliced import Dimension, by_slice, dimensions

FRESH = timedelta(seconds=1)
SELDOM = timedelta(minutes=1)
LINE = 13  # periods on a line: this one and twelve before
LONG = {"now": 36, "month": 36, "quarter": 12, "half": 6, "year": 3, "week": 26, "day": 31, "range": 6}


class KpiReader:
    """Blocking: call from a thread. Raises SQLAlchemy's errors; KeyError for a KPI that there is none of."""

    def __init__(self, store: Engine, settings: Settings) -> None:
        self._store = store
        self._settings = settings
        self._zone = settings.zone
        self._lock = threading.Lock()
        self._figures: FiguresNow | None = None
        self._distinct = Distinct()
        self._slices = SliceSums()
        self._tellers: tuple[datetime, dict[str, frozenset[str]]] | None = None

    def read_ahead(self, now: datetime) -> None:
        """Read what first views would wait for: months, weeks, what no sum tells, the year's slices."""
        today = day_of(now, self._zone)
        for period in ("", f"{today.year}-Q{(today.month + 2) // 3}", f"{today:%G-W%V}"):
            self.table(Asked(period=period), now)
        for kpi in KPIS:
            self.changes(Asked(), now, kpi.key)
            for dimension in dimensions(kpi)[:1]:
                self.sliced(Asked(period=f"{today.year}"), now, kpi.key, dimension)

    def understood(self, asked: Asked, now: datetime) -> View:
        """What an address means."""
        return understood(asked, day_of(now, self._zone))

    def units(self, asked: Asked, now: datetime) -> list[tuple[Unit, str]]:
        """Units of the map that can be asked for by name, each with its address; "chưa xác định" last."""
        return unit_addresses(self.understood(asked, now))

    def table(self, asked: Asked, now: datetime, keys: Sequence[str] = ()) -> list[KpiRow]:
        """Every KPI (or those named) with a line of 13 periods, in the order of `KPIS`."""
        kpis = [BY_KEY[key] for key in keys] or list(KPIS)
        with self._lock, reading(self._store) as connection:
            view, figures, scope = self._begin(connection, asked, now)
            spans = line(view.span, LINE)
            found = self._lines(connection, figures, scope, spans, view, kpis, now)
            judging = self._judging(connection, figures, spans, view, now)
            return [judging.row(kpi, found.of(kpi), found.estimated) for kpi in kpis]

    def over(
        self, asked: Asked, now: datetime, keys: Sequence[str], spans: Sequence[Span]
    ) -> dict[str, list[Value]]:
        """KPIs over any spans, oldest first: what is true now counts where the asked span comes last."""
        kpis = [BY_KEY[key] for key in keys]
        with self._lock, reading(self._store) as connection:
            view, figures, scope = self._begin(connection, asked, now)
            found = self._lines(connection, figures, scope, spans, view, kpis, now)
        told_of = {kpi.key: found.of(kpi) for kpi in kpis}
        return {key: [value_at(one, place) for place in range(len(spans))] for key, one in told_of.items()}

    def known_since(self, now: datetime) -> date | None:
        """The first month of which anything was counted: before it a 0 means that nothing is known."""
        with self._lock, reading(self._store) as connection:
            _view, figures, _scope = self._begin(connection, Asked(), now)
            return min(figures.rollup.revisions(), default=None)

    def detail(self, asked: Asked, now: datetime, key: str) -> KpiDetail:
        """One KPI with a long line, the city's beside it, and the known points of its past."""
        kpi = BY_KEY[key]
        with self._lock, reading(self._store) as connection:
            view, figures, scope = self._begin(connection, asked, now)
            spans = line(view.span, LONG[view.span.kind])
            found = self._lines(connection, figures, scope, spans, view, [kpi], now)
            judging = self._judging(connection, figures, spans, view, now)
            row = judging.row(kpi, found.of(kpi), found.estimated)
            city: tuple[tuple[Span, float | None], ...] = ()
            if view.unit is not None or view.level:
                whole = scope_of(self.understood(Asked(on=asked.on), now), figures.places)
                values = self._lines(connection, figures, whole, spans, view, [kpi], now).of(kpi).values
                city = tuple((span, told(value)) for span, value in zip(spans, values, strict=True))
            known = _known(connection, key, CITY_ID if view.unit is None else view.unit.id)
        of_row = {one.name: getattr(row, one.name) for one in fields(KpiRow)}
        return KpiDetail(**of_row, city_line=city, known=known)

    def ranking(self, asked: Asked, now: datetime, key: str) -> list[UnitValue]:
        """The units of the map, the greatest first; those without a value, and unknown, last."""
        kpi = BY_KEY[key]
        with self._lock, reading(self._store) as connection:
            view, figures, _scope = self._begin(connection, asked, now)
            live = kpi.of == "now" and is_live(view.span, view)
            period, ever = figures.of_places(connection, view.span, figures_read(kpi), live=live)
            _units, carried, columns = targets_of(view, figures.places)
            shares = carried.matrix[:, columns]
            special = self._distinct.by_target(connection, figures, view.span, [kpi], shares, now)
            return ranked(kpi, view, figures.places, period, ever, special)

    def counted(self, asked: Asked, now: datetime) -> dict[str, dict[int, float]]:
        """Raw figures of the period, figure → unit → value, of every unit with land in what is asked about.

        As they were counted, each under the unit of its day; what is 0 is left out.
        """
        with self._lock, reading(self._store) as connection:
            view, figures, scope = self._begin(connection, asked, now)
            period, _ever = figures.of_places(connection, view.span, [figure.key for figure in FIGURES])
        inside = [number for number, share in enumerate(scope.shares) if share > 0]
        return {
            figure: {figures.places[one]: float(values[one]) for one in inside if values[one]}
            for figure, values in period.items()
        }

    def changes(self, asked: Asked, now: datetime, key: str, against: str = "before") -> Change | None:
        """What changed since the period before ("before") or a year ago ("year"), and which units did it."""
        with self._lock, reading(self._store) as connection:
            view, figures, _scope = self._begin(connection, asked, now)
            return change(connection, figures, view, BY_KEY[key], against)

    def sliced(self, asked: Asked, now: datetime, key: str, dimension: Dimension) -> list[SliceValue]:
        """By field, procedure, channel, level or category, over the months that the period touches."""
        with reading(self._store) as connection:
            with self._lock:
                view, figures, scope = self._begin(connection, asked, now)
            units = scope.whole_places(figures.places)
            kpi, sums = BY_KEY[key], self._slices
            return by_slice(connection, kpi, view, figures, units, dimension, sums, now, self._settings)

    def ahead(self, asked: Asked, now: datetime, key: str) -> Forecast | Withheld:
        """The forecast to the last target's year (without one to the next year's end), from whole months."""
        kpi = BY_KEY[key]
        with self._lock, reading(self._store) as connection:
            view, figures, scope = self._begin(connection, asked, now)
            spans = line(month(view.today.replace(day=1)), 37)[:-1]
            values = self._lines(connection, figures, scope, spans, view, [kpi], now).of(kpi).values
            targets = held(connection).of(kpi.key, level_of(view))
        until = max((view.today.year + 1, *(one.year for one in targets)))
        series = [(span.first, told(value)) for span, value in zip(spans, values, strict=True)]
        bounds = (0.0, 100.0) if kpi.unit == "%" else (0.0, kpi.most)
        return forecast(series, date(until, 12, 31), bounds=bounds)

    def records(self, asked: Asked, now: datetime, key: str, part: Part, begin: str) -> Opened:
        """A page of the records behind a KPI."""
        with reading(self._store) as connection:
            question = self._question(connection, asked, now, key, part)
            return open_records(connection, question, now, self._settings, begin)

    def all_records(
        self, asked: Asked, now: datetime, key: str, part: Part, *, personal: bool = False
    ) -> Iterator[Opened]:
        """Page after page, each read by itself: a long export holds no transaction open.

        `personal`: names as they are; whoever asks for them has asked `access.may` and told the audit log.
        """
        begin = ""
        while True:
            with reading(self._store) as connection:
                question = self._question(connection, asked, now, key, part)
                page = open_records(
                    connection, question, now, self._settings, begin, EXPORT_PAGE, personal=personal
                )
            yield page
            begin = page.more
            if not begin:
                return

    def stream(self, asked: Asked, now: datetime, key: str, part: Part, *, personal: bool = False) -> Stream:
        """All records behind a KPI, for a file. `personal`: as in `all_records`."""
        with reading(self._store) as connection:
            question = self._question(connection, asked, now, key, part)
        return stream(self._store, question, now, self._settings, personal=personal)

    def record(self, now: datetime, kind: str, record_id: int) -> Record | None:
        """One record whole, masked; None where there is none."""
        with reading(self._store) as connection:
            return record_of(connection, kind, record_id, now)

    def _question(
        self, connection: Connection, asked: Asked, now: datetime, key: str, part: Part
    ) -> Question:
        with self._lock:
            view, figures, scope = self._begin(connection, asked, now)
        units = scope.whole_places(figures.places)
        return Question(kpi=BY_KEY[key], part=part, unit_ids=units, span=view.span)

    def _begin(self, connection: Connection, asked: Asked, now: datetime) -> tuple[View, FiguresNow, Scope]:
        found = self._figures
        if found is None or not timedelta() <= now - found.read_at < FRESH:
            self._figures = found = look(connection, found, self._settings, now)
        view = self.understood(asked, now)
        return view, found, scope_of(view, found.places)

    def _lines(
        self,
        connection: Connection,
        figures: FiguresNow,
        scope: Scope,
        spans: Sequence[Span],
        view: View,
        kpis: Sequence[Kpi],
        now: datetime,
    ) -> Lines:
        return lines(connection, figures, scope, spans, view, self._distinct, kpis, now)

    def _judging(
        self,
        connection: Connection,
        figures: FiguresNow,
        spans: Sequence[Span],
        view: View,
        now: datetime,
    ) -> Judging:
        return Judging(
            view=view,
            spans=tuple(spans),
            targets=held(connection),
            silent=silences(connection, day_start(view.span.first, self._zone), now),
            feeds=tuple(figures.feeds),
            tellers=self._told_by(connection, now),
            zone=self._zone,
        )

    def _told_by(self, connection: Connection, now: datetime) -> dict[str, frozenset[str]]:
        """Which feeds told a figure: a look at many rows, done seldom."""
        if self._tellers is None or not timedelta() <= now - self._tellers[0] < SELDOM:
            found = {figure: frozenset(names) for figure, names in tellers(connection).items()}
            self._tellers = (now, found)
        return self._tellers[1]


def _known(connection: Connection, key: str, unit_id: int) -> tuple[Known, ...]:
    statement = (
        select(known_point)
        .where(known_point.c.kpi == key, known_point.c.unit_id == unit_id)
        .order_by(known_point.c.first)
    )
    return tuple(
        Known(first=row.first, last=row.last, value=row.value, source=row.source)
        for row in connection.execute(statement)
    )
