"""Jobs go on whatever one of them does, and the log says it once."""

import logging
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from collectors.schedule import Job, Schedule
from dashboard.db import StoreError


class Runs:
    """Counts its runs; fails, or takes its time, as it is told."""

    def __init__(self, fails: Callable[[int], Exception | None] = lambda _: None, takes: float = 0.0) -> None:
        self.times, self.most_at_once = 0, 0
        self._fails, self._takes, self._at_once = fails, takes, 0
        self._lock = threading.Lock()

    def __call__(self) -> None:
        with self._lock:
            self.times += 1
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
            fault = self._fails(self.times)
        time.sleep(self._takes)
        with self._lock:
            self._at_once -= 1
        if fault:
            raise fault


@pytest.fixture
def run() -> Iterator[Callable[..., Schedule]]:
    started: list[Schedule] = []

    def start(**jobs: Runs) -> Schedule:
        schedule = Schedule([Job(name=name, every=0.1, run=job) for name, job in jobs.items()])
        schedule.start()
        started.append(schedule)
        return schedule

    yield start
    for schedule in started:
        schedule.stop()


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not true():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)


def test_a_job_runs_at_once_and_again_at_its_pace(run: Callable[..., Schedule]) -> None:
    job = Runs()
    run(job=job)
    until(lambda: job.times >= 3)


def test_a_job_that_fails_goes_on_and_is_said_once(
    run: Callable[..., Schedule], caplog: pytest.LogCaptureFixture
) -> None:
    logging.getLogger("apscheduler").setLevel(logging.CRITICAL)
    wrong, fine = Runs(lambda _: KeyError("no such thing")), Runs()
    run(wrong=wrong, fine=fine)
    until(lambda: wrong.times >= 5 and fine.times >= 5)
    said = [message for message in caplog.messages if "no such thing" in message]
    assert len(said) == 1
    assert said[0].startswith("wrong: a mistake in the program: KeyError('no such thing')")


def test_a_store_that_is_away_is_said_once_and_when_it_is_back(
    run: Callable[..., Schedule], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    job = Runs(lambda times: StoreError("the store does not answer") if times <= 4 else None)
    run(clock=job)
    until(lambda: "job clock: done again, after 4 turns in vain" in caplog.messages)
    assert caplog.messages.count("job clock: the store does not answer") == 1


def test_a_slow_job_never_runs_twice_at_once_and_keeps_no_other_waiting(
    run: Callable[..., Schedule], caplog: pytest.LogCaptureFixture
) -> None:
    logging.getLogger("apscheduler").setLevel(logging.CRITICAL)
    slow, quick = Runs(takes=0.5), Runs()
    run(slow=slow, quick=quick)
    until(lambda: slow.times >= 3 and quick.times >= 6)
    assert slow.most_at_once == 1
    assert caplog.messages.count("slow: not done when its turn came again: that turn is left out") == 1


def test_a_job_can_be_hurried() -> None:
    job = Runs()
    schedule = Schedule([Job(name="poll", every=3600, run=job)])
    schedule.start()
    until(lambda: job.times == 1)
    schedule.hurry("nobody")

    def again() -> bool:
        schedule.hurry("poll")  # passed over while the first run is still ending
        return job.times >= 2

    until(again)
    schedule.stop()
