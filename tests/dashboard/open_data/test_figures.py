"""Daily figures page after page: loaded history holds up to its last day, counted ones after it."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, insert

from dashboard.db import reading, writing
from dashboard.models import daily_figure, figure_history
from dashboard.open_data.figures import After, Wanted, figures
from dashboard.seeding import seed_store

FIRST = date(2026, 11, 1)


@pytest.fixture
def store(store: Engine) -> Engine:
    """1 to 4 November, two wards: fire alarms loaded 10 a day up to the 2nd, 1 a day counted throughout."""
    rows = [
        {
            "day": FIRST + timedelta(days=day),
            "figure": figure,
            "unit_id": unit_id,
            "loaded": loaded,
            "value": value,
        }
        for day in range(4)
        for figure in ("fire_alarms", "complaints_received")
        for unit_id in (1001, 1002)
        for loaded, value in ((False, 1.0), (True, 10.0))
        if not loaded or (day < 2 and figure == "fire_alarms")
    ]
    with writing(store) as connection:
        seed_store(connection)
        connection.execute(insert(daily_figure), rows)
        connection.execute(insert(figure_history).values(figure="fire_alarms", until=date(2026, 11, 2)))
    return store


def _found(store: Engine, **told: Any) -> list[tuple[int, str, int, float]]:
    wanted = Wanted(**{"first": FIRST, "last": date(2026, 11, 30)} | told)
    with reading(store) as connection:
        return [(row.day.day, row.figure, row.unit_id, row.value) for row in figures(connection, wanted)]


def test_what_holds_of_a_day_is_told_once(store: Engine) -> None:
    assert _found(store, figure="fire_alarms", units=[1001]) == [
        (1, "fire_alarms", 1001, 10.0),
        (2, "fire_alarms", 1001, 10.0),
        (3, "fire_alarms", 1001, 1.0),
        (4, "fire_alarms", 1001, 1.0),
    ]


def test_without_a_figure_and_a_unit_all_come_in_one_order(store: Engine) -> None:
    found = _found(store)
    assert len(found) == 16
    assert found == sorted(found)


def test_pages_follow_one_another_without_gap_or_repeat(store: Engine) -> None:
    whole, found = _found(store), []
    after: After | None = None
    while page := _found(store, limit=3, after=after):
        found += page[:3]
        if len(page) <= 3:
            break
        day, figure, unit_id, _value = page[2]
        after = After(day=date(2026, 11, day), figure=figure, unit_id=unit_id)
    assert found == whole


def test_both_days_are_included(store: Engine) -> None:
    days = {day for day, *_rest in _found(store, first=date(2026, 11, 2), last=date(2026, 11, 3))}
    assert days == {2, 3}
    assert _found(store, units=[]) == []
