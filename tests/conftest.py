"""What all tests share: real servers, a browser, and the rule that nothing is skipped."""

import os
from collections.abc import Generator, Iterator

import hypothesis
import pytest
from playwright.sync_api import Browser, sync_playwright
from sqlalchemy import Connection, Engine, event

from tests.servers import (
    module_store_url,
    mosquitto,
    postgres,
    program,
    redis_server,
    store_url,
)

__all__ = ["module_store_url", "mosquitto", "postgres", "redis_server", "store_url"]

# A developer's own settings must not change what the tests see.
for _name in [
    name for name in os.environ if name.startswith("OPS_") and name not in ("OPS_CASES", "OPS_KILLS")
]:
    del os.environ[_name]

# Two cores shared with servers and other tests: how long an example takes says nothing.
hypothesis.settings.register_profile("project", deadline=None)
hypothesis.settings.load_profile("project")

CHROMIUM_OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="module", autouse=True)
def _engines_end_with_their_module() -> Iterator[None]:
    """Closes pools that a module's tests opened.

    `db.engine` keeps the last few engines: the connections of one that is pushed out would be found open,
    as a warning and so a failure, by whichever test runs when the collector of garbage comes by.
    """
    opened: set[Engine] = set()

    def keep(connection: Connection) -> None:
        opened.add(connection.engine)

    event.listen(Engine, "engine_connect", keep)
    yield
    event.remove(Engine, "engine_connect", keep)
    for engine in opened:
        engine.dispose()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium. Not for the whole session: Playwright's event loop would stand in others' way."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=program("chromium", "chromium", also=("chromium-browser", "google-chrome")),
            args=CHROMIUM_OPTIONS,
        )
        yield chromium
        chromium.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A browser wants the machine for itself."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.serial)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A skipped test is a failed one: what was not seen is not known to work."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and nothing here may be: {report.longrepr}"
    return report
