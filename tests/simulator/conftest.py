"""The simulated city as tests use it: built once, and its programs as processes of their own."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, datetime

import httpx
import pytest

from simulator.answers import Credential
from simulator.books import ComplaintBook, DossierBook
from simulator.city import City, build_city
from simulator.clock import ZONE, Clock
from simulator.flood import Flood
from simulator.outages import FeedOutages
from simulator.serve import Services, build
from simulator.weather import Weather
from simulator.web import Server, listen
from tests.servers import free_port

Start = Callable[..., str]


@pytest.fixture(scope="session")
def city() -> City:
    return build_city(1)


def moment(text: str) -> float:
    """A moment of Viet Nam's clock."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE).timestamp()


def day_number(text: str) -> int:
    return (date.fromisoformat(text) - date(1970, 1, 1)).days


@contextmanager
def program(*arguments: str, ready: Callable[[], bool]) -> Iterator[subprocess.Popen[bytes]]:
    """`python -m …`, ended afterwards; returns when it is ready."""
    process = subprocess.Popen(
        [sys.executable, "-m", *arguments], stdin=subprocess.PIPE, stderr=subprocess.PIPE
    )
    try:
        end = time.monotonic() + 30
        while not ready():
            if process.poll() is not None or time.monotonic() > end:
                process.kill()
                said = process.stderr.read() if process.stderr else b""
                pytest.fail(f"{arguments[0]} did not start: {said.decode()[-2000:]}")
            time.sleep(0.05)
        yield process
    finally:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stderr):
            if pipe is not None:
                pipe.close()


def answers(address: str) -> bool:
    try:
        return httpx.get(address, timeout=5).status_code > 0
    except httpx.TransportError:
        return False


@pytest.fixture(scope="module")
def start() -> Iterator[Start]:
    """Starts `python -m simulator --http` with more options; returns its base address."""
    with ExitStack() as stack:

        def begin(*options: str, module: str = "simulator") -> str:
            port = free_port()
            base = f"http://127.0.0.1:{port}"
            stack.enter_context(program(module, "--http", str(port), *options, ready=lambda: answers(base)))
            return base

        yield begin


@contextmanager
def serving(services: Services) -> Iterator[str]:
    """The services on a port of their own, in a thread."""
    listening = listen(0)
    server = Server(build(services))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join()


def services_at(city: City, wall: list[float], *, auth: str = "", often: bool = False) -> Services:
    """Services whose clock is `wall[0]`."""
    clock = Clock(wall[0], wall=lambda: wall[0])
    flood = Flood(city, Weather(1))
    return Services(
        city=city,
        clock=clock,
        flood=flood,
        outages=FeedOutages(1, wall[0], often=often),
        dossiers=DossierBook(city, wall[0], with_open=False),
        complaints=ComplaintBook(city, wall[0], flood),
        credential=Credential.parse(auth),
    )
