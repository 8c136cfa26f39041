"""One target: a value to reach by the end of a year."""

from dataclasses import dataclass, field
from typing import Literal

Level = Literal["", "city", "district", "ward"]  # "": every level
LEVELS: tuple[Level, ...] = ("", "city", "district", "ward")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """`reference`: the city's own value ("mức tham chiếu"), never shown as law.

    Two documents may ask for two values in one year, so its source is a part of what a target is known by.
    `id` is its row in the store, 0 where it comes from the file.
    """

    kpi: str
    year: int
    value: float
    source: str
    level: Level = ""
    reference: bool = False
    id: int = field(default=0, compare=False)

    @property
    def key(self) -> tuple[str, str, int, str]:
        """What tells it apart from every other; the newest row of a key holds."""
        return self.kpi, self.level, self.year, self.source
