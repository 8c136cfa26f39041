"""A migrated store of its own for each test, on SQLite and on PostgreSQL."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from dashboard.db import engine, migrate


@pytest.fixture
def store(store_url: str) -> Iterator[Engine]:
    made = engine(store_url)
    migrate(made)
    yield made
    made.dispose()
