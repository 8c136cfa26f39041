"""Starts `stage.py` as a process, directs it, kills it and starts it again on the same port."""

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx

from tests.servers import free_port

SCRIPT = Path(__file__).with_name("stage.py")
START_SECONDS = 120  # the machine may be busy


class StageProcess:
    """The site over made-up boards. Use as a context manager."""

    def __init__(self, scene: str = "calm") -> None:
        self.scene = scene
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> "StageProcess":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def start(self) -> None:
        """Return when it answers."""
        command = [sys.executable, str(SCRIPT), "--port", str(self.port), "--scene", self.scene]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, text=True)
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            try:
                if httpx.get(f"{self.address}/healthz", timeout=5).is_success:
                    return
            except httpx.TransportError:
                time.sleep(0.05)
        raise AssertionError("the stage does not answer")

    def kill(self) -> None:
        """As a power cut does."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()
        assert self._process.stdin is not None
        self._process.stdin.close()

    def pause(self, signal: int) -> None:
        """SIGSTOP: the sockets stay open, and nothing is said. SIGCONT: on it goes."""
        assert self._process is not None
        self._process.send_signal(signal)

    def reset(self) -> None:
        """As at the start; returns when the board shows it."""
        self.direct(reset=True)
        self.direct(set=[["city"], stamp := f"reset {time.monotonic()}"])
        while httpx.get(f"{self.address}/api/board").json()["city"] != stamp:
            time.sleep(0.05)

    def direct(self, **told: Any) -> None:
        """See `stage.py`: scene=…, set=[path, value], frozen=…"""
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(told) + "\n")
        self._process.stdin.flush()
