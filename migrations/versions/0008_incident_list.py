"""incident list: the indexes of its sorts and filters, and of its words."""

import sqlalchemy as sa
from alembic import op

from dashboard.desk.search import fold

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_INDEXES = (
    ("list", ("opened_at", "gravity", "kind", "state", "unit_id", "changed_at")),
    ("changed_at", ("changed_at",)),
    ("gravity_opened_at", ("gravity", "opened_at")),
    ("kind_opened_at", ("kind", "opened_at")),
    ("state_opened_at", ("state", "opened_at")),
    ("unit_id_opened_at", ("unit_id", "opened_at")),
    ("subject_key_opened_at", ("subject_key", "opened_at")),
    ("lat_lon", ("lat", "lon")),
)
_PARTIAL = ("assignee_id", "due_at", "merged_into")

# Every beginning of every word, up to 16 letters: a beginning is then found as fast as a word.
_BEGINNINGS = """(
    SELECT coalesce(group_concat(part, ' '), '') FROM (
        WITH RECURSIVE cut (part, rest, length) AS (
            SELECT '', trim({words}) || ' ', 0
            UNION ALL
            SELECT
                CASE WHEN length < min(instr(rest, ' ') - 1, 16) THEN substr(rest, 1, length + 1) ELSE '' END,
                CASE WHEN length < min(instr(rest, ' ') - 1, 16) THEN rest
                    ELSE substr(rest, instr(rest, ' ') + 1) END,
                CASE WHEN length < min(instr(rest, ' ') - 1, 16) THEN length + 1 ELSE 0 END
            FROM cut WHERE rest <> '')
        SELECT DISTINCT part FROM cut WHERE part <> ''))"""
_INTO = "INSERT INTO incident_words"
_ADD = f"{_INTO} (rowid, words) VALUES (new.id, {_BEGINNINGS.format(words='new.search')});"
_TAKE = (
    f"{_INTO} (incident_words, rowid, words) "
    f"VALUES ('delete', old.id, {_BEGINNINGS.format(words='old.search')});"
)
_TRIGGERS = {
    "incident_words_added": f"AFTER INSERT ON incident BEGIN {_ADD} END",
    "incident_words_changed": (
        f"AFTER UPDATE OF search ON incident WHEN old.search IS NOT new.search BEGIN {_TAKE} {_ADD} END"
    ),
    "incident_words_taken": f"AFTER DELETE ON incident BEGIN {_TAKE} END",
}


def upgrade() -> None:
    # PostgreSQL before 18 has stored ones alone, SQLite adds none but virtual ones
    stored = True if op.get_bind().dialect.name == "postgresql" else None
    key = sa.Computed("substr(search, 1, 40)", persisted=stored)
    op.add_column("incident", sa.Column("subject_key", sa.String(length=40), key))
    _fold_what_stands()
    for name, columns in _INDEXES:
        op.create_index(f"ix_incident_{name}", "incident", list(columns))
    for column in _PARTIAL:
        filled = sa.text(f"{column} IS NOT NULL")
        op.create_index(
            f"ix_incident_{column}", "incident", [column], sqlite_where=filled, postgresql_where=filled
        )
    op.create_index(op.f("ix_incident_event_at"), "incident_event", ["at"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE INDEX ix_incident_words ON incident USING gin (to_tsvector('simple', search))")
        return
    op.execute(
        "CREATE VIRTUAL TABLE incident_words USING fts5"
        "(words, content='', columnsize=0, detail=none, tokenize='ascii')"
    )
    for name, body in _TRIGGERS.items():
        op.execute(sa.text(f"CREATE TRIGGER {name} {body}".replace(":", "\\:")))
    beginnings = _BEGINNINGS.format(words="search")
    op.execute(f"INSERT INTO incident_words (rowid, words) SELECT id, {beginnings} FROM incident")  # noqa: S608


def _fold_what_stands() -> None:
    """Incidents of before had no words."""
    incident = sa.table("incident", *map(sa.column, ("id", "subject", "place", "search", "unit_id")))
    unit = sa.table("unit", *map(sa.column, ("id", "name")))
    found = op.get_bind().execute(
        sa.select(incident.c.id, incident.c.subject, incident.c.place, unit.c.name)
        .join(unit, unit.c.id == incident.c.unit_id)
        .where(incident.c.search == "")
    )
    words = [{"one": held.id, "words": fold(held.subject, held.place, held.name)} for held in found]
    if words:
        change = sa.update(incident).where(incident.c.id == sa.bindparam("one"))
        op.get_bind().execute(change.values(search=sa.bindparam("words")), words)


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.drop_index("ix_incident_words", "incident")
    else:
        for name in _TRIGGERS:
            op.execute(f"DROP TRIGGER {name}")
        op.execute("DROP TABLE incident_words")
    op.drop_index(op.f("ix_incident_event_at"), "incident_event")
    for name in (*_PARTIAL, *(name for name, _ in _INDEXES)):
        op.drop_index(f"ix_incident_{name}", "incident")
    op.drop_column("incident", "subject_key")
