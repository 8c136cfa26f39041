"""Minutes over the alarm levels, by hand; gauges that speak each ten minutes and turn mute at 10:03."""

from datetime import date, datetime

import pytest
from sqlalchemy import Engine, select

from dashboard import clock, flood_minutes
from dashboard.civil import day_start
from dashboard.db import reading as read
from dashboard.db import writing
from dashboard.ingest import Ingest
from dashboard.models import daily_figure, gauge_day
from dashboard.records import Batch, Record
from dashboard.recount import count, held
from dashboard.settings import Settings
from tests.dashboard.records import CITY, gauge, local, reading

FIFTH, SIXTH = date(2025, 11, 5), date(2025, 11, 6)
LATER = local("2025-11-07 08:00")
# Over level I at 0.15 m, II at 0.30 m, III at 0.50 m. No word between 20:20 and 20:50.
EVENING = {"20:00": 0.20, "20:10": 0.35, "20:20": 0.55, "20:50": 0.40, "21:00": 0.16, "21:08": 0.10}


@pytest.fixture
def street(ingest: Ingest) -> Ingest:
    put(ingest, gauge(), now=day_start(FIFTH, CITY))
    return ingest


def put(ingest: Ingest, *records: Record, now: datetime) -> None:
    ingest.store(Batch("flood", list(records), [], 1), now)


def evening(ingest: Ingest) -> None:
    for time, depth in EVENING.items():
        put(ingest, reading("g1", f"2025-11-05 {time}", depth), now=local(f"2025-11-05 {time}:05"))


def minutes(store: Engine, day: date = FIFTH) -> tuple[int, ...]:
    with read(store) as connection:
        row = connection.execute(select(gauge_day).where(gauge_day.c.day == day)).one()
    return (row.minutes_1, row.minutes_2, row.minutes_3)


def figures(store: Engine) -> dict[tuple[date, str], float]:
    """Of all units together, without what is sampled; they equal a recount."""
    with read(store) as connection:
        assert held(connection) == count(connection, CITY)
        rows = connection.execute(select(daily_figure).where(daily_figure.c.value != 0)).all()
    return {(row.day, row.figure): row.value for row in rows}


def test_a_storms_evening_with_a_gap_in_which_the_gauge_was_mute(
    street: Ingest, store: Engine, settings: Settings
) -> None:
    evening(street)
    assert flood_minutes.update(store, settings, LATER) == 1
    # I 10 + 10 + 10:03 + 10 + 8 = 48:03, II 10 + 10:03 + 10 = 30:03, III 10:03
    assert figures(store) == {
        (FIFTH, "gauges_level_1"): 1,
        (FIFTH, "gauges_level_2"): 1,
        (FIFTH, "gauges_level_3"): 1,
        (FIFTH, "flood_minutes_1"): 48,
        (FIFTH, "flood_minutes_2"): 30,
        (FIFTH, "flood_minutes_3"): 10,
        (FIFTH, "flood_peak"): 0.55,
    }
    assert flood_minutes.update(store, settings, LATER) == 0


def test_a_correction_takes_its_minutes_back(street: Ingest, store: Engine, settings: Settings) -> None:
    evening(street)
    flood_minutes.update(store, settings, LATER)
    put(street, reading("g1", "2025-11-05 20:20", 0.25), now=LATER)
    flood_minutes.update(store, settings, LATER)
    assert figures(store) == {
        (FIFTH, "gauges_level_1"): 1,
        (FIFTH, "gauges_level_2"): 1,
        (FIFTH, "flood_minutes_1"): 48,
        (FIFTH, "flood_minutes_2"): 20,
        (FIFTH, "flood_peak"): 0.4,
    }


def test_a_late_reading_ends_what_held_too_long(street: Ingest, store: Engine, settings: Settings) -> None:
    evening(street)
    flood_minutes.update(store, settings, LATER)
    put(street, reading("g1", "2025-11-05 20:25", 0.1), now=LATER)
    flood_minutes.update(store, settings, LATER)
    assert minutes(store) == (43, 25, 5)


