"""Fire alarms and public alerts."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from dashboard.columns import BigKey, UtcDateTime
from dashboard.models.base import feed_id, metadata, place, unit_id

alarm = Table(
    "alarm",
    metadata,
    Column("id", BigKey, primary_key=True),
    feed_id(),
    Column("external_id", String(160), nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("category", String(16), nullable=False, default=""),
    Column("severity", String(16), nullable=False),
    Column("device_id", Integer, ForeignKey("device.id")),
    Column("title", Text, nullable=False, default=""),
    Column("description", Text, nullable=False, default=""),
    unit_id(),
    Column("unit_text", Text, nullable=False, default=""),
    Column("area", Text, nullable=False, default=""),
    *place(),
    Column("received_by_brigade_at", UtcDateTime),
    Column("dispatched_at", UtcDateTime),
    Column("arrived_at", UtcDateTime),
    Column("controlled_at", UtcDateTime),
    Column("expires_at", UtcDateTime),
    Column("ended_at", UtcDateTime),
    Column("false_alarm", Boolean, nullable=False),
    Column("test", Boolean, nullable=False),
    Column("observed_at", UtcDateTime, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    UniqueConstraint("feed_id", "external_id"),
    Index(None, "observed_at", "unit_id"),
)
Index(
    "ix_alarm_open",
    alarm.c.kind,
    alarm.c.observed_at,
    sqlite_where=alarm.c.ended_at.is_(None),
    postgresql_where=alarm.c.ended_at.is_(None),
)

# Alerts that a later one updated or cancelled: an alarm that comes after its own end is stored as ended.
alarm_replaced = Table(
    "alarm_replaced",
    metadata,
    Column("feed_id", SmallInteger, ForeignKey("feed.id"), primary_key=True, autoincrement=False),
    Column("external_id", String(160), primary_key=True),
    Column("at", UtcDateTime, nullable=False),
)
