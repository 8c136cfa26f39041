"""incident beginnings: PostgreSQL indexes every beginning of every word, as SQLite does since 0008."""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

# Its cost is told high, lest the planner work it out for row after row instead of asking the index.
_FUNCTION = """
    CREATE FUNCTION incident_beginnings(words text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 10000 AS $$
        SELECT array_to_tsvector(coalesce(array_agg(DISTINCT left(word, length)), '{}'))
        FROM unnest(string_to_array(words, ' ')) AS word,
            generate_series(1, least(length(word), 16)) AS length
    $$"""


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute(_FUNCTION)
    op.drop_index("ix_incident_words", "incident")
    op.execute("CREATE INDEX ix_incident_words ON incident USING gin (incident_beginnings(search))")


def downgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    op.drop_index("ix_incident_words", "incident")
    op.execute("CREATE INDEX ix_incident_words ON incident USING gin (to_tsvector('simple', search))")
    op.execute("DROP FUNCTION incident_beginnings(text)")
