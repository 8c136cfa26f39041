"""Every KPI at once, in a real browser, over a real store."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import watched_page
from tests.servers import free_port

SCRIPT = Path(__file__).with_name("kpi_site.py")
START_SECONDS = 60


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with 60 dossiers."""
    port = free_port()
    store = tmp_path_factory.mktemp("kpi") / "ops.db"
    command = [sys.executable, str(SCRIPT), "--port", str(port), "--store", str(store)]
    address = f"http://127.0.0.1:{port}"
    with subprocess.Popen(command, stdin=subprocess.PIPE) as process:
        end = time.monotonic() + START_SECONDS
        while not _answers(address):
            assert time.monotonic() < end, "the site does not answer"
            time.sleep(0.05)
        yield address
        process.kill()


def _answers(address: str) -> bool:
    try:
        return httpx.get(f"{address}/healthz", timeout=5).is_success
    except httpx.TransportError:
        return False


def test_kpis_are_found_without_accents(browser: Browser, site: str) -> None:
    with watched_page(browser) as (page, watched):
        page.goto(f"{site}/kpi")
        expect(page.locator(".kpis tbody tr")).not_to_have_count(0)
        page.locator("input[name=q]").fill("so do moi nhat CAO NHAT cua cac cam bien")
        expect(page.locator(".kpis tbody tr")).to_have_count(1)
        assert "q=so+do" in page.url
        page.get_by_role("link", name="Ngập sâu nhất", exact=True).click()
        expect(page).to_have_url(f"{site}/kpi/flood_deepest")
        assert watched.errors == []


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1366, 768), (390, 844)])
def test_only_tables_scroll_sideways(browser: Browser, site: str, width: int, height: int) -> None:
    with watched_page(browser, width, height) as (page, _):
        for path in ("/kpi", "/kpi/online_share?record=dossier-1"):
            page.goto(site + path)
            expect(page.locator("form.choose")).to_be_visible()
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path


def test_an_address_that_nobody_gave_out_is_answered_plainly(browser: Browser, site: str) -> None:
    with watched_page(browser) as (page, _):
        page.goto(f"{site}/kpi/no_such")
        expect(page.get_by_text("Không có trang này")).to_be_visible()
        page.goto(f"{site}/kpi/online_share?unit=x&month=1999-99&begin=zz&record=person-1")
        expect(page.get_by_text("Không có bản ghi này.")).to_be_visible()
    assert httpx.get(f"{site}/api/kpi/no_such/units.csv").status_code == 404
