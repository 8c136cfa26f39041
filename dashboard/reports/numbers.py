"""How a report writes a number, a day and a moment: 1.240; 68,4 %; 30/11/2026; 10:42 30/11/2026; or "–"."""

from collections.abc import Mapping
from datetime import date, datetime, tzinfo
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from babel.numbers import get_decimal_symbol, get_group_symbol

from dashboard.reports.document import Cell, Column

NOTHING = "–"
_SPACE = "\u00a0"  # a number and its unit stay on one line


def shown(cell: Cell, column: Column, language: str, zone: tzinfo) -> str:
    """A cell of a table in words, its moments by the clock of `zone`. A unit is the column's, but for %."""
    value = cell.value
    if value is None or value == "":
        return NOTHING
    if isinstance(value, str):
        return _told(value, column.kind, zone)
    return number(value, column.decimals, language, "%" if column.kind == "share" else "")


def _told(value: str, kind: str, zone: tzinfo) -> str:
    match kind:
        case "date":
            return day(date.fromisoformat(value))
        case "moment":
            return moment(datetime.fromisoformat(value), zone)
        case _:
            return value


def number(value: float | None, decimals: int, language: str, unit: str = "") -> str:
    """Rounded half up, as spreadsheets do, so that a report's files agree; never "-0"."""
    if value is None:
        return NOTHING
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    written = f"{rounded or abs(rounded):,f}".translate(_separators(language))
    return f"{written}{_SPACE}{unit}" if unit else written


@lru_cache
def _separators(language: str) -> Mapping[int, str]:
    return str.maketrans({",": get_group_symbol(language), ".": get_decimal_symbol(language)})


def day(value: date) -> str:
    """30/11/2026."""
    return f"{value.day:02d}/{value.month:02d}/{value.year}"


def moment(value: datetime, zone: tzinfo) -> str:
    """10:42 30/11/2026 by the clock of `zone`; `value` is aware."""
    local = value.astimezone(zone)
    return f"{local.hour:02d}:{local.minute:02d} {day(local)}"
