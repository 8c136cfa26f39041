"""`python -m web.tether COMMAND …`: a command that cannot watch its stdin, ended when ours ends."""

import ctypes
import os
import signal
import subprocess
import sys
import threading

_PR_SET_PDEATHSIG = 1  # prctl(2): Linux ends the command even if this process is killed
_PATIENCE = 5.0


def _die_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def main(command: list[str]) -> int:
    """Returns the command's exit code; 127 where it cannot be started."""
    try:
        # one thread so far, so that what runs between fork and exec is safe
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, preexec_fn=_die_with_parent)  # noqa: S603
    except OSError as error:
        sys.stderr.write(f"{command[0]}: {error.strerror}\n")
        return 127
    signal.signal(signal.SIGTERM, lambda *_: process.terminate())
    signal.signal(signal.SIGINT, lambda *_: process.terminate())
    threading.Thread(target=_watch, args=(process,), daemon=True).start()
    return process.wait()


def _watch(process: subprocess.Popen[bytes]) -> None:
    # Not through sys.stdin: its lock would be held while the interpreter ends.
    while os.read(0, 4096):
        pass
    process.terminate()
    try:
        process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
