"""The list: filters worked out by hand, sorts, pages that hold still, search as people type."""

from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from sqlalchemy import Engine, delete, insert, select, update

from dashboard.db import reading, writing
from dashboard.desk import listing, search
from dashboard.desk.asker import Asker
from dashboard.desk.desk import Desk
from dashboard.desk.shapes import SORTS, Asked
from dashboard.models import account, incident
from tests.dashboard.desk.conftest import AN, NOW, Open


def _ids(desk: Desk, asker: Asker = AN, **asked: Any) -> list[int]:
    return [row.id for row in desk.rows(Asked(**asked), asker, NOW).rows]


@pytest.fixture
def five(store: Engine, opened: Open) -> dict[str, int]:
    """Five incidents, each unlike the others in what a filter asks for."""
    hour = timedelta(hours=1)
    made = {
        "flood": opened("Ngập đường Nguyễn Hữu Cảnh", at=NOW - 5 * hour, severity="severe", unit_id=1002),
        "fire": opened("Cháy chợ Bình Tây", at=NOW - 4 * hour, kind="fire", severity="extreme"),
        "late": opened("Ngập Lê Lợi", at=NOW - 3 * hour, due_at=NOW - hour, state="acknowledged"),
        "mine": opened("Camera Q1", at=NOW - 2 * hour, kind="camera", due_at=NOW + hour, severity="minor"),
        "over": opened(
            "Ngập cũ", at=NOW - 50 * hour, state="resolved", resolved_at=NOW - 49 * hour, severity="unknown"
        ),
    }
    with writing(store) as connection:
        an = connection.execute(select(account.c.id).where(account.c.name == "an")).scalar_one()
        connection.execute(update(incident).where(incident.c.id == made["mine"]).values(assignee_id=an))
    return made


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ({}, ["mine", "late", "fire", "flood"]),
        ({"open_only": False}, ["mine", "late", "fire", "flood", "over"]),
        ({"kinds": ("flood",)}, ["late", "flood"]),
        ({"kinds": ("flood", "fire")}, ["late", "fire", "flood"]),
        ({"severities": ("extreme", "severe")}, ["fire", "flood"]),
        ({"states": ("acknowledged",)}, ["late"]),
        ({"states": ("resolved",), "open_only": False}, ["over"]),
        ({"units": ("79",)}, ["mine", "late", "fire", "flood"]),
        ({"assignees": ("an",)}, ["mine"]),
        ({"assignees": ("binh",)}, []),
        ({"mine": True}, ["mine"]),
        ({"mine": True, "assignees": ("binh",)}, []),
        ({"overdue": True}, ["late"]),
        ({"unknown": True}, []),
        ({"since": NOW - timedelta(hours=4)}, ["mine", "late", "fire"]),
        ({"until": NOW - timedelta(hours=4)}, ["flood"]),
        ({"until": NOW - timedelta(hours=4), "open_only": False}, ["flood", "over"]),
        ({"kinds": ("flood",), "severities": ("severe",), "open_only": False}, ["flood"]),
        ({"sort": "gravity"}, ["fire", "flood", "late", "mine"]),
        ({"sort": "due_at", "descending": False}, ["late", "mine", "flood", "fire"]),
        ({"sort": "due_at"}, ["mine", "late", "fire", "flood"]),
        ({"sort": "kind", "descending": False}, ["mine", "fire", "flood", "late"]),
        ({"sort": "subject", "descending": False}, ["mine", "fire", "flood", "late"]),
        ({"search": "ngap nguyen huu canh"}, ["flood"]),
        ({"search": "Ngập"}, ["late", "flood"]),
        ({"search": "nga", "open_only": False}, ["late", "flood", "over"]),
        ({"search": "ngap le"}, ["late"]),
        ({"search": "gap"}, []),
        ({"search": "ngap -- ' \" %"}, ["late", "flood"]),
        ({"search": "' * %"}, []),
    ],
)
def test_a_filter_shows_what_it_says(
    desk: Desk, five: dict[str, int], asked: dict[str, Any], wanted: list[str]
) -> None:
    assert _ids(desk, **asked) == [five[name] for name in wanted]


def test_a_unit_is_asked_for_by_its_code(desk: Desk, five: dict[str, int]) -> None:
    row = next(row for row in desk.rows(Asked(), AN, NOW).rows if row.id == five["flood"])
    assert _ids(desk, units=(row.unit,)) == [five["flood"]]


def test_whoever_has_a_unit_sees_its_incidents_alone(desk: Desk, five: dict[str, int]) -> None:
    ward = Asker(name="an", units=frozenset({1002}))
    assert _ids(desk, ward) == [five["flood"]]
    assert desk.counts(ward, NOW)["open"] == 1
    assert _ids(desk, Asker(name="an", units=frozenset())) == []


def test_a_number_finds_its_incident_open_or_not(desk: Desk, five: dict[str, int]) -> None:
    assert _ids(desk, search=f"#{five['over']}") == [five["over"]]
    assert _ids(desk, search=f"# {five['fire']} ") == [five["fire"]]
    assert _ids(desk, search=str(five["fire"])) == [five["fire"]]
    assert _ids(desk, search="#999999") == []


