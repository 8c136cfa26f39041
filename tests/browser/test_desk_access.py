"""axe-core finds no serious fault on the pages of the desk, by night and by day."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from tests.browser.conftest import watched_page
from tests.browser.desk_sites import DeskSite, desk_site

expect.set_options(timeout=30_000)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeskSite]:
    with desk_site(tmp_path_factory.mktemp("desk")) as site:
        yield site


@pytest.mark.parametrize("look", ["night", "day"])
@pytest.mark.parametrize(
    ("path", "stands", "key"),
    [
        ("/desk", ".cell.title", "f"),
        ("/desk/incidents/1", ".source", "s"),
        ("/desk/incidents/1", ".source", "c"),
        ("/desk/handover", ".handover table", ""),
    ],
)
def test_no_serious_fault(
    browser: Browser, desk: DeskSite, look: str, path: str, stands: str, key: str
) -> None:
    with watched_page(browser) as (page, watched):
        desk.let_in(page)
        page.context.add_cookies([{"name": "ops_look", "value": look, "url": desk.address}])
        page.goto(desk.address + path)
        page.wait_for_selector(stands)
        if key:
            page.keyboard.press(key)
        found = Axe().run(page).response["violations"]
        serious = [
            (one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in {"serious", "critical"}
        ]
        assert serious == []
        assert watched.errors == []
        assert watched.outside(desk.address) == []
