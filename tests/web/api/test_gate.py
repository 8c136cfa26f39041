"""Who may read: a key in a header, of its scopes and unit, so often a minute; or whoever has signed in."""

import pytest

from dashboard.keys.key import SCOPES
from tests.web.api.city import WARD, key
from tests.web.api.conftest import BASE, Interface

# Every resource with the scope that opens it.
OPENED = {
    "/units": "units",
    "/feeds": "feeds",
    "/figures": "figures",
    "/figures/names": "figures",
    "/kpis": "kpis",
    "/kpis/complaints_48h_share": "kpis",
    "/kpis/complaints_48h_share/units": "kpis",
    "/board": "kpis",
    "/incidents": "incidents",
    "/incidents/9001": "incidents",
    "/reports": "reports",
    "/reports/1": "reports",
    "/reports/1/files/pdf": "reports",
    "/open311/services.json": "complaints",
    "/open311/services/ngap.xml": "complaints",
    "/open311/requests.json": "complaints",
    "/open311/requests/C-1.xml": "complaints",
}


@pytest.fixture(scope="module")
def of_scopes(interface: Interface) -> dict[str, str]:
    """One key a scope."""
    return {one: key(interface.keys, one, name=f"only {one}") for one in SCOPES}


@pytest.mark.parametrize("path", OPENED)
def test_a_scope_opens_its_resources_and_no_other(
    interface: Interface, of_scopes: dict[str, str], path: str
) -> None:
    found = {one: interface.get(path, token).status_code for one, token in of_scopes.items()}
    assert found == {one: 200 if one == OPENED[path] else 403 for one in SCOPES}


@pytest.mark.parametrize("path", [*OPENED, "/nothing"])
def test_without_a_key_there_is_no_answer_but_what_to_do(interface: Interface, path: str) -> None:
    answer = interface.site.get(BASE + path)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert "X-API-Key" in answer.text


def test_a_mistake_is_a_problem_of_rfc_9457(interface: Interface) -> None:
    answer = interface.site.get(f"{BASE}/units")
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert (told["type"], told["title"], told["status"]) == ("about:blank", "A key is needed", 401)


def test_a_key_goes_in_either_header_and_never_in_the_address(interface: Interface) -> None:
    assert interface.site.ask("GET", f"{BASE}/units", None, {"X-API-Key": interface.token}).status_code == 200
    assert interface.site.get(f"{BASE}/units", Authorization=f"bearer {interface.token}").status_code == 200
    assert interface.site.get(f"{BASE}/units?api_key={interface.token}").status_code == 401
    assert interface.site.get(f"{BASE}/units", Authorization=f"Basic {interface.token}").status_code == 401


def test_a_key_opens_nothing_else_of_the_site(interface: Interface) -> None:
    for path in ("/api/board", "/api/desk/incidents", "/api/admin/keys", "/api/kpi.csv"):
        answer = interface.site.get(path, Authorization=f"Bearer {interface.token}")
        assert answer.status_code == 401, path


def test_a_revoked_key_opens_nothing_from_the_next_request_on(interface: Interface) -> None:
    token = key(interface.keys, name="revoked")
    assert interface.get("/units", token).status_code == 200
    (number,) = (one.id for one in interface.keys.every() if one.name == "revoked")
    interface.keys.revoke(number, "test", interface.site.now)
    answer = interface.get("/units", token)
    assert (answer.status_code, "revoked" in answer.json()["detail"]) == (401, True)


def test_over_the_limit_it_says_when_to_come_again(interface: Interface) -> None:
    token = key(interface.keys, name="slow", per_minute=2)
    answers = [interface.get("/units?level=city", token) for _ in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 429]
    assert [one.headers["ratelimit-remaining"] for one in answers] == ["1", "0", "0"]
    assert answers[2].headers["retry-after"] == "60"
    assert interface.get("/units?level=city").status_code == 200  # another key


def test_whoever_has_signed_in_may_try_it(interface: Interface) -> None:
    officer = interface.site.sign_in("officer", "officer")
    assert interface.site.get(f"{BASE}/units?level=city", officer).status_code == 200
    local = interface.site.sign_in("ward", "officer", unit_id=WARD)
    listed = interface.site.get(f"{BASE}/incidents", local).json()["items"]
    assert [one["id"] for one in listed] == [9001]


def test_a_key_of_a_unit_reads_of_that_unit_alone(interface: Interface) -> None:
    token = key(interface.keys, name="ward", unit_id=WARD)
    assert [one["id"] for one in interface.get("/incidents", token).json()["items"]] == [9001]
    assert interface.get("/incidents/9002", token).status_code == 404
    assert interface.get("/reports", token).json()["items"] == []
    assert interface.get("/reports/1", token).status_code == 404
    assert interface.get("/reports/1/files/pdf", token).status_code == 404
    assert interface.get("/open311/requests.json", token).json() == []
    assert interface.get("/figures", token).json()["items"] == []
    assert interface.get("/kpis/complaints_48h_share", token).json()["whose"]["id"] == WARD
    assert interface.get("/kpis/complaints_48h_share?unit=79", token).status_code == 403
    assert interface.get("/kpis/complaints_48h_share?level=ward", token).status_code == 403
    ranked = interface.get("/kpis/complaints_48h_share/units", token).json()["items"]
    assert [one["unit"]["id"] for one in ranked] == [WARD]
    assert interface.get("/board", token).json()["whose"]["id"] == WARD
    saigon = key(interface.keys, name="saigon", unit_id=1068)
    assert [one["id"] for one in interface.get("/reports", saigon).json()["items"]] == [2]
    assert {one["agency_responsible"] for one in interface.get("/open311/requests.json", saigon).json()} == {
        "Phường Sài Gòn"
    }


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE"])
def test_nothing_can_be_sent_in(interface: Interface, method: str) -> None:
    given = {"Authorization": f"Bearer {interface.token}"}
    answer = interface.site.ask(method, f"{BASE}/units", None, given)
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET")


def test_page_and_schema_are_open_to_everybody(interface: Interface) -> None:
    assert interface.site.get(BASE).headers["location"] == f"{BASE}/"
    page = interface.site.get(f"{BASE}/")
    assert page.status_code == 200
    assert "default-src 'self'" in page.headers["content-security-policy"]
    assert "http://" not in page.text.replace("http://wiki.open311.org", "")
    told = interface.site.get(f"{BASE}/openapi.json").json()
    assert all(path.startswith(("/units", "/feeds", "/figures", "/kpis", "/board", "/incidents", "/reports",
                                "/open311")) for path in told["paths"])  # fmt: skip
    assert {path for path, one in told["paths"].items() if one["get"].get("security") == []} == {
        "/open311/discovery.json", "/open311/discovery.xml",
    }  # fmt: skip


def test_what_was_not_changed_is_not_sent_again(interface: Interface) -> None:
    first = interface.get("/units")
    again = interface.get("/units", **{"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
