"""A store with an open incident, and receivers whose servers run on loopback."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from dashboard.db import engine, migrate, writing
from dashboard.seeding import seed_store
from dashboard.settings import Settings
from tests.collectors.notices.receiving import Hook, Mail
from tests.dashboard.outbox.incidents import open_incident


@pytest.fixture
def store(store_url: str) -> Iterator[Engine]:
    made = engine(store_url)
    migrate(made)
    with writing(made) as connection:
        seed_store(connection)
    open_incident(made)
    yield made
    made.dispose()


@pytest.fixture
def hook() -> Iterator[Hook]:
    with Hook().running() as running:
        yield running


@pytest.fixture
def mail() -> Iterator[Mail]:
    with Mail().running() as running:
        yield running


@pytest.fixture
def receiving(tmp_path: Path) -> Callable[..., Settings]:
    """Settings with one receiver, `duty`, at these addresses."""

    def made(*urls: str, more: str = "") -> Settings:
        file = tmp_path / f"receivers-{len(list(tmp_path.glob('receivers-*')))}.toml"
        listed = ", ".join(f'"{url}"' for url in urls)
        file.write_text(f'[[receiver]]\nkey = "duty"\nurls = [{listed}]\n{more}\n', "utf-8")
        return Settings(_env_file=None, receivers=file, public_url="https://ops.example.vn")

    return made
