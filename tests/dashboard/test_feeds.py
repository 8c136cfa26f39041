"""A feed's books: registered, down once in the log, back once."""

import logging
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, select

from dashboard.board.feeds import feed_rows
from dashboard.db import reading
from dashboard.feeds import FeedInfo, record_failure, register, retire
from dashboard.ingest import Ingest
from dashboard.models import feed_state
from dashboard.records import Batch
from tests.dashboard.records import local

NOW = local("2025-11-05 12:00")


def test_a_feed_keeps_its_id_when_its_settings_change(store: Engine) -> None:
    first = register(store, [FeedInfo(name="flood", kind="flood", transport="mqtt")])
    again = register(store, [FeedInfo(name="flood", kind="flood", transport="http", late_after=5)])
    assert first == again


def test_a_feed_that_no_file_names_is_shown_no_more(store: Engine) -> None:
    register(store, [FeedInfo(name=name, kind="flood", transport="mqtt") for name in ("a", "b")])
    retire(store, ["a"])
    with reading(store) as connection:
        assert [row.name for row in feed_rows(connection, NOW, {})] == ["a"]


def test_a_failure_is_logged_once_a_cause_and_counted(
    ingest: Ingest, store: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        for _poll in range(3):
            record_failure(store, "dossiers", "503 Service Unavailable", NOW)
    assert [record.getMessage() for record in caplog.records] == ["feed dossiers: 503 Service Unavailable"]
    with reading(store) as connection:
        state = connection.execute(select(feed_state)).one()
    assert (state.error, state.error_count, state.spoke_at) == ("503 Service Unavailable", 3, None)


def test_a_failure_is_told_since_when_it_lasts(ingest: Ingest, store: Engine) -> None:
    def since(minutes: int, reason: str) -> datetime | None:
        record_failure(store, "dossiers", reason, NOW + timedelta(minutes=minutes))
        with reading(store) as connection:
            told: datetime | None = connection.execute(select(feed_state.c.error_at)).scalar_one()
            return told

    assert since(0, "connection lost") == NOW
    assert since(1, "connection refused") == NOW
    ingest.store(Batch("dossiers", [], [], 1), NOW + timedelta(minutes=2))
    assert since(3, "connection refused") == NOW + timedelta(minutes=3)


def test_a_good_answer_takes_the_error_away(
    ingest: Ingest, store: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    record_failure(store, "dossiers", "503 Service Unavailable", NOW)
    caplog.clear()
    with caplog.at_level(logging.INFO):
        ingest.store(Batch("dossiers", [], [], 1), NOW)
        ingest.store(Batch("dossiers", [], [], 1), NOW)
    assert [record.getMessage() for record in caplog.records] == ["feed dossiers: back"]
    with reading(store) as connection:
        assert connection.execute(select(feed_state.c.error)).scalar_one() == ""
