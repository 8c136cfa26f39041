"""A lease has one holder at a time, on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import Engine

from dashboard import db, leases

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.fixture
def store(store_url: str) -> Iterator[Engine]:
    made = db.engine(store_url)
    db.migrate(made)
    yield made
    made.dispose()


def test_a_free_lease_is_taken_and_a_taken_one_is_refused(store: Engine) -> None:
    assert leases.take(store, "poll:flood", "a", NOW)
    assert not leases.take(store, "poll:flood", "b", NOW + SECOND)
    assert leases.take(store, "poll:fire", "b", NOW + SECOND)


def test_the_holder_renews_its_lease_for_as_long_as_it_likes(store: Engine) -> None:
    for second in range(0, 120, 15):
        assert leases.take(store, "clock", "a", NOW + second * SECOND)
        assert not leases.take(store, "clock", "b", NOW + (second + 14) * SECOND)


def test_a_dead_holders_lease_is_taken_over_when_it_runs_out_and_not_before(store: Engine) -> None:
    assert leases.take(store, "clock", "a", NOW)
    assert not leases.take(store, "clock", "b", NOW + timedelta(seconds=19, milliseconds=999))
    assert leases.take(store, "clock", "b", NOW + 20 * SECOND)
    assert not leases.take(store, "clock", "a", NOW + 21 * SECOND)


def test_a_lease_given_back_is_free_at_once(store: Engine) -> None:
    assert leases.take(store, "clock", "a", NOW)
    leases.release(store, "clock", "a")
    assert leases.take(store, "clock", "b", NOW)


def test_only_the_holder_can_give_a_lease_back(store: Engine) -> None:
    assert leases.take(store, "clock", "a", NOW)
    leases.release(store, "clock", "b")
    assert not leases.take(store, "clock", "b", NOW)


def test_the_time_to_live_is_the_takers_to_say(store: Engine) -> None:
    assert leases.take(store, "replay", "a", NOW, ttl=300 * SECOND)
    assert not leases.take(store, "replay", "b", NOW + 299 * SECOND)
    assert leases.take(store, "replay", "b", NOW + 300 * SECOND)


@pytest.mark.parametrize("ran_out", [False, True])
def test_of_many_who_ask_at_once_one_gets_it(store: Engine, ran_out: bool) -> None:
    if ran_out:
        assert leases.take(store, "clock", "dead", NOW - 60 * SECOND)
    together = Barrier(8)

    def ask(holder: int) -> bool:
        together.wait()
        return leases.take(store, "clock", f"collector-{holder}", NOW)

    with ThreadPoolExecutor(8) as threads:
        assert sorted(threads.map(ask, range(8))) == [False] * 7 + [True]


def test_a_store_that_does_not_answer_is_a_store_error() -> None:
    nowhere = db.engine("postgresql+psycopg://ops@127.0.0.1:1/ops")
    with pytest.raises(db.StoreError, match="does not answer"):
        leases.take(nowhere, "clock", "a", NOW)
