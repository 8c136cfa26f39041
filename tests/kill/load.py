"""Killing under load: a sender outside, the program under test, and the count at the end."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import orjson
import paho.mqtt.client as mqtt
import psutil  # type: ignore[import-untyped]
from paho.mqtt.enums import CallbackAPIVersion
from sqlalchemy import create_engine, func, select, text
from sqlalchemy.exc import DBAPIError

from dashboard.db import reading
from dashboard.models import observation, rejected
from tests.collectors.listening import is_online, said_on
from tests.servers import Server

ROOT = Path(__file__).resolve().parents[2]
KILLS = int(os.environ.get("OPS_KILLS", "3"))
GAUGES = 40
PATIENCE = 120.0  # seconds until a test gives up waiting


class Sender:
    """Publishes numbered observations at QoS 1, as steadily as the broker lets it, until told to stop."""

    def __init__(self, port: int, per_second: float) -> None:
        self._pause = 1 / per_second
        self._client = mqtt.Client(CallbackAPIVersion.VERSION2, "sender", clean_session=False)
        self._client.reconnect_delay_set(1, 1)
        self._client.on_publish = self._on_publish
        self._client.connect("127.0.0.1", port)
        self._client.loop_start()
        self._stopping = threading.Event()
        self.sent = self.acknowledged = 0
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _on_publish(self, *_: object) -> None:
        self.acknowledged += 1

    def _run(self) -> None:
        while not self._stopping.wait(self._pause):
            topic = f"v1.1/Datastreams({self.sent % GAUGES})/Observations"
            self._client.publish(topic, body(self.sent), qos=1)
            self.sent += 1

    def finish(self) -> int:
        """How many were sent; the broker has acknowledged them all."""
        self._stopping.set()
        self._thread.join()
        until(lambda: self.acknowledged == self.sent, "the broker acknowledges what was sent")
        return self.sent

    def close(self) -> None:
        self._stopping.set()
        self._thread.join()
        self._client.disconnect()
        self._client.loop_stop()


def body(number: int) -> bytes:
    """An observation whose id is its sequence number and whose value follows from it; some cannot be read."""
    if is_broken(number):
        return b"no JSON: %d" % number
    now = datetime.now(UTC).isoformat()
    gauge = {"@iot.id": number % GAUGES}
    return orjson.dumps(
        {"@iot.id": number, "phenomenonTime": now, "result": value(number), "Datastream": gauge}
    )


def is_broken(number: int) -> bool:
    return number % 50 == 49


def value(number: int) -> float:
    return number % 100 / 100


class Program:
    """A command of ours that is killed with everything it started, and started again."""

    def __init__(self, log: Path, command: Sequence[str], env: dict[str, str]) -> None:
        self._log, self._command = log, [sys.executable, *command]
        self._env = {key: value for key, value in os.environ.items() if not key.startswith("OPS_")} | env
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command, cwd=ROOT, env=self._env, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )

    def kill(self) -> None:
        """kill -9, the parent first."""
        assert self._process is not None
        assert self._process.poll() is None, self._log.read_text()[-3000:]
        parent = psutil.Process(self._process.pid)
        for one in [parent, *parent.children(recursive=True)]:
            one.kill()
        self._process.wait()

    def exit_code(self) -> int | None:
        """None while it runs."""
        return None if self._process is None else self._process.poll()

    def stop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(30)


class Stage:
    """Broker and store from outside, and the programs of one test."""

    def __init__(self, store_url: str, broker: Server, folder: Path) -> None:
        self._folder, self.broker, self._broker_port = folder, broker, broker.port
        self.store_url = store_url
        self._store = create_engine(store_url, pool_pre_ping=True)
        self._open: list[Callable[[], None]] = [self._store.dispose]

    def close(self) -> None:
        """End everything, the last first."""
        for end in reversed(self._open):
            end()

    def sender(self, per_second: float = 400.0) -> Sender:
        made = Sender(self._broker_port, per_second)
        self._open.append(made.close)
        return made

    def collector(self, name: str = "", share: str = "") -> Program:
        env = {"OPS_COLLECTOR": name}
        return self._program(
            f"collector-{name}", ["-m", "collectors", "--feeds", str(self._feeds(share))], env
        )

    def whole_program(self, port: int) -> Program:
        """`python app.py`: the site and the collector."""
        return self._program("app", ["app.py", "--feeds", str(self._feeds())], {"OPS_PORT": str(port)})

    def _program(self, name: str, command: Sequence[str], env: dict[str, str]) -> Program:
        common = {"OPS_DATABASE_URL": self.store_url, "OPS_DATA_DIR": str(self._folder)}
        made = Program(self._folder / f"{name}.log", command, common | env)
        self._open.append(made.stop)
        return made

    def _feeds(self, share: str = "") -> Path:
        path = self._folder / "feeds.toml"
        path.write_text(
            "[[feed]]\n"
            'name = "flood"\nkind = "flood"\ntransport = "mqtt"\nformat = "sensorthings"\n'
            f'address = "mqtt://127.0.0.1:{self._broker_port}"\n'
            f'topics = ["v1.1/+/Observations"]\nshare = "{share}"\n'
        )
        return path

    def wait_for_subscription(self, client_id: str = "ops-center") -> None:
        """Until the collector is there: from then on the broker keeps messages for it."""
        until(lambda: is_online(self._broker_port, client_id), f"{client_id} subscribes")

    def stored(self) -> int:
        """How many messages; -1 while the store does not answer or has no tables yet."""
        try:
            with reading(self._store) as connection:
                counts = (select(func.count()).select_from(table) for table in (observation, rejected))
                return sum(connection.execute(count).scalar_one() for count in counts)
        except DBAPIError:
            return -1

    def execute(self, statement: str) -> None:
        with self._store.begin() as connection:
            connection.execute(text(statement))

    def kill_at_random(self, program: Program, client_id: str = "ops-center") -> None:
        """Kill it at work and start it again, so many times; the same moments each time."""
        chance = Random(client_id)
        for _ in range(KILLS):
            self.wait_for_subscription(client_id)
            self.wait_for_more()
            time.sleep(chance.uniform(0, 1))
            program.kill()
            until(
                lambda: said_on(self._broker_port, f"ops/collectors/{client_id}") == b"offline",
                "its last will",
            )
            program.start()

    def wait_for_more(self) -> None:
        """Until something is stored."""
        before = self.stored()
        until(lambda: self.stored() > max(before, 0), f"more than {before} are stored")

    def assert_each_once(self, sent: int) -> None:
        """Every sequence number is there, exactly once: with its own value, or as what cannot be read."""
        until(lambda: self.stored() >= sent, f"{sent} are stored")
        with reading(self._store) as connection:
            rows = connection.execute(select(observation.c.external_id, observation.c.value)).all()
            broken = connection.execute(select(rejected.c.body)).scalars().all()
        numbers = [int(row.external_id) for row in rows] + [int(bytes(body).split()[-1]) for body in broken]
        assert sorted(numbers) == list(range(sent))
        assert all(row.value == value(int(row.external_id)) for row in rows)
        assert all(is_broken(int(bytes(body).split()[-1])) for body in broken)


def until(check: Callable[[], object], what: str) -> None:
    """Wait; the test fails where it is in vain."""
    end = time.monotonic() + PATIENCE
    while not check():
        assert time.monotonic() < end, f"in vain: {what}"
        time.sleep(0.05)
