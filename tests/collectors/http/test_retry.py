"""Trying again: how often, how long, and what Retry-After says."""

from datetime import UTC, datetime
from random import Random
from time import monotonic

import pytest

from collectors.http.retry import FetchError, Patience, StoppedError, attempt, retry_after

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


class Failing:
    """Fails so many times, then answers."""

    def __init__(self, times: int, **said: object) -> None:
        self.left, self.tries, self.said = times, 0, said
        self.waited: list[float] = []

    def __call__(self) -> str:
        self.tries += 1
        if self.tries <= self.left:
            raise FetchError("down", **{"again": True, **self.said})  # type: ignore[arg-type]
        return "up"

    def wait(self, seconds: float) -> bool:
        self.waited.append(seconds)
        return False


def patience(call: Failing, seconds: float = 3600.0) -> Patience:
    return Patience(until=monotonic() + seconds, wait=call.wait, chance=Random(7))


def test_a_failure_is_tried_again_until_it_answers() -> None:
    call = Failing(3)
    assert attempt(call, patience(call)) == "up"
    assert call.tries == 4


def test_each_pause_is_anything_up_to_a_bound_that_doubles() -> None:
    bounds = [0.5, 1.0, 2.0, 4.0, 8.0]
    pauses: list[list[float]] = [[] for _ in bounds]
    for seed in range(200):
        call = Failing(5)
        attempt(call, Patience(until=monotonic() + 3600, wait=call.wait, chance=Random(seed)))
        for listed, pause in zip(pauses, call.waited, strict=True):
            listed.append(pause)
    for listed, bound in zip(pauses, bounds, strict=True):
        assert 0 <= min(listed) < 0.1 * bound
        assert 0.9 * bound < max(listed) <= bound


def test_no_try_begins_when_the_time_is_over() -> None:
    call = Failing(99)
    with pytest.raises(FetchError, match="down"):
        attempt(call, patience(call, seconds=0.0))
    assert call.tries == 1


def test_what_cannot_get_better_is_not_tried_again() -> None:
    call = Failing(1, again=False)
    with pytest.raises(FetchError):
        attempt(call, patience(call))
    assert call.tries == 1


def test_the_tries_are_counted() -> None:
    call = Failing(99)
    with pytest.raises(FetchError):
        attempt(call, patience(call))
    assert call.tries == 6


def test_a_wish_for_peace_is_the_least_that_is_waited() -> None:
    call = Failing(2, after=10.0)
    assert attempt(call, patience(call)) == "up"
    assert all(pause >= 10.0 for pause in call.waited)


def test_a_program_that_ends_leaves_off() -> None:
    call = Failing(2)
    with pytest.raises(StoppedError):
        attempt(call, Patience(until=monotonic() + 60, wait=lambda _: True, chance=Random(7)))
    assert call.tries == 1


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0.0),
        ("120", 120.0),
        (" 7 ", 7.0),
        ("99999999999999999999", 3600.0),
        ("Sun, 22 Nov 2026 03:00:30 GMT", 30.0),
        ("Sunday, 22-Nov-26 03:00:30 GMT", 30.0),
        ("Sun, 22 Nov 2026 02:00:00 GMT", 0.0),
        ("Fri, 22 Nov 2099 03:00:00 GMT", 3600.0),
        ("Sun, 22 Nov 2026 03:00:30 -0000", 30.0),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("٣", None),
        ("Sun, 99 Nov 2026 03:00:30 GMT", None),
    ],
)
def test_retry_after_is_read_as_seconds_or_as_a_date(value: str, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds
