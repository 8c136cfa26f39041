"""What an anomaly is: where, when, how far off which habit, and what a user thought of it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from dashboard.anomalies.watched import Side

Key = tuple[str, int, str, Side]  # series, unit, item, side: what is muted, and not told twice a week


class Verdict(StrEnum):
    """What a user thought of it."""

    USEFUL = "useful"
    NOT = "not"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why, as data: the page makes the sentence. Stored as JSON."""

    kind: Literal["count", "share"]
    side: Side
    habit: str  # "monday" … "sunday", "day_off", "make_up", or "month"
    days: int  # how many days (or months) it was compared with
    of: float | None = None  # of a share: out of how many
    city: float | None = None  # how the whole city moved: a count by this factor, a share by so many points
    season: float | None = None  # of a count: what the same weeks of last year were to those before
    item_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anomaly:
    """A series of a unit, or of a procedure (`item`) in the city, off its own habit on a civil day.

    Counts, or per cent of a share. On 19 of 20 days of its habit it lies between `low` and `high`.
    `id` is 0 until it is stored; of a month, `day` is its last.
    """

    day: date
    figure: str
    unit_id: int
    item: str = ""
    value: float
    expected: float
    low: float
    high: float
    score: float
    reason: Reason
    id: int = 0
    found_at: datetime | None = None
    verdict: str = ""
    judged_by: str = ""
    judged_at: datetime | None = None

    @property
    def key(self) -> Key:
        return self.figure, self.unit_id, self.item, self.reason.side
