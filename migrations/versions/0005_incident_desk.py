"""incident desk: incidents with clocks and a lock, accounts, the audit log, notices, hand-overs."""

import sqlalchemy as sa
from alembic import op

from dashboard.columns import BigKey, UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_GRAVITY = ("unknown", "minor", "moderate", "severe", "extreme")
_TABLES = (
    "notice",
    "incident_key",
    "attachment",
    "session",
    "handover",
    "display",
    "saved_view",
    "throttle",
    "audit",
)
_COLUMNS = (
    "version",
    "reopened",
    "outcome",
    "cause",
    "merged_into",
    "assignee_unit_id",
    "assignee_id",
    "escalated",
    "wake_at",
    "due_at",
    "closed_at",
    "arrived_at",
    "dispatched_at",
    "acknowledged_at",
    "opened_by",
    "search",
    "place",
    "gravity",
    "rule",
)


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("id", BigKey, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("who", sa.String(length=120), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=160), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
        sa.UniqueConstraint("previous", name=op.f("uq_audit_previous")),
    )
    op.create_index(op.f("ix_audit_who"), "audit", ["who"], unique=False)

    op.create_table(
        "saved_view",
        sa.Column("id", BigKey, nullable=False),
        sa.Column("owner", sa.String(length=120), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("query", sa.JSON(), nullable=False),
        sa.Column("saved_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
        sa.UniqueConstraint("owner", "name", name=op.f("uq_saved_view_owner_name")),
    )
    op.create_table(
        "throttle",
        sa.Column("key", sa.String(length=160), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_throttle")),
    )
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("full_name", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("may_unmask", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("password_hash", sa.Text(), server_default="", nullable=False),
        sa.Column("must_change", sa.Boolean(), nullable=False),
        sa.Column("subject", sa.String(length=255), nullable=True),
        sa.Column("failures", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("locked_until", UtcDateTime(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("signed_in_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_account_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("name", name=op.f("uq_account_name")),
        sa.UniqueConstraint("subject", name=op.f("uq_account_subject")),
    )
    op.create_table(
        "display",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_by", sa.String(length=120), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=True),
        sa.Column("revoked_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_display_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_display")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_display_token_hash")),
    )
    op.create_table(
        "handover",
        sa.Column("id", BigKey, nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("began_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("notes", sa.Text(), server_default="", nullable=False),
        sa.Column("handed_by", sa.String(length=120), nullable=False),
        sa.Column("handed_at", UtcDateTime(), nullable=False),
        sa.Column("signed_by", sa.String(length=120), server_default="", nullable=False),
        sa.Column("signed_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_handover_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover")),
    )
    op.create_table(
        "session",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("csrf", sa.String(length=64), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_session_account_id")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_session")),
    )
    op.create_index(op.f("ix_session_account_id"), "session", ["account_id"], unique=False)
    op.create_index(op.f("ix_session_expires_at"), "session", ["expires_at"], unique=False)

    op.create_table(
        "attachment",
        sa.Column("id", BigKey, nullable=False),
        sa.Column("incident_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.String(length=40), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("added_by", sa.String(length=120), nullable=False),
        sa.Column("added_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("fk_attachment_incident_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    op.create_index(op.f("ix_attachment_incident_id"), "attachment", ["incident_id"], unique=False)

    op.create_table(
        "incident_key",
        sa.Column("incident_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("dedup_key", sa.String(length=160), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("fk_incident_key_incident_id")),
        sa.PrimaryKeyConstraint("incident_id", "dedup_key", name=op.f("pk_incident_key")),
    )
    op.create_index(
        "uq_incident_key_open",
        "incident_key",
        ["dedup_key"],
        unique=True,
        sqlite_where=sa.text("open"),
        postgresql_where=sa.text("open"),
    )

    op.create_table(
        "notice",
        sa.Column("id", BigKey, nullable=False),
        sa.Column("incident_id", sa.BigInteger(), nullable=True),
        sa.Column("receiver", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=160), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("severity", sa.String(length=16), server_default="", nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("tries", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("tried_at", UtcDateTime(), nullable=True),
        sa.Column("sent_at", UtcDateTime(), nullable=True),
        sa.Column("given_up_at", UtcDateTime(), nullable=True),
        sa.Column("error", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("fk_notice_incident_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint("receiver", "key", name=op.f("uq_notice_receiver_key")),
    )
    op.create_index(op.f("ix_notice_incident_id"), "notice", ["incident_id"], unique=False)
    op.create_index(
        "ix_notice_waiting",
        "notice",
        ["due_at"],
        unique=False,
        sqlite_where=sa.text("sent_at IS NULL AND given_up_at IS NULL"),
        postgresql_where=sa.text("sent_at IS NULL AND given_up_at IS NULL"),
    )

    op.add_column("incident", sa.Column("rule", sa.String(length=40), server_default="", nullable=False))
    op.add_column("incident", sa.Column("gravity", sa.SmallInteger(), server_default="0", nullable=False))
    op.add_column("incident", sa.Column("place", sa.Text(), server_default="", nullable=False))
    op.add_column("incident", sa.Column("search", sa.Text(), server_default="", nullable=False))
    op.add_column(
        "incident", sa.Column("opened_by", sa.String(length=120), server_default="", nullable=False)
    )
    op.add_column("incident", sa.Column("acknowledged_at", UtcDateTime(), nullable=True))
    op.add_column("incident", sa.Column("dispatched_at", UtcDateTime(), nullable=True))
    op.add_column("incident", sa.Column("arrived_at", UtcDateTime(), nullable=True))
    op.add_column("incident", sa.Column("closed_at", UtcDateTime(), nullable=True))
    op.add_column("incident", sa.Column("due_at", UtcDateTime(), nullable=True))
    op.add_column("incident", sa.Column("wake_at", UtcDateTime(), nullable=True))
    op.add_column("incident", sa.Column("escalated", sa.SmallInteger(), server_default="0", nullable=False))
    op.add_column(
        "incident",
        sa.Column(
            "assignee_id",
            sa.Integer(),
            sa.ForeignKey("account.id", name=op.f("fk_incident_assignee_id")),
            nullable=True,
        ),
        inline_references=True,
    )
    op.add_column(
        "incident",
        sa.Column(
            "assignee_unit_id",
            sa.Integer(),
            sa.ForeignKey("unit.id", name=op.f("fk_incident_assignee_unit_id")),
            nullable=True,
        ),
        inline_references=True,
    )
    op.add_column(
        "incident",
        sa.Column(
            "merged_into",
            sa.BigInteger(),
            sa.ForeignKey("incident.id", name=op.f("fk_incident_merged_into")),
            nullable=True,
        ),
        inline_references=True,
    )
    op.add_column("incident", sa.Column("cause", sa.String(length=40), server_default="", nullable=False))
    op.add_column("incident", sa.Column("outcome", sa.Text(), server_default="", nullable=False))
    op.add_column("incident", sa.Column("reopened", sa.SmallInteger(), server_default="0", nullable=False))
    op.add_column("incident", sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    op.create_index(
        "ix_incident_open",
        "incident",
        ["opened_at"],
        unique=False,
        sqlite_where=sa.text("resolved_at IS NULL"),
        postgresql_where=sa.text("resolved_at IS NULL"),
    )
    op.create_index(
        "ix_incident_wake_at",
        "incident",
        ["wake_at"],
        unique=False,
        sqlite_where=sa.text("wake_at IS NOT NULL"),
        postgresql_where=sa.text("wake_at IS NOT NULL"),
    )

    op.add_column(
        "incident_source", sa.Column("dedup_key", sa.String(length=160), server_default="", nullable=False)
    )
    op.create_index(
        op.f("ix_incident_source_source_source_id"), "incident_source", ["source", "source_id"], unique=False
    )

    # what stood open before goes on: its key, how grave it is, which rule opened it
    incident = sa.table("incident", *map(sa.column, ("gravity", "severity", "rule", "kind", "opened_by")))
    op.execute(sa.update(incident).values(rule=incident.c.kind, opened_by="program"))
    for gravity, severity in enumerate(_GRAVITY):
        op.execute(sa.update(incident).where(incident.c.severity == severity).values(gravity=gravity))
    op.execute(
        "INSERT INTO incident_key (incident_id, dedup_key, open) "
        "SELECT id, dedup_key, resolved_at IS NULL FROM incident"
    )
    op.execute(
        "UPDATE incident_source SET dedup_key = "
        "(SELECT incident.dedup_key FROM incident WHERE incident.id = incident_source.incident_id)"
    )


def downgrade() -> None:
    op.drop_index("ix_incident_source_source_source_id", "incident_source")
    op.drop_column("incident_source", "dedup_key")
    for table in _TABLES:
        op.drop_table(table)
    op.drop_index("ix_incident_wake_at", "incident")
    op.drop_index("ix_incident_open", "incident")
    with op.batch_alter_table("incident") as batch:
        for column in _COLUMNS:
            batch.drop_column(column)
    op.drop_table("account")
