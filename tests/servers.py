"""Real Mosquitto, Redis and PostgreSQL for tests, on free ports, their data in a temporary folder.

A server that is not installed fails the test with one line; nothing is skipped.
"""

import os
import pwd
import random
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from dashboard.db import engine

START_SECONDS = 30
STOP_SECONDS = 20


class Server:
    """A server process that can be stopped, killed and started again on the same port and data."""

    def __init__(self, command: list[str], port: int, log: Path, user: str | None = None) -> None:
        self.command, self.port, self.log, self.user = command, port, log, user
        self.host = "127.0.0.1"
        self.is_ready: Callable[[], bool] = self._accepts
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def start(self) -> None:
        """Return when it answers."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                user=self.user,
                group=self.user,
                extra_groups=[] if self.user else None,
            )
        end = time.monotonic() + START_SECONDS
        while not self.is_ready():
            if self._process.poll() is not None or time.monotonic() > end:
                self.kill()
                said = self.log.read_text(errors="replace")[-2000:]
                pytest.fail(f"{self.command[0]} did not start: {said}", pytrace=False)
            time.sleep(0.02)

    def stop(self, how: int = signal.SIGTERM) -> None:
        if self._process is None:
            return
        self._process.send_signal(how)
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
        self._process = None

    def kill(self) -> None:
        """What a power cut does to the process."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _accepts(self) -> bool:
        try:
            socket.create_connection((self.host, self.port), 1).close()
        except OSError:
            return False
        return True


def free_port() -> int:
    """A port that nobody has, below those that systems give to outgoing connections (from 32768 on).

    Of those one may be taken again by any client between here and the server's own start.
    """
    chance = random.SystemRandom()
    while True:
        port = chance.randrange(20_000, 32_000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port


def program(
    name: str, package: str, folders: str = "/usr/sbin:/usr/local/sbin", also: tuple[str, ...] = ()
) -> str:
    """Path of a program under its name or another, or a failed test that says how to install it."""
    path = f"{os.environ.get('PATH', '')}:{folders}"
    for known in (name, *also):
        if found := shutil.which(known, path=path):
            return found
    pytest.fail(f"{name} is missing: apt install {package}", pytrace=False)


def mosquitto_in(folder: Path, port: int | None = None, extra: str = "", anonymous: bool = True) -> Server:
    """A broker that drops nothing, not started yet. `extra` is more of its configuration."""
    port = port or free_port()
    config = folder / "mosquitto.conf"
    lines = [
        f"listener {port} 127.0.0.1",
        f"allow_anonymous {str(anonymous).lower()}",
        "persistence true",
        f"persistence_location {folder}/",
        "max_queued_messages 0",
        "max_queued_bytes 0",
        "max_inflight_messages 2000",
        "log_dest stderr",
        *(["user root"] if os.geteuid() == 0 else []),
        extra,
    ]
    config.write_text("\n".join(lines) + "\n")
    return Server([program("mosquitto", "mosquitto"), "-c", str(config)], port, folder / "mosquitto.log")


def redis_in(folder: Path) -> Server:
    """An empty Redis that writes nothing to disk, not started yet."""
    port = free_port()
    command = [program("redis-server", "redis-server"), "--bind", "127.0.0.1", "--port", str(port)]
    command += ["--save", "", "--appendonly", "no", "--dir", str(folder)]
    return Server(command, port, folder / "redis.log")


def postgres_in(folder: Path) -> Server:
    """A cluster with durable commits, superuser `ops`, no password, new where none is there; not started yet.

    PostgreSQL refuses root: started by root it runs as the user postgres, who must be able to enter `folder`.
    """
    binaries = ":".join(str(path) for path in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True))
    port, data = free_port(), folder / "data"
    user = "postgres" if os.geteuid() == 0 else None
    if user:
        try:
            owner = pwd.getpwnam(user)
        except KeyError:
            pytest.fail("postgres is missing: apt install postgresql", pytrace=False)
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    if not data.exists():
        initdb = [program("initdb", "postgresql", binaries), "-D", str(data), "-U", "ops", "-A", "trust"]
        initdb += ["-E", "UTF8", "--locale=C", "--no-sync"]
        subprocess.run(
            initdb,
            check=True,
            capture_output=True,
            cwd=folder,
            user=user,
            group=user,
            extra_groups=[] if user else None,
        )
    command = [program("postgres", "postgresql", binaries), "-D", str(data), "-p", str(port)]
    command += ["-c", "listen_addresses=127.0.0.1", "-c", f"unix_socket_directories={folder}"]
    server = Server(command, port, folder / "postgres.log", user)
    server.is_ready = lambda: _answers(port)
    return server


def _answers(port: int) -> bool:
    try:
        psycopg.connect(host="127.0.0.1", port=port, user="ops", dbname="postgres", connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True


@pytest.fixture(scope="session")
def mosquitto(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A broker for all tests of a worker: use topics and client ids of your own."""
    server = mosquitto_in(tmp_path_factory.mktemp("mosquitto"))
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A Redis for all tests of a worker: use keys of your own."""
    server = redis_in(tmp_path_factory.mktemp("redis"))
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL for all tests of a worker: `store_url` makes a database of its own for each."""
    folder = Path(tempfile.mkdtemp(prefix="ops-postgres-"))  # pytest's own folders are closed to other users
    try:
        server = postgres_in(folder)
        server.start()
        yield server
        server.stop(signal.SIGINT)  # at once, not when the last client has left
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def new_store(kind: str, folder: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """SQLAlchemy URL of an empty store, dropped afterwards."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / f'{uuid4().hex}.db'}"
        return
    server: Server = request.getfixturevalue("postgres")
    name = f"ops_{uuid4().hex}"
    address = f"host=127.0.0.1 port={server.port} user=ops dbname=postgres"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    url = f"postgresql+psycopg://ops@127.0.0.1:{server.port}/{name}"
    yield url
    engine(url).dispose()  # a connection that nobody closed is found by a later test, whichever it is
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty store for one test, once on each database."""
    yield from new_store(request.param, tmp_path, request)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def module_store_url(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """An empty store for the tests of one module, once on each database."""
    yield from new_store(request.param, tmp_path_factory.mktemp("store"), request)
