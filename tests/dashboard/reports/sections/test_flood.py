"""Floods in a report: levels and points from readings; figures without readings pretend no points."""

from datetime import date

from sqlalchemy import Engine

from dashboard.history import load
from dashboard.ingest import Cursor, Ingest
from dashboard.records import Batch, Record
from dashboard.reports.document import Table
from dashboard.reports.sections import flood
from dashboard.settings import Settings
from tests.dashboard.records import gauge, local, reading
from tests.dashboard.reports.asking import wanted
from tests.dashboard.reports.reading_tables import cells

NOW = local("2025-12-02 08:00")


def test_levels_are_told_by_points_days_and_the_points_themselves(
    store: Engine, settings: Settings, ingest: Ingest
) -> None:
    # one street over I (0.15 m) on the 5th and over I and II (0.3 m) on the 6th; the other never
    told: list[Record] = [
        gauge("g1"), gauge("g2"),
        reading("g1", "2025-11-05 08:00", 0.2), reading("g1", "2025-11-06 08:00", 0.35),
        reading("g2", "2025-11-06 08:00", 0.1),
    ]  # fmt: skip
    ingest.store(Batch("flood", told, [], 1), local("2025-11-06 08:01"), Cursor())
    section = flood.build(wanted(store, settings, "2025-11", NOW))
    lines = cells(section, "flood_levels")
    assert [values[:2] for values in lines.values()] == [[1, 2], [1, 1], [0, 0]]
    assert list(cells(section, "flood_points")) == ["g1"]


def test_of_figures_loaded_ready_made_no_point_is_said_to_have_stayed_dry(
    store: Engine, settings: Settings, ingest: Ingest
) -> None:
    load(store, [(date(2025, 11, 5), "79", "gauges_level_1", 7.0)])
    section = flood.build(wanted(store, settings, "2025-11", NOW))
    tables = [part.key for part in section.parts if isinstance(part, Table)]
    assert "flood" in tables
    assert "flood_levels" not in tables
