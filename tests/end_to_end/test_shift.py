"""A whole shift at the desk, in a real browser, over the whole program in a simulated storm."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, Route, expect

from dashboard.accounts.desk import Accounts
from dashboard.settings import Settings
from tests.browser.conftest import watched_page
from tests.end_to_end.running import opened, running, until
from tests.servers import free_port
from tests.signed_in import SignedIn, quick, signed_in

START = 240.0  # s: the machine may be busy
PATIENCE = 60_000  # ms
# Two officers who have only just sat down: whoever does not acknowledge is overdue at once. The water's
# incident may have been opened by any of these three, and has the clocks of that one.
RULES = "".join(f'[rule.{rule}]\nacknowledge = "30 seconds"\n' for rule in ("flood", "complaints", "danger"))
PASSWORD = "mot-ca-truc-dem-mua"
OFFICERS = {"binh": "Trần Thị Bình", "cuong": "Lê Văn Cường"}

expect.set_options(timeout=PATIENCE)


class Center:
    """`python app.py --demo --scenario storm`, and what its API tells a signed-in administrator."""

    def __init__(self, folder: Path, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self.store = f"sqlite:///{folder / 'ops.db'}"
        self._visitor: SignedIn | None = None

    def is_up(self) -> bool:
        try:
            return httpx.get(f"{self.address}/healthz", timeout=5).is_success
        except httpx.TransportError:
            return False

    def get(self, path: str) -> Any:
        if self._visitor is None:
            self._visitor = signed_in(self.store)
        asked = httpx.get(f"{self.address}{path}", headers=self._visitor.headers, timeout=60)
        return asked.raise_for_status().json()

    def detail(self, number: int) -> Any:
        return self.get(f"/api/desk/incidents/{number}")

    def flood_with_complaints(self) -> int | None:
        """An open incident that a gauge and a complaint around it are both sources of; none yet: None."""
        found = self.get("/api/desk/incidents?kind=flood&end=200")["rows"]
        for row in sorted(found, key=lambda one: -one["sources"]):
            if row["sources"] < 2:
                return None
            kinds = {source["source"] for source in self.detail(row["id"])["sources"]}
            if {"gauge", "complaint"} <= kinds:
                return int(row["id"])
        return None


@pytest.fixture(scope="module")
def center(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Center]:
    folder = tmp_path_factory.mktemp("shift")
    rules = folder / "rules.toml"
    rules.write_text(RULES, "utf-8")
    made = Center(folder, free_port())
    command = ["app.py", "--demo", "--scenario", "storm", "--port", made.address.rpartition(":")[2]]
    with running([*command, "--data", str(folder)], {"OPS_RULES": str(rules)}, folder / "log") as program:
        assert until(made.is_up, START), program.said()[-3000:]
        with opened(made.store) as store:
            kept = Accounts(store, Settings(_env_file=None), quick())
            for name, full_name in OFFICERS.items():
                told = {"name": name, "full_name": full_name, "role": "officer"}
                kept.add(told, "test", datetime.now(UTC), PASSWORD)
        yield made
        program.end()


def sign_in(page: Page, center: Center, name: str) -> None:
    page.goto(f"{center.address}/desk")
    expect(page).to_have_url(re.compile(r"/login\?next="))
    page.locator('[name="name"]').fill(name)
    page.locator('[name="password"]').fill(PASSWORD)
    page.locator('[name="password"]').press("Enter")
    expect(page).to_have_url(re.compile(r"/desk$"))
    expect(page.locator(".cell.title").first).to_be_visible()


def test_a_shift_in_a_storm(browser: Browser, center: Center) -> None:
    with watched_page(browser) as (binh, watched), watched_page(browser, 1366, 768) as (cuong, second):
        for page, name in ((binh, "binh"), (cuong, "cuong")):
            sign_in(page, center, name)
        # the water and those who complain of it are one incident
        assert until(center.flood_with_complaints, START)
        number = center.flood_with_complaints()
        assert number is not None
        for page in (binh, cuong):
            page.goto(f"{center.address}/desk/incidents/{number}")
            expect(page.locator(".topline h2")).to_contain_text("Ngập")
            expect(page.locator(".source .gauge-chart").first).to_be_visible()
        _nobody_takes_it(binh, center, number)
        _both_take_it(binh, cuong)
        _it_is_worked_off(binh)
        _the_shift_is_handed_over(binh, cuong, center)
        assert _steps(center, number) >= {
            ("acknowledge", "binh"),
            ("dispatch", "binh"),
            ("arrived", "binh"),
            ("resolve", "binh"),
        }
        assert watched.errors == []
        assert [said for said in second.errors if "409" not in said] == []
        assert watched.outside(center.address) == []


def _nobody_takes_it(page: Page, center: Center, number: int) -> None:
    """Past its clock the next role is asked, and the desk shows it."""
    assert until(lambda: ("overdue", "program") in _steps(center, number), START)
    expect(page.locator("[data-part=timeline]")).to_contain_text("Quá hạn")


def _both_take_it(first: Page, second: Page) -> None:
    """The slower one's press is on its way when the faster one's is stored: he is told who was faster."""
    held: list[Route] = []
    for page in (first, second):
        expect(page.locator('[data-part="actions"] [data-action="acknowledge"]')).to_be_visible()
    second.route("**/acknowledge", lambda route: held.append(route))
    with second.expect_request("**/acknowledge", timeout=PATIENCE):
        second.keyboard.press("a")
    first.keyboard.press("a")
    expect(first.locator(".topline .how")).to_contain_text("Đã nhận")
    held[0].continue_()
    expect(second.locator(".notice-line")).to_contain_text("Trần Thị Bình")
    expect(second.locator(".topline .how")).to_contain_text("Đã nhận")


def _it_is_worked_off(page: Page) -> None:
    how = page.locator(".topline .how")
    page.keyboard.press("d")
    page.keyboard.type("Đội thoát nước 3, hai máy bơm")
    page.keyboard.press("Enter")
    expect(how).to_contain_text("Đã điều động")
    page.keyboard.press("v")
    expect(how).to_contain_text("Có mặt")
    page.keyboard.press("r")
    page.keyboard.press("Tab")
    page.keyboard.type("nước đã rút")
    page.keyboard.press("Control+Enter")
    expect(how).to_contain_text("Đã xử lý")


def _the_shift_is_handed_over(leaving: Page, coming: Page, center: Center) -> None:
    leaving.goto(f"{center.address}/desk/handover")
    expect(leaving.locator(".sheet-of-shift")).to_contain_text("Xử lý xong: mưa – nước đã rút")
    leaving.get_by_label("Ghi chú bàn giao").fill("Mưa còn to ở trung tâm")
    leaving.get_by_role("button", name="Giao ca").click()
    expect(leaving).to_have_url(re.compile(r"/desk/handover\?id=\d+$"))
    coming.goto(leaving.url)
    expect(coming.locator(".notes")).to_have_text("Mưa còn to ở trung tâm")
    coming.get_by_role("button", name="Nhận ca").click()
    expect(coming.locator(".signatures")).to_contain_text("Lê Văn Cường")


def _steps(center: Center, number: int) -> set[tuple[str, str]]:
    return {(step["kind"], step["who"]) for step in center.detail(number)["timeline"]}
