"""The map beside a comparison: every unit of its day, by value or by the change since another period."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine

from dashboard.db import engine, migrate
from dashboard.feeds import FeedInfo
from dashboard.i18n import translator
from dashboard.ingest import Ingest
from dashboard.records import Batch
from dashboard.settings import Settings
from dashboard.views import Asked, KpiReader
from layouts.compare_links import Comparison, read
from layouts.compare_map import against, between, drawn_map, ways
from layouts.compare_table import tables
from tests.dashboard.records import complaint, local

T = translator("vi")
NOW = datetime(2026, 12, 20, 3, tzinfo=UTC)
TODAY = date(2026, 12, 20)


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KpiReader]:
    """One complaint of October and three of November in Phường Sài Gòn, two of November in Bến Thành."""
    store: Engine = engine(f"sqlite:///{tmp_path_factory.mktemp('map') / 'ops.db'}")
    migrate(store)
    chosen = Settings(_env_file=None)
    days = (("Phường Sài Gòn", 10, 1), ("Phường Sài Gòn", 11, 3), ("Phường Bến Thành", 11, 2))
    made = [
        complaint(f"{unit}{month}{n}", unit=unit, requested_at=local(f"2026-{month}-0{n + 1} 09:00"))
        for unit, month, number in days
        for n in range(number)
    ]
    feed = FeedInfo(name="complaints", kind="complaints", transport="mqtt")
    Ingest(store, chosen, (feed,)).store(Batch("complaints", list(made), [], len(made)), NOW)
    yield KpiReader(store, chosen)
    store.dispose()


def asked(**query: str) -> Comparison:
    return read({"keys": "complaints_received", "periods": "2026-10,2026-11"} | query, TODAY)


def drawn(reader: KpiReader, **query: str) -> dict[str, list[object]]:
    """By unit: value, words, outside, estimate, chosen."""
    told = asked(**query)
    (table,) = tables(reader, told, "Toàn thành phố", NOW)
    seen = reader.understood(Asked(on=told.on), NOW)
    found = drawn_map(T, reader, told, table, seen, NOW)
    assert len(found["units"]) == len(found["places"])
    return {one[0]: one[3:] for one in found["units"]}


def test_the_map_is_whole_and_shows_the_newest_value(reader: KpiReader) -> None:
    shown = drawn(reader, units="26740")
    assert len(shown) == 168
    assert shown["Phường Sài Gòn"] == [3.0, "3", False, False, True]
    assert shown["Phường Bến Thành"][:2] == [2.0, "2"]
    assert shown["Phường Bến Thành"][-1] is False


def test_the_map_shows_the_change_since_the_period_that_is_asked_for(reader: KpiReader) -> None:
    shown = drawn(reader, map="2026-10")
    assert shown["Phường Sài Gòn"][:2] == [2.0, "+2"]
    assert asked(map="2026-10").query()["map"] == "2026-10"
    assert against(asked(map="2026-09")) is None


def test_on_the_map_of_2020_todays_wards_are_added_up(reader: KpiReader) -> None:
    shown = drawn(reader, on="2020-12-31")
    assert len(shown) == 40  # 24 districts, 16 outside the border of the day
    assert shown["Quận 1"][:4] == [5.0, "5", False, False]
    assert len(drawn(reader, on="2021-01-01")) == 38


def test_each_period_before_the_newest_is_a_way_to_draw_the_map() -> None:
    told = asked(periods="2026-09,2026-10,2026-11", map="2026-10")
    assert [(words, is_shown) for words, _href, is_shown in ways(T, told)] == [
        ("11/2026", False),
        ("thay đổi so với 10/2026", True),
        ("thay đổi so với 9/2026", False),
    ]


def test_only_reorganisations_that_touch_the_chosen_units_are_told(reader: KpiReader) -> None:
    told = asked(periods="2020-12,2021-01", on="2021-06-01", units="760")
    units = reader.units(Asked(on=told.on), NOW)
    seen = reader.understood(Asked(on=told.on), NOW)
    assert between(told, units, seen) == []
    assert [one.day for one in between(told.but(units=("769",)), units, seen)] == [date(2021, 1, 1)]
