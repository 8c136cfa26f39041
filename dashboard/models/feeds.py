"""Feeds: what they say of themselves, where they go on, what of them could not be read."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    Text,
)

from dashboard.columns import BigKey, UtcDateTime
from dashboard.models.base import feed_id, metadata

feed = Table(
    "feed",
    metadata,
    Column("id", SmallInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("name", String(64), nullable=False, unique=True),
    Column("title", String(120), nullable=False, default=""),
    Column("kind", String(16), nullable=False),
    Column("transport", String(8), nullable=False),
    Column("late_after", Float, nullable=False),
    Column("silent_after", Float, nullable=False),
    Column("active", Boolean, nullable=False, default=True),
)

# What a feed says of itself. `late_at` and `silent_at` are set when it speaks, so that "late" is one WHERE.
feed_state = Table(
    "feed_state",
    metadata,
    Column("feed_id", SmallInteger, ForeignKey("feed.id"), primary_key=True, autoincrement=False),
    Column("spoke_at", UtcDateTime),
    Column("data_at", UtcDateTime),
    Column("late_at", UtcDateTime),
    Column("silent_at", UtcDateTime),
    Column("messages", BigInteger, nullable=False, default=0),
    Column("records", BigInteger, nullable=False, default=0),
    Column("rejected", BigInteger, nullable=False, default=0),
    Column("error", Text, nullable=False, default=""),
    Column("error_at", UtcDateTime),  # since when it cannot be heard
    Column("error_count", BigInteger, nullable=False, default=0),
)

feed_minute = Table(
    "feed_minute",
    metadata,
    Column("feed_id", SmallInteger, ForeignKey("feed.id"), primary_key=True, autoincrement=False),
    Column("minute", UtcDateTime, primary_key=True),
    Column("messages", Integer, nullable=False),
)

# Where an HTTP poll goes on after a restart.
feed_cursor = Table(
    "feed_cursor",
    metadata,
    Column("feed_id", SmallInteger, ForeignKey("feed.id"), primary_key=True, autoincrement=False),
    Column("since", UtcDateTime),
    Column("etag", Text, nullable=False, default=""),
    Column("last_modified", Text, nullable=False, default=""),
    Column("polled_at", UtcDateTime),
)

lease = Table(
    "lease",
    metadata,
    Column("name", String(120), primary_key=True),
    Column("holder", String(120), nullable=False),
    Column("until", UtcDateTime, nullable=False),
)

rejected = Table(
    "rejected",
    metadata,
    Column("id", BigKey, primary_key=True),
    feed_id(),
    Column("received_at", UtcDateTime, nullable=False),
    Column("reason", String(32), nullable=False),
    Column("detail", Text, nullable=False),
    Column("external_id", Text, nullable=False, default=""),
    Column("topic", Text, nullable=False, default=""),
    Column("content_type", Text, nullable=False, default=""),
    Column("body", LargeBinary, nullable=False),
    Column("replayed_at", UtcDateTime),
    Index(None, "feed_id", "replayed_at", "id"),
    # How many a report's period had: without it every message's bytes would be gone through.
    Index("ix_rejected_received", "received_at", "feed_id", "replayed_at"),
)

# When a feed was silent: from its last word until it spoke again. The silence of now is in `feed_state`.
feed_outage = Table(
    "feed_outage",
    metadata,
    Column("feed_id", SmallInteger, ForeignKey("feed.id"), primary_key=True, autoincrement=False),
    Column("began_at", UtcDateTime, primary_key=True),
    Column("ended_at", UtcDateTime, nullable=False),
)
