"""A screen that is nobody is paired, not signed in; its token opens its wall and nothing else."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from http.cookies import SimpleCookie

import httpx
import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from dashboard.access import Right
from dashboard.wall.scenes import unit_code
from tests.web.accounts_site import HERE, AccountsSite
from tests.web.test_doorkeeper import ADDRESSES, address
from web.cookies import DISPLAY, PAIRING
from web.rights import PAGES

PAIR = "/api/wall/pairing"
FOR_WALLS = {
    "/_reload-hash",
    "/_dash-layout",
    "/_dash-dependencies",
    "/_dash-update-component",  # its page and nothing else
    "/api/board",
    "/api/map.geojson",
    "/api/session",
    "/api/wall/display",
}
WARD = 1003
LET_IN = 404  # past the door: this site, which was not started, draws no page but "/"


@pytest.fixture
def site(store: Engine) -> AccountsSite:
    return AccountsSite(store)


def kept(answer: httpx.Response) -> dict[str, str]:
    """The cookies that a browser would hold after an answer."""
    made: SimpleCookie = SimpleCookie()
    for line in answer.headers.get_list("set-cookie"):
        made.load(line)
    return {name: one.value for name, one in made.items() if one["max-age"] != "0"}


def begun(site: AccountsSite, held: Mapping[str, str] | None = None) -> tuple[str, dict[str, str]]:
    """A code, and what the screen's browser keeps."""
    answer = site.ask("POST", PAIR, held, {"Origin": HERE}, "10.0.0.7")
    assert answer.status_code == 200, answer.text
    return answer.json()["code"], kept(answer)


def paired(site: AccountsSite, unit_id: int = 1) -> dict[str, str]:
    """The cookies of a screen that was let in."""
    code, screen = begun(site)
    site.accounts.pair(code, {"name": "Sảnh", "unit_id": unit_id}, "test", "10.0.0.1", site.now)
    return kept(site.get(PAIR, screen))


def test_a_wall_that_is_nobody_is_no_sign_in_page(site: AccountsSite) -> None:
    for path in ("/wall", "/wall/", "/wall/26740", "/wall/x?y=1"):
        answer = site.get(path)
        assert answer.status_code == 200
        assert "Ghép màn hình này" in answer.text
        assert "127.0.0.1/admin" in answer.text
        assert 'name="password"' not in answer.text
    assert 'href="/login?next=/wall/26740"' in site.get("/wall/26740").text
    assert 'href="/login?next=/wall/%22%3E%3Cb%3E"' in site.get("/wall/%22%3E%3Cb%3E").text
    assert site.get("/wallx").status_code == 303
    assert site.ask("POST", "/wall").status_code == 401
    assert "Pair this screen" in site.get("/wall", {"ops_language": "en"}).text


def test_the_page_is_as_bright_as_the_hour(site: AccountsSite) -> None:
    """In the city it is 10 o'clock, then 23 o'clock."""
    assert 'class="day of-pairing"' in site.get("/wall").text
    assert 'class="night of-pairing"' in site.get("/wall", {"ops_look": "night"}).text
    site.now = datetime(2026, 11, 25, 16, 0, tzinfo=UTC)
    assert 'class="night of-pairing"' in site.get("/wall").text


def test_a_screen_is_paired_by_the_code_that_it_shows(site: AccountsSite) -> None:
    chief = site.sign_in("chief", "administrator")
    code, screen = begun(site)
    waiting = site.get(PAIR, screen).json()
    assert waiting == {"state": "waiting", "id": "1795576200000000", "seconds": 600, "look": "day"}
    told = {"code": code, "name": "Sảnh", "unit": unit_code(WARD), "look": "night"}
    answer = site.post("/api/admin/displays/pair", chief, told=told)
    assert answer.json() == {"told": "Đã ghép Sảnh: màn hình tại 10.0.0.7."}
    come = site.get(PAIR, screen)
    assert come.json() == {"state": "in", "next": f"/wall/{unit_code(WARD)}"}
    (line,) = (one for one in come.headers.get_list("set-cookie") if one.startswith(DISPLAY))
    assert "HttpOnly" in line
    assert "Max-Age=34560000" in line
    assert kept(come) == {DISPLAY: screen[PAIRING]}
    assert site.get(PAIR, screen).json()["state"] == "in"  # the answer may have been lost
    display = site.get("/api/wall/display", kept(come))
    assert {key: display.json()[key] for key in ("name", "unit", "look")} == {
        "name": "Sảnh", "unit": unit_code(WARD), "look": "night",
    }  # fmt: skip
    assert kept(display) == kept(come)  # kept for another 400 days


