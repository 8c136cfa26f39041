"""The simulation's clock, and the civil time of Viet Nam in whole seconds.

Inside the simulator a moment is an integer: seconds since 1970-01-01T00:00Z. A day is an integer too:
days since 1970-01-01 on Viet Nam's calendar, which has kept UTC+7 without summer time since 1975.
"""

import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

DAY = 86_400
ZONE = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
_OFFSET = 7 * 3600
_EPOCH = date(1970, 1, 1).toordinal()


def day_of(moment: float) -> int:
    """The Vietnamese civil day that a moment falls on."""
    return int((moment + _OFFSET) // DAY)


def midnight(day: int) -> int:
    """The moment at which a Vietnamese civil day begins."""
    return day * DAY - _OFFSET


def to_date(day: int) -> date:
    return date.fromordinal(day + _EPOCH)


def from_date(value: date) -> int:
    return value.toordinal() - _EPOCH


def local(moment: float) -> datetime:
    """A moment as aware Vietnamese time."""
    return datetime.fromtimestamp(moment, ZONE)


def iso(moment: float) -> str:
    """A moment as ISO 8601 UTC with milliseconds, `2026-11-22T10:00:00.000Z`."""
    return datetime.fromtimestamp(moment, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Clock:
    """Simulated time: starts at `start` and runs `speed` times as fast as the wall's clock."""

    def __init__(
        self, start: float | None = None, speed: float = 1.0, wall: Callable[[], float] = time.time
    ) -> None:
        self._wall = wall
        self._began = wall()
        self.start = self._began if start is None else start
        self.speed = speed

    def now(self) -> float:
        return self.start + (self._wall() - self._began) * self.speed

    def wait(self, moment: float) -> float:
        """Real seconds until a simulated moment; 0 when it has passed."""
        return max(0.0, (moment - self.now()) / self.speed)
