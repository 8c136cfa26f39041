"""Incidents, what they come from and what was done."""

from sqlalchemy import JSON, BigInteger, Column, Float, ForeignKey, Index, String, Table, Text

from dashboard.columns import BigKey, UtcDateTime
from dashboard.models.base import metadata, unit_id

incident = Table(
    "incident",
    metadata,
    Column("id", BigKey, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("dedup_key", String(160), nullable=False),
    Column("severity", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("subject", Text, nullable=False, default=""),  # what it is about: a gauge's or a building's name
    Column("value", Float),
    unit_id(),
    Column("lat", Float),
    Column("lon", Float),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    Column("closing_proposed_at", UtcDateTime),  # the source says it is over; an officer decides
    Column("resolved_at", UtcDateTime),
)
Index(
    "uq_incident_open_dedup_key",
    incident.c.dedup_key,
    unique=True,
    sqlite_where=incident.c.resolved_at.is_(None),
    postgresql_where=incident.c.resolved_at.is_(None),
)

incident_source = Table(
    "incident_source",
    metadata,
    Column("incident_id", BigInteger, ForeignKey("incident.id"), primary_key=True, autoincrement=False),
    Column("source", String(16), primary_key=True),  # "gauge", "alarm"
    Column("source_id", BigInteger, primary_key=True, autoincrement=False),
    Column("attached_at", UtcDateTime, nullable=False),
    Column("reason", Text, nullable=False, default=""),
)

incident_event = Table(
    "incident_event",
    metadata,
    Column("id", BigKey, primary_key=True),
    Column("incident_id", BigInteger, ForeignKey("incident.id"), nullable=False, index=True),
    Column("at", UtcDateTime, nullable=False),
    Column("kind", String(24), nullable=False),
    Column("who", String(120), nullable=False),
    Column("detail", JSON, nullable=False),
)
