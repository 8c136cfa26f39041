"""Files of messages through real transports into a real store: each is read or refused, none is lost."""

import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import paho.mqtt.client as mqtt
import pytest
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from sqlalchemy import Engine, Table, select

from dashboard import db
from dashboard.models import feed, feed_state, rejected
from dashboard.records import Reason
from tests.collectors.listening import is_online, sender
from tests.collectors.web import Asked, Reply, Web
from tests.end_to_end.cases import Case, cases, given, ours, says_nothing
from tests.end_to_end.golden import GOLDEN, stored
from tests.end_to_end.running import collectors, opened, until, write_feeds
from tests.servers import Server, mosquitto_in, new_store

SETS = {"ours": ours(), **({"given": files} if (files := given()) else {})}
WAIT = 120.0  # s


@dataclass(frozen=True, kw_only=True)
class Run:
    """What came of all cases of a set, after the collector was asked to end."""

    store: Engine
    cases: list[Case]
    states: dict[str, Any]
    rejected: dict[str, list[Any]]
    log: str
    exit_code: int
    left: list[str]  # topics of messages that the broker still keeps for the collector


RUNS = [f"{name}-{store}" for name in SETS for store in ("sqlite", "postgresql")]


@pytest.fixture(scope="module", params=RUNS)
def run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """All cases of a set, sent to `python -m collectors` over a real web server and a real broker."""
    name, _, kind = request.param.partition("-")
    folder = tmp_path_factory.mktemp("cases")
    for url in new_store(kind, folder, request):
        with opened(url) as store:
            yield _ran(store, url, cases(SETS[name]), folder)


def _ran(store: Engine, url: str, listed: list[Case], folder: Path) -> Run:
    bodies = {f"/{case.feed}": case.file for case in listed}

    def answer(asked: Asked) -> Reply:
        file = bodies[asked.path]
        return Reply(file.body, headers={"Content-Type": file.content_type})

    with Web(answer).running() as web, _broker(folder) as broker:
        entries = [case.entry(web.url, f"mqtt://127.0.0.1:{broker.port}") for case in listed]
        feeds = write_feeds(folder / "feeds.toml", entries)
        with collectors(feeds, url, folder / "collectors.log") as program:
            until(lambda: not program.is_alive() or is_online(broker.port, "cases"), WAIT)
            assert program.is_alive(), program.said()[-2000:]
            _publish(broker.port, listed)
            until(lambda: len(_states(store)) == len(listed), WAIT)
            code = program.end()
        left = _left_at(broker.port, "cases")
    kept: dict[str, list[Any]] = defaultdict(list)
    for row in _rows(store, rejected):
        kept[row.feed].append(row)
    return Run(
        store=store,
        cases=listed,
        states=_states(store),
        rejected=kept,
        log=program.said(),
        exit_code=code,
        left=left,
    )


@contextmanager
def _broker(folder: Path) -> Iterator[Server]:
    broker = mosquitto_in(folder)
    broker.start()
    try:
        yield broker
    finally:
        broker.stop()


def _publish(port: int, listed: Sequence[Case]) -> None:
    with sender(port) as device:
        for case in listed:
            if case.transport == "mqtt":
                device.send(case.topic, case.file.body)


def _rows(store: Engine, table: Table) -> Sequence[Any]:
    statement = select(table, feed.c.name.label("feed")).join(feed, feed.c.id == table.c.feed_id)
    with db.reading(store) as connection:
        return connection.execute(statement.order_by(table.c.feed_id)).all()


def _states(store: Engine) -> dict[str, Any]:
    """The books of the feeds of which something is known already."""
    return {row.feed: row for row in _rows(store, feed_state) if row.messages or row.error}


def _left_at(port: int, client_id: str) -> list[str]:
    """Topics of what the broker keeps unacknowledged for a client: asked for under its own name."""
    found: list[str] = []
    sessions: list[bool] = []
    client = mqtt.Client(CallbackAPIVersion.VERSION2, client_id, protocol=MQTTProtocolVersion.MQTTv5)
    client.on_connect = lambda _client, _data, flags, *_: sessions.append(flags.session_present)
    client.on_message = lambda _client, _data, message: found.append(message.topic)
    kept = Properties(PacketTypes.CONNECT)  # type: ignore[no-untyped-call]
    kept.SessionExpiryInterval = 60
    client.connect("127.0.0.1", port, clean_start=False, properties=kept)
    end = time.monotonic() + 1
    while time.monotonic() < end:
        client.loop(0.1)
    client.disconnect()
    assert sessions == [True]
    return found


def _fault(run: Run, case: Case) -> str:
    """What is wrong with what came of a case; "" where it was read, refused with a reason, or empty."""
    state, kept = run.states.get(case.feed), run.rejected[case.feed]
    if state is None:
        return "silence"
    if case.transport == "mqtt" and state.messages != 1:
        return f"heard {state.messages} times"
    if state.rejected != len(kept):
        return f"{state.rejected} counted as rejected, {len(kept)} kept"
    for row in kept:
        if row.reason not in list(Reason) or not row.detail or (case.file.body and not row.body):
            return f"rejected without reason or bytes: {row.reason!r} {row.detail!r}"
        if case.transport == "mqtt" and row.topic != case.topic:
            return f"rejected from topic {row.topic!r}"
    if state.records or kept or state.error.startswith("answers with more than"):
        return ""
    if not says_nothing(case.file.body):
        return f"neither records nor a rejection ({state.error or 'no error'})"
    return "" if case.transport == "mqtt" or state.spoke_at else "an empty answer is an answer"


def test_every_case_ends_as_records_or_as_a_rejection_with_a_reason(run: Run) -> None:
    faults = {str(case): fault for case in run.cases if (fault := _fault(run, case))}
    assert faults == {}


def test_no_case_breaks_a_format_or_the_collector(run: Run) -> None:
    assert run.exit_code == 0
    broken = [
        line for line in run.log.splitlines() if "Traceback" in line or "a mistake in the program" in line
    ]
    assert broken == []


def test_nothing_is_left_unacknowledged(run: Run) -> None:
    assert run.left == []


@pytest.mark.parametrize("run", ["ours-sqlite", "ours-postgresql"], indirect=True)
def test_what_is_stored_is_what_was_sent_whatever_brought_it(run: Run) -> None:
    told = [(case, golden) for case in run.cases if (golden := GOLDEN.get((case.file.name, case.format)))]
    told = [(case, golden) for case, golden in told if "codec" not in case.options]
    assert {case.transport for case, _ in told} == {"http", "mqtt"}
    assert {(case.file.name, case.format) for case, _ in told} == set(GOLDEN)
    for case, (what, rows) in told:
        assert stored(run.store, case.feed, what) == rows, str(case)
