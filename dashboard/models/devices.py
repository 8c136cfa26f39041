"""Cameras, fire panels and gauges: what they are, what they told."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
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
from dashboard.models.base import feed_id, metadata, place, unit_id

device = Table(
    "device",
    metadata,
    Column("id", Integer, primary_key=True),
    feed_id(),
    Column("external_id", String(120), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("name", Text, nullable=False, default=""),
    unit_id(),
    *place(),
    Column("quantity", String(16), nullable=False, default=""),
    Column("period", Float, nullable=False),
    Column("alarm_levels", JSON, nullable=False),
    Column("health", String(8), nullable=False, default=""),
    Column("value", Float),  # of a gauge: its newest reading
    Column("level", SmallInteger, nullable=False, default=0),  # alarm level 0..3 now, with hysteresis
    Column("observed_at", UtcDateTime),
    Column("stale_at", UtcDateTime),  # when it turns mute
    Column("received_at", UtcDateTime),
    UniqueConstraint("feed_id", "external_id"),
    Index(None, "kind", "unit_id"),
)

# One B-tree, a gauge's readings side by side: what its chart and its day's peak are read from.
observation = Table(
    "observation",
    metadata,
    Column("device_id", Integer, ForeignKey("device.id"), primary_key=True, autoincrement=False),
    Column("quantity", String(16), primary_key=True),
    Column("observed_at", UtcDateTime, primary_key=True),
    Column("external_id", String(120), primary_key=True),
    Column("value", Float, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    sqlite_with_rowid=False,
)

gauge_day = Table(
    "gauge_day",
    metadata,
    Column("device_id", Integer, ForeignKey("device.id"), primary_key=True, autoincrement=False),
    Column("day", Date, primary_key=True),
    Column("peak", Float, nullable=False),
    Column("quantity", String(16), nullable=False),
    Column("level", SmallInteger, nullable=False),  # the highest alarm level that the peak reached
    # What a job works out from the day's readings a little later (flood.minutes); `stale` until then.
    Column("minutes_1", Integer, nullable=False, server_default="0"),
    Column("minutes_2", Integer, nullable=False, server_default="0"),
    Column("minutes_3", Integer, nullable=False, server_default="0"),
    Column("total", Float, nullable=False, server_default="0"),  # of a rain gauge: millimetres of the day
    Column("stale", Boolean, nullable=False, server_default=false()),
    unit_id(),
    Index(None, "day", "unit_id"),
)
Index(
    "ix_gauge_day_stale",
    gauge_day.c.day,
    sqlite_where=text("stale"),
    postgresql_where=text("stale"),
)

camera_event = Table(
    "camera_event",
    metadata,
    Column("id", BigKey, primary_key=True),
    feed_id(),
    Column("external_id", String(160), nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("device_id", Integer, ForeignKey("device.id"), nullable=False),
    unit_id(),
    Column("kind", String(64), nullable=False),
    Column("severity", String(32), nullable=False, default=""),
    Column("zones", JSON, nullable=False),
    Column("score", Float),
    Column("false_positive", Boolean, nullable=False),
    Column("observed_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    Column("received_at", UtcDateTime, nullable=False),
    UniqueConstraint("feed_id", "external_id"),
    Index(None, "device_id", "observed_at"),
    Index(None, "observed_at", "unit_id"),
)
