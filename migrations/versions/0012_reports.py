"""reports: drafts and issued ones with their files, digests, big exports, keys of the open interface."""

import sqlalchemy as sa
from alembic import op

from dashboard.columns import BigKey, UtcDateTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


_HOLDS = "an issued report is never changed"
_HELD = (  # table, deed, which rows
    ("report", "UPDATE", "OLD.issued_at IS NOT NULL"),
    ("report", "DELETE", "OLD.issued_at IS NOT NULL"),
    ("report_file", "UPDATE", "1 = 1"),
    ("report_file", "DELETE", "1 = 1"),
)


def upgrade() -> None:
    _reports()
    _hold()
    op.create_table(
        "done_once",
        sa.Column("key", sa.String(120), primary_key=True),
        sa.Column("at", UtcDateTime, nullable=False),
    )
    _digests()
    op.create_table(
        "export_job",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("who", sa.String(120), nullable=False),
        sa.Column("what", sa.String(200), nullable=False),
        sa.Column("format", sa.String(8), nullable=False),
        sa.Column("asked", sa.JSON, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("done", sa.Integer, nullable=False, server_default="0"),
        sa.Column("total", sa.Integer),
        sa.Column("error", sa.Text, nullable=False, server_default=""),
        sa.Column("made_at", UtcDateTime, nullable=False),
        sa.Column("changed_at", UtcDateTime, nullable=False),
    )
    op.create_index("ix_export_job_made_at", "export_job", ["made_at"])
    op.create_table(
        "api_key",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(120), nullable=False, unique=True),
        sa.Column("hash", sa.String(64), nullable=False, unique=True),
        sa.Column("hint", sa.String(12), nullable=False),
        sa.Column("scopes", sa.JSON, nullable=False),
        sa.Column("unit_id", sa.Integer, sa.ForeignKey("unit.id"), nullable=False),
        sa.Column("per_minute", sa.Integer, nullable=False),
        sa.Column("is_off", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("made_by", sa.String(120), nullable=False),
        sa.Column("made_at", UtcDateTime, nullable=False),
        sa.Column("used_at", UtcDateTime),
    )
    _incidents()
    op.create_index("ix_rejected_received", "rejected", ["received_at", "feed_id", "replayed_at"])
    op.add_column("notice", sa.Column("report_id", sa.BigInteger))
    op.add_column("notice", sa.Column("attach", sa.String(40), nullable=False, server_default=""))


def _reports() -> None:
    op.create_table(
        "report",
        sa.Column("id", BigKey, primary_key=True),
        sa.Column("template", sa.String(40), nullable=False),
        sa.Column("period", sa.String(32), nullable=False),
        sa.Column("scope", sa.JSON, nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("choices", sa.JSON, nullable=False),
        sa.Column("version", sa.Integer, nullable=False, server_default="1"),
        sa.Column("made_by", sa.String(120), nullable=False),
        sa.Column("made_at", UtcDateTime, nullable=False),
        sa.Column("changed_by", sa.String(120), nullable=False),
        sa.Column("changed_at", UtcDateTime, nullable=False),
        sa.Column("discarded_at", UtcDateTime),
        sa.Column("number", sa.String(64), nullable=False, server_default=""),
        sa.Column("revision", sa.SmallInteger, nullable=False, server_default="1"),
        sa.Column("revises_id", sa.BigInteger, sa.ForeignKey("report.id")),
        sa.Column("reason", sa.Text, nullable=False, server_default=""),
        sa.Column("issued_on", sa.Date),
        sa.Column("issued_year", sa.SmallInteger),
        sa.Column("issuer", sa.String(200), nullable=False, server_default=""),
        sa.Column("signer", sa.String(120), nullable=False, server_default=""),
        sa.Column("subject", sa.Text, nullable=False, server_default=""),
        sa.Column("issued_by", sa.String(120), nullable=False, server_default=""),
        sa.Column("issued_at", UtcDateTime),
        sa.Column("code", sa.String(32), unique=True),
        sa.Column("document", sa.Text),
        sa.Column("document_sha256", sa.String(64)),
        sa.UniqueConstraint("issuer", "number", "revision", "issued_year", name="uq_report_number"),
    )
    op.create_index("ix_report_changed_at", "report", ["changed_at"])
    lives = sa.text("discarded_at IS NULL")
    op.create_index(
        "ix_report_revises", "report", ["revises_id"], unique=True, sqlite_where=lives, postgresql_where=lives
    )
    op.create_table(
        "report_file",
        sa.Column("report_id", sa.BigInteger, sa.ForeignKey("report.id"), primary_key=True),
        sa.Column("format", sa.String(8), primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.create_index("ix_report_file_sha256", "report_file", ["sha256"])


def _hold() -> None:
    """The store itself refuses to change what was issued."""
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    if is_postgresql:
        op.execute(
            f"""CREATE FUNCTION report_holds() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION '{_HOLDS}'; END $$"""
        )
    does = (
        "EXECUTE FUNCTION report_holds()" if is_postgresql else f"BEGIN SELECT RAISE(ABORT, '{_HOLDS}'); END"
    )
    for table, deed, rows in _HELD:
        op.execute(
            f"CREATE TRIGGER {table}_no_{deed.lower()} BEFORE {deed} ON {table} "
            f"FOR EACH ROW WHEN ({rows}) {does}"
        )


def _incidents() -> None:
    """What a period's report asks for: what ended, what was open, whose source fell silent."""
    ended, unknown = sa.text("resolved_at IS NOT NULL"), sa.text("kind = 'unknown'")
    op.create_index(
        "ix_incident_resolved",
        "incident",
        ["resolved_at", "opened_at", "kind", "state", "unit_id"],
        sqlite_where=ended,
        postgresql_where=ended,
    )
    op.create_index(
        "ix_incident_event_unknown",
        "incident_event",
        ["at", "incident_id"],
        sqlite_where=unknown,
        postgresql_where=unknown,
    )


def _digests() -> None:
    op.create_table(
        "digest",
        sa.Column("id", BigKey, primary_key=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("subject", sa.String(40), nullable=False, server_default=""),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("made_at", UtcDateTime, nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
        sa.UniqueConstraint("kind", "subject", "day"),
    )
    op.create_index("ix_digest_made_at", "digest", ["made_at"])
    op.create_table(
        "promise_state",
        sa.Column("kpi", sa.String(40), primary_key=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("value", sa.Text, nullable=False, server_default=""),
        sa.Column("since", UtcDateTime, nullable=False),
    )


def downgrade() -> None:
    op.drop_index("ix_rejected_received", "rejected")
    op.drop_index("ix_incident_event_unknown", "incident_event")
    op.drop_index("ix_incident_resolved", "incident")
    op.drop_column("notice", "attach")
    op.drop_column("notice", "report_id")
    for table in ("api_key", "export_job", "promise_state", "digest", "done_once", "report_file", "report"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION report_holds()")