def test_counts_are_those_of_the_open_ones(desk: Desk, five: dict[str, int]) -> None:
    assert desk.counts(AN, NOW) == {
        "open": 4,
        "unacknowledged": 3,
        "overdue": 1,
        "mine": 1,
        "escalated": 0,
        "by_severity": {"extreme": 1, "severe": 1, "moderate": 1, "minor": 1, "unknown": 0},
    }


def test_the_map_shows_where_each_is_or_its_unit(desk: Desk, opened: Open) -> None:
    placed = opened("A", lat=10.77, lon=106.7)
    unplaced = opened("B", at=NOW - timedelta(hours=1))
    first, second = desk.points(Asked(), AN, NOW)
    assert first == {
        "id": placed,
        "lat": 10.77,
        "lon": 106.7,
        "severity": "moderate",
        "kind": "flood",
        "state": "triggered",
        "subject": "A",
        "unit": "25747",
        "unknown": False,
    }
    assert second["id"] == unplaced
    assert second["lat"] is second["lon"] is None


@pytest.mark.parametrize("cap", [10_000, 10])
def test_pages_put_together_are_the_whole_list(
    store: Engine, desk: Desk, monkeypatch: pytest.MonkeyPatch, cap: int
) -> None:
    """By both ways: sorted here, and along the index of the sort where more fit than are counted."""
    with writing(store) as connection:
        connection.execute(insert(incident), [_one(number) for number in range(60)])
    monkeypatch.setattr(listing, "CAP", cap)
    ways = product(SORTS, ("", "ngap"), (True, False), (True, False))
    for sort, typed, is_open, descending in ways:
        asked: dict[str, Any] = {
            "sort": sort,
            "search": typed,
            "open_only": is_open,
            "descending": descending,
        }
        pages = [_ids(desk, start=start, end=start + 13, **asked) for start in range(0, 65, 13)]
        together = [one for page in pages for one in page]
        assert together == _ids(desk, end=100, **asked), asked
        assert len(together) == len(set(together)) == (30 if is_open else 60), asked


def test_both_ways_give_one_order(store: Engine, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with writing(store) as connection:
        connection.execute(insert(incident), [_one(number) for number in range(60)])
    asked: list[dict[str, Any]] = [
        {"sort": sort, "descending": descending, "open_only": False, "end": 100}
        for sort in SORTS
        for descending in (True, False)
    ]
    counted = [_ids(desk, **one) for one in asked]
    monkeypatch.setattr(listing, "CAP", 10)
    assert [_ids(desk, **one) for one in asked] == counted


def _one(number: int) -> dict[str, Any]:
    is_open = number % 2 == 0
    return {
        "kind": ("flood", "fire", "camera")[number % 3],
        "dedup_key": f"k{number}",
        "severity": ("minor", "severe")[number % 2],
        "gravity": (1, 3)[number % 2],
        "state": "triggered" if is_open else "resolved",
        "subject": f"Ngập {number % 5}",
        "search": f"ngap {number % 5}",
        "unit_id": 1001 + number % 4,
        "opened_at": NOW - timedelta(minutes=number // 2),
        "changed_at": NOW - timedelta(minutes=number % 7),
        "due_at": NOW + timedelta(minutes=number % 11) if number % 4 == 0 else None,
        "resolved_at": None if is_open else NOW,
    }


def test_a_total_is_exact_up_to_the_cap_and_none_above(
    store: Engine, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with writing(store) as connection:
        connection.execute(insert(incident), [_one(number) for number in range(60)])
    rows = desk.rows(Asked(open_only=False, end=10), AN, NOW)
    assert (rows.total, rows.last, len(rows.rows)) == (60, 60, 10)
    monkeypatch.setattr(listing, "CAP", 20)
    rows = desk.rows(Asked(open_only=False, end=10), AN, NOW)
    assert (rows.total, rows.last, len(rows.rows)) == (None, None, 10)
    rows = desk.rows(Asked(open_only=False, start=55, end=65), AN, NOW)
    assert (rows.total, rows.last, len(rows.rows)) == (None, 60, 5)


def test_the_index_of_words_follows_every_change(store: Engine, opened: Open) -> None:
    number = opened("Ngập Calmette")

    def found(*words: str) -> list[int]:
        with reading(store) as connection:
            held = search.by_index(connection, words)
            return list(connection.execute(select(incident.c.id).where(held)).scalars())

    assert found("ngap", "cal") == [number]
    assert found("calmette") == [number]
    with writing(store) as connection:
        connection.execute(
            update(incident).where(incident.c.id == number).values(search="ngap ham chui nguyenthihuutri")
        )
    assert (found("calmette"), found("ham", "ngu"), found("n")) == ([], [number], [number])
    with writing(store) as connection:
        for table in ("incident_key", "incident_event"):
            connection.exec_driver_sql(f"DELETE FROM {table}")
        connection.execute(delete(incident))
    assert found("ham") == []


def test_words_are_folded_as_people_type() -> None:
    assert search.fold("Ngập Đường  Nguyễn-Hữu Cảnh, P.22", "đường") == "ngap duong nguyen huu canh p 22"
    assert search.read("#12") == search.Question(12, ())
    assert search.read("12") == search.Question(12, ("12",))
    assert search.read("a" * 40).words == ("a" * search.LONGEST,)
    assert not search.read(" -- ")
