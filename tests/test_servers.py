"""The servers that the other tests stand on."""

import os
from pathlib import Path

import psycopg
import pytest
import redis
from playwright.sync_api import Browser
from sqlalchemy import create_engine, text

from tests.servers import Server, mosquitto_in, program


def test_a_store_is_empty_and_takes_rows(store_url: str) -> None:
    engine = create_engine(store_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE reading (value INTEGER)"))
        connection.execute(text("INSERT INTO reading VALUES (1)"))
        assert connection.scalar(text("SELECT count(*) FROM reading")) == 1
    engine.dispose()


def test_postgresql_keeps_what_it_commits(postgres: Server) -> None:
    with psycopg.connect(host="127.0.0.1", port=postgres.port, user="ops", dbname="postgres") as connection:
        assert connection.execute("SHOW fsync").fetchone() == ("on",)
        assert connection.execute("SHOW synchronous_commit").fetchone() == ("on",)


def test_redis_answers(redis_server: Server) -> None:
    client = redis.Redis(port=redis_server.port)
    assert client.ping()
    client.close()


def test_a_broker_comes_back_on_its_port_after_a_kill(tmp_path: Path) -> None:
    broker = mosquitto_in(tmp_path)
    broker.start()
    first = broker.pid
    broker.kill()
    broker.start()
    assert broker.pid != first
    broker.stop()


def test_the_shared_broker_runs(mosquitto: Server) -> None:
    os.kill(mosquitto.pid, 0)


def test_a_missing_server_fails_with_one_line() -> None:
    with pytest.raises(pytest.fail.Exception, match="no-such-server is missing: apt install it"):
        program("no-such-server", "it")


def test_the_browser_opens_a_page(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<title>ngập</title>")
    assert page.title() == "ngập"
    page.close()
