"""One-stop-shop dossiers and the steps they took."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from dashboard.columns import BigKey, UtcDateTime
from dashboard.models.base import feed_id, metadata, unit_id

dossier = Table(
    "dossier",
    metadata,
    Column("id", BigKey, primary_key=True),
    feed_id(),
    Column("external_id", String(120), nullable=False),
    Column("version", BigInteger, nullable=False),
    unit_id(),
    Column("unit_text", Text, nullable=False, default=""),
    Column("procedure_code", String(64), nullable=False),
    Column("procedure_name", Text, nullable=False, default=""),
    Column("field_code", String(64), nullable=False, default=""),
    Column("field_name", Text, nullable=False, default=""),
    Column("channel", SmallInteger, nullable=False),
    Column("applicant_type", SmallInteger),
    Column("status", SmallInteger, nullable=False),
    Column("submitted_at", UtcDateTime),
    Column("accepted_at", UtcDateTime),
    Column("due_at", UtcDateTime),
    Column("finished_at", UtcDateTime),
    Column("returned_at", UtcDateTime),
    Column("refused_at", UtcDateTime),
    Column("supplements", JSON, nullable=False),
    Column("has_fee", Boolean, nullable=False),
    Column("paid_online", Boolean, nullable=False),
    Column("digitised", Boolean, nullable=False),
    Column("electronic_result", Boolean, nullable=False),
    Column("reused", Boolean, nullable=False, server_default=false()),
    Column("from_national_store", Boolean, nullable=False, server_default=false()),
    Column("population_checked", Boolean, nullable=False, server_default=false()),
    Column("supplement_count", SmallInteger, nullable=False, server_default="0"),
    Column("service_level", SmallInteger, nullable=False, server_default="0"),  # of its procedure: 2, 3, 4
    # Worked out when stored (dossiers.clock), so that open and overdue are one WHERE.
    Column("ended_at", UtcDateTime),
    Column("overdue_at", UtcDateTime),  # when it turns, or turned, overdue
    Column("worked_minutes", Integer),  # of a resolved one: working time from acceptance to its end
    Column("early", Boolean, nullable=False, server_default=false()),  # resolved on a day before the due day
    Column("late_minutes", Integer),  # of a resolved one: working time past its due time; 0 in time
    Column("late_cause", String(16), nullable=False, server_default=""),
    Column("counts_online", Boolean, nullable=False, server_default=false()),  # by the index of Decision 766
    Column("slice_id", BigInteger, nullable=False, server_default="0"),
    Column("observed_at", UtcDateTime, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    UniqueConstraint("feed_id", "external_id"),
    Index(None, "unit_id", "accepted_at"),
)
# In which order the records behind a figure are listed (opening), of the city and of a unit. Without the
# empty ones: SQLite would take "is empty" for a rare value, and read all of them.
for _at in (dossier.c.accepted_at, dossier.c.ended_at):
    Index(
        f"ix_dossier_{_at.name}_unit_id",
        _at,
        dossier.c.unit_id,
        sqlite_where=_at.is_not(None),
        postgresql_where=_at.is_not(None),
    )
Index(
    "ix_dossier_unit_id_ended_at",
    dossier.c.unit_id,
    dossier.c.ended_at,
    sqlite_where=dossier.c.ended_at.is_not(None),
    postgresql_where=dossier.c.ended_at.is_not(None),
)
Index(
    "ix_dossier_running",
    dossier.c.accepted_at,
    dossier.c.unit_id,
    sqlite_where=dossier.c.ended_at.is_(None),
    postgresql_where=dossier.c.ended_at.is_(None),
)
Index(
    "ix_dossier_late",
    dossier.c.overdue_at,
    dossier.c.unit_id,
    sqlite_where=dossier.c.ended_at > dossier.c.overdue_at,
    postgresql_where=dossier.c.ended_at > dossier.c.overdue_at,
)
Index(
    "ix_dossier_open",
    dossier.c.overdue_at,
    dossier.c.unit_id,
    sqlite_where=dossier.c.ended_at.is_(None),
    postgresql_where=dossier.c.ended_at.is_(None),
)
Index(
    "ix_dossier_unaccepted",
    dossier.c.submitted_at,
    dossier.c.unit_id,
    sqlite_where=dossier.c.accepted_at.is_(None),
    postgresql_where=dossier.c.accepted_at.is_(None),
)
# The status stands in front because SQLite weighs an index by how many of its columns a question has.
for _at in (dossier.c.accepted_at, dossier.c.overdue_at):
    Index(
        f"ix_dossier_supplement_{_at.name}",
        dossier.c.status,
        _at,
        dossier.c.unit_id,
        sqlite_where=text("status = 5"),
        postgresql_where=text("status = 5"),
    )

dossier_step = Table(
    "dossier_step",
    metadata,
    Column("id", BigKey, primary_key=True),
    feed_id(),
    Column("dossier_external_id", String(120), nullable=False),
    Column("observed_at", UtcDateTime, nullable=False),
    Column("status", SmallInteger, nullable=False),
    Column("officer", Text, nullable=False, default=""),
    Column("department", Text, nullable=False, default=""),
    Column("content", Text, nullable=False, default=""),
    Column("started_at", UtcDateTime),
    Column("due_at", UtcDateTime),
    Column("received_at", UtcDateTime, nullable=False),
    UniqueConstraint("feed_id", "dossier_external_id", "observed_at", "status"),
)
