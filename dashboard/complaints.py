"""A complaint's clock: by which tier it runs and when it is over; and the channel that it came by.

Clocks stand in `clocks.toml` or in the city's own file (OPS_CLOCKS); `promise_at` is District 12's 48 hours.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fnmatch import fnmatchcase
from functools import lru_cache

from dashboard.placenames import glue, lower, plain
from dashboard.workdays import WorkCalendar

PROMISE = timedelta(hours=48)
EVERYWHERE = "*"  # among a clock's units: all that no other clock names

# What channels are called; of several the first in this order. Those of the first table count inside words.
_INSIDE = (("zalo", "zalo"), ("facebook", "facebook"))
_CALLED: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("facebook", ("fb", "fanpage", "messenger")),
    (
        "app",
        (
            *("app", "apps", "mobileapp", "mobile", "android", "ios", "iphone", "ung dung", "di dong"),
            *("cong dan so", "binh thanh truc tuyen", "thu duc truc tuyen", "quan 2 truc tuyen"),
        ),
    ),
    (
        "web",
        (
            *("web", "website", "webform", "www", "http", "https", "portal", "internet", "online"),
            *("cong thong tin", "cong dich vu cong", "trang thong tin", "truc tuyen", "self service"),
        ),
    ),
    (
        "counter",
        (
            *("counter", "quay", "truc tiep", "mot cua", "tiep cong dan", "tiep dan", "tru so"),
            *("walk in", "walkin", "in person", "office"),
        ),
    ),
    ("1022", ("1022", "hotline", "tong dai", "duong day nong", "dien thoai", "goi", "phone", "call")),
)
CHANNELS = ("app", "1022", "web", "facebook", "zalo", "counter", "other")
_NOT_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time: civil, or worked; a working day is as long as the offices' day."""

    number: float
    unit: str  # "minutes", "hours", "days", "working hours", "working days"

    def after(self, start: datetime, work: WorkCalendar) -> datetime:
        """The moment at which so much time has passed since `start`, UTC."""
        match self.unit:
            case "working days":
                return work.add(start, work.day_length * self.number)
            case "working hours":
                return work.add(start, timedelta(hours=self.number))
            case _:
                return start.astimezone(UTC) + timedelta(**{self.unit: self.number})


@dataclass(frozen=True, slots=True)
class Tier:
    """How long an answer may take; `categories` are patterns, none of them: whatever is left."""

    name: str
    within: Span
    categories: tuple[str, ...] = ()

    def fits(self, code: str, name: str) -> bool:
        """Whether a complaint of this category runs by it."""
        told = [text for text in (lower(code), lower(name)) if text]
        return not self.categories or any(
            _matches(pattern, text) for pattern in self.categories for text in told
        )


def _matches(pattern: str, text: str) -> bool:
    # A source that writes no accents at all still means the same words.
    known = plain(lower(pattern)) if text.isascii() else lower(pattern)
    return fnmatchcase(text, known)


@dataclass(frozen=True, slots=True)
class Clock:
    """One unit's promise: its tiers, the first that fits holds; `source` says whose promise it is."""

    name: str
    source: str
    units: tuple[str, ...]
    tiers: tuple[Tier, ...]


@dataclass(frozen=True, slots=True)
class Clocks:
    """All clocks; `clock_file.read` has seen to it that one of them is for every unit."""

    clocks: tuple[Clock, ...]

    def tier(self, units: Sequence[str], code: str, name: str) -> Tier:
        """The tier of a category in a unit. `units`: the codes of the unit and of those above it."""
        return _tier(self, tuple(units), code, name)

    def of_unit(self, units: Iterable[str]) -> Clock:
        """The clock of the nearest unit that has one of its own."""
        for code in (*units, EVERYWHERE):
            for clock in self.clocks:
                if code in clock.units:
                    return clock
        raise LookupError("no clock is for every unit")


@lru_cache(maxsize=16_384)
def _tier(clocks: Clocks, units: tuple[str, ...], code: str, name: str) -> Tier:
    return next(tier for tier in clocks.of_unit(units).tiers if tier.fits(code, name))


@lru_cache(maxsize=1024)
def channel_of(text: str) -> str:
    """One of CHANNELS for the source's own word, in any spelling."""
    glued = plain(glue(text))
    for inside, channel in _INSIDE:
        if inside in glued:
            return channel
    words = f" {_NOT_LETTERS.sub(' ', plain(lower(text)))} "
    for channel, called in _CALLED:
        if any(f" {phrase} " in words for phrase in called):
            return channel
    return "other"
