"""Who comes in and who does not: anonymous, signed in, displays; with and without the session's token."""

import pytest
from sqlalchemy import Engine

from dashboard.access import ROLES, Account
from tests.web.accounts_site import HERE, AccountsSite
from web.cookies import DISPLAY, SESSION
from web.doorkeeper import _asks_for_page
from web.rights import PAGES, ROUTES

ONE = {"{path:path}": "x", "{package_name}": "dash", "{fingerprinted_path:path}": "x.js"}
ADDRESSES = [
    (method, template, right)
    for (method, template), right in ROUTES.items()
    if method != "WEBSOCKET" and right is not None
]


def address(template: str) -> str:
    """An address of a template."""
    for shape, told in ONE.items():
        template = template.replace(shape, told)
    return template.replace("{", "").replace("}", "").replace("<", "").replace(">", "")


@pytest.fixture
def site(store: Engine) -> AccountsSite:
    return AccountsSite(store)


def test_nobody_comes_in_without_a_sign_in(site: AccountsSite) -> None:
    for page in PAGES:
        if page.startswith("/wall"):
            continue  # tests/web/test_pairing.py
        answer = site.get(address(page) + "?unit=26740")
        assert answer.status_code == 303, page
        assert answer.headers["location"] == f"/login?next={address(page)}%3Funit%3D26740"
    for method, template, _right in ADDRESSES:
        answer = site.ask(method, address(template))
        assert answer.status_code == 401, template
        assert answer.json() == {"error": "sign in", "code": "sign_in"}
    assert site.ask("POST", "/kpi").status_code == 401
    for made_up in ({SESSION: "x"}, {SESSION: "' OR 1=1 --"}, {DISPLAY: "x"}):
        assert site.get("/", made_up).status_code == 303


def test_what_is_open_needs_no_sign_in(site: AccountsSite) -> None:
    assert site.get("/healthz").status_code in {200, 503}
    assert site.get("/login").status_code == 200
    assert site.get("/assets/tokens.css").status_code == 200
    assert site.get("/metrics").status_code == 200


@pytest.mark.parametrize("role", ROLES)
def test_each_role_reaches_what_it_may_and_nothing_else(site: AccountsSite, role: str) -> None:
    mine = site.sign_in("an", role)
    held = Account(name="an", role=role).rights
    for page, right in PAGES.items():
        assert (site.get(address(page), mine).status_code == 403) == (right not in held), page
    token = {"X-CSRF": site.csrf(mine), "Origin": HERE}
    for method, template, right in ADDRESSES:
        if template in ("/api/session/end", "/_dash-update-component", "/api/map.geojson"):
            continue  # ends the session; wants a body of Dash's; wants what the start works out
        answer = site.ask(method, address(template), mine, token)
        refused = answer.status_code == 403 and answer.json().get("code") == "not_allowed"
        assert refused == (right not in held), (template, answer.status_code)


def test_a_display_asks_for_pages_alone() -> None:
    assert _asks_for_page(b'{"output":".._pages_content.children..._pages_store.data.."}')
    for body in (
        b"",
        b"[]",
        b'{"output":"kpis.children"}',
        b'{"output":"..kpi-records.children.."}',
        b'{"output":1}',
    ):
        assert not _asks_for_page(body)


@pytest.mark.parametrize("shown", [None, "", "wrong"])
def test_what_changes_something_wants_the_sessions_own_token(site: AccountsSite, shown: str | None) -> None:
    mine, other = site.sign_in("an", "administrator"), site.sign_in("binh", "administrator")
    headers = {"Origin": HERE} | ({} if shown is None else {"X-CSRF": shown})
    for held in (headers, {"Origin": HERE, "X-CSRF": site.csrf(other)}):
        for method, path in (
            ("POST", "/api/targets"),
            ("DELETE", "/api/targets/1"),
            ("POST", "/api/session/end"),
        ):
            answer = site.ask(method, path, mine, held)
            assert (answer.status_code, answer.json()["code"]) == (403, "csrf")
    assert site.post("/api/targets", mine, told={}).status_code == 422


