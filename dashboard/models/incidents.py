"""Incidents, what they come from, what was done, and what an officer keeps beside them."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Computed,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from dashboard.columns import BigKey, UtcDateTime
from dashboard.models.base import metadata, unit_id


def _incident_id() -> Column[int]:
    return Column("incident_id", BigInteger, ForeignKey("incident.id"), nullable=False, index=True)


incident = Table(
    "incident",
    metadata,
    Column("id", BigKey, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column(
        "topic", String(64), nullable=False, server_default=""
    ),  # what within its kind: a category, a feed
    Column("rule", String(40), nullable=False, server_default=""),  # which opened it; "": a person
    Column("dedup_key", String(160), nullable=False),
    Column("severity", String(16), nullable=False),
    Column("gravity", SmallInteger, nullable=False, server_default="0"),  # the severity as a number, 0–4
    Column("state", String(16), nullable=False),
    Column("subject", Text, nullable=False, default=""),  # what it is about: a gauge's or a building's name
    Column("place", Text, nullable=False, server_default=""),  # in words
    Column("search", Text, nullable=False, server_default=""),  # all its words, by desk.search.fold
    Column("subject_key", String(40), Computed("substr(search, 1, 40)")),  # what a list sorts by
    Column("value", Float),
    unit_id(),
    Column("lat", Float),
    Column("lon", Float),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("opened_by", String(120), nullable=False, server_default=""),
    Column("changed_at", UtcDateTime, nullable=False),
    Column("acknowledged_at", UtcDateTime),  # None again when the acknowledgement has expired
    Column("dispatched_at", UtcDateTime),
    Column("arrived_at", UtcDateTime),
    Column("unknown_at", UtcDateTime),  # since when all its devices are mute
    Column("closing_proposed_at", UtcDateTime),  # the source says it is over; an officer decides
    Column("resolved_at", UtcDateTime),
    Column("closed_at", UtcDateTime),
    Column("due_at", UtcDateTime),  # when the clock that runs now runs out
    Column("wake_at", UtcDateTime),  # when the program is to look again: escalate, expire
    Column("escalated", SmallInteger, nullable=False, server_default="0"),  # how many roles up
    Column("assignee_id", Integer, ForeignKey("account.id")),
    Column("assignee_unit_id", Integer, ForeignKey("unit.id")),
    Column("merged_into", BigInteger, ForeignKey("incident.id")),
    Column("cause", String(40), nullable=False, server_default=""),
    Column("outcome", Text, nullable=False, server_default=""),
    Column("reopened", SmallInteger, nullable=False, server_default="0"),
    Column("version", Integer, nullable=False, server_default="1"),  # the optimistic lock
    # The list (desk.listing): all that it filters by in one index, and one a sort.
    Index("ix_incident_list", "opened_at", "gravity", "kind", "state", "unit_id", "changed_at"),
    Index(None, "changed_at"),
    Index(None, "gravity", "opened_at"),
    Index(None, "kind", "opened_at"),
    Index(None, "state", "opened_at"),
    Index(None, "unit_id", "opened_at"),
    Index(None, "subject_key", "opened_at"),
    Index(None, "lat", "lon"),  # what happened at a place
)
_OPEN = incident.c.resolved_at.is_(None)
Index(
    "uq_incident_open_dedup_key",
    incident.c.dedup_key,
    unique=True,
    sqlite_where=_OPEN,
    postgresql_where=_OPEN,
)
Index("ix_incident_open", incident.c.opened_at, sqlite_where=_OPEN, postgresql_where=_OPEN)
Index(
    "ix_incident_open_kind",
    incident.c.kind,
    incident.c.changed_at,
    sqlite_where=_OPEN,
    postgresql_where=_OPEN,
)
_RESOLVED = incident.c.resolved_at.is_not(None)
Index(  # what ended within a time, and what was open at one, without reading the rows
    "ix_incident_resolved",
    *(incident.c[name] for name in ("resolved_at", "opened_at", "kind", "state", "unit_id")),
    sqlite_where=_RESOLVED,
    postgresql_where=_RESOLVED,
)
Index(
    "ix_incident_wake_at",
    incident.c.wake_at,
    sqlite_where=incident.c.wake_at.is_not(None),
    postgresql_where=incident.c.wake_at.is_not(None),
)
for _name in ("assignee_id", "due_at", "merged_into"):
    Index(
        f"ix_incident_{_name}",
        incident.c[_name],
        sqlite_where=incident.c[_name].is_not(None),
        postgresql_where=incident.c[_name].is_not(None),
    )

# All the keys of an incident: those of the sources that joined it too. One open incident a key.
incident_key = Table(
    "incident_key",
    metadata,
    Column("incident_id", BigInteger, ForeignKey("incident.id"), primary_key=True, autoincrement=False),
    Column("dedup_key", String(160), primary_key=True),
    Column("open", Boolean, nullable=False),
)
Index(
    "uq_incident_key_open",
    incident_key.c.dedup_key,
    unique=True,
    sqlite_where=text("open"),
    postgresql_where=text("open"),
)

# A gauge over an alarm level whose minimum time has not passed yet.
level_wait = Table(
    "level_wait",
    metadata,
    Column("device_id", Integer, ForeignKey("device.id"), primary_key=True, autoincrement=False),
    Column("level", SmallInteger, primary_key=True, autoincrement=False),
    Column("value", Float, nullable=False),
    Column("since", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime, nullable=False, index=True),
)

incident_source = Table(
    "incident_source",
    metadata,
    Column("incident_id", BigInteger, ForeignKey("incident.id"), primary_key=True, autoincrement=False),
    # gauge, alarm, complaint, camera_event, a mute device, a silent feed, unit (its backlog), figure (told)
    Column("source", String(16), primary_key=True),
    Column("source_id", BigInteger, primary_key=True, autoincrement=False),
    Column("attached_at", UtcDateTime, nullable=False),
    Column("reason", Text, nullable=False, default=""),
    Column("dedup_key", String(160), nullable=False, server_default=""),
    Index(None, "source", "source_id"),
)

incident_event = Table(
    "incident_event",
    metadata,
    Column("id", BigKey, primary_key=True),
    Column("incident_id", BigInteger, ForeignKey("incident.id"), nullable=False, index=True),
    Column("at", UtcDateTime, nullable=False, index=True),
    Column("kind", String(24), nullable=False),
    Column("who", String(120), nullable=False),
    Column("detail", JSON, nullable=False),
)
_UNKNOWN = incident_event.c.kind == text("'unknown'")
Index(  # whose source fell silent, and when
    "ix_incident_event_unknown",
    incident_event.c.at,
    incident_event.c.incident_id,
    sqlite_where=_UNKNOWN,
    postgresql_where=_UNKNOWN,
)

attachment = Table(
    "attachment",
    metadata,
    Column("id", BigKey, primary_key=True),
    _incident_id(),
    Column("name", Text, nullable=False),
    Column("media_type", String(40), nullable=False),
    Column("size", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("added_by", String(120), nullable=False),
    Column("added_at", UtcDateTime, nullable=False),
)

saved_view = Table(
    "saved_view",
    metadata,
    Column("id", BigKey, primary_key=True),
    Column("owner", String(120), nullable=False),  # an account's name
    Column("name", String(80), nullable=False),
    Column("query", JSON, nullable=False),
    Column("saved_at", UtcDateTime, nullable=False),
    UniqueConstraint("owner", "name"),
)

# A shift handed over: what was open and what had happened, as it stood then.
handover = Table(
    "handover",
    metadata,
    Column("id", BigKey, primary_key=True),
    unit_id(),
    Column("began_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime, nullable=False),
    Column("body", JSON, nullable=False),
    Column("notes", Text, nullable=False, server_default=""),
    Column("handed_by", String(120), nullable=False),
    Column("handed_at", UtcDateTime, nullable=False),
    Column("signed_by", String(120), nullable=False, server_default=""),
    Column("signed_at", UtcDateTime),
)

# A message to a receiver, until it has been sent or given up. (receiver, key) is what keeps it from doubling.
notice = Table(
    "notice",
    metadata,
    Column("id", BigKey, primary_key=True),
    Column("incident_id", BigInteger, ForeignKey("incident.id"), index=True),
    Column("receiver", String(64), nullable=False),
    Column("key", String(160), nullable=False),
    Column("kind", String(24), nullable=False),
    Column("severity", String(16), nullable=False, server_default=""),
    Column("title", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),  # not before: quiet hours, grouping, the next try
    Column("tries", SmallInteger, nullable=False, server_default="0"),
    Column("tried_at", UtcDateTime),
    Column("sent_at", UtcDateTime),
    Column("given_up_at", UtcDateTime),
    Column("error", Text, nullable=False, server_default=""),
    Column("delivery", String(32), nullable=False, server_default=""),  # those of one message have one
    Column("report_id", BigInteger),  # an issued report
    Column("attach", String(40), nullable=False, server_default=""),  # its files that go along: "docx pdf"
    UniqueConstraint("receiver", "key"),
)
_WAITS = notice.c.sent_at.is_(None) & notice.c.given_up_at.is_(None)
Index("ix_notice_waiting", notice.c.due_at, sqlite_where=_WAITS, postgresql_where=_WAITS)
