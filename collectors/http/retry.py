"""Trying again: exponential back-off with full jitter, as long as the time allows and the source asks.

After "Exponential Backoff And Jitter" (AWS Architecture Blog, 2015); Retry-After is that of RFC 9110.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from itertools import count
from random import Random
from typing import TypeVar

T = TypeVar("T")

LONGEST_WAIT = 3600.0  # s: a source that asks for more is asked again after an hour all the same


class FetchError(Exception):
    """The source cannot be read now; the message is one line for the log and the feed page.

    It is the same line for the same cause, so that the log says it once. `again`: a second try may help;
    `after`: the source asks for this many seconds of peace.
    """

    def __init__(
        self, message: str, *, again: bool = False, after: float | None = None, status: int = 0
    ) -> None:
        super().__init__(message)
        self.again, self.after, self.status = again, after, status


class StoppedError(Exception):
    """The program is to end: leave everything as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How often and how long. `until` is on `time.monotonic`'s clock, the rest in seconds.

    `wait` sleeps, and says whether the program is to end.
    """

    until: float
    wait: Callable[[float], bool]
    chance: Random
    base: float = 0.5
    longest: float = 30.0
    most: int = 6

    def pause(self, failures: int, error: FetchError) -> float:
        """How long to wait after so many failures: anything up to a bound that doubles each time."""
        jitter = self.chance.uniform(0.0, min(self.longest, self.base * 2 ** (failures - 1)))
        return (error.after or 0.0) + jitter


def attempt(call: Callable[[], T], patience: Patience) -> T:
    """What `call` returns, after as many tries as patience allows.

    Raises the last FetchError, or StoppedError.
    """
    for failures in count(1):
        try:
            return call()
        except FetchError as error:
            pause = patience.pause(failures, error)
            if not error.again or failures >= patience.most or time.monotonic() + pause >= patience.until:
                raise
            if patience.wait(pause):
                raise StoppedError from error
    raise AssertionError  # the loop has no end of its own


def retry_after(value: str, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks for, as a number or as a date; None where it says nothing."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        return min(float(value[:10]), LONGEST_WAIT)
    try:
        wanted = parsedate_to_datetime(value)
    except ValueError:
        return None
    if wanted.tzinfo is None:
        wanted = wanted.replace(tzinfo=now.tzinfo)
    return min(max((wanted - now) / timedelta(seconds=1), 0.0), LONGEST_WAIT)
