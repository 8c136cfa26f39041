"""Many moments by the city's clock, quickly: the zone is asked once for a quarter of an hour."""

from datetime import UTC, date, datetime, timedelta, tzinfo

from dashboard.columns import to_micros

SECOND = 1_000_000
DAY = 86_400
_QUARTER = 900  # no zone of today changes its offset within one
_EPOCH = date(1970, 1, 1)
_SERIAL_OF_1970 = 25_569  # days that workbooks count from 30/12/1899


class Moments:
    """Microseconds since 1970 (or aware datetimes) as texts and as the serial days of a workbook."""

    def __init__(self, zone: tzinfo) -> None:
        self._zone = zone
        self._offsets: dict[int, tuple[int, str]] = {}
        self._days: dict[int, str] = {}
        self._clocks: dict[int, str] = {}

    def text(self, moment: int | datetime) -> str:
        """2026-11-22 10:42:05+07:00."""
        seconds = (moment if moment.__class__ is int else to_micros(moment)) // SECOND  # type: ignore[arg-type]
        offset, told = self._offsets.get(seconds // _QUARTER) or self._offset(seconds // _QUARTER)
        day, rest = divmod(seconds + offset, DAY)
        return f"{self._days.get(day) or self._day(day)} {self._clocks.get(rest) or self._clock(rest)}{told}"

    def serial(self, moment: int | datetime) -> float:
        """Days since 30/12/1899 by the city's clock, to the second."""
        seconds = (moment if isinstance(moment, int) else to_micros(moment)) // SECOND
        offset, _told = self._offsets.get(seconds // _QUARTER) or self._offset(seconds // _QUARTER)
        return _SERIAL_OF_1970 + (seconds + offset) / DAY

    def _offset(self, quarter: int) -> tuple[int, str]:
        at = datetime.fromtimestamp(quarter * _QUARTER, UTC).astimezone(self._zone)
        away = at.utcoffset() or timedelta()
        self._offsets[quarter] = found = (int(away.total_seconds()), at.isoformat()[19:])
        return found

    def _day(self, day: int) -> str:
        self._days[day] = found = (_EPOCH + timedelta(days=day)).isoformat()
        return found

    def _clock(self, rest: int) -> str:
        self._clocks[rest] = found = f"{rest // 3600:02}:{rest // 60 % 60:02}:{rest % 60:02}"
        return found


def serial_day(day: date) -> int:
    """Days since 30/12/1899."""
    return _SERIAL_OF_1970 + (day - _EPOCH).days
