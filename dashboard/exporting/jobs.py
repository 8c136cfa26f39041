"""Big files made beside the requests: a few at a time, with how far they are, given up within a second.

What is known of them stands in the store, so that every web process can say how far one is or give it up; the
bytes lie in the data folder of the process that makes them, for a day.
"""

import logging
import secrets
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from dashboard.exporting import book, csv_text, job_rows
from dashboard.exporting.job_rows import Job
from dashboard.exporting.table import Row, Table

AT_ONCE = 2  # files that are made at the same time
OF_ONE = 2  # of one person, those that wait among them
OF_ALL = 8
KEPT = timedelta(days=1)
LOOK = 200  # rows between two looks at whether it was given up
TELL = timedelta(seconds=1)  # how often the store is told how far it is

log = logging.getLogger(__name__)


class FullError(Exception):
    """No further file can be made now. `mine`: since whoever asks has enough of them under way."""

    def __init__(self, *, mine: bool) -> None:
        super().__init__("mine" if mine else "all")
        self.mine = mine


class GivenUpError(Exception):
    """Raised amid the rows."""


@dataclass(frozen=True, slots=True)
class Work:
    """What a file is made of; both block."""

    table: Callable[[], Table]
    count: Callable[[], int]


@dataclass(slots=True)
class _Running:
    id: str
    format: str
    work: Work
    done: int = 0
    total: int | None = None
    told_at: datetime | None = None
    given_up: threading.Event = field(default_factory=threading.Event)


class ExportJobs:
    """Blocking, but `start` only for a moment. Raises SQLAlchemy's errors."""

    def __init__(self, store: Engine, folder: Path, zone: tzinfo, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._folder = folder
        self._zone = zone
        self._clock = clock
        self._here: dict[str, _Running] = {}
        self._lock = threading.Lock()
        self._pool = ThreadPoolExecutor(AT_ONCE, "export")
        self._tidied: datetime | None = None

    def start(self, who: str, what: str, file_format: str, asked: Mapping[str, Any], work: Work) -> Job:
        """The job that now waits or runs. Raises FullError."""
        now = self._clock()
        self.tidy(now)
        with self._lock:
            open_ones = job_rows.open_jobs(self._store, now)
            mine = sum(one.who == who for one in open_ones) >= OF_ONE
            if mine or len(open_ones) >= OF_ALL:
                raise FullError(mine=mine)
            made = Job.new(secrets.token_hex(12), who, what, file_format, now)
            job_rows.add(self._store, made, asked)
            self._here[made.id] = running = _Running(made.id, file_format, work)
        self._pool.submit(self._make, running)
        return made

    def every(self, who: str) -> list[Job]:
        """Whoever's, the newest first."""
        now = self._clock()
        self.tidy(now)
        return [self._now(one) for one in job_rows.of(self._store, who, now)]

    def one(self, job_id: str, who: str) -> Job | None:
        """None where there is none of this id, or it is somebody else's."""
        found = job_rows.one(self._store, job_id, self._clock())
        return self._now(found) if found is not None and found.who == who else None

    def give_up(self, job_id: str, who: str) -> bool:
        """Stop it, and take away what there is of its file. False where there is none."""
        found = self.one(job_id, who)
        if found is None:
            return False
        job_rows.mark(self._store, job_id, "cancelled", self._clock())
        running = self._here.get(job_id)
        if running is not None:
            running.given_up.set()
        self.path(found).unlink(missing_ok=True)
        return True

    def path(self, job: Job) -> Path:
        return self._folder / f"{job.id}.{job.format}"

    def tidy(self, now: datetime) -> None:
        """Forget what is older than a day, and files that nothing knows of; at most once a minute."""
        if self._tidied is not None and timedelta() <= now - self._tidied < timedelta(minutes=1):
            return
        self._tidied = now
        job_rows.forget(self._store, now - KEPT)
        known = job_rows.known(self._store)
        for file in self._folder.glob("*.*") if self._folder.is_dir() else ():
            if file.name.partition(".")[0] not in known:
                file.unlink(missing_ok=True)

    def close(self) -> None:
        """Give up what is under way: its files would be halves."""
        for running in list(self._here.values()):
            running.given_up.set()
        self._pool.shutdown(wait=True, cancel_futures=True)
        for job_id in list(self._here):
            job_rows.mark(self._store, job_id, "failed", self._clock(), error="restart")

    def _now(self, job: Job) -> Job:
        running = self._here.get(job.id)
        if running is None or not job.is_open:
            return job
        return replace(job, done=running.done, total=running.total)

    def _make(self, running: _Running) -> None:
        final = self._folder / f"{running.id}.{running.format}"
        part = self._folder / f"{running.id}.part"
        state, error = "failed", ""
        try:
            self._look(running)
            self._folder.mkdir(parents=True, exist_ok=True)
            job_rows.mark(self._store, running.id, "running", self._clock())
            running.total = running.work.count()
            table = running.work.table()
            with part.open("wb") as file:
                write(table.with_rows(self._counted(running, table)), running.format, file, self._zone)
            part.rename(final)
            state = "ready"
        except GivenUpError:
            state = "cancelled"
        except (SQLAlchemyError, OSError) as wrong:
            log.warning("the export %s failed: %s", running.id, wrong)
            error = str(wrong).splitlines()[0][:500]
        finally:
            part.unlink(missing_ok=True)
            self._finish(running, state, error)

    def _finish(self, running: _Running, state: str, error: str) -> None:
        with self._lock:
            self._here.pop(running.id, None)
        try:
            job_rows.mark(self._store, running.id, state, self._clock(), error=error, done=running.done)
        except SQLAlchemyError as wrong:
            log.warning("the store was not told of the export %s: %s", running.id, wrong)

    def _counted(self, running: _Running, table: Table) -> Iterator[Row]:
        for number, row in enumerate(table.rows):
            if number % LOOK == 0:
                running.done = number
                self._look(running)
            yield row
            running.done = number + 1

    def _look(self, running: _Running) -> None:
        """Raises GivenUpError; tells the store how far it is, and hears whether it was given up."""
        if running.given_up.is_set():
            raise GivenUpError
        now = self._clock()
        if running.told_at is not None and timedelta() <= now - running.told_at < TELL:
            return
        running.told_at = now
        waiting = [one.id for one in list(self._here.values()) if one.told_at is None]
        if not job_rows.tell(self._store, running.id, running.done, running.total, waiting, now):
            raise GivenUpError


def write(table: Table, file_format: str, file: IO[bytes], zone: tzinfo) -> None:
    """The whole table into the file, "csv" or "xlsx"."""
    if file_format == "xlsx":
        book.write(table, file, zone)
        return
    for piece in csv_text.pieces(table, zone):
        file.write(piece.encode())
