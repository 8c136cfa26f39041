"""Who may sign in, who is signed in, and who did what."""

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Integer, SmallInteger, String, Table, Text, true

from dashboard.columns import BigKey, UtcDateTime
from dashboard.models.base import metadata, unit_id

account = Table(
    "account",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(64), nullable=False, unique=True),  # small letters; what a person signs in with
    Column("full_name", Text, nullable=False),
    Column("role", String(16), nullable=False),  # "leader", "officer", "planner", "administrator"
    unit_id(),  # this unit and those below it
    Column("may_unmask", Boolean, nullable=False),
    Column("active", Boolean, nullable=False, server_default=true()),
    Column("password_hash", Text, nullable=False, server_default=""),  # argon2id; "": by OIDC alone
    Column("must_change", Boolean, nullable=False),
    Column("subject", String(255), unique=True),  # issuer and subject at the OIDC provider
    Column("failures", SmallInteger, nullable=False, server_default="0"),  # in a row
    Column("locked_until", UtcDateTime),
    Column("created_at", UtcDateTime, nullable=False),
    Column("signed_in_at", UtcDateTime),
)

# A session; the browser holds the token, the store only its hash.
session = Table(
    "session",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("account_id", Integer, ForeignKey("account.id"), nullable=False, index=True),
    Column("csrf", String(64), nullable=False),
    Column("address", String(64), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False, index=True),
)

# How often something was tried by somebody within a window: sign-ins by address.
throttle = Table(
    "throttle",
    metadata,
    Column("key", String(160), primary_key=True),
    Column("count", Integer, nullable=False),
    Column("since", UtcDateTime, nullable=False),
)

# A screen that signs in by itself; its token reads and does nothing else.
display = Table(
    "display",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(80), nullable=False),
    unit_id(),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("created_by", String(120), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("seen_at", UtcDateTime),
    Column("revoked_at", UtcDateTime),
    Column("look", String(8), nullable=False, server_default="auto"),  # "night", "day", "auto": by the hour
    Column("scenes", JSON),  # over wall.toml's own; none: those
    Column("changed_at", UtcDateTime),  # made, changed or revoked: no two displays at once
)

# A screen that asks to be let in: it shows a code, an administrator types it. Its secret then is its token.
pairing = Table(
    "pairing",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("code_hash", String(64), nullable=False, unique=True),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("address", String(64), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False, index=True),
)

# Only ever added to; each row's hash covers the one before it.
audit = Table(
    "audit",
    metadata,
    Column("id", BigKey, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("who", String(120), nullable=False, index=True),
    Column("action", String(40), nullable=False),
    Column("subject", String(160), nullable=False),
    Column("detail", JSON, nullable=False),
    Column("previous", String(64), nullable=False, unique=True),
    Column("hash", String(64), nullable=False),
)
