"""Which index SQLite goes by: what it chooses wrongly takes half a second with a million records."""

from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from dashboard.db import engine, migrate, writing
from dashboard.seeding import seed_store
from dashboard.settings import Settings
from dashboard.views import Asked, KpiReader
from tests.dashboard.records import local


def plans(store: Engine, key: str, asked: Asked) -> list[str]:
    """How the lists behind a KPI are read."""
    told: list[tuple[str, Any]] = []

    def hear(_c: Any, _cursor: Any, statement: str, parameters: Any, *_none: Any) -> None:
        told.append((statement, parameters))

    reader, now = KpiReader(store, Settings(_env_file=None)), local("2025-11-20 10:00")
    reader.table(asked, now)
    event.listen(store, "before_cursor_execute", hear)
    reader.records(asked, now, key, "numerator", "")
    event.remove(store, "before_cursor_execute", hear)
    listed = [one for one in told if "ORDER BY complaint." in one[0]]
    with store.connect() as connection:
        return [
            row[3]
            for one in listed
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {one[0]}", one[1])
        ]


def test_a_wards_open_complaints_are_looked_for_among_the_open_ones_alone(tmp_path: Path) -> None:
    store = engine(f"sqlite:///{tmp_path / 'ops.db'}")
    migrate(store)
    with writing(store) as connection:
        seed_store(connection)
    read = plans(store, "complaints_open", Asked(unit="26740"))
    assert read
    assert not [step for step in read if "ix_complaint_unit_id_requested_at" in step]
