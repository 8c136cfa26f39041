"""The tables. Two times everywhere: `observed_at` (true at the source) and `received_at` (came in), both UTC.

(feed, external id) is unique for every record; `version` decides which telling of it holds.
"""

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
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from dashboard.columns import BigKey, UtcDateTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _feed() -> Column[int]:
    return Column("feed_id", SmallInteger, ForeignKey("feed.id"), nullable=False)


def _unit() -> Column[int]:
    return Column("unit_id", Integer, ForeignKey("unit.id"), nullable=False)


def _place() -> tuple[Column[float], Column[float], Column[bool]]:
    """Degrees WGS 84; `approximate` where the unit is only the nearest centre."""
    return Column("lat", Float), Column("lon", Float), Column("approximate", Boolean, nullable=False)


unit = Table(
    "unit",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("code", String(16), nullable=False),
    Column("name", String(120), nullable=False),
    Column("level", String(16), nullable=False),
    Column("parent_id", Integer, ForeignKey("unit.id")),
    Column("lat", Float),
    Column("lon", Float),
    Column("area_km2", Float),
    Column("valid_from", Date),
    Column("valid_to", Date),
)

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
    Column("error_at", UtcDateTime),
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
    _feed(),
    Column("received_at", UtcDateTime, nullable=False),
    Column("reason", String(32), nullable=False),
    Column("detail", Text, nullable=False),
    Column("external_id", Text, nullable=False, default=""),
    Column("topic", Text, nullable=False, default=""),
    Column("content_type", Text, nullable=False, default=""),
    Column("body", LargeBinary, nullable=False),
    Column("replayed_at", UtcDateTime),
    Index(None, "feed_id", "replayed_at", "id"),
)

# Personal data lives here and nowhere else: masking and erasing have one place.
person = Table(
    "person",
    metadata,
    Column("record", String(16), primary_key=True),  # "dossier", "complaint", "alarm"
    Column("record_id", BigInteger, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False, default=""),
    Column("phone", Text, nullable=False, default=""),
    Column("email", Text, nullable=False, default=""),
    Column("id_number", Text, nullable=False, default=""),
    Column("address", Text, nullable=False, default=""),
)

dossier = Table(
    "dossier",
    metadata,
    Column("id", BigKey, primary_key=True),
    _feed(),
    Column("external_id", String(120), nullable=False),
    Column("version", BigInteger, nullable=False),
    _unit(),
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
    # Worked out when stored (dossiers.clock), so that open and overdue are one WHERE.
    Column("ended_at", UtcDateTime),
    Column("overdue_at", UtcDateTime),  # when it turns, or turned, overdue
    Column("observed_at", UtcDateTime, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    UniqueConstraint("feed_id", "external_id"),
    Index(None, "unit_id", "accepted_at"),
    # In which order the records behind a figure are listed (opening).
    Index(None, "accepted_at", "unit_id"),
    Index(None, "ended_at", "unit_id"),
    Index(None, "overdue_at", "unit_id"),
)
Index(
    "ix_dossier_open",
    dossier.c.overdue_at,
    dossier.c.unit_id,
    sqlite_where=dossier.c.ended_at.is_(None),
    postgresql_where=dossier.c.ended_at.is_(None),
)
Index(
    "ix_dossier_supplement",
    dossier.c.overdue_at,
    dossier.c.unit_id,
    sqlite_where=text("status = 5"),
    postgresql_where=text("status = 5"),
)

dossier_step = Table(
    "dossier_step",
    metadata,
    Column("id", BigKey, primary_key=True),
    _feed(),
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

complaint = Table(
    "complaint",
    metadata,
    Column("id", BigKey, primary_key=True),
    _feed(),
    Column("external_id", String(120), nullable=False),
    Column("version", BigInteger, nullable=False),
    _unit(),
    Column("unit_text", Text, nullable=False, default=""),
    *_place(),
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
    Column("due_at", UtcDateTime, nullable=False),  # requested_at + 48 h: the promise
    Column("observed_at", UtcDateTime, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    UniqueConstraint("feed_id", "external_id"),
    Index(None, "unit_id", "requested_at"),
    Index(None, "closed_at", "unit_id"),
    Index(None, "due_at", "unit_id"),
)
Index(
    "ix_complaint_open",
    complaint.c.due_at,
    complaint.c.unit_id,
    sqlite_where=complaint.c.closed_at.is_(None),
    postgresql_where=complaint.c.closed_at.is_(None),
)

device = Table(
    "device",
    metadata,
    Column("id", Integer, primary_key=True),
    _feed(),
    Column("external_id", String(120), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("name", Text, nullable=False, default=""),
    _unit(),
    *_place(),
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
    _unit(),
    Index(None, "day", "unit_id"),
)

camera_event = Table(
    "camera_event",
    metadata,
    Column("id", BigKey, primary_key=True),
    _feed(),
    Column("external_id", String(160), nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("device_id", Integer, ForeignKey("device.id"), nullable=False),
    _unit(),
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
)

alarm = Table(
    "alarm",
    metadata,
    Column("id", BigKey, primary_key=True),
    _feed(),
    Column("external_id", String(160), nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("category", String(16), nullable=False, default=""),
    Column("severity", String(16), nullable=False),
    Column("device_id", Integer, ForeignKey("device.id")),
    Column("title", Text, nullable=False, default=""),
    Column("description", Text, nullable=False, default=""),
    _unit(),
    Column("unit_text", Text, nullable=False, default=""),
    Column("area", Text, nullable=False, default=""),
    *_place(),
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

# The one table of numbers. `loaded` rows came ready-made (history, other systems), the rest are counted.
daily_figure = Table(
    "daily_figure",
    metadata,
    Column("day", Date, primary_key=True),
    Column("figure", String(40), primary_key=True),
    Column("unit_id", Integer, ForeignKey("unit.id"), primary_key=True, autoincrement=False),
    Column("loaded", Boolean, primary_key=True),
    Column("value", Float, nullable=False),
    sqlite_with_rowid=False,
)

# Which days changed, so that a reader that holds the months in memory reads again only those.
figure_day = Table(
    "figure_day",
    metadata,
    Column("day", Date, primary_key=True),
    Column("revision", BigInteger, nullable=False),
)

# Up to and including `until`, loaded figures hold and counted ones are not looked at.
figure_history = Table(
    "figure_history",
    metadata,
    Column("figure", String(40), primary_key=True),
    Column("until", Date, nullable=False),
)

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
    _unit(),
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
