"""The demo: a simulated city, its broker, and three years of history loaded behind the first page."""

import logging
import os
import shutil
import socket
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import Engine, func, select

from dashboard.db import reading
from dashboard.models import figure_history
from web.children import Program, end, start

_CONFIG = """\
listener {port} 127.0.0.1
allow_anonymous true
persistence true
persistence_location {folder}/
autosave_interval 60
max_queued_messages 0
max_queued_bytes 0
max_inflight_messages 2000
log_dest stderr
log_type error
log_type warning
"""
_DAILY_FOR = 120  # days of history by the day; older ones are gathered by months

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """The simulated city to start, and the two ports on which it speaks."""

    speed: float = 1.0
    scenario: str = "calm"
    seed: int = 1
    http_port: int
    mqtt_port: int

    @property
    def env(self) -> dict[str, str]:
        """What `feeds.demo.toml` asks for."""
        return {
            "OPS_DEMO_HTTP": f"http://127.0.0.1:{self.http_port}",
            "OPS_DEMO_MQTT": f"mqtt://127.0.0.1:{self.mqtt_port}",
        }

    def programs(self, data: Path) -> list[Program]:
        simulator = [
            *("-m", "simulator", "--until-eof", "--http", str(self.http_port)),
            *("--mqtt", f"127.0.0.1:{self.mqtt_port}", "--speed", f"{self.speed:g}"),
            *("--scenario", self.scenario, "--seed", str(self.seed)),
        ]
        return [self._broker(data), Program(name="simulator", command=[sys.executable, *simulator])]

    def _broker(self, data: Path) -> Program:
        found = shutil.which("mosquitto", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
        if found is None:
            log.warning(
                "no Mosquitto here: the demo uses its embedded broker, which loses what is unacknowledged"
                " when it dies; the promise that nothing is lost is made with Mosquitto: apt install it"
            )
            command = ["-m", "simulator.broker", "--port", str(self.mqtt_port), "--until-eof"]
            return Program(name="broker", command=[sys.executable, *command])
        folder = (data / "broker").resolve()
        folder.mkdir(parents=True, exist_ok=True)
        config = folder / "mosquitto.conf"
        as_root = "user root\n" if os.geteuid() == 0 else ""
        config.write_text(_CONFIG.format(port=self.mqtt_port, folder=folder) + as_root, "utf-8")
        return Program(name="broker", command=[sys.executable, "-m", "web.tether", found, "-c", str(config)])


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class History:
    """Makes three years of the simulated city's figures and loads them, once a store, at low priority."""

    STEPS = 4

    def __init__(self, store: Engine, data: Path, seed: int, until: date) -> None:
        file = data / f"history-{seed}.csv.gz"
        made = ["-m", "simulator.history", str(file), "--until", until.isoformat(), "--seed", str(seed)]
        register = data / f"procedures-{seed}.csv"
        self._commands: Sequence[list[str]] = (
            ["-m", "simulator.register", str(register)],
            ["-m", "dashboard.procedures", str(register)],
            [*made, "--daily-for", str(_DAILY_FOR)],
            ["-m", "web.load_history", str(file)],
        )
        self._store = store
        self._files = (file, register)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="history")
        self.step = 0  # 0: nothing to load, or done

    def start(self) -> None:
        """Does nothing where history has been loaded before."""
        with reading(self._store) as connection:
            loaded = connection.execute(select(func.count()).select_from(figure_history)).scalar_one()
        if not loaded:
            self.step = 1
            self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        if self._thread.ident is not None:
            self._thread.join()

    def _run(self) -> None:
        for step, command in enumerate(self._commands, 1):
            self.step = step
            tethered = [sys.executable, "-m", "web.tether", sys.executable, *command]
            process = start(Program(name="history", command=["nice", *tethered]))
            while process.poll() is None and not self._stopping.wait(0.1):
                pass
            end(process)
            if process.returncode:
                if not self._stopping.is_set():
                    log.error("the demo's history could not be loaded: exit code %d", process.returncode)
                break
        else:
            log.info("three years of simulated history are loaded")
        self.step = 0
        for file in self._files:
            file.unlink(missing_ok=True)
