"""Starts `desk_site.py` as a process: the site over a store into which the test writes."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from playwright.sync_api import Page

from tests.browser.desk_city import City
from tests.servers import free_port
from tests.signed_in import signed_in

SCRIPT = Path(__file__).with_name("desk_site.py")
START_SECONDS = 90


@dataclass
class DeskSite:
    """Where it answers, and the city behind it."""

    address: str
    city: City

    def let_in(self, page: Page, name: str = "binh", full_name: str = "Trần Thị Bình") -> None:
        """The page's browser is this officer's from now on."""
        signed = signed_in(self.city.store, name, "officer", full_name=full_name)
        page.context.add_cookies(signed.of_browser(self.address))


@contextmanager
def desk_site(folder: Path) -> Iterator[DeskSite]:
    """A site over the city's first hour, its store in this folder."""
    file = folder / "ops.db"
    city = City(file)
    city.begin()
    port = free_port()
    command = [sys.executable, str(SCRIPT), "--port", str(port), "--store", str(file)]
    address = f"http://127.0.0.1:{port}"
    with subprocess.Popen(command, stdin=subprocess.PIPE) as process:
        end = time.monotonic() + START_SECONDS
        while not _answers(address):
            assert process.poll() is None, "the site has ended"
            assert time.monotonic() < end, "the site does not answer"
            time.sleep(0.1)
        yield DeskSite(address, city)
        process.kill()
    city.store.dispose()


def _answers(address: str) -> bool:
    try:
        return httpx.get(f"{address}/healthz", timeout=5).is_success
    except httpx.TransportError:
        return False
