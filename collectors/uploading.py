"""Figures that a person uploads: read by the rules of a feed's, line by line, stored by the same door."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from threading import Lock

from sqlalchemy import Engine

from collectors.answering import answering
from collectors.formats import Message, Options
from collectors.reading.fields import UnreadableError
from collectors.reading.figure_table import Row, read_table
from collectors.reading.figure_values import FigureError, Figures
from dashboard.ingest import Batch, Ingest
from dashboard.ingest.placing import placed
from dashboard.records import FigureValue, version
from dashboard.settings import Settings
from dashboard.successions import history
from dashboard.uploads import FEED, Checked, Mistake, Read
from dashboard.whereabouts import Whereabouts

Told = tuple[int, FigureValue]
MOST_MISTAKES = 200


class FigureUploads:
    """`dashboard.uploads.Uploads` over the real store. Called from any thread."""

    def __init__(
        self, store: Engine, settings: Settings, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._store, self._settings, self._clock = store, settings, clock
        self._options: Options = {"timezone": settings.timezone}
        self._where = Whereabouts()
        self._names = {unit.id: unit.name for unit in history().units}
        self._storing = Lock()
        self._ingest: Ingest | None = None  # made at the first upload: it writes its feed down

    def check(self, body: bytes) -> Checked:
        """What is in a file; nothing is stored."""
        return self._checked(body, self._clock())[0]

    def store(self, body: bytes, who: str) -> Checked:
        """Store a file whole, or, where a line of it is wrong, nothing of it. Raises StoreError."""
        now = self._clock()
        checked, told = self._checked(body, now)
        if checked.mistakes or not told:
            return checked
        # What a person says now goes before what was told until now, whatever the file says of its age.
        records = [
            replace(record, version=version(now), source=record.source or who) for _line, record in told
        ]
        with self._storing, answering():
            if self._ingest is None:
                self._ingest = Ingest(self._store, self._settings, [FEED])
            self._ingest.store(Batch(FEED.name, list(records), heard=1), now)
        return checked

    def _checked(self, body: bytes, now: datetime) -> tuple[Checked, list[Told]]:
        message = Message(body=body, received_at=now)
        try:
            table = read_table(body, self._options)
        except UnreadableError as error:
            return Checked(mistakes=(Mistake(line=1, code=f"file_{error.reason.value}"),)), []
        figures = Figures(message, self._options, comma=table.delimiter in (";", "\t"))
        told: list[Told] = []
        mistakes: list[Mistake] = []
        empty = 0
        for line, row in zip(table.lines, table.rows, strict=True):
            if _tells_nothing(row):
                empty += 1
                continue
            try:
                told += [(line, record) for record in figures.read(row)]
            except FigureError as error:
                mistakes.append(Mistake(line=line, code=error.code, column=error.column, value=error.value))
            except UnreadableError as error:
                mistakes.append(Mistake(line=line, code=error.reason.value))
        mistakes += self._twice(told)
        values = tuple(self._read(line, record) for line, record in told)
        return Checked(values=values, mistakes=tuple(mistakes[:MOST_MISTAKES]), empty=empty), told

    def _twice(self, told: list[Told]) -> Iterator[Mistake]:
        """The same figure told twice in one file, with two values: one of them is wrong."""
        seen: dict[tuple[object, ...], FigureValue] = {}
        for line, record in told:
            unit_id, _wrong = placed(record, self._where)
            before = seen.setdefault((record.figure, unit_id, record.day, record.grain), record)
            if before.value != record.value:
                yield Mistake(line=line, code="twice", column="figure", value=record.figure)

    def _read(self, line: int, record: FigureValue) -> Read:
        unit_id, _wrong = placed(record, self._where)
        return Read(
            line=line,
            unit=self._names.get(unit_id, record.unit),
            day=record.day,
            grain=record.grain,
            figure=record.figure,
            value=record.value,
        )


def _tells_nothing(row: Row) -> bool:
    """A line of the template that nobody has filled in."""
    return isinstance(row, dict) and "value" in row and row["value"] in (None, "")
