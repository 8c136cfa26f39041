"""indexes of opening: the records behind a figure, in the order in which they are listed."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_INDEXES = (
    ("dossier", "accepted_at"),
    ("dossier", "ended_at"),
    ("dossier", "overdue_at"),
    ("complaint", "closed_at"),
    ("complaint", "due_at"),
)


def upgrade() -> None:
    for table, column in _INDEXES:
        op.create_index(f"ix_{table}_{column}_unit_id", table, [column, "unit_id"])
    op.create_index(
        "ix_dossier_supplement",
        "dossier",
        ["overdue_at", "unit_id"],
        sqlite_where=sa.text("status = 5"),
        postgresql_where=sa.text("status = 5"),
    )


def downgrade() -> None:
    op.drop_index("ix_dossier_supplement", "dossier")
    for table, column in reversed(_INDEXES):
        op.drop_index(f"ix_{table}_{column}_unit_id", table)
