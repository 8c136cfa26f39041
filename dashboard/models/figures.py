"""Figures: what is counted, what came ready-made, and which days changed."""

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
)

from dashboard.columns import BigKey, UtcDateTime
from dashboard.models.base import feed_id, metadata, unit_id

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

# The same by figure: of a day that changed, only the figures that did are read again.
figure_change = Table(
    "figure_change",
    metadata,
    Column("day", Date, primary_key=True),
    Column("figure", String(40), primary_key=True),
    Column("revision", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

# Up to and including `until`, loaded figures hold and counted ones are not looked at.
figure_history = Table(
    "figure_history",
    metadata,
    Column("figure", String(40), primary_key=True),
    Column("until", Date, nullable=False),
)

# What figures are broken down by: a procedure or category (`item`), its field, channel, service level.
# The id is worked out from the others (slices.slice_id), so that nobody has to look it up.
slice_ = Table(
    "slice",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("record", String(16), nullable=False),  # "dossier", "complaint", "camera_event"
    Column("item", String(64), nullable=False),
    Column("item_name", Text, nullable=False),
    Column("field", String(64), nullable=False),
    Column("field_name", Text, nullable=False),
    Column("channel", String(64), nullable=False),
    Column("level", SmallInteger, nullable=False),
)

# The counted figures of a month once more, by slice: by months, so that it stays small.
slice_figure = Table(
    "slice_figure",
    metadata,
    Column("month", Date, primary_key=True),
    Column("figure", String(40), primary_key=True),
    Column("unit_id", Integer, ForeignKey("unit.id"), primary_key=True, autoincrement=False),
    Column("slice_id", BigInteger, primary_key=True, autoincrement=False),
    Column("value", Float, nullable=False),
    sqlite_with_rowid=False,
)

# The register of procedures: what a dossier's message does not say.
procedure = Table(
    "procedure",
    metadata,
    Column("id", BigKey, primary_key=True),
    Column("code", String(64), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("field", String(64), nullable=False),
    Column("field_name", Text, nullable=False),
    Column("level", SmallInteger, nullable=False),  # 2 information, 3 một phần, 4 toàn trình; 0 not offered
    Column("statutory_days", Float),  # the law's maximum, in working days
    Column("has_fee", Boolean, nullable=False),
    Column("paper_result", Boolean, nullable=False),  # its result is handed over on paper
    Column("source", Text, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
)

# Figures that other systems tell ready-made, each a record: who told it, when, for which day or month.
told_figure = Table(
    "told_figure",
    metadata,
    Column("id", BigKey, primary_key=True),
    feed_id(),
    Column("figure", String(40), nullable=False),
    unit_id(),
    Column("day", Date, nullable=False),  # of a month, its first day
    Column("grain", String(8), nullable=False),  # "day" or "month"
    Column("version", BigInteger, nullable=False),
    Column("value", Float, nullable=False),
    Column("source", Text, nullable=False, server_default=""),
    Column("observed_at", UtcDateTime),
    Column("received_at", UtcDateTime, nullable=False),
    UniqueConstraint("feed_id", "figure", "unit_id", "day", "grain"),
    Index(None, "figure", "day", "unit_id"),
)

# Public figures of the past, shown as points with their source; nothing is counted from them.
known_point = Table(
    "known_point",
    metadata,
    Column("kpi", String(40), primary_key=True),
    Column("unit_id", Integer, ForeignKey("unit.id"), primary_key=True, autoincrement=False),
    Column("first", Date, primary_key=True),
    Column("last", Date, primary_key=True),
    Column("value", Float, nullable=False),
    Column("source", Text, nullable=False),
)

# What the city promised; a row is never changed, but followed by another. The newest that is set holds.
target = Table(
    "target",
    metadata,
    Column("id", BigKey, primary_key=True),
    Column("kpi", String(40), nullable=False),
    Column("level", String(16), nullable=False, server_default=""),  # "city", "district", "ward"; "": every
    Column("year", SmallInteger, nullable=False),
    Column("value", Float),  # None: taken away
    Column("source", Text, nullable=False),
    Column("reference", Boolean, nullable=False),  # "mức tham chiếu": the city's own, no law
    Column("set_by", String(120), nullable=False),
    Column("set_at", UtcDateTime, nullable=False),
    Index(None, "kpi", "level", "year", "id"),
)

# A unit or procedure off its own habit.
anomaly = Table(
    "anomaly",
    metadata,
    Column("id", BigKey, primary_key=True),
    Column("day", Date, nullable=False),
    Column("figure", String(40), nullable=False),
    unit_id(),
    Column("item", String(64), nullable=False, server_default=""),
    Column("value", Float, nullable=False),
    Column("expected", Float, nullable=False),
    Column("low", Float, nullable=False),
    Column("high", Float, nullable=False),
    Column("score", Float, nullable=False),
    Column("detail", JSON, nullable=False),
    Column("found_at", UtcDateTime, nullable=False),
    Column("verdict", String(8), nullable=False, server_default=""),  # "useful", "not"
    Column("judged_by", String(120), nullable=False, server_default=""),
    Column("judged_at", UtcDateTime),
    UniqueConstraint("day", "figure", "unit_id", "item"),
)
