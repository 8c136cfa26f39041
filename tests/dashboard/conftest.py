"""A migrated store of its own for each test, on SQLite and on PostgreSQL."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from dashboard.db import engine, migrate, writing
from dashboard.feeds import FeedInfo
from dashboard.ingest import Ingest
from dashboard.settings import Settings
from dashboard.targets import seed
from tests.dashboard.records import local

FEEDS = (
    FeedInfo(name="dossiers", kind="dossiers", transport="http"),
    FeedInfo(name="complaints", kind="complaints", transport="http"),
    FeedInfo(name="cameras", kind="cameras", transport="mqtt"),
    FeedInfo(name="fire", kind="fire", transport="mqtt"),
    FeedInfo(name="flood", kind="flood", transport="mqtt", late_after=60, silent_after=180, device_period=60),
)


@pytest.fixture
def settings() -> Settings:
    return Settings(_env_file=None)


@pytest.fixture
def store(store_url: str) -> Iterator[Engine]:
    made = engine(store_url)
    migrate(made)
    with writing(made) as connection:
        seed(connection, local("2025-11-05 00:00"))
    yield made
    made.dispose()


@pytest.fixture
def ingest(store: Engine, settings: Settings) -> Ingest:
    return Ingest(store, settings, FEEDS)
