"""Walls over a store: their documents, and records put into it as feeds would."""

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import Engine

from dashboard.ingest import Cursor, Ingest
from dashboard.records import Batch, Record
from dashboard.settings import Settings
from dashboard.wall.documents import Documents

Put = Callable[..., None]


@pytest.fixture
def documents(store: Engine, settings: Settings, ingest: Ingest) -> Documents:
    return Documents(store, settings)


@pytest.fixture
def put(ingest: Ingest) -> Put:
    """`put("dossiers", at, record, …)`: a poll that came to its last page, or what a broker pushed."""

    def putting(feed: str, at: datetime, *records: Record) -> None:
        ingest.store(Batch(feed, list(records), [], 1), at, Cursor())

    return putting
