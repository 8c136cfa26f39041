"""A desk over a store in which two dossiers came in in November 2025, its reports of two quick sections."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from dashboard.ingest import Batch, Ingest
from dashboard.reports.desk import ReportDesk
from dashboard.settings import Settings
from tests.dashboard.records import dossier
from tests.dashboard.reports.desk_of import NOW, desk_of, few_sections


@pytest.fixture
def desk(store: Engine, settings: Settings, ingest: Ingest) -> Iterator[ReportDesk]:
    ingest.store(
        Batch(
            "dossiers", [dossier("H1", at="2025-11-05 08:30"), dossier("H2", at="2025-11-06 08:30")], [], 1
        ),
        NOW,
    )
    with few_sections():
        yield desk_of(store, settings)