def test_the_secret_is_in_no_body_and_in_no_script(site: AccountsSite) -> None:
    answer = site.ask("POST", PAIR, None, {"Origin": HERE})
    assert kept(answer)[PAIRING] not in answer.text
    (line,) = answer.headers.get_list("set-cookie")
    assert "HttpOnly" in line
    assert "SameSite=Strict" in line
    assert site.ask("POST", PAIR, None, {"Origin": "http://evil.example"}).status_code == 403


def test_a_wrong_secret_learns_nothing(site: AccountsSite) -> None:
    _code, screen = begun(site)
    never = site.get(PAIR, {PAIRING: "made up"})
    site.now += timedelta(minutes=11)
    over = site.get(PAIR, screen)
    assert never.json() == over.json() == site.get(PAIR).json() == {"state": "none"}
    assert kept(never) == kept(over) == {}


def test_the_form_says_what_was_wrong(site: AccountsSite) -> None:
    chief = site.sign_in("chief", "administrator")
    code, _screen = begun(site)
    for told, field, said in (
        ({"code": "12", "name": "Sảnh"}, "code", "6 chữ cái"),
        ({"code": "ABCDEF", "name": "Sảnh"}, "code", "không có màn hình nào hiện mã này"),
        ({"code": code, "name": ""}, "name", "đặt tên"),
        ({"code": code, "name": "Sảnh", "unit": "nowhere"}, "unit", "đơn vị"),
        (
            {"code": code, "name": "Sảnh", "scenes": [{"scene": "map", "seconds": 1}]},
            "scenes",
            "từ 5 đến 3600",
        ),
        ({"code": code, "name": "Sảnh", "takeover": {"seconds": 0}}, "takeover_seconds", "từ 5 đến 3600"),
    ):
        answer = site.post("/api/admin/displays/pair", chief, told=told)
        assert answer.status_code == 422, told
        (mistake,) = answer.json()["mistakes"]
        assert mistake["field"] == field
        assert said in mistake["told"]
    for _ in range(9):
        site.post("/api/admin/displays/pair", chief, told={"code": "ABCDEF", "name": "Sảnh"})
    answer = site.post("/api/admin/displays/pair", chief, told={"code": code, "name": "Sảnh"})
    assert "thử lại sau 10:15" in answer.json()["mistakes"][0]["told"]


@pytest.mark.parametrize("role", ["officer", "planner", "leader"])
def test_only_an_administrator_of_the_city_pairs(site: AccountsSite, role: str) -> None:
    code, _screen = begun(site)
    told = {"code": code, "name": "Sảnh"}
    assert site.post("/api/admin/displays/pair", site.sign_in("an", role), told=told).status_code == 403
    ward = site.sign_in("binh", "administrator", unit_id=WARD)
    assert site.post("/api/admin/displays/pair", ward, told=told).status_code == 403
    assert site.post("/api/admin/displays/1", ward, told=told).status_code == 403
    assert site.accounts.displays() == []


def test_a_display_may_look_at_its_wall_and_do_nothing(site: AccountsSite) -> None:
    screen = paired(site)
    for page, right in PAGES.items():
        wanted = {"/": 303, "/wall/<unit>": 303}.get(page, LET_IN if right == Right.WATCH else 403)
        assert site.get(address(page), screen).status_code == wanted, page
    for method, template, _right in ADDRESSES:
        if template == "/api/map.geojson":
            continue  # wants what the start works out
        answer = site.ask(method, address(template), screen, {"Origin": HERE, "X-CSRF": ""})
        is_open = template in FOR_WALLS and method == "GET"
        assert (answer.status_code in {200, 503}) == is_open, template
        assert is_open or answer.status_code == 403, template
    callback = {"output": "kpis.children"}
    assert site.ask(
        "POST", "/_dash-update-component", screen, {"Origin": HERE}, json=callback
    ).status_code == 403  # fmt: skip


