"""Where the next page of a list goes on: after a record, known by what the list is ordered by and its id."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dashboard.columns import from_micros, to_micros

_LARGEST = 2**62


@dataclass(frozen=True, slots=True)
class After:
    """The last record of a page: `at` is what its list is ordered by; `day` where an id has many records."""

    at: Any
    id: int
    day: date | None = None

    def text(self) -> str:
        """For an address: t micros of a moment, d a day, n a number; then the id."""
        match self.at:
            case datetime():
                told = f"t{to_micros(self.at)}"
            case date():
                told = f"d{self.at.isoformat()}"
            case _:
                told = f"n{self.at!r}"
        return f"{told}_{self.id}" + ("" if self.day is None else f"_{self.day.isoformat()}")


def after(text: str) -> After | None:
    """What `After.text` said; None for anything else: a list then begins at its beginning."""
    told, number, *days = text.split("_") if "_" in text else ("", "")
    try:
        record_id = int(number)
        at = _read(told[:1], told[1:])
        day = date.fromisoformat(days[0]) if days else None
    except (ValueError, OverflowError):
        return None
    return After(at, record_id, day) if abs(record_id) < _LARGEST else None


def _read(kind: str, told: str) -> Any:
    match kind:
        case "t":
            return from_micros(int(told))
        case "d":
            return date.fromisoformat(told)
        case "n":
            number = float(told)
            if not abs(number) < _LARGEST:
                raise ValueError(told)
            return int(told) if told.lstrip("-").isdecimal() else number
        case _:
            raise ValueError(kind)
