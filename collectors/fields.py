"""Reading one field: text, code, number, time, place. A reader refuses with a sentence naming the field."""

import math
import reprlib
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from collectors.formats import Message, Options
from dashboard.records import Reason
from dashboard.settings import settings

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
AHEAD = timedelta(days=366)  # a clock may run ahead; a year is a mistake
PROMISED_AHEAD = timedelta(days=3660)  # a due or expiry date may lie further
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


class Times:
    """Reads the times of one message into aware UTC, and refuses those before 1990 or far in the future.

    Option `timezone`: the zone of times that name none; else the city's.
    """

    __slots__ = ("_options", "_received_at", "_zone")

    def __init__(self, message: Message, options: Options) -> None:
        self._received_at = message.received_at
        self._options = options
        self._zone: tzinfo | None = None

    @property
    def zone(self) -> tzinfo:
        if self._zone is None:
            name = self._options.get("timezone")
            self._zone = ZoneInfo(name) if isinstance(name, str) and name else settings().zone
        return self._zone

    def iso(self, item: Item, key: str, *, promise: bool = False) -> datetime | None:
        """ISO 8601 with or without a zone, any number of fractional digits; None where it is absent."""
        value = item.get(key)
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            raise UnreadableError(Reason.BAD_DATE, f"{key}: {shown(value)} is no ISO 8601 time")
        try:
            found = datetime.fromisoformat(value.strip())
            return self.checked(found, key, value, promise=promise)
        except (ValueError, OverflowError) as error:
            raise UnreadableError(Reason.BAD_DATE, f"{key}: {shown(value)} is no ISO 8601 time") from error

    def compact(self, item: Item, key: str, *, promise: bool = False) -> datetime | None:
        """yyyyMMddHHmmss in the feed's zone; None where it is absent or empty."""
        value = item.get(key)
        if value is None or value == "":
            return None
        digits = str(value).strip() if isinstance(value, (str, int)) else ""
        if len(digits) == 14 and digits.isascii() and digits.isdigit():
            parts = (digits[:4], digits[4:6], digits[6:8], digits[8:10], digits[10:12], digits[12:])
            try:
                found = datetime(*map(int, parts), tzinfo=self.zone)  # type: ignore[arg-type,misc]
                return self.checked(found, key, value, promise=promise)
            except (ValueError, OverflowError):
                pass
        raise UnreadableError(Reason.BAD_DATE, f"{key}: {shown(value)} is no date of the form yyyyMMddHHmmss")

    def styled(self, item: Item, key: str, style: str, *, promise: bool = False) -> datetime | None:
        """A time as strptime's `style` writes it; None where it is absent."""
        value = item.get(key)
        if value is None or value == "":
            return None
        try:
            found = datetime.strptime(str(value), style)  # noqa: DTZ007  checked() adds the feed's zone
            return self.checked(found, key, value, promise=promise)
        except (ValueError, OverflowError) as error:
            raise UnreadableError(Reason.BAD_DATE, f"{key}: {shown(value)} is not like {style}") from error

    def epoch(self, item: Item, key: str, per_second: int = 1) -> datetime | None:
        """Seconds (or parts of them) since 1970, also as a text; None where it is absent."""
        value = item.get(key)
        if value is None or value == "":
            return None
        try:
            found = datetime.fromtimestamp(number(value, key) / per_second, UTC)
        except (UnreadableError, ValueError, OverflowError, OSError) as error:
            raise UnreadableError(Reason.BAD_DATE, f"{key}: {shown(value)} is no epoch time") from error
        return self.checked(found, key, value)

    def checked(self, found: datetime, name: str, value: object, *, promise: bool = False) -> datetime:
        """The time in UTC. Raises BAD_DATE outside 1990 .. a year ahead (a promise: ten years)."""
        if found.tzinfo is not UTC:
            found = (found if found.tzinfo else found.replace(tzinfo=self.zone)).astimezone(UTC)
        if not EARLIEST <= found <= self._received_at + (PROMISED_AHEAD if promise else AHEAD):
            raise UnreadableError(Reason.BAD_DATE, f"{name}: {shown(value)} is no likely date")
        return found


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
