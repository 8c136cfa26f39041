"""The numbered migrations make exactly the tables of `models`."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect

from dashboard.db import migrate, reading
from dashboard.models import metadata


def _is_ours(name: str | None, _kind: str, _parents: object) -> bool:
    """The index of words is each store's own (desk.search) and no table of the models."""
    return not (name or "").startswith(("incident_words", "ix_incident_words"))


def test_the_migrations_make_the_tables_of_the_models(store: Engine) -> None:
    with reading(store) as connection:
        opts = {"compare_type": False, "include_name": _is_ours}
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, metadata) == []


def test_migrating_twice_changes_nothing(store: Engine) -> None:
    before = sorted(inspect(store).get_table_names())
    migrate(store)
    assert sorted(inspect(store).get_table_names()) == before


def test_sqlite_keeps_readings_in_one_tree(store: Engine) -> None:
    if store.dialect.name != "sqlite":
        return  # PostgreSQL has no such choice
    with reading(store) as connection:
        made = connection.exec_driver_sql(
            "SELECT sql FROM sqlite_master WHERE name = 'observation'"
        ).scalar_one()
    assert "WITHOUT ROWID" in made
