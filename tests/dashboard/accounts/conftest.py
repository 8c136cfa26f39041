"""Accounts over a store of its own, with a hash that is quick."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine

from dashboard.accounts.desk import Accounts
from dashboard.db import writing
from dashboard.seeding import seed_store
from dashboard.settings import Settings
from tests.signed_in import quick

NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
PASSWORD = "mưa rào tháng bảy"


@pytest.fixture
def store(store: Engine) -> Engine:
    """With its units."""
    with writing(store) as connection:
        seed_store(connection)
    return store


@pytest.fixture
def accounts(store: Engine, settings: Settings) -> Accounts:
    made = Accounts(store, settings, quick())
    made.add({"name": "an", "role": "officer", "unit_id": 1001}, "test", NOW, PASSWORD)
    made.add({"name": "chief", "role": "administrator"}, "test", NOW, PASSWORD)
    return made
