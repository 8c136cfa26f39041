"""Big files made beside the requests: how far they are, giving up, who may see them, what is left behind."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from dashboard.exporting import Table, jobs
from dashboard.exporting.jobs import ExportJobs, FullError, Work
from dashboard.exporting.table import Row, text

NOW = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)
PATIENCE = 10.0


@dataclass
class Slow:
    """Rows that come only when they are let."""

    total: int = 1_000
    go: threading.Event = field(default_factory=threading.Event)
    begun: threading.Event = field(default_factory=threading.Event)

    def work(self) -> Work:
        return Work(self._table, lambda: self.total)

    def _table(self) -> Table:
        return Table(name="x", title="x", columns=text("Số"), rows=self._rows())

    def _rows(self) -> Iterator[Row]:
        for place in range(self.total):
            self.begun.set()
            while place >= jobs.LOOK and not self.go.wait(0.01):
                yield ("waits",)
            yield (str(place),)


@dataclass
class Clock:
    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def made(store: Engine, tmp_path: Path, clock: Clock) -> Iterator[ExportJobs]:
    made = ExportJobs(store, tmp_path / "exports", UTC, clock)
    yield made
    made.close()


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end
        time.sleep(0.01)


def state(made: ExportJobs, job_id: str, who: str = "an") -> str:
    found = made.one(job_id, who)
    return "" if found is None else found.state


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_a_file_is_made_and_can_be_fetched(made: ExportJobs, file_format: str) -> None:
    slow = Slow(total=500)
    slow.go.set()
    job = made.start("an", "x records", file_format, {}, slow.work())
    until(lambda: state(made, job.id) == "ready")
    found = made.one(job.id, "an")
    assert found is not None
    assert (found.done, found.total) == (500, 500) or found.done == 500
    assert made.path(found).stat().st_size > 500


def test_it_says_how_far_it_is(made: ExportJobs) -> None:
    slow = Slow()
    job = made.start("an", "x records", "csv", {}, slow.work())
    until(
        lambda: (one := made.one(job.id, "an")) is not None and one.done >= jobs.LOOK and one.total == 1_000
    )
    assert state(made, job.id) == "running"
    slow.go.set()
    until(lambda: state(made, job.id) == "ready")


def test_giving_up_stops_it_and_takes_the_file_away(made: ExportJobs, tmp_path: Path) -> None:
    slow = Slow()
    job = made.start("an", "x records", "csv", {}, slow.work())
    assert slow.begun.wait(PATIENCE)
    assert made.give_up(job.id, "an")
    until(lambda: not list((tmp_path / "exports").iterdir()))
    assert state(made, job.id) == "cancelled"
    made.start("an", "x records", "csv", {}, Slow(total=1).work())  # its place is free again


def test_another_process_can_give_it_up(
    store: Engine, made: ExportJobs, tmp_path: Path, clock: Clock
) -> None:
    other = ExportJobs(store, tmp_path / "exports", UTC, clock)
    slow = Slow()
    job = made.start("an", "x records", "csv", {}, slow.work())
    assert slow.begun.wait(PATIENCE)
    assert other.give_up(job.id, "an")
    clock.now += timedelta(seconds=2)  # the next look at the store
    until(lambda: not list((tmp_path / "exports").iterdir()))
    other.close()


def test_a_ready_file_can_be_thrown_away(made: ExportJobs, tmp_path: Path) -> None:
    job = made.start("an", "x records", "csv", {}, Slow(total=3).work())
    until(lambda: state(made, job.id) == "ready")
    assert made.give_up(job.id, "an")
    assert list((tmp_path / "exports").iterdir()) == []


def test_nobody_else_sees_it(made: ExportJobs) -> None:
    job = made.start("an", "x records", "csv", {}, Slow(total=3).work())
    assert made.one(job.id, "bình") is None
    assert made.every("bình") == []
    assert not made.give_up(job.id, "bình")
    assert [one.id for one in made.every("an")] == [job.id]


def test_a_person_has_two_under_way_and_all_together_eight(made: ExportJobs) -> None:
    slow = Slow()
    for who in ("an", "bình", "chi", "dũng"):
        for _twice in range(2):
            made.start(who, "x records", "csv", {}, slow.work())
        with pytest.raises(FullError) as full:
            made.start(who, "x records", "csv", {}, slow.work())
        assert full.value.mine
    with pytest.raises(FullError) as full:
        made.start("em", "x records", "csv", {}, slow.work())
    assert not full.value.mine
    slow.go.set()
    until(lambda: all(one.state == "ready" for who in ("an", "dũng") for one in made.every(who)))


def test_two_are_made_at_once_and_the_others_wait(made: ExportJobs) -> None:
    slow = Slow()
    ids = [(who, made.start(who, "x records", "csv", {}, slow.work()).id) for who in ("an", "bình", "chi")]
    until(lambda: [state(made, one, who) for who, one in ids] == ["running", "running", "waiting"])
    slow.go.set()
    until(lambda: [state(made, one, who) for who, one in ids] == ["ready"] * 3)


def test_files_are_kept_for_a_day(made: ExportJobs, tmp_path: Path, clock: Clock) -> None:
    job = made.start("an", "x records", "csv", {}, Slow(total=3).work())
    until(lambda: state(made, job.id) == "ready")
    clock.now += timedelta(hours=23)
    assert state(made, job.id) == "ready"
    clock.now += timedelta(hours=2)
    assert made.every("an") == []
    assert list((tmp_path / "exports").iterdir()) == []


def test_what_a_killed_process_left_behind_is_cleared_and_said(
    store: Engine, tmp_path: Path, clock: Clock
) -> None:
    killed = ExportJobs(store, tmp_path / "exports", UTC, clock)
    slow = Slow()
    job = killed.start("an", "x records", "csv", {}, slow.work())
    assert slow.begun.wait(PATIENCE)
    (tmp_path / "exports" / "unknown.csv").write_text("x")
    clock.now += timedelta(seconds=61)
    after = ExportJobs(store, tmp_path / "exports", UTC, clock)
    found = after.every("an")
    assert [(one.id, one.state, one.error) for one in found] == [(job.id, "failed", "restart")]
    assert not (tmp_path / "exports" / "unknown.csv").exists()
    killed.close()
    after.close()


def test_the_end_of_the_program_gives_up_what_is_under_way(
    store: Engine, tmp_path: Path, clock: Clock
) -> None:
    ending = ExportJobs(store, tmp_path / "exports", UTC, clock)
    slow = Slow()
    job = ending.start("an", "x records", "csv", {}, slow.work())
    assert slow.begun.wait(PATIENCE)
    ending.close()
    assert list((tmp_path / "exports").iterdir()) == []
    assert state(ending, job.id) in ("cancelled", "failed")


def test_a_store_that_goes_away_meanwhile_is_said(made: ExportJobs) -> None:
    def away() -> int:
        raise OperationalError("SELECT", None, Exception("the store is away"))

    job = made.start("an", "x records", "csv", {}, Work(Slow()._table, away))
    until(lambda: state(made, job.id) == "failed")
    found = made.one(job.id, "an")
    assert found is not None
    assert "away" in found.error
