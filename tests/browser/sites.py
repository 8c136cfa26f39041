"""Starts `kpi_site.py` as a process: the site over a real store."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.servers import free_port

SCRIPT = Path(__file__).with_name("kpi_site.py")
START_SECONDS = 120  # the machine may be busy


@contextmanager
def real_site(
    folder: Path,
    *,
    has_accounts: bool = False,
    port: int = 0,
    store: str = "",
    script: Path = SCRIPT,
    **env: str,
) -> Iterator[str]:
    """The address of a site with hand-made records, its store in this folder (`store_of`) or at this URL."""
    port = port or free_port()
    command = [sys.executable, str(script), "--port", str(port), "--store", store or store_of(folder)]
    address = f"http://127.0.0.1:{port}"
    command += ["--accounts"] if has_accounts else []
    with subprocess.Popen(command, stdin=subprocess.PIPE, env={**os.environ, **env}) as process:
        end = time.monotonic() + START_SECONDS
        while not _answers(address):
            assert process.poll() is None, "the site has ended"
            assert time.monotonic() < end, "the site does not answer"
            time.sleep(0.05)
        yield address
        process.kill()


def store_of(folder: Path) -> str:
    """The URL of the store of a site in this folder."""
    return f"sqlite:///{folder / 'ops.db'}"


def _answers(address: str) -> bool:
    try:
        return httpx.get(f"{address}/healthz", timeout=5).is_success
    except httpx.TransportError:
        return False
