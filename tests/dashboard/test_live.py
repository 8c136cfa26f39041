"""Another process's commit is noticed, with and without Redis."""

import time
from collections.abc import Callable

from redis import Redis
from sqlalchemy import Engine

from dashboard.ingest import Ingest
from dashboard.live import AlwaysWatch, RedisWatch, SqliteWatch, watch
from dashboard.records import Batch
from dashboard.settings import Settings
from tests.dashboard.conftest import FEEDS
from tests.dashboard.records import dossier, local
from tests.servers import Server

NOW = local("2025-11-05 12:00")


def within(seconds: float, look: Callable[[], bool]) -> bool:
    """Look until it is so, for at most some seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if look():
            return True
        time.sleep(0.01)
    return False


def test_a_commit_in_sqlite_is_noticed_once(ingest: Ingest, store: Engine) -> None:
    told = watch(store, "")
    if store.dialect.name != "sqlite":
        assert isinstance(told, AlwaysWatch)
        return
    assert isinstance(told, SqliteWatch)
    assert told.changed() is False
    ingest.store(Batch("dossiers", [dossier()], [], 1), NOW)
    assert told.changed() is True
    assert told.changed() is False
    told.close()


def test_redis_carries_the_word_and_may_go_and_come_back(store: Engine, redis_server: Server) -> None:
    url = f"redis://{redis_server.host}:{redis_server.port}/0"
    ingest = Ingest(store, Settings(_env_file=None, redis_url=url), FEEDS)
    told = watch(store, url)
    assert isinstance(told, RedisWatch)
    assert told.changed() is True  # it has just begun to listen: something may have changed
    assert within(5, lambda: Redis.from_url(url).pubsub_numsub("ops:changed")[0][1] == 1)
    while told.changed():
        pass
    ingest.store(Batch("dossiers", [dossier()], [], 1), NOW)
    assert within(5, told.changed)
    redis_server.stop()
    assert within(5, told.changed)  # nobody tells any more: look
    ingest.store(Batch("dossiers", [dossier("b")], [], 1), NOW)  # and storing goes on
    redis_server.start()
    assert within(5, lambda: told.changed() and Redis.from_url(url).pubsub_numsub("ops:changed")[0][1] == 1)
    told.close()