def test_the_minutes_after_midnight_are_the_new_days(
    street: Ingest, store: Engine, settings: Settings
) -> None:
    for moment, depth in (("2025-11-05 23:55", 0.2), ("2025-11-06 00:05", 0.2), ("2025-11-06 00:10", 0.0)):
        put(street, reading("g1", moment, depth), now=local(moment))
        flood_minutes.update(store, settings, local(moment))
    assert (minutes(store), minutes(store, SIXTH)) == ((5, 0, 0), (10, 0, 0))


def test_what_the_evening_holds_counts_for_a_new_day_that_stays_dry(
    street: Ingest, store: Engine, settings: Settings
) -> None:
    put(street, reading("g1", "2025-11-05 23:58", 0.2), now=local("2025-11-05 23:58"))
    flood_minutes.update(store, settings, local("2025-11-06 00:05"))
    put(street, reading("g1", "2025-11-06 00:06", 0.0), now=local("2025-11-06 00:06"))
    flood_minutes.update(store, settings, local("2025-11-06 00:07"))
    assert (minutes(store), minutes(store, SIXTH)) == ((2, 0, 0), (6, 0, 0))
    assert (SIXTH, "gauges_level_1") not in figures(store)


def test_while_the_water_stands_the_minutes_go_on(street: Ingest, store: Engine, settings: Settings) -> None:
    put(street, reading("g1", "2025-11-05 20:00", 0.2), now=local("2025-11-05 20:00"))
    for now, told in (("20:04", 4), ("20:09", 9), ("20:30", 10), ("20:40", 10)):
        clock.tick(store, settings, local(f"2025-11-05 {now}"))
        assert minutes(store) == (told, 0, 0)
    with read(store) as connection:
        assert not connection.execute(select(gauge_day.c.stale)).scalar_one()


def test_a_reading_under_level_one_that_follows_another_marks_nothing(
    street: Ingest, store: Engine, settings: Settings
) -> None:
    evening(street)
    flood_minutes.update(store, settings, LATER)
    put(street, reading("g1", "2025-11-05 21:18", 0.1), now=local("2025-11-05 21:18"))
    with read(store) as connection:
        assert not connection.execute(select(gauge_day.c.stale)).scalar_one()


def test_a_gauge_without_levels_has_no_minutes(ingest: Ingest, store: Engine, settings: Settings) -> None:
    put(ingest, reading("g9", "2025-11-05 20:00", 1.2), now=LATER)
    assert flood_minutes.update(store, settings, LATER) == 0
    assert figures(store) == {(FIFTH, "flood_peak"): 1.2}


def test_rain_is_of_the_wettest_gauge_and_the_tide_of_the_highest_station(
    ingest: Ingest, store: Engine, settings: Settings
) -> None:
    stations = [
        gauge("r1", quantity="rain", alarm_levels=()),
        gauge("r2", quantity="rain", alarm_levels=()),
        gauge("t1", quantity="tide", alarm_levels=(1.4, 1.5, 1.6)),
    ]
    put(ingest, *stations, now=LATER)
    fallen = [("r1", "16:00", 12.5), ("r1", "16:10", 30.0), ("r1", "16:20", 0.5), ("r2", "16:00", 20.0)]
    put(ingest, *(reading(name, f"2025-11-05 {time}", mm, "rain") for name, time, mm in fallen), now=LATER)
    put(ingest, reading("t1", "2025-11-05 17:00", 1.45, "tide"), now=LATER)
    flood_minutes.update(store, settings, LATER)
    assert figures(store) == {
        (FIFTH, "rain_day"): 43.0,
        (FIFTH, "tide_peak"): 1.45,
        (FIFTH, "gauges_level_1"): 1,
        (FIFTH, "flood_minutes_1"): 10,
    }
    put(ingest, reading("r1", "2025-11-05 16:10", 3.0, "rain"), now=LATER)
    flood_minutes.update(store, settings, LATER)
    assert figures(store)[FIFTH, "rain_day"] == 20.0


def test_a_recount_works_the_marked_days_out_anew(street: Ingest, store: Engine, settings: Settings) -> None:
    evening(street)
    flood_minutes.update(store, settings, LATER)
    with writing(store) as connection:
        connection.execute(gauge_day.update().values(minutes_1=7))
        flood_minutes.mark(connection, FIFTH, FIFTH)
    assert flood_minutes.update(store, settings, LATER) == 1
    assert minutes(store) == (48, 30, 10)
