"""Programs of ours as processes of their own, as they run in a city."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from dashboard import db

ROOT = Path(__file__).resolve().parents[2]
END_SECONDS = 10


class Running:
    """A started program; what it says goes to `log`."""

    def __init__(self, command: list[str], env: Mapping[str, str], log: Path, folder: Path = ROOT) -> None:
        self.log = log
        # Loopback only: no authority need be trusted, and reading the system's takes 30 ms a feed.
        quick = {"SSL_CERT_FILE": os.devnull, "SSL_CERT_DIR": os.devnull}
        with log.open("ab") as said:
            self.process = subprocess.Popen(
                [sys.executable, *command],
                cwd=folder,
                env={**os.environ, **quick, **env},
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
            )

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")

    def is_alive(self) -> bool:
        return self.process.poll() is None

    def end(self) -> int:
        """Ask it to end; its exit code."""
        if self.is_alive():
            self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
            raise

    def kill(self) -> None:
        """kill -9."""
        self.process.kill()
        self.process.wait()


def until(check: Callable[[], object], seconds: float) -> bool:
    """Wait until the check is true; whether it was by then."""
    end = time.monotonic() + seconds
    while not check():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def accepts(port: int) -> bool:
    """Whether something listens on a port of this machine."""
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


@contextmanager
def running(command: list[str], env: Mapping[str, str], log: Path, folder: Path = ROOT) -> Iterator[Running]:
    """The program of a folder while the block runs; whatever happens it does not outlive it."""
    made = Running(command, env, log, folder)
    try:
        yield made
    finally:
        if made.is_alive():
            made.kill()


@contextmanager
def opened(url: str) -> Iterator[Engine]:
    """A store, with its connections closed afterwards."""
    store = db.engine(url)
    try:
        yield store
    finally:
        store.dispose()


def collectors(feeds: Path, store_url: str, log: Path, **env: str) -> Any:
    """`python -m collectors` on a feeds file."""
    command = ["-m", "collectors", "--feeds", str(feeds)]
    return running(command, {"OPS_DATABASE_URL": store_url, **env}, log)


def toml(value: object) -> str:
    """A value as TOML writes it."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{toml(str(key))} = {toml(entry)}" for key, entry in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(toml, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return repr(value)
    return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'


def write_feeds(path: Path, feeds: list[dict[str, Any]]) -> Path:
    """A feeds.toml."""
    tables = (
        "\n".join(["[[feed]]", *(f"{key} = {toml(value)}" for key, value in each.items())]) for each in feeds
    )
    path.write_text("\n\n".join(tables) + "\n", encoding="utf-8")
    return path
