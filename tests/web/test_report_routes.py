"""Who may see, write, issue and take which report; what they are answered."""

from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import pytest
from sqlalchemy import Engine

from dashboard.successions import unit_of
from tests.dashboard.reports.desk_of import few_sections
from tests.web.accounts_site import AccountsSite

WARD = "26740"  # Phường Sài Gòn
NEW: dict[str, Any] = {"template": "month", "period": "2026-10", "scope": [], "language": "vi"}
ISSUE: dict[str, Any] = {"version": 1, "number": "15/BC-UBND", "issued_on": "2026-11-25", "signer": "Yến"}
BOLD = {
    "runs": [{"text": "Kết quả tốt.", "bold": True, "italic": False, "href": ""}],
    "kind": "paragraph",
    "key": "",
}


@pytest.fixture(autouse=True)
def _few() -> Iterator[None]:
    with few_sections():
        yield


@pytest.fixture
def site(store: Engine) -> AccountsSite:
    return AccountsSite(store)


@pytest.fixture
def planner(site: AccountsSite) -> dict[str, str]:
    return site.sign_in("lan", "planner")


def drafted(site: AccountsSite, cookies: dict[str, str], **told: Any) -> int:
    answer = site.post("/api/reports", cookies, told=NEW | told)
    assert answer.status_code == 201, answer.text
    made: int = answer.json()["id"]
    return made


def issued(site: AccountsSite, cookies: dict[str, str]) -> int:
    made = drafted(site, cookies)
    answer = site.post(f"/api/reports/{made}/issue", cookies, told=ISSUE)
    assert answer.status_code == 200, answer.text
    return made


def choices(**told: Any) -> dict[str, Any]:
    return {"version": 1, "choices": {"order": [], "omitted": [], "commentary": {}, **told}}


@pytest.mark.parametrize(("role", "may"), [
    ("officer", False), ("planner", True), ("leader", True), ("administrator", True),
])  # fmt: skip
def test_who_has_the_right_writes_and_everybody_reads_what_was_issued(
    site: AccountsSite, planner: dict[str, str], role: str, may: bool
) -> None:
    draft, out = drafted(site, planner, period="2026-09"), issued(site, planner)
    cookies = site.sign_in("an", role)
    assert site.post("/api/reports", cookies, told=NEW).status_code == (201 if may else 403)
    assert site.get(f"/api/reports/{draft}", cookies).status_code == (200 if may else 404)
    assert site.get(f"/api/reports/{draft}/files/json", cookies).status_code == (200 if may else 404)
    assert site.get(f"/api/reports/{out}", cookies).json()["report"]["may_write"] is may
    listed = site.get("/api/reports", cookies).json()["reports"]
    assert {one["id"] for one in listed} >= {out}
    assert (draft in {one["id"] for one in listed}) is may
    for deed in ("", "/sheet", "/discard", "/issue", "/revise"):
        answer = site.post(f"/api/reports/{out}{deed}", cookies, told=choices() | {"reason": ""})
        assert (answer.status_code == 403) is not may


def test_a_planner_of_a_ward_reports_on_that_ward_alone(site: AccountsSite, planner: dict[str, str]) -> None:
    ward = unit_of(WARD, site.now.date())
    assert ward is not None
    mine = site.sign_in("sg", "planner", unit_id=ward.id)
    assert site.post("/api/reports", mine, told=NEW).status_code == 403
    assert site.post("/api/reports", mine, told=NEW | {"scope": ["26743"]}).status_code == 403
    assert site.get("/api/reports/units?period=2026-10", mine).json()["units"] == [[WARD, ward.name]]
    made = drafted(site, mine, scope=[WARD])
    of_city = drafted(site, planner)
    assert site.get(f"/api/reports/{of_city}", mine).status_code == 404
    assert site.get(f"/api/reports/{made}", mine).json()["report"]["scope_name"] == ward.name


def test_a_display_and_a_stranger_get_nothing(site: AccountsSite, planner: dict[str, str]) -> None:
    out = issued(site, planner)
    token = site.accounts.add_display("Phòng họp", "test", site.now)
    for path in ("/api/reports", f"/api/reports/{out}", f"/api/reports/{out}/files/json"):
        assert site.get(path, None, Authorization=f"Bearer {token}").status_code in (401, 403)
        assert site.get(path).status_code == 401


