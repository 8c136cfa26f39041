"""What was read once is not read again while nothing changes, however long a line is."""

from typing import Any

import pytest
from sqlalchemy import Engine, event

from dashboard.ingest import Cursor, Ingest
from dashboard.records import Batch
from dashboard.settings import Settings
from dashboard.views import Asked, KpiReader
from tests.dashboard.records import dossier, local

NOW = local("2025-11-20 10:00")


@pytest.mark.parametrize("period", ["", "2025-W40", "2025-Q3", "2025-H1", "2024", "2015"])
def test_no_figure_is_read_a_second_time(
    store: Engine, settings: Settings, ingest: Ingest, period: str
) -> None:
    days = ("2018-03-05", "2021-08-09", "2025-10-06", "2025-11-19")
    ingest.store(Batch("dossiers", [dossier(day, at=f"{day} 09:00") for day in days], [], 1), NOW, Cursor())
    reader, told = KpiReader(store, settings), list[str]()
    first = reader.table(Asked(period=period), NOW)

    def hear(_c: Any, _cursor: Any, statement: str, *_none: Any) -> None:
        told.append(statement)

    event.listen(store, "before_cursor_execute", hear)
    again = reader.table(Asked(period=period), NOW)
    event.remove(store, "before_cursor_execute", hear)
    assert [row.line for row in again] == [row.line for row in first]
    assert not [statement for statement in told if "daily_figure" in statement]
