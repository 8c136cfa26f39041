"""`python -m collectors` as a process: two of them, one killed; told to end; wrongly set; no store."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest
from sqlalchemy import Engine, select
from sqlalchemy.exc import ProgrammingError

from dashboard import db
from dashboard.models import complaint, device, lease
from tests.collectors.web import Asked, Reply, Web
from tests.servers import Server, new_store, postgres_in

T0 = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)

FEEDS = """
[[feed]]
name = "complaints"
kind = "complaints"
transport = "http"
address = "{address}/requests.json"
format = "open311"
period = 1
late_after = 60
timeout = 30
query.page_param = ""
"""


class Processes:
    """Collectors of one folder; all that are left are killed at the end."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder, self.url = folder, url
        self._started: list[subprocess.Popen[bytes]] = []

    def start(self, name: str, *arguments: str, **keys: Any) -> subprocess.Popen[bytes]:
        environment = {**os.environ, "OPS_DATABASE_URL": self.url, "OPS_COLLECTOR": name}
        with (self.folder / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "collectors", "--feeds", str(self.folder / "feeds.toml"), *arguments],
                env=environment,
                stdout=log,
                stderr=log,
                **{"stdin": subprocess.DEVNULL, **keys},
            )
        self._started.append(process)
        return process

    def said(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text(errors="replace")

    def end(self) -> None:
        for process in self._started:
            process.kill()
            process.wait()


def until(true: Callable[[], object], seconds: float = 40.0) -> float:
    """Wait for it; the seconds that it took."""
    begun = time.monotonic()
    while not true():
        assert time.monotonic() - begun < seconds, "it did not happen in time"
        time.sleep(0.05)
    return time.monotonic() - begun


class Complaints:
    """A source that has one complaint more at each request, and tells of those since."""

    def __init__(self) -> None:
        self.told = 0

    def __call__(self, asked: Asked) -> Reply:
        self.told += 1
        since = asked.params.get("updated_after")
        least = datetime.fromisoformat(since) if since else T0
        numbers = [n for n in range(1, self.told + 1) if T0 + timedelta(minutes=n) >= least]
        return Reply(orjson.dumps([_request(number) for number in numbers]))


def _request(number: int) -> dict[str, str]:
    at = (T0 + timedelta(minutes=number)).isoformat()
    fixed = {"service_request_id": str(number), "status": "open", "service_code": "rac"}
    return {**fixed, "requested_datetime": at, "updated_datetime": at}


@pytest.fixture
def web() -> Iterator[Web]:
    with Web(Complaints()).running() as running:
        yield running


@pytest.fixture
def processes(tmp_path: Path, web: Web, request: pytest.FixtureRequest) -> Iterator[Processes]:
    for url in new_store(getattr(request, "param", "sqlite"), tmp_path, request):
        (tmp_path / "feeds.toml").write_text(FEEDS.format(address=web.url))
        made = Processes(tmp_path, url)
        yield made
        made.end()
        db.engine(url).dispose()


def stored(store: Engine) -> set[str]:
    with db.reading(store) as connection:
        return set(connection.execute(select(complaint.c.external_id)).scalars())


def holder(store: Engine) -> str:
    with db.reading(store) as connection:
        found = connection.execute(select(lease.c.holder).where(lease.c.name == "feed complaints")).scalar()
    return str(found).partition(":")[0]


@pytest.mark.serial
@pytest.mark.parametrize("processes", ["sqlite", "postgresql"], indirect=True)
def test_a_dead_collectors_feed_is_taken_over_within_30_s_and_goes_on_where_it_was(
    processes: Processes, web: Web
) -> None:
    first = processes.start("first")
    until(lambda: len(web.asked) >= 2)
    processes.start("second")
    until(lambda: "collecting 1 feeds" in processes.said("second"))
    store = db.engine(processes.url)
    assert holder(store) == "first"
    asked = len(web.asked)
    assert until(lambda: len(web.asked) >= asked + 3) > 1.5  # one poller, not two
    first.kill()
    first.wait()
    before, last = len(web.asked), web.asked[-1].params["updated_after"]
    assert until(lambda: len(web.asked) > before) < 30
    assert holder(store) == "second"
    assert web.asked[before].params["updated_after"] >= last
    until(lambda: len(web.asked) > before + 2)
    told = web.answer.told  # type: ignore[attr-defined]
    until(lambda: {str(number) for number in range(1, told + 1)} <= stored(store))
    assert "feed complaints: ours now" in processes.said("second")


def test_a_collector_told_to_end_ends_within_3_s_and_gives_its_feeds_back(
    processes: Processes, web: Web
) -> None:
    for name, told in (("term", signal.SIGTERM), ("int", signal.SIGINT)):
        process = processes.start(name)
        until(lambda: web.asked)
        web.asked.clear()
        process.send_signal(told)
        begun = time.monotonic()
        assert process.wait(20) == 0
        assert time.monotonic() - begun < 3.0
        assert holder(db.engine(processes.url)) == "None"


def test_a_collector_ends_within_3_s_though_a_source_hangs(processes: Processes, web: Web) -> None:
    def hang(_: Asked) -> Reply:
        time.sleep(15)
        return Reply(b"[]")

    web.answer = hang
    process = processes.start("hanging")
    until(lambda: web.asked)
    process.terminate()
    begun = time.monotonic()
    assert process.wait(20) == 0
    assert time.monotonic() - begun < 3.0


def test_a_collector_ends_when_its_parent_is_gone(processes: Processes, web: Web) -> None:
    process = processes.start("child", "--until-eof", stdin=subprocess.PIPE)
    until(lambda: web.asked)
    assert process.stdin is not None
    process.stdin.close()
    assert process.wait(20) == 0


def test_a_collector_without_that_wish_does_not_look_at_stdin(processes: Processes, web: Web) -> None:
    processes.start("daemon")
    until(lambda: len(web.asked) >= 3)


@pytest.fixture
def own_postgres() -> Iterator[Server]:
    """One that may be stopped, since no other test uses it."""
    folder = Path(tempfile.mkdtemp(prefix="ops-postgres-"))  # pytest's own folders are closed to other users
    server = postgres_in(folder)
    server.start()
    yield server
    server.stop(signal.SIGINT)
    shutil.rmtree(folder, ignore_errors=True)


def test_a_store_that_is_down_for_a_while_costs_nothing_but_time(
    processes: Processes, web: Web, own_postgres: Server
) -> None:
    processes.url = f"postgresql+psycopg://ops@127.0.0.1:{own_postgres.port}/postgres"
    process = processes.start("patient")
    store = db.engine(processes.url)
    until(lambda: _begun(store))
    store.dispose()
    own_postgres.stop(signal.SIGINT)
    until(lambda: "the store does not answer" in processes.said("patient"))
    time.sleep(3)
    own_postgres.start()
    told = web.answer.told  # type: ignore[attr-defined]
    until(lambda: {str(number) for number in range(1, told + 1)} <= stored(store))
    store.dispose()
    assert process.poll() is None
    lines = [line for line in processes.said("patient").splitlines() if "does not answer" in line]
    assert len(lines) <= 6  # a line a cause, not a line a second


def _begun(store: Engine) -> bool:
    """Whether something is stored; at first there is not even a table."""
    try:
        return bool(stored(store))
    except ProgrammingError:
        return False


def wrong(processes: Processes, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "collectors", "--feeds", str(processes.folder / "feeds.toml")],
        env={**os.environ, "OPS_DATABASE_URL": processes.url, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1, done.stderr
    return done.stderr


def test_what_is_wrong_at_the_start_is_one_line(processes: Processes) -> None:
    assert "OPS_LOG_LEVEL" in wrong(processes, OPS_LOG_LEVEL="LOUD")
    assert "OPS_DATABASE_URL" in wrong(processes, OPS_DATABASE_URL="no such thing")
    assert "the store does not answer" in wrong(
        processes, OPS_DATABASE_URL="postgresql+psycopg://ops@127.0.0.1:1/ops"
    )
    assert "cannot write /proc/nowhere" in wrong(processes, OPS_DATABASE_URL="", OPS_DATA_DIR="/proc/nowhere")
    assert "borders.json: cannot be read" in wrong(processes, OPS_BOUNDARIES="/nowhere/borders.json")
    (processes.folder / "feeds.toml").write_text("[[feed]]\nname = 'a'\n")
    assert wrong(processes).startswith("feeds.toml: feed 'a': key ")


def test_devices_of_a_file_and_of_an_inventory_are_known_before_they_speak(
    processes: Processes, web: Web
) -> None:
    web.answer = lambda _: Reply(orjson.dumps([{"id": "P-2", "lat": 10.8, "lon": 106.7}]))
    (processes.folder / "panels.csv").write_text("external_id,name\nP-1,Chợ Bến Thành\n")
    (processes.folder / "feeds.toml").write_text(
        f"""
        [[feed]]
        name = "fire"
        kind = "fire"
        transport = "mqtt"
        address = "mqtt://127.0.0.1:1"
        topics = ["alarm-panel/+"]
        format = "panel"
        devices = "panels.csv"
        [feed.inventory]
        address = "{web.url}/panels.json"
        format = "mapped"
        options = {{ record = "device", external_id = "id", kind = "'panel'", lat = "lat", lon = "lon" }}
        """
    )
    processes.start("fire")
    store = db.engine(processes.url)
    until(lambda: "collecting 1 feeds" in processes.said("fire"))

    def known() -> list[tuple[str, str, float | None]]:
        with db.reading(store) as connection:
            rows = connection.execute(select(device).order_by(device.c.external_id))
            return [(row.external_id, row.name, row.lat) for row in rows]

    until(lambda: len(known()) == 2)
    assert known() == [("P-1", "Chợ Bến Thành", None), ("P-2", "", 10.8)]
