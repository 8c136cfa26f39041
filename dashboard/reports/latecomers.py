"""Records of a report's period that came in, or were told anew, after its figures were taken."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Column, Connection, Table, and_, func, or_, select

from dashboard.civil import day_end, day_start
from dashboard.models import alarm, camera_event, complaint, dossier
from dashboard.reports.document import Document

# By what figures are counted from: the table, and the moments by which a record is of a period (all indexed).
_KINDS: Mapping[str, tuple[Table, Sequence[Column[object]]]] = {
    "dossier": (dossier, (dossier.c.accepted_at, dossier.c.ended_at)),
    "complaint": (complaint, (complaint.c.requested_at, complaint.c.answered_at, complaint.c.closed_at)),
    "alarm": (alarm, (alarm.c.observed_at,)),
    "camera_event": (camera_event, (camera_event.c.observed_at,)),
}


def latecomers(connection: Connection, before: Document) -> dict[str, int]:
    """How many, by kind; a kind of which none came is left out. Of the whole city, whatever the scope."""
    zone = ZoneInfo(before.timezone)
    start, end = day_start(before.period.first, zone), day_end(before.period.last, zone)
    since = before.taken_at + timedelta(seconds=1)  # it is kept without parts of a second
    found = {}
    for kind, (table, moments) in _KINDS.items():
        of_period = or_(*(and_(at >= start, at < end) for at in moments))
        statement = select(func.count()).where(table.c.received_at >= since, of_period)
        found[kind] = connection.execute(statement).scalar_one()
    return {kind: count for kind, count in found.items() if count}
