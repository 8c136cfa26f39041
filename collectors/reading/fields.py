"""Reading one field: text, code, number, place. A reader refuses with a sentence naming the field."""

import math
import reprlib
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, TypeVar

from collectors.formats import Options
from dashboard.records import Reason
from dashboard.settings import settings

LONGEST_ID = 120  # characters: the store's keys are this wide
LONGEST_CODE = 64

Item = Mapping[str, Any]
T = TypeVar("T")


_SHORT = reprlib.Repr()
_SHORT.maxstring, _SHORT.maxother, _SHORT.maxlevel, _SHORT.maxdict = 120, 60, 2, 3


class UnreadableError(Exception):
    """What was sent cannot be read as this format."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason, self.detail = reason, detail.replace("\x00", "")


def shown(value: object) -> str:
    """The value as a rejection shows it, cut short."""
    return _SHORT.repr(value)[:160]


def text(item: Item, key: str) -> str:
    """A text, '' where it is absent. A whole number will do; anything else is the wrong type."""
    value = item.get(key)
    if isinstance(value, str):
        return value.replace("\x00", "").strip()  # PostgreSQL keeps no NUL
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise UnreadableError(Reason.WRONG_TYPE, f"{key}: {shown(value)} is no text")


def identifier(item: Item, key: str, longest: int = LONGEST_ID) -> str:
    """A text that must be there and fit the store's key."""
    value = text(item, key)
    if not value:
        raise UnreadableError(Reason.MISSING_KEY, f"{key} is missing")
    if len(value) > longest:
        raise UnreadableError(Reason.WRONG_TYPE, f"{key}: longer than {longest} characters")
    return value


def label(item: Item, key: str) -> str:
    """A short text of the source's own that is shown and grouped by; cut where it is no short one."""
    return text(item, key)[:LONGEST_CODE]


def code(item: Item, key: str, allowed: range) -> int | None:
    """A code of a numbered list, as a number or as digits; None where it is absent."""
    value = text(item, key)
    if not value:
        return None
    if not (value.isascii() and value.isdigit() and len(value) < 6 and int(value) in allowed):
        raise UnreadableError(
            Reason.UNKNOWN_CODE, f"{key}: {shown(value)} is not one of {allowed[0]}..{allowed[-1]}"
        )
    return int(value)


def flag(item: Item, key: str) -> bool:
    """True, 1, "1", "true"; everything else is false."""
    value = item.get(key)
    return value is True or value == 1 or (isinstance(value, str) and value.strip().lower() in ("1", "true"))


def objects(item: Item, key: str) -> list[dict[str, Any]]:
    """A list of objects, empty where it is absent."""
    value = item.get(key)
    if value is None or value == "":
        return []
    if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
        raise UnreadableError(Reason.WRONG_TYPE, f"{key}: {shown(value)} is no list of objects")
    return value


def child(item: Item, key: str) -> dict[str, Any]:
    """An object inside the object, empty where it is absent."""
    value = item.get(key)
    if value is None or value == "":
        return {}
    if not isinstance(value, dict):
        raise UnreadableError(Reason.WRONG_TYPE, f"{key}: {shown(value)} is no object")
    return value


def number(value: object, name: str) -> float:
    """A finite number, also as a text with a decimal point. Lists, booleans, null and NaN are none."""
    if isinstance(value, str) and value.isascii() and "_" not in value:
        with suppress(ValueError):
            value = float(value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        with suppress(OverflowError):
            if math.isfinite(found := float(value)):
                return found
    raise UnreadableError(Reason.BAD_NUMBER, f"{name}: {shown(value)} is no number")


def required(value: T | None, name: str) -> T:
    """The value, which must be there."""
    if value is None or value == "":
        raise UnreadableError(Reason.MISSING_KEY, f"{name} is missing")
    return value


def place(lat: object, lon: object, options: Options) -> tuple[float | None, float | None]:
    """WGS 84 degrees, (None, None) where both are absent.

    Raises BAD_COORDINATES for one without the other, 0,0, off the globe, or swapped: outside the city
    (option `bounds`, else the setting) with the swap inside it. Elsewhere on the globe is allowed.
    """
    if (lat is None or lat == "") and (lon is None or lon == ""):
        return None, None
    try:
        north, east = number(lat, "lat"), number(lon, "long")
    except UnreadableError as error:
        raise UnreadableError(Reason.BAD_COORDINATES, error.detail) from error
    where = f"lat {north:g}, long {east:g}"
    if north == 0 and east == 0:
        raise UnreadableError(
            Reason.BAD_COORDINATES, f"{where}: the source's way to say that it knows no place"
        )
    if not inside(north, east, options) and inside(east, north, options):
        raise UnreadableError(Reason.BAD_COORDINATES, f"{where}: swapped")
    if not (-90 <= north <= 90 and -180 <= east <= 180):
        raise UnreadableError(Reason.BAD_COORDINATES, f"{where}: not on the globe")
    return north, east


def inside(lat: float, lon: float, options: Options) -> bool:
    """Whether a point lies in the city's box."""
    bounds = options.get("bounds")
    south, west, north, east = bounds if isinstance(bounds, (list, tuple)) else settings().bounds
    return bool(south <= lat <= north and west <= lon <= east)
