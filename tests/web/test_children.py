"""Programs beside the web process: kept alive, and gone when it is."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from web import children
from web.children import Children, Program

ROOT = Path(__file__).resolve().parents[2]
UNTIL_EOF = (
    "import os, sys\nopen(sys.argv[1], 'a').write(f'{os.getpid()}\\n')\nwhile os.read(0, 4096): pass\n"
)


def eventually(check: Callable[[], bool], seconds: float = 15.0) -> None:
    end = time.monotonic() + seconds
    while not check():
        assert time.monotonic() < end
        time.sleep(0.05)


def alive(pid: int) -> bool:
    """It runs, and is not a mere name in the table of processes."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def parent_of(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def pids(file: Path) -> list[int]:
    return [int(line) for line in file.read_text().split()] if file.exists() else []


def test_a_child_that_dies_is_started_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(children, "FIRST_PAUSE", 0.1)
    told = tmp_path / "pids"
    kept = Children([Program(name="kept", command=[sys.executable, "-c", UNTIL_EOF, str(told)])])
    kept.start()
    try:
        eventually(lambda: len(pids(told)) == 1)
        os.kill(pids(told)[0], signal.SIGKILL)
        eventually(lambda: len(pids(told)) == 2)
    finally:
        kept.stop()
    assert not any(alive(pid) for pid in pids(told))


def test_a_program_that_is_not_there_does_not_stop_the_others(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    told = tmp_path / "pids"
    kept = Children(
        [
            Program(name="absent", command=["/nowhere/at/all"]),
            Program(name="kept", command=[sys.executable, "-c", UNTIL_EOF, str(told)]),
        ]
    )
    kept.start()
    try:
        eventually(lambda: len(pids(told)) == 1)
    finally:
        kept.stop()
    assert "absent cannot be started: No such file or directory" in caplog.text


PARENT = """
import sys, time
from web.children import Children, Program
tether = [sys.executable, "-m", "web.tether", "sh", "-c", "echo $$ >> " + sys.argv[1] + "; exec sleep 600"]
Children([Program(name="tethered", command=tether)]).start()
time.sleep(600)
"""


@pytest.mark.parametrize("victim", ["parent", "tether"])
def test_a_tethered_command_ends_with_its_parent_even_when_that_is_killed(
    tmp_path: Path, victim: str
) -> None:
    told = tmp_path / "pids"
    parent = subprocess.Popen([sys.executable, "-c", PARENT, str(told)], cwd=ROOT)
    try:
        eventually(lambda: bool(pids(told)))
        (command,) = pids(told)
        tether = parent_of(command)
        if victim == "parent":
            parent.kill()
            eventually(lambda: not alive(tether))
        else:
            os.kill(tether, signal.SIGKILL)
        eventually(lambda: not alive(command))
    finally:
        parent.kill()
        parent.wait()
