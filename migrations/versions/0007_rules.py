"""rules: what an incident is about within its kind, since when nothing is known of it, gauges that wait."""

import sqlalchemy as sa
from alembic import op

from dashboard.columns import UtcDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_OPEN = sa.text("resolved_at IS NULL")


def upgrade() -> None:
    op.add_column("incident", sa.Column("topic", sa.String(64), nullable=False, server_default=""))
    op.add_column("incident", sa.Column("unknown_at", UtcDateTime()))
    op.create_index(
        "ix_incident_open_kind",
        "incident",
        ["kind", "changed_at"],
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    )
    op.create_table(
        "level_wait",
        sa.Column("device_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], name=op.f("fk_level_wait_device_id_device")),
        sa.PrimaryKeyConstraint("device_id", "level", name=op.f("pk_level_wait")),
    )
    op.create_index(op.f("ix_level_wait_due_at"), "level_wait", ["due_at"])


def downgrade() -> None:
    op.drop_table("level_wait")
    op.drop_index("ix_incident_open_kind", "incident")
    op.drop_column("incident", "unknown_at")
    op.drop_column("incident", "topic")
