"""Who may decide the city's stage, and what they are answered."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine

from dashboard.access import DISPLAY, ROLES, Right
from dashboard.successions import unit_of
from tests.web.accounts_site import AccountsSite

WARD = "26740"  # Phường Sài Gòn
STORM: dict[str, Any] = {"stage": "4", "reason": "Bão số 9", "until": "", "seen": 0}


@pytest.fixture
def site(store: Engine) -> AccountsSite:
    return AccountsSite(store)


def holding(site: AccountsSite, cookies: dict[str, str]) -> dict[str, Any]:
    answer = site.get("/api/stage", cookies)
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


def test_only_leaders_and_administrators_hold_the_right() -> None:
    assert [role for role, rights in ROLES.items() if Right.DECIDE in rights] == ["leader", "administrator"]
    assert Right.DECIDE not in DISPLAY


@pytest.mark.parametrize(("role", "may"), [
    ("officer", False), ("planner", False), ("leader", True), ("administrator", True),
])  # fmt: skip
def test_everybody_sees_the_stage_and_some_decide_it(site: AccountsSite, role: str, may: bool) -> None:
    cookies = site.sign_in("an", role)
    assert holding(site, cookies)["may_decide"] is may
    answer = site.post("/api/stage", cookies, told=STORM)
    assert answer.status_code == (200 if may else 403)
    assert holding(site, cookies)["city_stage"]["stage"] == (4 if may else 1)
    released = site.post("/api/stage/release", cookies, told={"reason": "Bão tan", "seen": 1})
    assert released.status_code == (200 if may else 403)


def test_a_leader_of_a_ward_decides_nothing_for_the_city(site: AccountsSite) -> None:
    ward = unit_of(WARD, site.now.date())
    assert ward is not None
    cookies = site.sign_in("an", "leader", unit_id=ward.id)
    assert holding(site, cookies)["may_decide"] is False
    answer = site.post("/api/stage", cookies, told=STORM)
    assert answer.status_code == 403
    assert "toàn thành phố" in answer.json()["mistakes"][0]["told"]


def test_a_display_and_a_stranger_get_nothing(site: AccountsSite) -> None:
    token = site.accounts.add_display("Phòng họp", "test", site.now)
    asks: list[Callable[[], Any]] = [
        lambda: site.get("/api/stage", None, Authorization=f"Bearer {token}"),
        lambda: site.get("/api/stage"),
        lambda: site.post("/api/stage", told=STORM),
    ]
    assert [ask().status_code in (401, 403) for ask in asks] == [True, True, True]


def test_the_slower_of_two_is_told_who_was_faster(site: AccountsSite) -> None:
    minh = site.sign_in("minh", "leader", full_name="Trần Văn Minh")
    lan = site.sign_in("lan", "leader", full_name="Lê Thị Lan")
    assert site.post("/api/stage", minh, told=STORM).json() == {"told": "Đã đặt mức vận hành."}
    answer = site.post("/api/stage", lan, told=STORM | {"stage": "5"})
    assert answer.status_code == 409
    (mistake,) = answer.json()["mistakes"]
    assert mistake["told"].startswith("Trần Văn Minh đã nhanh hơn và đặt mức 4 · Báo động lúc 10:00.")
    seen = holding(site, lan)["seen"]
    assert site.post("/api/stage", lan, told=STORM | {"stage": "5", "seen": seen}).status_code == 200
    assert holding(site, minh)["city_stage"]["by"] == "Lê Thị Lan"


def test_a_mistake_is_told_at_its_field(site: AccountsSite) -> None:
    cookies = site.sign_in("minh", "leader")
    answer = site.post("/api/stage", cookies, told=STORM | {"reason": " "})
    assert answer.status_code == 422
    assert answer.json() == {
        "mistakes": [{"field": "reason", "told": "Hãy ghi lý do: lý do được lưu cùng tên của bạn."}]
    }
    assert site.post("/api/stage", cookies, told=[]).status_code == 400