def test_what_is_written_is_looked_at_then_saved(site: AccountsSite, planner: dict[str, str]) -> None:
    made = drafted(site, planner)
    keys = [one["key"] for one in site.get(f"/api/reports/{made}", planner).json()["sections"]]
    told = choices(order=keys[::-1], omitted=keys[:1], commentary={keys[-1]: [BOLD]})
    seen = site.post(f"/api/reports/{made}/sheet", planner, told=told).json()["sheet"]["sections"]
    assert [one["key"] for one in seen] == keys[:0:-1]
    assert seen[0]["commentary"] == [BOLD]
    assert site.get(f"/api/reports/{made}", planner).json()["choices"]["commentary"] == {}
    assert site.post(f"/api/reports/{made}", planner, told=told).json() == {"version": 2}
    assert site.get(f"/api/reports/{made}", planner).json()["choices"]["order"] == keys[::-1]


def test_of_two_the_slower_is_told_who_was_faster(site: AccountsSite, planner: dict[str, str]) -> None:
    made = drafted(site, planner)
    other = site.sign_in("minh", "leader")
    assert site.post(f"/api/reports/{made}", other, told=choices()).status_code == 200
    answer = site.post(f"/api/reports/{made}", planner, told=choices())
    assert answer.status_code == 409
    assert answer.json()["code"] == "changed"
    assert "minh" in answer.json()["mistakes"][0]["told"]


@pytest.mark.parametrize("told", [
    {}, {"choices": []}, {"choices": {"colour": "red"}},
    {"choices": {"commentary": {"targets": [{"kind": "script", "runs": []}]}}},
])  # fmt: skip
def test_what_cannot_be_read_is_refused(
    site: AccountsSite, planner: dict[str, str], told: dict[str, Any]
) -> None:
    made = drafted(site, planner)
    assert site.post(f"/api/reports/{made}", planner, told={"version": 1} | told).status_code == 400


def test_a_mistake_is_told_at_its_field(site: AccountsSite, planner: dict[str, str]) -> None:
    made = drafted(site, planner)
    for field, value in (("number", "mười lăm"), ("issued_on", "hôm nay"), ("signer", " ")):
        answer = site.post(f"/api/reports/{made}/issue", planner, told=ISSUE | {field: value})
        assert answer.status_code == 422
        assert answer.json()["mistakes"][0]["field"] == field


def test_an_issued_report_hands_out_its_bytes_and_takes_no_change(
    site: AccountsSite, planner: dict[str, str]
) -> None:
    out = issued(site, planner)
    told = site.get(f"/api/reports/{out}", planner).json()
    assert told["files"]
    for file in told["files"]:
        answer = site.get(f"/api/reports/{out}/files/{file['format']}", planner)
        assert sha256(answer.content).hexdigest() == file["sha256"]
        assert len(answer.content) == file["size"]
        assert file["name"] in answer.headers["content-disposition"]
    assert site.get(f"/api/reports/{out}/files/exe", planner).status_code == 404
    assert site.post(f"/api/reports/{out}", planner, told=choices()).status_code == 409


def test_a_revision_wants_a_reason_and_leads_to_its_draft(
    site: AccountsSite, planner: dict[str, str]
) -> None:
    out = issued(site, planner)
    answer = site.post(f"/api/reports/{out}/revise", planner, told={"reason": ""})
    assert answer.json()["mistakes"][0]["field"] == "reason"
    answer = site.post(f"/api/reports/{out}/revise", planner, told={"reason": "Số liệu đến muộn"})
    again = site.get(f"/api/reports/{answer.json()['id']}", planner).json()
    assert again["report"]["revision"] == 2
    assert again["report"]["reason"] == "Số liệu đến muộn"


def test_the_fonts_of_the_sheet_are_served(site: AccountsSite, planner: dict[str, str]) -> None:
    answer = site.get("/api/reports/fonts/BoldItalic.ttf", planner)
    assert answer.headers["content-type"] == "font/ttf"
    assert site.get("/api/reports/fonts/Comic.ttf", planner).status_code == 404


def test_the_newest_period_that_is_over_is_offered_first(site: AccountsSite) -> None:
    site.now = datetime(2026, 12, 1, 3, 0, tzinfo=UTC)
    templates = site.get("/api/reports/new", site.sign_in("lan", "planner")).json()["templates"]
    chosen = {one["key"]: one["chosen"] for one in templates}
    assert chosen == {"month": "2026-11", "quarter": "2026-Q3", "half": "2026-H1", "year": "2025"}
