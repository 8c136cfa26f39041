"""A store with incidents, and files of receivers."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine

from dashboard.db import writing
from dashboard.seeding import seed_store
from dashboard.settings import Settings


@pytest.fixture
def store(store: Engine) -> Engine:
    """With the city's units."""
    with writing(store) as connection:
        seed_store(connection)
    return store


@pytest.fixture
def receiving(tmp_path: Path) -> Callable[[str], Settings]:
    """Settings whose receivers are those of a text."""

    def made(text: str, public_url: str = "") -> Settings:
        file = tmp_path / f"receivers-{len(list(tmp_path.iterdir()))}.toml"
        file.write_text(text, "utf-8")
        return Settings(_env_file=None, receivers=file, public_url=public_url)

    return made
