"""wall: the city's stage with its history, and what a display shows."""

import sqlalchemy as sa
from alembic import op

from dashboard.columns import BigKey, UtcDateTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "city_stage",
        sa.Column("id", BigKey, primary_key=True),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("stage", sa.SmallInteger, nullable=False),
        sa.Column("who", sa.String(120), nullable=False),
        sa.Column("reason", sa.Text, nullable=False, server_default=""),
        sa.Column("until", UtcDateTime),
        sa.Column("detail", sa.JSON, nullable=False),
    )
    op.create_index("ix_city_stage_at", "city_stage", ["at"])
    op.create_table(
        "pairing",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("code_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("token_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("address", sa.String(64), nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("expires_at", UtcDateTime, nullable=False),
    )
    op.create_index("ix_pairing_expires_at", "pairing", ["expires_at"])
    op.add_column("display", sa.Column("look", sa.String(8), nullable=False, server_default="auto"))
    op.add_column("display", sa.Column("scenes", sa.JSON))
    op.add_column("display", sa.Column("changed_at", UtcDateTime))


def downgrade() -> None:
    op.drop_column("display", "changed_at")
    op.drop_column("display", "scenes")
    op.drop_column("display", "look")
    op.drop_table("pairing")
    op.drop_table("city_stage")
