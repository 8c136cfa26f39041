"""Days and moments, which stand in a document as text, by the calendar and clock of the city."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from dashboard.reports.document import Scalar


def day(value: Scalar) -> date:
    """A civil day, "2026-11-30". Raises ValueError for what is none."""
    return date.fromisoformat(str(value))


def moment(value: Scalar, zone: ZoneInfo) -> datetime:
    """A moment, "2026-11-30T17:00:00Z", by the zone's clock and without its zone. Raises ValueError."""
    return datetime.fromisoformat(str(value)).astimezone(zone).replace(tzinfo=None)
