"""What came of reading a file of figures that somebody uploads, line by line, before anything is stored."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from dashboard.feeds import UPLOAD, FeedInfo

# A person tells by the month, and may be late: silence for a quarter is silence.
FEED = FeedInfo(
    name=UPLOAD,
    kind="figures",
    transport="http",
    title="Tải lên",
    late_after=40 * 86_400.0,
    silent_after=100 * 86_400.0,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A value as it was read. `unit` is the name of the unit that was found."""

    line: int
    unit: str
    day: date
    grain: str
    figure: str
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """What is wrong with a line: a code (`layouts.upload_words` says what to do), the column, its value."""

    line: int
    code: str
    column: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A file as it was read. `empty`: lines without a value, which tell nothing."""

    values: tuple[Read, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    empty: int = 0


class Uploads(Protocol):
    """Reads and stores. Blocking; `store` raises StoreError where the store does not answer."""

    def check(self, body: bytes) -> Checked:
        """What is in a file; nothing is stored."""
        ...

    def store(self, body: bytes, who: str) -> Checked:
        """Store a file whole, or, where a line of it is wrong, nothing of it."""
        ...
