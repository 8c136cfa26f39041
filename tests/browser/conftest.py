"""A page of a browser that may go nowhere but to the stage, and that must not complain."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser.stages import StageProcess


@dataclass
class Watched:
    """What the browser said and asked for."""

    errors: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def outside(self, address: str) -> list[str]:
        ours = (address, address.replace("http", "ws", 1), "data:", "blob:")
        return [url for url in self.asked if not url.startswith(ours)]


@contextmanager
def watched_page(browser: Browser, width: int = 1920, height: int = 1080) -> Iterator[tuple[Page, Watched]]:
    context = browser.new_context(viewport=ViewportSize(width=width, height=height))
    page = context.new_page()
    watched = Watched()
    page.on("console", lambda said: watched.errors.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: watched.errors.append(str(error)))
    page.on("request", lambda request: watched.asked.append(request.url))
    page.on("websocket", lambda socket: watched.asked.append(socket.url))
    try:
        yield page, watched
    finally:
        context.close()


@pytest.fixture(scope="module")
def _one_stage() -> Iterator[StageProcess]:
    with StageProcess() as process:
        yield process


@pytest.fixture
def stage(_one_stage: StageProcess) -> StageProcess:
    """The calm scene; what a test directs is undone before the next."""
    _one_stage.reset()
    return _one_stage