def test_the_token_is_worth_nothing_but_in_its_cookie(site: AccountsSite) -> None:
    (token,) = paired(site).values()
    for name, shown in (("Authorization", f"Bearer {token}"), ("X-CSRF", token)):
        assert site.ask("GET", "/api/board", None, {name: shown}).status_code == 401
    for cookie in ("ops_session", PAIRING):
        assert site.get("/api/board", {cookie: token}).status_code == 401
    assert site.get(f"/api/board?token={token}").status_code == 401


def test_a_display_comes_to_its_own_wall_wherever_it_was_started(site: AccountsSite) -> None:
    code = unit_code(WARD)
    for unit_id, own in ((1, "/wall"), (WARD, f"/wall/{code}")):
        screen = paired(site, unit_id)
        for path in {"/", "/wall", "/wall/26740", f"/wall/{code}"} - {own}:
            answer = site.get(path, screen)
            assert (answer.status_code, answer.headers["location"]) == (303, own)
        assert site.get(own, screen).status_code == LET_IN


def test_a_revoked_display_is_paired_again_and_never_signs_in(site: AccountsSite) -> None:
    screen = paired(site)
    site.accounts.revoke_display(1, "test", site.now)
    assert "Ghép màn hình này" in site.get("/wall", screen).text
    assert site.get("/api/board", screen).status_code == 401
    assert site.get(PAIR, screen).json() == {"state": "none"}
    assert begun(site, screen)[1][PAIRING] != screen[DISPLAY]


def test_an_address_with_a_token_leads_to_the_wall_also_when_it_is_over(site: AccountsSite) -> None:
    token = site.accounts.add_display("Hall", "test", site.now)
    answer = site.get(f"/display?token={token}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/wall")
    assert kept(answer) == {DISPLAY: token}
    site.accounts.revoke_display(1, "test", site.now)
    over = site.get(f"/display?token={token}")
    assert (over.status_code, over.headers["location"], kept(over)) == (303, "/wall", {})


def test_while_the_store_is_away_a_wall_says_so_and_asks_nobody_to_sign_in(
    site: AccountsSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = paired(site)

    def away(*_told: object) -> None:
        raise OperationalError("SELECT 1", {}, Exception("no answer"))

    for name in ("display", "session", "asked_pairing", "begin_pairing"):
        monkeypatch.setattr(site.accounts, name, away)
    for path in ("/wall", "/wall/26740", "/display?token=x"):
        answer = site.get(path, screen)
        assert answer.status_code == 503
        assert 'data-state="away"' in answer.text
        assert "Kho dữ liệu không trả lời. Màn hình này tự thử lại." in answer.text
    assert site.get(PAIR, screen).json() == {"state": "away"}
    assert site.ask("POST", PAIR, screen, {"Origin": HERE}).json() == {"state": "away"}
    assert "Kho dữ liệu" not in site.get("/kpi", screen).text


def test_a_person_is_shown_the_citys_own_scenes(site: AccountsSite) -> None:
    told = site.get("/api/wall/display", site.sign_in("an", "leader")).json()
    assert (told["name"], told["unit"], told["look"]) == ("", "city", "auto")
    assert told["scenes"][0] == {"scene": "promises", "seconds": 45}
    assert site.get("/api/wall/display").status_code == 401


def test_an_administrator_sees_the_displays_and_gives_them_other_scenes(site: AccountsSite) -> None:
    chief, screen = site.sign_in("chief", "administrator"), paired(site)
    before = site.get("/api/admin/displays", chief).json()
    assert [one["scene"] for one in before["city"]["scenes"]][:2] == ["promises", "now"]
    entry = {"name": "Sảnh", "unit": "79", "look": "day", "scenes": [{"scene": "map", "seconds": 15}]}
    assert site.post("/api/admin/displays/1", chief, told=entry).json() == {"told": "Đã lưu."}
    assert site.get("/api/wall/display", screen).json()["scenes"] == [{"scene": "map", "seconds": 15}]
    assert site.post("/api/admin/displays/1", chief, told=entry | {"scenes": None}).status_code == 200
    assert len(site.get("/api/wall/display", screen).json()["scenes"]) == 6
    for number in ("2", "x", "9" * 12):
        assert site.post(f"/api/admin/displays/{number}", chief, told=entry).status_code == 422
