"""Citizens' complaints."""

from sqlalchemy import BigInteger, Boolean, Column, Index, SmallInteger, String, Table, Text, UniqueConstraint

from dashboard.columns import BigKey, UtcDateTime
from dashboard.models.base import feed_id, metadata, place, unit_id

complaint = Table(
    "complaint",
    metadata,
    Column("id", BigKey, primary_key=True),
    feed_id(),
    Column("external_id", String(120), nullable=False),
    Column("version", BigInteger, nullable=False),
    unit_id(),
    Column("unit_text", Text, nullable=False, default=""),
    *place(),
    Column("open", Boolean, nullable=False),
    Column("category_code", String(64), nullable=False),
    Column("category_name", Text, nullable=False, default=""),
    Column("description", Text, nullable=False, default=""),
    Column("status_notes", Text, nullable=False, default=""),
    Column("channel", String(64), nullable=False, default=""),
    Column("media_url", Text, nullable=False, default=""),
    Column("requested_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime),
    Column("expected_at", UtcDateTime),
    Column("closed_at", UtcDateTime),
    Column("answered_at", UtcDateTime),  # first answer to the citizen; a closed one has been answered
    Column("due_at", UtcDateTime, nullable=False),  # by the clock of its unit and category
    Column("tier", String(16), nullable=False, server_default=""),  # which tier of that clock
    Column("promise_at", UtcDateTime),  # 48 hours over, whatever the clock
    Column("confirmed", Boolean),  # found to be true, or not; unsaid: None
    Column("reopened", SmallInteger, nullable=False, server_default="0"),  # how often
    Column("rating", SmallInteger),  # the citizen's, 1 to 5
    Column("slice_id", BigInteger, nullable=False, server_default="0"),
    Column("observed_at", UtcDateTime, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    UniqueConstraint("feed_id", "external_id"),
    Index(None, "unit_id", "requested_at"),
    # In which order the records behind a figure are listed (opening).
    Index(None, "requested_at", "unit_id"),
    Index(None, "closed_at", "unit_id"),
    Index(None, "answered_at", "unit_id"),
    Index(None, "due_at", "unit_id"),
)
Index(
    "ix_complaint_open",
    complaint.c.due_at,
    complaint.c.unit_id,
    sqlite_where=complaint.c.answered_at.is_(None),
    postgresql_where=complaint.c.answered_at.is_(None),
)
Index(
    "ix_complaint_unclosed",
    complaint.c.requested_at,
    complaint.c.unit_id,
    sqlite_where=complaint.c.closed_at.is_(None),
    postgresql_where=complaint.c.closed_at.is_(None),
)
Index(
    "ix_complaint_late",
    complaint.c.due_at,
    complaint.c.unit_id,
    sqlite_where=complaint.c.answered_at > complaint.c.due_at,
    postgresql_where=complaint.c.answered_at > complaint.c.due_at,
)
