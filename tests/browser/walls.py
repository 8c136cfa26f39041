"""What the tests of the wall share: a wall in a browser, and what its display shows."""

from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.stages import StageProcess


def shows(
    stage: StageProcess,
    *scenes: tuple[str, int],
    look: str = "night",
    takes: tuple[str, ...] = (),
    seconds: int = 5,
) -> None:
    """These scenes, each for so many seconds; an incident of the severities `takes` takes the screen."""
    told: dict[str, Any] = {
        "name": "",
        "unit": "city",
        "look": look,
        "scenes": [{"scene": scene, "seconds": stands} for scene, stands in scenes],
        "takeover": {"severities": list(takes), "seconds": seconds},
    }
    stage.direct(display=told)


def stands(page: Page) -> None:
    """The board is there and drawn."""
    expect(page.locator("html")).to_have_attribute("data-live", "live", timeout=20_000)
    expect(page.locator("[data-scene]:not([hidden])").first).to_be_visible(timeout=5000)
    page.evaluate("document.fonts.ready")


def scenes(page: Page) -> list[str]:
    """The names of the scenes that are shown."""
    told: list[str] = page.evaluate("ops.wall.shown")
    return told
