"""The servers, files and processes of one measurement, in a temporary folder that goes with it."""

import csv
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import psutil  # type: ignore[import-untyped]
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import DBAPIError

from benchmarks.flood import GAUGES
from dashboard.units import seed_units
from tests.servers import Server, mosquitto_in, postgres_in

ROOT = Path(__file__).resolve().parents[1]
STORES = ("sqlite", "postgresql")
_PATIENCE = 600.0  # seconds


class Scene:
    """A broker that drops nothing and an empty store."""

    def __init__(self, kind: str) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="ops-bench-"))
        self.folder.chmod(0o755)  # PostgreSQL enters it as another user
        self.kind = kind
        self.broker = mosquitto_in(self.folder)
        self._database: Server | None = None
        self._processes: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Self:
        self.broker.start()
        if self.kind == "postgresql":
            (self.folder / "postgresql").mkdir()
            self._database = postgres_in(self.folder / "postgresql")
            self._database.start()
        self.store: Engine = create_engine(self.store_url, pool_pre_ping=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in self._processes:
            process.terminate()
            process.wait()
        self.store.dispose()
        self.broker.stop()
        if self._database is not None:
            self._database.stop(signal.SIGINT)
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def store_url(self) -> str:
        if self._database is not None:
            return f"postgresql+psycopg://ops@127.0.0.1:{self._database.port}/postgres"
        return f"sqlite:///{self.folder / 'ops.db'}"

    def start(self, *command: str, env: dict[str, str] | None = None) -> subprocess.Popen[bytes]:
        """A Python program of the project; it ends with the scene."""
        own = {key: value for key, value in os.environ.items() if not key.startswith("OPS_")}
        own |= {
            "OPS_DATABASE_URL": self.store_url,
            "OPS_DATA_DIR": str(self.folder),
            "OPS_LOG_LEVEL": "WARNING",
        }
        own |= env or {}
        made = subprocess.Popen([sys.executable, *command], cwd=ROOT, env=own, stdout=subprocess.PIPE)
        self._processes.append(made)
        return made

    def feeds(self) -> str:
        """A feeds.toml with the flood's gauges: each in a ward, with three alarm levels."""
        devices, feeds = self.folder / "gauges.csv", self.folder / "feeds.toml"
        wards = [unit for unit in seed_units() if unit.level == "ward"]
        with devices.open("w", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(("external_id", "unit", "lat", "lon", "quantity", "level_1", "level_2", "level_3"))
            for number in range(GAUGES):
                ward = wards[number % len(wards)]
                rows.writerow(
                    (f"Datastreams({number})", ward.code, ward.lat, ward.lon, "level", 0.3, 0.5, 0.58)
                )
        feeds.write_text(
            "[[feed]]\n"
            'name = "flood"\nkind = "flood"\ntransport = "mqtt"\nformat = "sensorthings"\n'
            f'address = "mqtt://127.0.0.1:{self.broker.port}"\ntopics = ["v1.1/+/Observations"]\n'
            'devices = "gauges.csv"\n'
        )
        return str(feeds)

    def count(self, table: str) -> int:
        """Rows of a table; -1 while there is no such table."""
        try:
            with self.store.connect() as connection:
                return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())
        except DBAPIError:
            return -1

    def heard(self) -> int:
        """How many messages the store has had of all feeds."""
        with self.store.connect() as connection:
            return int(
                connection.execute(text("SELECT coalesce(sum(messages), 0) FROM feed_state")).scalar_one()
            )

    def subscribed(self) -> None:
        """Until the program first started, or a child of it, listens: from then on nothing is missed."""
        program = self._processes[0]
        wait(lambda: program.poll() is not None or self.broker.port in _peers(program.pid), "it connects")
        if program.returncode is not None:
            raise ChildProcessError(f"{program.args!r} ended with {program.returncode}")
        time.sleep(1.0)  # for its SUBSCRIBE


def cpu(process: subprocess.Popen[bytes]) -> float:
    """Seconds of processor time that a process has used."""
    times = psutil.Process(process.pid).cpu_times()
    return float(times.user + times.system)


def _peers(pid: int) -> set[int]:
    """The ports that a process and its children are connected to."""
    parent = psutil.Process(pid)
    found: set[int] = set()
    for one in [parent, *parent.children(recursive=True)]:
        found |= {link.raddr.port for link in one.net_connections("tcp") if link.raddr}
    return found


def wait(check: Callable[[], object], what: str, pause: float = 0.05) -> None:
    """Until it is true; TimeoutError where it never is."""
    end = time.monotonic() + _PATIENCE
    while not check():
        if time.monotonic() > end:
            raise TimeoutError(f"in vain: {what}")
        time.sleep(pause)


@contextmanager
def scene(kind: str) -> Iterator[Scene]:
    """A scene on "sqlite" or "postgresql"."""
    with Scene(kind) as made:
        yield made


def machine() -> str:
    """What it was measured on, in a line."""
    model = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if "model name" in line
        ),
        "unknown processor",
    )
    memory = psutil.virtual_memory().total / 2**30
    return f"{os.cpu_count()} cores ({model}), {memory:.0f} GB, Python {sys.version.split()[0]}"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
