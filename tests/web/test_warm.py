"""What is read before the first visitor comes."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from dashboard.db import engine
from dashboard.settings import Settings
from dashboard.views import Asked, KpiReader
from web import store as web_store
from web.warm import read_ahead

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


def reader_of(store: Engine) -> KpiReader:
    return KpiReader(store, Settings(_env_file=None))


@contextmanager
def asked(store: Engine) -> Iterator[list[str]]:
    """The statements that the store is asked meanwhile."""
    told: list[str] = []

    def hear(_c: Any, _cursor: Any, statement: str, *_none: Any) -> None:
        told.append(statement)

    event.listen(store, "before_cursor_execute", hear)
    yield told
    event.remove(store, "before_cursor_execute", hear)


def test_the_first_visitor_finds_every_month_already_read(store_url: str) -> None:
    store = engine(store_url)
    web_store.prepare(store)
    reader = reader_of(store)
    read_ahead(reader, lambda: NOW).join()
    with asked(store) as told:
        assert reader.table(Asked(), NOW)
        assert reader.table(Asked(period="2026-Q4"), NOW)
        assert reader.table(Asked(period="2026-W47"), NOW)
        reader.changes(Asked(), NOW, "online_share")
        reader.sliced(Asked(period="2026"), NOW, "online_share", "item")
    assert told
    assert not [one for one in told if "daily_figure" in one or "slice_figure" in one]


def test_nobody_waits_until_the_months_are_read(store_url: str) -> None:
    store = engine(store_url)
    web_store.prepare(store)
    reader, may_go_on = reader_of(store), threading.Event()

    def hold(*_told: Any) -> None:
        may_go_on.wait()

    event.listen(store, "before_cursor_execute", hold)
    reading = read_ahead(reader, lambda: NOW)
    assert reading.is_alive()
    assert reading.daemon  # the program may end meanwhile
    may_go_on.set()
    reading.join()
    event.remove(store, "before_cursor_execute", hold)
    assert reader.table(Asked(), NOW)


def test_a_store_that_fails_is_said_once_and_in_one_line(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store = engine(f"sqlite:///{tmp_path / 'empty.db'}")
    read_ahead(reader_of(store), lambda: NOW).join()
    (said,) = [record.message for record in caplog.records if record.name == "web.warm"]
    assert said.startswith("the KPIs' figures cannot be read ahead: ")
    assert "no such table" in said
    assert len(said.splitlines()) == 1
