"""Anybody may ask whether a report is the issued one; a plain answer, and no trying through."""

from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256

import pytest
from sqlalchemy import Engine

from dashboard.reports import questions
from tests.dashboard.reports.desk_of import few_sections
from tests.web.accounts_site import AccountsSite
from tests.web.test_report_routes import issued
from web import verify_routes

YES, NO, OLD = "Đúng là văn bản đã phát hành", "Không phải văn bản đã phát hành", "nhưng đã được thay thế"


@pytest.fixture(autouse=True)
def _few() -> Iterator[None]:
    with few_sections():
        yield


@pytest.fixture
def site(store: Engine) -> AccountsSite:
    return AccountsSite(store)


def asked(site: AccountsSite, **told: str) -> str:
    answer = site.ask("GET", "/reports/verify", params=told)
    assert answer.status_code == 200
    return answer.text


def test_a_stranger_verifies_by_code_and_by_file(site: AccountsSite) -> None:
    planner = site.sign_in("lan", "planner")
    out = issued(site, planner)
    code = site.get(f"/api/reports/{out}", planner).json()["report"]["code"]
    told = asked(site, code=code.lower().replace("-", " "))
    assert f"<h2>{YES}</h2>" in told
    assert "15/BC-UBND" in told
    assert "25/11/2026" in told
    assert "lan" not in told.split("<dl>")[1].split("</dl>")[0].split()  # whose account issued it
    body = site.get(f"/api/reports/{out}/files/json", planner).content
    hashed = site.ask("POST", "/api/reports/verify", headers={"Origin": "http://127.0.0.1"}, content=body)
    assert hashed.json() == {"sha256": sha256(body).hexdigest()}
    assert YES in asked(site, sha256=hashed.json()["sha256"], name="BC-15.json")
    assert NO in asked(site, sha256=sha256(body + b" ").hexdigest())


def test_a_replaced_report_says_which_one_holds_now(site: AccountsSite) -> None:
    planner = site.sign_in("lan", "planner")
    out = issued(site, planner)
    code = site.get(f"/api/reports/{out}", planner).json()["report"]["code"]
    again = site.post(f"/api/reports/{out}/revise", planner, told={"reason": "Số liệu đến muộn"}).json()["id"]
    entry = {"version": 1, "number": "15/BC-UBND", "issued_on": "2026-11-25", "signer": "Yến"}
    assert site.post(f"/api/reports/{again}/issue", planner, told=entry).status_code == 200
    told = asked(site, code=code)
    assert OLD in told
    assert "15/BC-UBND, lần 2 (25/11/2026)" in told


def test_what_was_typed_is_shown_as_text(site: AccountsSite) -> None:
    told = asked(site, code='"><script>alert(1)</script>')
    assert NO in told
    assert "<script>alert" not in told


def test_codes_cannot_be_tried_through(site: AccountsSite) -> None:
    for number in range(questions.MOST):
        asked(site, code=f"7F3K-Q2MD-{number:04}")
    answer = site.ask("GET", "/reports/verify", params={"code": "7F3K-Q2MD-9TXA"})
    assert answer.status_code == 429
    assert "15 phút" in answer.text
    elsewhere = site.ask("GET", "/reports/verify", params={"code": "7F3K"}, client="10.0.0.9")
    assert elsewhere.status_code == 200
    site.now += timedelta(minutes=16)
    assert NO in asked(site, code="7F3K-Q2MD-9TXA")


def test_whoever_checks_true_papers_is_not_held_up(site: AccountsSite) -> None:
    planner = site.sign_in("lan", "planner")
    code = site.get(f"/api/reports/{issued(site, planner)}", planner).json()["report"]["code"]
    for _ in range(questions.MOST + 2):
        assert YES in asked(site, code=code)


def test_a_file_that_is_too_long_is_not_read_to_its_end(
    site: AccountsSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verify_routes, "LARGEST", 10)
    answer = site.ask(
        "POST", "/api/reports/verify", headers={"Origin": "http://127.0.0.1"}, content=b"x" * 11
    )
    assert answer.status_code == 413
