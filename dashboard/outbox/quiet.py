"""The hours in which a receiver is left alone, by the city's own clock."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Self

_SPAN = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")


@dataclass(frozen=True, slots=True)
class Quiet:
    """From `begins` until before `ends`, each day; across midnight where it ends earlier than it begins."""

    begins: time
    ends: time

    @classmethod
    def parse(cls, told: str) -> Self:
        """Raises ValueError."""
        found = _SPAN.fullmatch(told)
        if found is None:
            raise ValueError(f"quiet = {told!r} is no span like '22:00-06:00'")
        hours = [int(part) for part in found.groups()]
        return cls(time(hours[0], hours[1]), time(hours[2], hours[3]))

    def holds(self, at: datetime, zone: tzinfo) -> bool:
        """Is it quiet at this moment?"""
        clock = at.astimezone(zone).time()
        if self.begins <= self.ends:
            return self.begins <= clock < self.ends
        return clock >= self.begins or clock < self.ends

    def until(self, at: datetime, zone: tzinfo) -> datetime:
        """The first moment not quiet, at or after `at`, UTC."""
        if not self.holds(at, zone):
            return at
        local = at.astimezone(zone)
        day = local.date() if local.time() < self.ends else local.date() + timedelta(days=1)
        return datetime.combine(day, self.ends, zone).astimezone(UTC)


NEVER = Quiet(time(), time())
