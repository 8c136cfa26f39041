"""What a person sees of a wall of `wall_city`, waited for as long as a busy machine needs."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, expect

from tests.end_to_end.wall_city import TIDE, WallCity

PATIENCE = 90_000  # ms; how soon it is on a quiet machine, docs/benchmarks.md tells
NOTICE = '[data-part="wall-notice"]'
FEED = '[data-part="wall-feeds"] li[data-key="flood"]'
GREY = 'one => getComputedStyle(one).filter.includes("grayscale")'


@contextmanager
def wall(
    browser: Browser, city: WallCity, *, clock: str = "", is_loaded_anew: bool = False
) -> Iterator[Page]:
    """A wall that is well, and that nobody may load anew but where it is said. `clock`: the screen's own."""
    context = city.screen(browser)
    page = context.new_page()
    if clock:
        page.clock.install(time=clock)
    try:
        page.goto(f"{city.address}/wall")
        is_well(page, city)
        page.evaluate("window.notReloaded = true")
        yield page
        assert is_loaded_anew or page.evaluate("window.notReloaded")
    finally:
        context.close()


def live(page: Page) -> None:
    expect(page.locator("html")).to_have_attribute("data-live", "live")


def water(page: Page, city: WallCity) -> None:
    """Another height than before is told, and the wall shows it."""
    city.gauges.levels[TIDE] = height = round((city.gauges.levels[TIDE] + 0.07) % 1.2, 2)
    shown = f"{height:.2f} m".replace(".", ",").replace(" ", "\u00a0")
    expect(page.locator('[data-part="tide-told"]')).to_have_text(re.compile(f"{shown}$"))


def says(page: Page, words: str) -> None:
    expect(page.locator(NOTICE)).to_have_text(re.compile(words))


def is_well(page: Page, city: WallCity) -> None:
    """Live, nothing to complain of, the water of this moment."""
    live(page)
    says(page, "^$")
    expect(page.locator(FEED)).to_have_class(re.compile("live"))
    water(page, city)
