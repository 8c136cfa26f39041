"""Reading a time as a supplier writes it: ISO 8601, yyyyMMddHHmmss, epoch or a style of its own."""

from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from collectors.formats import Message, Options
from collectors.reading.fields import Item, UnreadableError, number, shown
from dashboard.records import Reason
from dashboard.settings import settings

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
AHEAD = timedelta(days=366)  # a clock may run ahead; by a year is a mistake
PROMISED_AHEAD = timedelta(days=36525)  # a due date may lie further: 2059-12-31 is how some say "none"


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
        """The time in UTC. Raises BAD_DATE outside 1990 .. a year ahead (a promise: a century)."""
        if found.tzinfo is not UTC:
            found = (found if found.tzinfo else found.replace(tzinfo=self.zone)).astimezone(UTC)
        if not EARLIEST <= found <= self._received_at + (PROMISED_AHEAD if promise else AHEAD):
            raise UnreadableError(Reason.BAD_DATE, f"{name}: {shown(value)} is no likely date")
        return found