def test_another_sites_page_can_press_no_button(site: AccountsSite) -> None:
    mine = site.sign_in("an", "administrator")
    for path in ("/api/targets", "/_dash-update-component", "/login"):
        answer = site.post(path, mine, told={}, Origin="http://evil.example")
        assert answer.status_code == 403


def test_a_page_carries_its_sessions_token_and_the_session_tells_it_again(site: AccountsSite) -> None:
    mine = site.sign_in("an", "officer", full_name="Trần An")
    assert f'"csrf":"{site.csrf(mine)}"' in site.get("/", mine).text
    told = site.get("/api/session", mine)
    assert told.json() == {
        "name": "an", "full_name": "Trần An", "role": "Trực ban", "csrf": site.csrf(mine),
    }  # fmt: skip
    assert told.headers["cache-control"] == "no-store"


def test_whoever_was_given_a_password_changes_it_before_anything_else(site: AccountsSite) -> None:
    mine = site.sign_in("an", "administrator", must_change=True)
    answer = site.get("/kpi", mine)
    assert (answer.status_code, answer.headers["location"]) == (303, "/account")
    assert site.get("/account", mine).status_code not in {303, 403}
    assert site.get("/api/board", mine).json()["code"] == "change_the_password_first"
    assert site.post("/api/targets", mine, told={}).status_code == 403
    changed = {"old": "mưa rào tháng bảy", "new": "nắng hạ chang chang", "again": "nắng hạ chang chang"}
    done = site.post("/api/account/password", mine, told=changed)
    assert done.status_code == 200
    token = done.headers["set-cookie"].split("=")[1].split(";")[0]
    assert site.get("/", {SESSION: token}).status_code == 200
    assert site.get("/", mine).status_code == 303


def test_a_wrong_change_of_password_says_at_which_field(site: AccountsSite) -> None:
    mine = site.sign_in("an", "officer")
    for told, field in (
        ({"old": "sai", "new": "nắng hạ chang chang", "again": "nắng hạ chang chang"}, "old"),
        ({"old": "mưa rào tháng bảy", "new": "ngắn", "again": "ngắn"}, "new"),
        ({"old": "mưa rào tháng bảy", "new": "nắng hạ chang chang", "again": "khác"}, "again"),
    ):
        answer = site.post("/api/account/password", mine, told=told)
        assert answer.status_code == 422
        assert [one["field"] for one in answer.json()["mistakes"]] == [field]
    assert site.get("/", mine).status_code == 200


def test_signing_out_ends_the_session_and_takes_the_cookie(site: AccountsSite) -> None:
    mine = site.sign_in("an", "officer")
    answer = site.post("/api/session/end", mine)
    assert "Max-Age=0" in answer.headers["set-cookie"]
    assert site.get("/", mine).status_code == 303


def test_the_scope_of_a_ward_changes_nothing_of_the_citys(site: AccountsSite) -> None:
    mine = site.sign_in("an", "administrator", unit_id=1001)
    assert site.post("/api/targets", mine, told={}).status_code == 403
    assert site.get("/api/admin/accounts", mine).status_code == 403
    assert site.post("/api/admin/accounts", mine, told={"name": "x1", "role": "leader"}).status_code == 403


@pytest.mark.parametrize(
    ("client", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("10.0.0.9", {}, 403),
        ("127.0.0.1", {"X-Forwarded-For": "127.0.0.1"}, 403),
        ("10.0.0.9", {"Authorization": "Bearer scrape-me"}, 200),
        ("10.0.0.9", {"Authorization": "Bearer scrape-m"}, 403),
        ("10.0.0.9", {"Authorization": "Bearer "}, 403),
    ],
)
def test_figures_of_the_program_are_for_this_machine_or_a_token(
    store: Engine, client: str, headers: dict[str, str], status: int
) -> None:
    site = AccountsSite(store, metrics_token="scrape-me")
    assert site.ask("GET", "/metrics", None, headers, client).status_code == status
    assert AccountsSite(store).ask("GET", "/metrics", None, headers, client).status_code == (
        200 if client == "127.0.0.1" and not headers else 403
    )
