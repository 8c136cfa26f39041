"""Programs that run beside the web process, kept alive: started again when they end, ended with their parent.

Each child holds the reading end of a pipe as its stdin: when the parent is gone, however it went, the pipe
ends and the child ends itself.
"""

import logging
import os
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0  # seconds between an end and the next start, doubled each time
STEADY = 60.0  # seconds after which a child counts as well again
PATIENCE = 5.0  # seconds that a child is given to end

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A command that ends when its stdin does. `env` comes on top of ours."""

    name: str
    command: Sequence[str]
    env: Mapping[str, str] = field(default_factory=dict)


def start(program: Program) -> subprocess.Popen[bytes]:
    """In a session of its own: Ctrl-C at the terminal reaches us, and we tell the child. Raises OSError."""
    return subprocess.Popen(  # noqa: S603 - our own commands
        program.command,
        stdin=subprocess.PIPE,
        env=os.environ | dict(program.env),
        start_new_session=True,
    )


def end(process: subprocess.Popen[bytes], patience: float = PATIENCE) -> None:
    """Ask, wait, and then insist."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    if process.stdin is not None:
        process.stdin.close()
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        log.warning("process %d does not end and is killed", process.pid)
        process.kill()
        process.wait()


class Children:
    """Starts programs and keeps them; `stop` ends them all."""

    def __init__(self, programs: Sequence[Program]) -> None:
        self._stopping = threading.Event()
        self._keepers = [
            threading.Thread(target=self._keep, args=(program,), name=program.name) for program in programs
        ]

    def start(self) -> None:
        for keeper in self._keepers:
            keeper.start()

    def stop(self) -> None:
        """Returns when all have ended."""
        self._stopping.set()
        for keeper in self._keepers:
            keeper.join()

    def _keep(self, program: Program) -> None:
        pause = FIRST_PAUSE
        while not self._stopping.is_set():
            started = time.monotonic()
            code = self._run(program)
            if self._stopping.is_set():
                return
            if time.monotonic() - started > STEADY:
                pause = FIRST_PAUSE
            log.warning("%s ended (%s); it is started again in %g s", program.name, _why(code), pause)
            self._stopping.wait(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    def _run(self, program: Program) -> int | None:
        """Until it ends or is to end. None where it could not be started."""
        try:
            process = start(program)
        except OSError as error:
            log.warning("%s cannot be started: %s", program.name, error.strerror)
            return None
        log.info("%s runs as process %d", program.name, process.pid)
        while process.poll() is None and not self._stopping.wait(0.1):
            pass
        end(process)
        return process.returncode


def _why(code: int | None) -> str:
    if code is None:
        return "not started"
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
