"""A day's anomalies through the store: found once, with silent feeds and mutes heeded."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, delete, insert

from dashboard.anomalies import Verdict, Watch, find, judge, recent
from dashboard.anomalies.days import peers
from dashboard.anomalies.silence import silent_kinds
from dashboard.db import reading, writing
from dashboard.feeds import register
from dashboard.models import anomaly, feed_outage, feed_state, figure_history
from dashboard.settings import Settings
from dashboard.tally import put, touch
from tests.dashboard.anomalies.by_hand import CALENDAR, MONDAY, about
from tests.dashboard.conftest import FEEDS

UNITS = list(range(1001, 1031))
WARD, OTHER = 1007, 1011
NOW = datetime(2026, 11, 16, 17, 15, tzinfo=UTC)  # 00:15 of Tuesday 17/11 in the city
FIGURES = ("dossiers_received", "dossiers_resolved")


def tell(store: Engine, days: Iterable[date], today: dict[tuple[str, int], float] | None = None) -> None:
    """A hundred dossiers or so a unit and day, `today` instead on MONDAY."""
    told = about(100)
    values = {(day, figure, unit): told(unit, day) for day in days for figure in FIGURES for unit in UNITS}
    values |= {(MONDAY, figure, unit): value for (figure, unit), value in (today or {}).items()}
    with writing(store) as connection:
        put(connection, values)
        touch(connection, {(day, figure) for day, figure, _unit in values})


@pytest.fixture
def city(store: Engine) -> Engine:
    """Two wards off their habit on MONDAY; every feed spoke until now."""
    ids = register(store, FEEDS)
    with writing(store) as connection:
        connection.execute(insert(feed_state), [{"feed_id": one, "spoke_at": NOW} for one in ids.values()])
    off = {("dossiers_received", WARD): 50.0, ("dossiers_received", OTHER): 170.0}
    tell(store, [MONDAY, *peers(MONDAY, CALENDAR).all()], off)
    return store


def silence(store: Engine, began_at: datetime, ended_at: datetime) -> None:
    feed_id = register(store, FEEDS)["dossiers"]
    with writing(store) as connection:
        connection.execute(
            insert(feed_outage), {"feed_id": feed_id, "began_at": began_at, "ended_at": ended_at}
        )


def units(store: Engine, settings: Settings) -> list[int]:
    return [one.unit_id for one in find(store, MONDAY, NOW, settings)]


def test_a_day_is_found_once_however_often_it_is_asked_for(city: Engine, settings: Settings) -> None:
    first = find(city, MONDAY, NOW, settings)
    assert {one.unit_id: one.reason.side for one in first} == {WARD: "low", OTHER: "high"}
    assert find(city, MONDAY, NOW + timedelta(hours=1), settings) == first
    with reading(city) as connection:
        assert recent(connection, 10) == first


def test_a_judged_one_stands_and_nothing_comes_in_its_place(city: Engine, settings: Settings) -> None:
    tell(city, [], {("dossiers_resolved", WARD): 52.0})
    first = find(city, MONDAY, NOW, settings)
    with writing(city) as connection:
        for one in first:
            judge(connection, one.id, Verdict.NOT, "lan", NOW)
    again = find(city, MONDAY, NOW + timedelta(hours=1), settings)
    assert [replace(one, verdict="", judged_by="", judged_at=None) for one in again] == first


def test_of_a_silent_feed_nothing_is_low(city: Engine, settings: Settings) -> None:
    silence(city, datetime(2026, 11, 16, 2, 0, tzinfo=UTC), datetime(2026, 11, 16, 3, 30, tzinfo=UTC))
    assert units(city, settings) == [OTHER]


def test_a_figure_that_was_loaded_needs_no_feed(city: Engine, settings: Settings) -> None:
    silence(city, datetime(2026, 11, 16, 2, 0, tzinfo=UTC), datetime(2026, 11, 16, 3, 30, tzinfo=UTC))
    with writing(city) as connection:
        connection.execute(delete(feed_state))
        connection.execute(insert(figure_history), {"figure": "dossiers_received", "until": MONDAY})
    loaded = {
        (day, "dossiers_received", unit): about(100)(unit, day)
        for day in [MONDAY, *peers(MONDAY, CALENDAR).all()]
        for unit in UNITS
    }
    with writing(city) as connection:
        put(connection, loaded | {(MONDAY, "dossiers_received", WARD): 50.0}, loaded=True)
    assert units(city, settings) == [WARD]


@pytest.mark.parametrize(
    ("began", "ended", "silent"),
    [
        ("02:00", "03:30", True),  # 09:00–10:30 of the city
        ("02:00", "02:45", False),
        ("11:00", "23:30", False),  # the night that follows
    ],
)
def test_a_feed_was_silent_by_an_hour_of_the_offices_day(
    city: Engine, began: str, ended: str, silent: bool
) -> None:
    at = [datetime.fromisoformat(f"2026-11-16T{clock}:00+00:00") for clock in (began, ended)]
    silence(city, *at)
    with reading(city) as connection:
        assert silent_kinds(connection, MONDAY, CALENDAR) == ({"dossiers"} if silent else set())


def test_a_feed_that_has_not_spoken_since_was_silent(city: Engine) -> None:
    with writing(city) as connection:
        connection.execute(delete(feed_state))
        connection.execute(
            insert(feed_state),
            [
                {"feed_id": feed_id, "spoke_at": NOW if name != "fire" else NOW - timedelta(hours=12)}
                for name, feed_id in register_ids(city).items()
                if name != "flood"  # never spoke
            ],
        )
    with reading(city) as connection:
        assert silent_kinds(connection, MONDAY, CALENDAR) == {"fire", "flood"}


def register_ids(store: Engine) -> dict[str, int]:
    with reading(store) as connection:
        rows = connection.exec_driver_sql("SELECT name, id FROM feed").all()
    return {row[0]: row[1] for row in rows}


def found_days(store: Engine) -> set[date]:
    with reading(store) as connection:
        return {one.day for one in recent(connection, 100)}


def test_the_watch_finds_yesterday_once_and_after_midnight(city: Engine, settings: Settings) -> None:
    tell(city, [MONDAY - timedelta(days=number) for number in range(1, 60)])
    watch = Watch(city, settings)
    evening = datetime(2026, 11, 16, 17, 5, tzinfo=UTC)  # 00:05: Monday's last records are still coming
    watch.tick(evening)
    assert found_days(city) == set()
    assert watch.tick(NOW)
    assert found_days(city) == {MONDAY}
    with writing(city) as connection:
        connection.execute(delete(anomaly))
    assert not watch.tick(NOW + timedelta(hours=5))
    assert found_days(city) == set()


def test_another_watch_leaves_what_was_found_alone(city: Engine, settings: Settings) -> None:
    tell(city, [MONDAY - timedelta(days=number) for number in range(1, 60)])
    assert Watch(city, settings).tick(NOW)
    assert not Watch(city, settings).tick(NOW + timedelta(hours=5))


def test_the_watch_waits_for_a_past_to_compare_with(store: Engine, settings: Settings) -> None:
    register(store, FEEDS)
    watch = Watch(store, settings)
    assert not watch.tick(NOW)
    tell(store, [MONDAY, *(MONDAY - timedelta(days=number) for number in range(1, 85))])
    assert watch.tick(NOW)
