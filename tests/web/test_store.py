"""The real store behind the site."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dashboard.db import StoreError, engine, writing
from dashboard.models import feed
from web import store as web_store


def test_a_new_store_gets_its_tables_and_units_and_answers(store_url: str) -> None:
    store = engine(store_url)
    web_store.prepare(store)
    web_store.prepare(store)  # as every later start does
    assert web_store.answers(store)


def test_a_store_that_is_away_does_not_answer() -> None:
    away = engine("postgresql+psycopg://ops@127.0.0.1:1/ops")
    assert not web_store.answers(away)
    with pytest.raises(StoreError, match="does not answer"):
        web_store.prepare(away)


def test_whoever_watches_is_told_of_a_commit(tmp_path: Path) -> None:
    store = engine(f"sqlite:///{tmp_path / 'ops.db'}")
    web_store.prepare(store)
    row = {"name": "flood", "kind": "flood", "transport": "mqtt", "late_after": 1.0, "silent_after": 2.0}

    def commit() -> None:
        with writing(store) as connection:
            connection.execute(feed.insert().values(row))

    async def watch() -> float:
        told = asyncio.Event()
        async with web_store.watching(store, "", told.set):
            await asyncio.sleep(0.5)
            assert not told.is_set()
            started = datetime.now(UTC)
            await asyncio.to_thread(commit)
            await asyncio.wait_for(told.wait(), 5)
            return (datetime.now(UTC) - started).total_seconds()

    assert asyncio.run(watch()) < 5
