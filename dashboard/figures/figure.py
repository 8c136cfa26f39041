"""What a figure is, and in which form records add to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

# (civil day, figure, how much): a count adds 1, a sum of minutes adds the minutes.
Counted = Iterator[tuple[date, str, int]]
Bucket = tuple[date, str, int]  # (civil day, figure, unit id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number a day and unit. `merge`: how units and days are put together.

    `unit`: "" where a record adds 1, so that the figure is the number of its records.
    "distinct" figures are no sums: so many procedures or categories have a figure above 0 (`of`).
    """

    key: str
    counted_from: str
    formula: str
    merge: Literal["sum", "max", "last", "distinct"] = "sum"
    unit: str = ""
    of: str = ""
    is_citywide: bool = False  # one number for the city and every unit in it: the register of procedures

    @property
    def is_sampled(self) -> bool:
        """A day keeps the last sample of the present; the others are counted, or told by another system."""
        return self.merge == "last" and self.counted_from != "told"
