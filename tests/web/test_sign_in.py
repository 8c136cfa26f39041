"""The sign-in form over HTTP: its own token, one answer for all that fails, and never to another site."""

import re

import httpx
import pytest
from sqlalchemy import Engine

from tests.web.accounts_site import HERE, PASSWORD, AccountsSite
from web.cookies import FORM, SESSION
from web.sign_in import same_site


@pytest.fixture
def site(store: Engine) -> AccountsSite:
    made = AccountsSite(store)
    made.accounts.add({"name": "an", "role": "officer"}, "test", made.now, PASSWORD)
    return made


def enter(
    site: AccountsSite, name: str = "an", password: str = PASSWORD, wanted: str = "/kpi", **headers: str
) -> httpx.Response:
    form = site.get("/login").text
    token = re.findall(r'name="form" value="([^"]+)"', form)[0]
    told = {"form": token, "name": name, "password": password, "next": wanted}
    return site.ask("POST", "/login", {FORM: token}, {"Origin": HERE} | headers, data=told)


def test_the_right_password_leads_to_the_page_that_was_asked_for(site: AccountsSite) -> None:
    answer = enter(site)
    assert (answer.status_code, answer.headers["location"]) == (303, "/kpi")
    cookie = next(one for one in answer.headers.get_list("set-cookie") if one.startswith(SESSION))
    assert {"HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=43200"} <= set(cookie.split("; "))
    assert "Secure" not in cookie
    token = cookie.split("=", 1)[1].split(";")[0]
    assert site.get("/", {SESSION: token}).status_code == 200


def test_over_https_the_cookie_goes_over_https_alone(store: Engine) -> None:
    site = AccountsSite(store, public_url="https://ops.example.vn")
    site.accounts.add({"name": "an", "role": "officer"}, "test", site.now, PASSWORD)
    form = site.get("/login", Host="ops.example.vn")
    given = form.headers["set-cookie"].split(";")[0].split("=", 1)
    assert given[0] == f"__Host-{FORM}"
    told = {"form": given[1], "name": "an", "password": PASSWORD}
    answer = site.ask("POST", "/login", {given[0]: given[1]}, data=told)
    cookies = answer.headers.get_list("set-cookie")
    assert any(one.startswith(f"__Host-{SESSION}=") and one.endswith("; Secure") for one in cookies)


def test_a_proxy_that_is_not_trusted_is_not_believed(store: Engine) -> None:
    site = AccountsSite(store)
    for client, secure in (("127.0.0.1", True), ("10.0.0.9", False)):
        answer = site.ask("GET", "/login", None, {"X-Forwarded-Proto": "https"}, client)
        assert ("Secure" in answer.headers["set-cookie"]) == secure


def test_wrong_and_unknown_look_the_same(site: AccountsSite) -> None:
    answers = [enter(site, "an", "sai"), enter(site, "ai.do", PASSWORD)]
    assert [answer.status_code for answer in answers] == [401, 401]
    texts = [re.sub(r'value="[^"]*"', "", answer.text) for answer in answers]
    assert texts[0] == texts[1]
    assert "không đúng" in texts[0]
    assert SESSION not in str(answers[0].headers)


def test_after_five_failures_it_says_for_how_long(site: AccountsSite) -> None:
    for _failure in range(4):
        assert enter(site, "an", "sai").status_code == 401
    answer = enter(site, "an", "sai")
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "900")
    assert "15 phút" in answer.text
    assert enter(site).status_code == 429


def test_a_form_of_another_page_is_refused_and_keeps_the_name(site: AccountsSite) -> None:
    told = {"form": "x", "name": "an", "password": PASSWORD}
    for cookies in ({}, {FORM: "y"}):
        answer = site.ask("POST", "/login", cookies, {"Origin": HERE}, data=told)
        assert answer.status_code == 403
        assert 'value="an"' in answer.text
    assert enter(site, Origin="http://evil.example").status_code == 403


def test_what_was_typed_is_no_html(site: AccountsSite) -> None:
    answer = enter(site, '"><script>alert(1)</script>', "sai", '"><script>')
    assert "<script>alert" not in answer.text
    assert 'value="/"' in answer.text


@pytest.mark.parametrize(
    "wanted",
    [
        "//evil.example", "///evil.example", "/\\evil.example", "https://evil.example", "evil.example",
        "javascript:alert(1)", "", "/\t/evil.example", "/kpi\r\nSet-Cookie: x=1", "/login?next=/",
        "/api/board",
        "/_dash-layout", "\\\\evil.example", "/%0d\n",
    ],
)  # fmt: skip
def test_after_the_sign_in_it_goes_nowhere_else(wanted: str) -> None:
    assert same_site(wanted) == "/"


@pytest.mark.parametrize("wanted", ["/", "/kpi?unit=26740&period=2026-Q3", "/desk/incidents/12"])
def test_a_page_of_ours_is_where_it_goes(wanted: str) -> None:
    assert same_site(wanted) == wanted
