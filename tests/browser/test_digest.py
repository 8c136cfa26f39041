"""The digest in a real browser: a number opens its records, silence has its look, a phone reads it too."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from dashboard.db import writing
from dashboard.digest.body import Body, Night, Overdue, Promise, Silent, Told, Turn, Why
from dashboard.digest.keeping import keep
from tests.browser.conftest import watched_page
from tests.browser.desk_sites import DeskSite, desk_site
from tests.signed_in import signed_in

SERIOUS = ("serious", "critical")
DAY, MADE = date(2026, 11, 25), datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
MISSED = Promise(
    kpi="online_share", state="missed", value=48.25, target=80.0, year=2025, source="Quyết định 766/QĐ-TTg"
)
BODY = Body(
    day=DAY,
    made_at=MADE,
    promises=(
        MISSED,
        Promise(kpi="on_time_share", state="at_risk", value=93.4, target=95.0, year=2026, reference=True),
        Promise(kpi="complaints_48h_share", state="no_data", value=None, target=100.0, year=2025,
                missing_hours=9.5),
        Promise(kpi="digitised_share", state="met", value=81.0, target=80.0, year=2025),
    ),
    overdue=(
        Overdue(
            unit="Phường Sài Gòn", address="26740", overdue=1240, open=4000,
            fields=(Why(name="Đất đai", count=820), Why(name="Hộ tịch", count=300)),
            causes={"processing": 412, "supplement": 20},
        ),
        Overdue(unit="Đặc khu Côn Đảo", address="26732", overdue=12, open=40),
    ),
    dossiers_silent=True,
    night=Night(
        since=datetime(2026, 11, 24, 11, tzinfo=UTC), opened=14, by_severity={"severe": 2, "moderate": 12},
        resolved=9, open_now=6, unacknowledged=1,
        told=(
            Told(id=1, kind="fire", severity="severe", subject="Chợ Bến Thành", unit="Phường Sài Gòn",
                 opened_at=datetime(2026, 11, 24, 20, tzinfo=UTC), resolved_at=None),
            Told(id=2, kind="flood", severity="moderate", subject="Trạm đo ngập Nguyễn Hữu Cảnh",
                 unit="Phường Thạnh Mỹ Tây", resolved_at=MADE,
                 opened_at=datetime(2026, 11, 24, 19, tzinfo=UTC)),
        ),
    ),
    silent=(Silent(name="flood", title="Trạm đo ngập", spoke_at=datetime(2026, 11, 24, 15, tzinfo=UTC)),),
)  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeskSite]:
    with desk_site(tmp_path_factory.mktemp("digest")) as made:
        with writing(made.city.store) as connection:
            keep(connection, "morning", BODY, DAY, MADE)
            turn = Turn(kpi="online_share", before="at_risk", now=MISSED, since=MADE, made_at=MADE)
            keep(connection, "turn", turn, DAY, MADE)
        yield made


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (390, 844)])
def test_a_leader_reads_the_morning_and_opens_a_number(
    browser: Browser, site: DeskSite, width: int, height: int
) -> None:
    with watched_page(browser, width, height) as (page, watched):
        page.context.add_cookies(signed_in(site.city.store, "minh", "leader").of_browser(site.address))
        page.goto(f"{site.address}/digest")
        expect(page.locator(".digest h2")).to_have_text("Bản tin sáng 25/11/2026")
        row = page.locator("tr.bad")
        expect(row).to_contain_text("48,3")
        expect(row).to_contain_text("Chưa đạt")
        expect(page.locator("tr.off")).to_contain_text("nguồn mất tín hiệu 9,5 giờ")
        expect(page.locator(".unsure")).to_contain_text("Nguồn hồ sơ đang mất tín hiệu")
        expect(page.locator(".happened li")).to_have_count(2)
        expect(page.locator(".silent li")).to_contain_text("Trạm đo ngập: mất tín hiệu từ 22:00 24/11/2026")
        expect(page.locator("aside li.bad")).to_contain_text("từ có nguy cơ sang chưa đạt")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        found = Axe().run(page).response["violations"]
        assert [one["id"] for one in found if one["impact"] in SERIOUS] == []
        page.get_by_role("link", name="1.240").click()
        page.wait_for_url("**/kpi/dossiers_overdue?unit=26740")
        assert watched.errors == []


def test_a_day_without_a_digest_says_so(browser: Browser, site: DeskSite) -> None:
    with watched_page(browser) as (page, watched):
        page.context.add_cookies(signed_in(site.city.store, "minh", "leader").of_browser(site.address))
        page.goto(f"{site.address}/digest/2026-11-01")
        expect(page.locator(".morning")).to_contain_text("Ngày này không có bản tin.")
        page.get_by_role("link", name="25/11/2026").click()
        expect(page.locator(".digest h2")).to_have_text("Bản tin sáng 25/11/2026")
        assert watched.errors == []
