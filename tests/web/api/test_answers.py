"""What is answered: figures, KPIs, incidents, reports; in a stable order, page after page."""

import hashlib
from typing import Any

import pytest

from tests.web.api.city import NOW, SECRETS, complaints
from tests.web.api.conftest import Interface
from tests.web.api.test_gate import OPENED


def _all(interface: Interface, path: str) -> list[Any]:
    """Every item, page after page."""
    joint, found, cursor = "&" if "?" in path else "?", [], ""
    while True:
        page = interface.get(f"{path}{joint}cursor={cursor}" if cursor else path).json()
        found += page["items"]
        cursor = page["next"] or ""
        if not cursor:
            return found


@pytest.mark.parametrize("path", OPENED)
def test_nobodys_personal_data_are_in_any_answer(interface: Interface, path: str) -> None:
    told = interface.get(path).content.decode("utf-8", "replace")
    assert [one for one in SECRETS if one in told] == []


def test_pages_together_are_the_whole(interface: Interface) -> None:
    for path, size in (("/figures", 7), ("/incidents", 1), ("/reports", 1)):
        whole = interface.get(path).json()
        assert whole["next"] is None
        assert _all(interface, f"{path}?limit={size}") == whole["items"]
        assert len(whole["items"]) > size


def test_figures_are_those_of_the_store(interface: Interface) -> None:
    rows = _all(interface, "/figures?figure=complaints_received&from=2026-11-01&to=2026-11-25")
    assert [(row["day"], row["unit"]["name"], row["value"]) for row in rows] == [
        (f"2026-11-{18 + number}", ("Phường Bến Thành", "Phường Sài Gòn")[number % 2], 1.0)
        for number in range(8)
    ]
    told = interface.get("/figures?figure=complaints_received&unit=26740").json()["items"]
    assert {row["unit"]["code"] for row in told} == {"26740"}
    assert interface.get("/figures?from=2026-11-20&to=2026-11-01").json()["items"] == []


def test_figures_say_which_feed_was_silent(interface: Interface) -> None:
    silent = interface.get("/figures?figure=fire_alarms").json()["silent"]
    assert [(one["feed"], one["goes_on"]) for one in silent] == [("fire", True)]
    assert interface.get("/figures?figure=complaints_received").json()["silent"] == []


def test_a_kpi_tells_its_value_with_its_parts(interface: Interface) -> None:
    # 8 complaints, 4 answered within 50 minutes; of the 4 open ones those of 3, 5 and 7 days ago are over
    told = interface.get("/kpis/complaints_48h_share?period=2026-11").json()
    assert (told["numerator"], told["denominator"]) == (4.0, 7.0)
    assert told["value"] == pytest.approx(100 * 4 / 7)
    assert (told["state"], told["name"], told["whose"]["level"]) == (
        "missed", "Phản ánh trả lời ≤ 48 giờ", "city",
    )  # fmt: skip
    assert told["line"][-1]["value"] == told["value"]
    assert [one["name"] for one in told["feeds"]] == ["1022"]


def test_a_kpi_whose_feed_is_silent_has_no_value(interface: Interface) -> None:
    told = interface.get("/kpis/fire_alarms").json()
    assert (told["state"], told["value"], told["last_value"]) == ("no_data", None, 1.0)
    assert told["line"][-1]["value"] is None
    assert told["feeds"][0]["state"] == "silent"
    ranked = interface.get("/kpis/fire_alarms/units").json()
    assert ranked["is_silent"] is True
    assert {one["value"] for one in ranked["items"]} == {None}
    board = {one["key"]: one for one in interface.get("/board").json()["kpis"]}
    assert all(one["value"] is None for one in board.values() if one["state"] == "no_data")


def test_units_side_by_side(interface: Interface) -> None:
    ranked = interface.get("/kpis/complaints_48h_share/units?period=2026-11").json()
    assert ranked["is_silent"] is False
    assert [(one["unit"]["name"], one["value"]) for one in ranked["items"][:2]] == [
        ("Phường Sài Gòn", 100.0), ("Phường Bến Thành", 0.0),
    ]  # fmt: skip
    districts = interface.get("/kpis/complaints_48h_share/units?on=2021-06-01&level=district").json()["items"]
    assert {one["unit"]["level"] for one in districts} <= {"district", "unknown"}


def test_units_of_a_day(interface: Interface) -> None:
    levels = [one["level"] for one in interface.get("/units").json()["items"]]
    assert (levels.count("ward"), levels.count("city")) == (168, 1)
    then = interface.get("/units?on=2020-06-01&level=district&parent=79").json()["items"]
    assert len(then) == 24
    assert {one["valid_to"] for one in then} == {"2020-12-31", "2025-06-30"}


def test_incidents_are_filtered_and_masked(interface: Interface) -> None:
    def ids(query: str) -> list[int]:
        return [one["id"] for one in interface.get(f"/incidents?{query}").json()["items"]]

    assert ids("state=resolved&severity=severe&kind=fire") == [9002, 9001]
    assert ids("state=resolved&state=triggered&kind=flood") == [2]
    assert ids("unit=25747") == [9001]
    assert ids("since=2026-11-25T09:00:00%2B07:00") == [2]
    one = interface.get("/incidents/9001").json()
    assert (one["subject"], one["lat"], one["lon"]) == ("Cháy nhà N.V.A. **********", 10.776, 106.701)
    assert [(step["kind"], step["by"], step["told"]) for step in one["timeline"]] == [
        ("note", "person", {}),
        ("assign", "person", {}),
        ("severity", "person", {"from": "minor", "severity": "severe"}),
        ("resolve", "person", {"cause": "electric"}),
    ]


def test_reports_are_the_issued_ones_with_their_own_bytes(interface: Interface) -> None:
    listed = interface.get("/reports").json()["items"]
    assert [(one["id"], one["number"]) for one in listed] == [(1, "1/BC-UBND"), (2, "2/BC-UBND")]
    assert interface.get("/reports/3").status_code == 404
    file = listed[0]["files"][0]
    answer = interface.get(file["href"].removeprefix("/api/v1"))
    assert answer.headers["content-type"] == "application/pdf"
    assert hashlib.sha256(answer.content).hexdigest() == file["sha256"]
    assert interface.get("/reports/1/files/docx").status_code == 404


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/kpis/nothing", 404),
        ("/kpis/fire_alarms?unit=99999", 404),
        ("/kpis/fire_alarms?period=2026-13", 404),
        ("/kpis/fire_alarms?period=yesterday", 422),
        ("/figures?figure=nothing", 404),
        ("/figures?from=123", 422),
        ("/figures?cursor=x", 422),
        ("/incidents?since=2026-11-25", 422),
        ("/incidents?state=lost", 422),
        ("/incidents?sate=closed", 422),
        ("/incidents/0", 422),
        ("/units?on=25/11/2026", 422),
    ],
)
def test_what_cannot_be_is_refused_and_named(interface: Interface, path: str, status: int) -> None:
    answer = interface.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert answer.json()["detail"]


def test_the_city_of_these_tests_holds_eight_complaints() -> None:
    assert len(complaints(NOW)) == 8
