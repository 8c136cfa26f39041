"""The broker or the store goes away under load and comes back: nothing is missing, nothing is double."""

import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kill.load import Stage, until
from tests.servers import Server, postgres_in

pytestmark = pytest.mark.serial


@pytest.fixture
def store_url(tmp_path: Path) -> str:
    """One store will do where the store is not what fails."""
    return f"sqlite:///{tmp_path / 'ops.db'}"


@pytest.fixture
def own_postgres() -> Iterator[Server]:
    """A PostgreSQL that may be stopped."""
    folder = Path(tempfile.mkdtemp(prefix="ops-postgres-"))
    server = postgres_in(folder)
    server.start()
    yield server
    server.stop(signal.SIGINT)
    shutil.rmtree(folder, ignore_errors=True)


def test_a_broker_killed_under_load_loses_nothing_that_it_delivered(stage: Stage) -> None:
    collector = stage.collector()
    collector.start()
    stage.wait_for_subscription()
    sender = stage.sender()
    for _ in range(2):
        stage.wait_for_more()
        stage.broker.kill()
        stage.broker.start()
        stage.wait_for_subscription()
    stage.wait_for_more()
    stage.assert_each_once(sender.finish())


def test_a_broker_killed_after_it_saved_gives_what_nobody_had_fetched(stage: Stage) -> None:
    collector = stage.collector()
    collector.start()
    stage.wait_for_subscription()
    collector.kill()
    sender = stage.sender(per_second=2000)
    until(lambda: sender.acknowledged > 1000, "some are acknowledged")
    sent = sender.finish()
    saved = stage.broker.log.parent / "mosquitto.db"
    acknowledged_at = time.time()
    until(lambda: saved.exists() and saved.stat().st_mtime > acknowledged_at, "the broker saves")
    stage.broker.kill()
    stage.broker.start()
    collector.start()
    stage.assert_each_once(sent)


def test_a_collector_that_meets_a_mistake_of_ours_ends_and_loses_nothing(
    own_postgres: Server, broker: Server, tmp_path: Path
) -> None:
    stage = Stage(f"postgresql+psycopg://ops@127.0.0.1:{own_postgres.port}/postgres", broker, tmp_path)
    try:
        collector = stage.collector()
        collector.start()
        stage.wait_for_subscription()
        sender = stage.sender()
        stage.wait_for_more()
        stage.execute("ALTER TABLE observation RENAME TO elsewhere")
        until(lambda: collector.exit_code() == 1, "the collector ends")
        stage.execute("ALTER TABLE elsewhere RENAME TO observation")
        collector.start()
        stage.wait_for_more()
        stage.assert_each_once(sender.finish())
    finally:
        stage.close()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_a_store_that_goes_and_comes_back_gets_everything_once(
    own_postgres: Server, broker: Server, tmp_path: Path, how: int
) -> None:
    stage = Stage(f"postgresql+psycopg://ops@127.0.0.1:{own_postgres.port}/postgres", broker, tmp_path)
    try:
        collector = stage.collector()
        collector.start()
        stage.wait_for_subscription()
        sender = stage.sender()
        for _ in range(2):
            stage.wait_for_more()
            own_postgres.stop(how)
            sent = sender.sent
            until(lambda least=sent: sender.acknowledged > least + 1000, "more is sent meanwhile")  # type: ignore[misc]
            own_postgres.start()
        stage.wait_for_more()
        stage.assert_each_once(sender.finish())
    finally:
        stage.close()
