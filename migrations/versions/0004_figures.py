"""figures: slices, the register of procedures, told figures, targets with history, anomalies, outages.

What is new of a record is worked out when it is stored: a store that held records needs
`python -m dashboard.recount` once.
"""

import sqlalchemy as sa
from alembic import op

from dashboard.columns import BigKey, UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_TABLES = (
    "figure_change",
    "told_figure",
    "slice_figure",
    "known_point",
    "feed_outage",
    "anomaly",
    "target",
    "slice",
    "procedure",
)
_COLUMNS = {
    "complaint": ("answered_at", "tier", "promise_at", "confirmed", "reopened", "rating", "slice_id"),
    "dossier": (
        "reused",
        "from_national_store",
        "population_checked",
        "supplement_count",
        "counts_online",
        "early",
        "service_level",
        "worked_minutes",
        "late_minutes",
        "late_cause",
        "slice_id",
    ),
    "gauge_day": ("minutes_1", "minutes_2", "minutes_3", "total", "stale"),
}

_DOSSIERS_LISTED = (
    ("ix_dossier_unit_id_ended_at", ["unit_id", "ended_at"], "ended_at IS NOT NULL"),
    ("ix_dossier_running", ["accepted_at", "unit_id"], "ended_at IS NULL"),
    ("ix_dossier_late", ["overdue_at", "unit_id"], "ended_at > overdue_at"),
    ("ix_dossier_supplement_accepted_at", ["status", "accepted_at", "unit_id"], "status = 5"),
    ("ix_dossier_supplement_overdue_at", ["status", "overdue_at", "unit_id"], "status = 5"),
)


def upgrade() -> None:
    _tables()
    _columns()
    # the promise was every complaint's due time; who closed it had answered it
    op.execute("UPDATE complaint SET answered_at = closed_at, promise_at = due_at")
    _complaints_open("answered_at")


