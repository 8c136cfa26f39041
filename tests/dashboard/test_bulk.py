"""Many rows at once: what is written in columns is what is read back, on both stores."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.exc import DataError

from dashboard import bulk
from dashboard.db import reading, writing
from dashboard.feeds import FeedInfo, register
from dashboard.models import daily_figure, device

NOW = datetime(2026, 11, 20, 3, 0, 0, 123456, tzinfo=UTC)
FEED = FeedInfo(name="flood", kind="flood", transport="mqtt")
KEYS = ("day", "figure", "unit_id", "loaded")


def figures(*values: float) -> bulk.Columns:
    size = len(values)
    return {
        "day": [date(2026, 11, 20)] * size,
        "figure": ["fire_alarms"] * size,
        "unit_id": [1001 + number for number in range(size)],
        "loaded": [False] * size,
        "value": values,
    }


def held(store: Engine) -> list[float]:
    with reading(store) as connection:
        return list(
            connection.execute(select(daily_figure.c.value).order_by(daily_figure.c.unit_id)).scalars()
        )


def test_rows_are_inserted_then_replaced_then_added_to(store: Engine) -> None:
    register(store, [FEED])
    with writing(store) as connection:
        bulk.put(connection, daily_figure, figures(1, 2.5), KEYS)
        bulk.put(connection, daily_figure, figures(4, 2.5, 3), KEYS)
        bulk.put(connection, daily_figure, figures(1, 1), KEYS, adds=("value",))
    assert held(store) == [5, 3.5, 3]


def test_no_rows_are_nothing(store: Engine) -> None:
    with writing(store) as connection:
        bulk.put(connection, daily_figure, figures(), KEYS)
    assert held(store) == []


def gauges(store: Engine, *names: str) -> None:
    feed_id = register(store, [FEED])["flood"]
    fixed = {"feed_id": feed_id, "kind": "gauge", "unit_id": 1001, "approximate": False, "period": 60.0}
    with writing(store) as connection:
        rows = [fixed | {"external_id": name, "alarm_levels": [0.2, 0.4]} for name in names]
        connection.execute(device.insert(), rows)


NAMES = ("external_id", "value", "observed_at", "alarm_levels")


def test_times_and_lists_come_back_as_they_went_and_nothing_as_nothing(store: Engine) -> None:
    gauges(store, "a", "b", "c")
    with writing(store) as connection:
        columns: bulk.Columns = {
            "id": [1, 3],
            "value": [0.5, None],
            "observed_at": [NOW, NOW + timedelta(days=1)],
        }
        bulk.change(connection, device, columns, key="id")
        bulk.change(connection, device, {"id": [2], "value": [None], "observed_at": [None]}, key="id")
        found = bulk.pick(connection, device, NAMES, ("feed_id", 1), ("external_id", ["a", "b", "c", "d"]))
        rows = sorted(tuple(row) for row in found)
    assert rows == [
        ("a", 0.5, NOW, [0.2, 0.4]),
        ("b", None, None, [0.2, 0.4]),
        ("c", None, NOW + timedelta(days=1), [0.2, 0.4]),
    ]


def test_only_the_named_are_picked(store: Engine) -> None:
    gauges(store, "a", "b")
    with writing(store) as connection:
        assert [
            tuple(row) for row in bulk.pick(connection, device, ("id",), ("feed_id", 1), ("id", [2]))
        ] == [(2,)]
        assert list(bulk.pick(connection, device, ("id",), ("feed_id", 2), ("id", [2]))) == []


@pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)
def test_a_text_that_is_too_long_is_refused_and_not_cut(store: Engine) -> None:
    register(store, [FEED])
    columns = {**figures(1), "figure": ["x" * 41]}
    with pytest.raises(DataError), writing(store) as connection:
        bulk.put(connection, daily_figure, columns, KEYS)
