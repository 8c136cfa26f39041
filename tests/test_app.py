"""`python app.py --demo` whole: up, live, and gone with everything that it started."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.servers import free_port
from tests.signed_in import SignedIn, signed_in

ROOT = Path(__file__).resolve().parents[1]


class Program:
    """`python app.py --demo` on a free port, in a folder of its own."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = data / "log"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        settings = {name: value for name, value in os.environ.items() if not name.startswith("OPS_")}
        command = [sys.executable, "app.py", "--demo", "--scenario", "storm"]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*command, "--port", str(self.port), "--data", str(self.data)],
                cwd=ROOT,
                env=settings,
                stdout=log,
                stderr=log,
            )
        self.wait_for(self.well, 60)

    def wait_for(self, check: Callable[[], bool], seconds: float) -> None:
        end = time.monotonic() + seconds
        while not check():
            assert time.monotonic() < end, self.log.read_text("utf-8")[-3000:]
            time.sleep(0.1)

    def well(self) -> bool:
        try:
            return httpx.get(f"{self.address}/healthz", timeout=5).is_success
        except httpx.TransportError:
            return False

    def board(self) -> dict[str, Any]:
        asked = httpx.get(f"{self.address}/api/board", headers=self.visitor.headers)
        answer: dict[str, Any] = asked.json()
        return answer

    @cached_property
    def visitor(self) -> SignedIn:
        return signed_in(f"sqlite:///{self.data / 'ops.db'}")

    def passwords(self) -> list[str]:
        """Every first password that was told."""
        return re.findall(r"password: (\S+)", self.log.read_text("utf-8"))

    def live(self) -> bool:
        return {feed["state"] for feed in self.board()["feeds"]} == {"live"}

    def history_is_loaded(self) -> bool:
        return self.board()["loading"] is None and "history are loaded" in self.log.read_text("utf-8")

    def records(self) -> int:
        return sum(feed["records"] for feed in self.board()["feeds"])

    def started(self) -> set[int]:
        """Every process below ours."""
        assert self.process is not None
        found, below = set[int](), {self.process.pid}
        while below:
            below = {pid for pid, parent in parents().items() if parent in below} - found
            found |= below
        return found


def parents() -> dict[int, int]:
    """Parent by process, the mere names of ended ones left out."""
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = stat.read_text().rpartition(")")[2].split()[:2]
        except (FileNotFoundError, ProcessLookupError):
            continue
        if state != "Z":
            found[int(stat.parent.name)] = int(parent)
    return found


def enters(address: str, name: str, password: str) -> bool:
    """Signing in as a browser does: whether it went well."""
    with httpx.Client(base_url=address, headers={"Origin": address}) as browser:
        form = re.search(r'name="form" value="([^"]+)"', browser.get("/login").text)
        assert form
        entered = {"form": form[1], "name": name, "password": password, "next": "/"}
        answer = browser.post("/login", data=entered)
        return answer.status_code == 303 and browser.get("/api/board").status_code in {200, 503}


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    made = Program(tmp_path)
    yield made
    if made.process is not None and made.process.poll() is None:
        made.process.kill()
        made.process.wait()


def test_the_demo_comes_to_life_and_ends_with_all_that_it_started(program: Program) -> None:
    program.start()
    assert program.process is not None
    assert program.address in program.log.read_text("utf-8")
    assert httpx.get(f"{program.address}/api/board").status_code == 401
    (password,) = program.passwords()
    assert enters(program.address, "admin", password)
    assert not enters(program.address, "admin", password + "x")
    program.wait_for(program.live, 60)
    board = program.board()
    assert board["demo"] is True
    kinds = {"dossiers", "complaints", "cameras", "fire", "flood", "figures"}
    assert {feed["kind"] for feed in board["feeds"]} == kinds
    program.wait_for(program.history_is_loaded, 400)
    board = program.board()
    assert all(month["value"] is not None for month in board["kpis"][0]["months"])
    started = program.started()
    assert len(started) >= 3
    program.process.send_signal(signal.SIGINT)
    assert program.process.wait(20) == 0
    assert not started & parents().keys()
    assert "Traceback" not in program.log.read_text("utf-8")


def test_killed_it_leaves_nothing_behind_and_starts_again_where_it_was(program: Program) -> None:
    program.start()
    assert program.process is not None
    program.wait_for(lambda: program.records() > 1000, 60)
    started = program.started()
    assert len(started) >= 3
    before = program.records()
    program.process.kill()
    program.process.wait()
    program.wait_for(lambda: not started & parents().keys(), 20)
    program.start()
    program.wait_for(lambda: program.records() >= before, 30)
    assert len(program.passwords()) == 1  # told at the first start alone
    program.process.send_signal(signal.SIGTERM)
    assert program.process.wait(20) == 0