def _tables() -> None:
    op.create_table(
        "figure_change",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("figure", sa.String(length=40), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("day", "figure", name=op.f("pk_figure_change")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "procedure",
        sa.Column("id", BigKey, nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("field", sa.String(length=64), nullable=False),
        sa.Column("field_name", sa.Text(), nullable=False),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.Column("statutory_days", sa.Float(), nullable=True),
        sa.Column("has_fee", sa.Boolean(), nullable=False),
        sa.Column("paper_result", sa.Boolean(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_procedure")),
        sa.UniqueConstraint("code", name=op.f("uq_procedure_code")),
    )
    op.create_table(
        "slice",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("record", sa.String(length=16), nullable=False),
        sa.Column("item", sa.String(length=64), nullable=False),
        sa.Column("item_name", sa.Text(), nullable=False),
        sa.Column("field", sa.String(length=64), nullable=False),
        sa.Column("field_name", sa.Text(), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slice")),
    )
    op.create_table(
        "target",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kpi", sa.String(length=40), nullable=False),
        sa.Column("level", sa.String(length=16), server_default="", nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("reference", sa.Boolean(), nullable=False),
        sa.Column("set_by", sa.String(length=120), nullable=False),
        sa.Column("set_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target")),
    )
    op.create_index(
        op.f("ix_target_kpi_level_year_id"), "target", ["kpi", "level", "year", "id"], unique=False
    )
    op.create_table(
        "anomaly",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("figure", sa.String(length=40), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=64), server_default="", nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("expected", sa.Float(), nullable=False),
        sa.Column("low", sa.Float(), nullable=False),
        sa.Column("high", sa.Float(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("found_at", UtcDateTime(), nullable=False),
        sa.Column("verdict", sa.String(length=8), server_default="", nullable=False),
        sa.Column("judged_by", sa.String(length=120), server_default="", nullable=False),
        sa.Column("judged_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_anomaly_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_anomaly")),
        sa.UniqueConstraint(
            "day", "figure", "unit_id", "item", name=op.f("uq_anomaly_day_figure_unit_id_item")
        ),
    )
    op.create_table(
        "feed_outage",
        sa.Column("feed_id", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("began_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["feed_id"], ["feed.id"], name=op.f("fk_feed_outage_feed_id")),
        sa.PrimaryKeyConstraint("feed_id", "began_at", name=op.f("pk_feed_outage")),
    )
    op.create_table(
        "known_point",
        sa.Column("kpi", sa.String(length=40), nullable=False),
        sa.Column("unit_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_known_point_unit_id")),
        sa.PrimaryKeyConstraint("kpi", "unit_id", "first", "last", name=op.f("pk_known_point")),
    )
    op.create_table(
        "slice_figure",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("figure", sa.String(length=40), nullable=False),
        sa.Column("unit_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("slice_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_slice_figure_unit_id")),
        sa.PrimaryKeyConstraint("month", "figure", "unit_id", "slice_id", name=op.f("pk_slice_figure")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "told_figure",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("feed_id", sa.SmallInteger(), nullable=False),
        sa.Column("figure", sa.String(length=40), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("grain", sa.String(length=8), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.Column("observed_at", UtcDateTime(), nullable=True),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["feed_id"], ["feed.id"], name=op.f("fk_told_figure_feed_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_told_figure_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_told_figure")),
        sa.UniqueConstraint(
            "feed_id",
            "figure",
            "unit_id",
            "day",
            "grain",
            name=op.f("uq_told_figure_feed_id_figure_unit_id_day_grain"),
        ),
    )
    op.create_index(
        op.f("ix_told_figure_figure_day_unit_id"), "told_figure", ["figure", "day", "unit_id"], unique=False
    )


def _columns() -> None:
    op.create_index(op.f("ix_alarm_observed_at_unit_id"), "alarm", ["observed_at", "unit_id"], unique=False)
    op.create_index(
        op.f("ix_camera_event_observed_at_unit_id"), "camera_event", ["observed_at", "unit_id"], unique=False
    )
    op.add_column("complaint", sa.Column("answered_at", UtcDateTime(), nullable=True))
    op.add_column("complaint", sa.Column("tier", sa.String(length=16), server_default="", nullable=False))
    op.add_column("complaint", sa.Column("promise_at", UtcDateTime(), nullable=True))
    op.add_column("complaint", sa.Column("confirmed", sa.Boolean(), nullable=True))
    op.add_column("complaint", sa.Column("reopened", sa.SmallInteger(), server_default="0", nullable=False))
    op.add_column("complaint", sa.Column("rating", sa.SmallInteger(), nullable=True))
    op.add_column("complaint", sa.Column("slice_id", sa.BigInteger(), server_default="0", nullable=False))
    op.create_index(
        op.f("ix_complaint_answered_at_unit_id"), "complaint", ["answered_at", "unit_id"], unique=False
    )
    op.create_index(
        op.f("ix_complaint_requested_at_unit_id"), "complaint", ["requested_at", "unit_id"], unique=False
    )
    op.create_index(
        "ix_complaint_unclosed",
        "complaint",
        ["requested_at", "unit_id"],
        unique=False,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_index(
        "ix_complaint_late",
        "complaint",
        ["due_at", "unit_id"],
        unique=False,
        sqlite_where=sa.text("answered_at > due_at"),
        postgresql_where=sa.text("answered_at > due_at"),
    )
    op.add_column("dossier", sa.Column("reused", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column(
        "dossier", sa.Column("from_national_store", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.add_column(
        "dossier", sa.Column("population_checked", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.add_column("dossier", sa.Column("early", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column(
        "dossier", sa.Column("counts_online", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.add_column(
        "dossier", sa.Column("supplement_count", sa.SmallInteger(), server_default="0", nullable=False)
    )
    op.add_column(
        "dossier", sa.Column("service_level", sa.SmallInteger(), server_default="0", nullable=False)
    )
    op.add_column("dossier", sa.Column("worked_minutes", sa.Integer(), nullable=True))
    op.add_column("dossier", sa.Column("late_minutes", sa.Integer(), nullable=True))
    op.add_column("dossier", sa.Column("late_cause", sa.String(length=16), server_default="", nullable=False))
    op.add_column("dossier", sa.Column("slice_id", sa.BigInteger(), server_default="0", nullable=False))
    _dossiers_listed("IS NOT NULL")
    op.drop_index("ix_dossier_overdue_at_unit_id", "dossier")
    op.drop_index("ix_dossier_supplement", "dossier")
    for name, columns, which in _DOSSIERS_LISTED:
        op.create_index(
            name, "dossier", columns, sqlite_where=sa.text(which), postgresql_where=sa.text(which)
        )
    op.create_index(
        "ix_dossier_unaccepted",
        "dossier",
        ["submitted_at", "unit_id"],
        unique=False,
        sqlite_where=sa.text("accepted_at IS NULL"),
        postgresql_where=sa.text("accepted_at IS NULL"),
    )
    op.add_column("gauge_day", sa.Column("minutes_1", sa.Integer(), server_default="0", nullable=False))
    op.add_column("gauge_day", sa.Column("minutes_2", sa.Integer(), server_default="0", nullable=False))
    op.add_column("gauge_day", sa.Column("minutes_3", sa.Integer(), server_default="0", nullable=False))
    op.add_column("gauge_day", sa.Column("total", sa.Float(), server_default="0", nullable=False))
    op.add_column("gauge_day", sa.Column("stale", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_index(
        "ix_gauge_day_stale",
        "gauge_day",
        ["day"],
        unique=False,
        sqlite_where=sa.text("stale"),
        postgresql_where=sa.text("stale"),
    )


def _dossiers_listed(which: str) -> None:
    """Indexes of two moments, over all dossiers or over those only that have the moment."""
    for column in ("accepted_at", "ended_at"):
        name, where = f"ix_dossier_{column}_unit_id", sa.text(f"{column} {which}") if which else None
        op.drop_index(name, "dossier")
        op.create_index(name, "dossier", [column, "unit_id"], sqlite_where=where, postgresql_where=where)


def _complaints_open(column: str) -> None:
    op.drop_index("ix_complaint_open", "complaint")
    op.create_index(
        "ix_complaint_open",
        "complaint",
        ["due_at", "unit_id"],
        sqlite_where=sa.text(f"{column} IS NULL"),
        postgresql_where=sa.text(f"{column} IS NULL"),
    )


def downgrade() -> None:
    _complaints_open("closed_at")
    op.drop_index("ix_gauge_day_stale", "gauge_day")
    op.drop_index("ix_dossier_unaccepted", "dossier")
    for name, _columns_of, _which in _DOSSIERS_LISTED:
        op.drop_index(name, "dossier")
    op.create_index("ix_dossier_overdue_at_unit_id", "dossier", ["overdue_at", "unit_id"])
    waits = sa.text("status = 5")
    op.create_index(
        "ix_dossier_supplement",
        "dossier",
        ["overdue_at", "unit_id"],
        sqlite_where=waits,
        postgresql_where=waits,
    )
    _dossiers_listed("")
    op.drop_index("ix_complaint_late", "complaint")
    op.drop_index("ix_complaint_unclosed", "complaint")
    for table, column in (
        ("complaint", "answered_at"),
        ("complaint", "requested_at"),
        ("camera_event", "observed_at"),
        ("alarm", "observed_at"),
    ):
        op.drop_index(f"ix_{table}_{column}_unit_id", table)
    for table, columns in _COLUMNS.items():
        for column in reversed(columns):
            op.drop_column(table, column)
    for table in _TABLES:
        op.drop_table(table)
