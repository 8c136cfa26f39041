"""The stage of a killing: broker and sender outside, programs that are ended whatever happens."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kill.load import Stage
from tests.servers import Server, mosquitto_in


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Server]:
    """A broker that keeps what it has on disk, saved each second."""
    made = mosquitto_in(tmp_path, extra="autosave_interval 1")
    made.start()
    yield made
    made.stop()


@pytest.fixture
def stage(store_url: str, broker: Server, tmp_path: Path) -> Iterator[Stage]:
    """On SQLite and on PostgreSQL."""
    made = Stage(store_url, broker, tmp_path)
    yield made
    made.close()
