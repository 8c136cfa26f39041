"""Reports as written and as issued; digests; files asked for; keys of the open interface."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from dashboard.columns import BigKey, UtcDateTime
from dashboard.models.base import metadata

# A draft until `issued_at` is set; from then on the row is never changed: a trigger of the store sees to it.
report = Table(
    "report",
    metadata,
    Column("id", BigKey, primary_key=True),
    Column("template", String(40), nullable=False),
    Column("period", String(32), nullable=False),  # as an address writes it: 2026-11, 2026-Q4
    Column(
        "scope", JSON, nullable=False
    ),  # addresses of units on the map of the period's last day; []: the city
    Column("language", String(8), nullable=False),
    Column(
        "choices", JSON, nullable=False
    ),  # order of sections, written commentary, letter (reports.choices)
    Column("version", Integer, nullable=False, server_default="1"),  # of the draft: optimistic lock
    Column("made_by", String(120), nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("changed_by", String(120), nullable=False),
    Column("changed_at", UtcDateTime, nullable=False, index=True),
    Column("discarded_at", UtcDateTime),
    Column("number", String(64), nullable=False, server_default=""),  # "15/BC-UBND"
    Column("revision", SmallInteger, nullable=False, server_default="1"),  # 2: "lần 2"
    Column("revises_id", BigInteger, ForeignKey("report.id")),  # the issued one before it
    Column("reason", Text, nullable=False, server_default=""),  # of a revision
    Column("issued_on", Date),  # the date that it bears
    Column("issued_year", SmallInteger),  # of that date: numbers begin anew each year
    Column("issuer", String(200), nullable=False, server_default=""),  # the body that issues; it numbers
    Column("signer", String(120), nullable=False, server_default=""),
    Column("subject", Text, nullable=False, server_default=""),
    Column("issued_by", String(120), nullable=False, server_default=""),
    Column("issued_at", UtcDateTime),
    Column("code", String(32), unique=True),  # what `/reports/verify` is asked
    Column("document", Text),  # the frozen document, canonical JSON (reports.document)
    Column("document_sha256", String(64)),
    UniqueConstraint("issuer", "number", "revision", "issued_year", name="uq_report_number"),
)
# One draft and one issued report may follow another.
_LIVES = report.c.discarded_at.is_(None)
Index("ix_report_revises", report.c.revises_id, unique=True, sqlite_where=_LIVES, postgresql_where=_LIVES)

# The bytes that were issued: handed out and verified for ever. A trigger keeps them too.
report_file = Table(
    "report_file",
    metadata,
    Column("report_id", BigInteger, ForeignKey("report.id"), primary_key=True, autoincrement=False),
    Column("format", String(8), primary_key=True),
    Column("name", Text, nullable=False),
    Column("sha256", String(64), nullable=False, index=True),
    Column("size", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

# Done once, whoever does it and whenever the machine was on: a month's draft, a morning's digest.
done_once = Table(
    "done_once",
    metadata,
    Column("key", String(120), primary_key=True),
    Column("at", UtcDateTime, nullable=False),
)

digest = Table(
    "digest",
    metadata,
    Column("id", BigKey, primary_key=True),
    Column("kind", String(16), nullable=False),  # "morning", "turn": a promise has turned
    Column("subject", String(40), nullable=False, server_default=""),  # the KPI that turned
    Column("day", Date, nullable=False),
    Column("made_at", UtcDateTime, nullable=False, index=True),
    Column("body", JSON, nullable=False),
    UniqueConstraint("kind", "subject", "day"),
)

# How each promise stood when it was last looked at.
promise_state = Table(
    "promise_state",
    metadata,
    Column("kpi", String(40), primary_key=True),
    Column("state", String(16), nullable=False),
    Column("value", Text, nullable=False, server_default=""),
    Column("since", UtcDateTime, nullable=False),
)

# A big file that is being made; its bytes lie in the data folder of the process that makes it.
export_job = Table(
    "export_job",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("who", String(120), nullable=False),
    Column("what", String(200), nullable=False),
    Column("format", String(8), nullable=False),
    Column("asked", JSON, nullable=False),
    Column("state", String(16), nullable=False),  # "waiting", "running", "ready", "cancelled", "failed"
    Column("done", Integer, nullable=False, server_default="0"),  # rows
    Column("total", Integer),
    Column("error", Text, nullable=False, server_default=""),
    Column("made_at", UtcDateTime, nullable=False, index=True),
    Column("changed_at", UtcDateTime, nullable=False),
)

# Who may read the open interface by a key; only a hash of it is kept.
api_key = Table(
    "api_key",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(120), nullable=False, unique=True),
    Column("hash", String(64), nullable=False, unique=True),
    Column("hint", String(12), nullable=False),  # its first letters, to tell keys apart
    Column("scopes", JSON, nullable=False),
    Column("unit_id", Integer, ForeignKey("unit.id"), nullable=False),
    Column("per_minute", Integer, nullable=False),
    Column("is_off", Boolean, nullable=False, server_default="0"),
    Column("made_by", String(120), nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("used_at", UtcDateTime),
)
