"""Figures of gauges, camera events and fires equal a full recount, whatever the order of the messages."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, given
from hypothesis import settings as tried
from hypothesis import strategies as st
from sqlalchemy import Engine, select, update

from dashboard import flood_minutes
from dashboard.civil import day_end, day_of, day_start
from dashboard.db import reading, writing
from dashboard.ingest import Ingest
from dashboard.ingest.devices import GRACE
from dashboard.models import gauge_day, observation
from dashboard.records import Batch, Observation, Record
from dashboard.recount import count, held
from dashboard.settings import Settings
from tests.dashboard.records import CITY, alarm, camera_event, gauge, local
from tests.dashboard.records import reading as told
from tests.dashboard.test_recount import HOURS, MAYBE, START, UNITS, at, empty

LEVELS = {"street": (0.15, 0.3, 0.5), "tide": (1.4, 1.5, 1.6)}
HOUR = 3600.0
REGISTERED: list[Record] = [
    gauge("street", period=HOUR),
    gauge("tide", quantity="tide", unit="Phường Bến Thành", alarm_levels=LEVELS["tide"], period=HOUR),
    gauge("rain", quantity="rain", alarm_levels=(), period=HOUR),
]
# Nobody has registered the last two: they are heard of by their readings.
MEASURES = {"street": "level", "tide": "tide", "rain": "rain", "unknown": "tide", "both": ""}
DEPTHS = [-0.1, 0.0, 0.1, 0.2, 0.4, 1.45, 1.7]


@st.composite
def readings(draw: st.DrawFn) -> Record:
    name = draw(st.sampled_from(sorted(MEASURES)))
    quantity = MEASURES[name] or draw(st.sampled_from(["level", "rain"]))
    value = draw(st.sampled_from(DEPTHS))
    minutes = timedelta(minutes=draw(st.sampled_from([0, 20, 59])))
    moment = local(at(draw(HOURS))) + minutes
    return told(
        name, f"{moment:%Y-%m-%d %H:%M:%S}", max(0.0, value) if quantity == "rain" else value, quantity
    )


@st.composite
def camera_events(draw: st.DrawFn) -> Record:
    return camera_event(
        draw(st.sampled_from(["e1", "e2"])),
        at=at(draw(HOURS)),
        device_id=draw(st.sampled_from(["c1", "c2"])),
        kind=draw(st.sampled_from(["person", "car"])),
        observed_at=local(at(draw(HOURS))),
        false_positive=draw(st.booleans()),
    )


@st.composite
def fires(draw: st.DrawFn) -> Record:
    return alarm(
        draw(st.sampled_from(["a1", "a2"])),
        at=at(draw(HOURS)),
        unit=draw(st.sampled_from(UNITS)),
        received_by_brigade_at=draw(MAYBE),
        dispatched_at=draw(MAYBE),
        arrived_at=draw(MAYBE),
        controlled_at=draw(MAYBE),
        ended_at=draw(MAYBE),
        false_alarm=draw(st.booleans()),
    )


def property_test(examples: int) -> tried:
    return tried(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )


@property_test(40)
@given(
    batches=st.lists(
        st.lists(st.one_of(readings(), readings(), camera_events(), fires()), min_size=1, max_size=8),
        min_size=1,
        max_size=6,
    ),
    hours=st.sampled_from([1, 40]),
)
def test_figures_of_devices_equal_a_full_recount_after_any_sequence(
    ingest: Ingest, store: Engine, settings: Settings, batches: list[list[Record]], hours: int
) -> None:
    empty(store)
    ingest.store(Batch("flood", list(REGISTERED), [], 1), START)
    for number, records in enumerate(batches):
        now = START + timedelta(hours=number * hours)
        ingest.store(Batch("flood", records, [], len(records)), now)
        if number % 2:
            flood_minutes.update(store, settings, now)
    flood_minutes.update(store, settings, now)
    with reading(store) as connection:
        assert held(connection) == count(connection, CITY)
    with writing(store) as connection:
        connection.execute(update(gauge_day).values(stale=True))
    flood_minutes.update(store, settings, now)
    with reading(store) as connection:
        assert held(connection) == count(connection, CITY)


def by_the_minute(rows: Iterable[Any], levels: tuple[float, ...], day: date, now: datetime) -> list[int]:
    """Whole minutes over each level, second by second of the rule: no thought of speed."""
    begin, end = day_start(day, CITY), day_end(day, CITY)
    ordered = sorted(rows, key=lambda row: row.observed_at)
    seconds = [0.0] * len(levels)
    for number, row in enumerate(ordered):
        holds = [row.observed_at + timedelta(seconds=HOUR) + GRACE, end, now]
        holds += [after.observed_at for after in ordered[number + 1 : number + 2]]
        lasted = (min(holds) - max(row.observed_at, begin)).total_seconds()
        for level, mark in enumerate(levels):
            if row.value >= mark and lasted > 0:
                seconds[level] += lasted
    return [int((one + 30) // 60) for one in seconds]


@st.composite
def around_midnight(draw: st.DrawFn) -> Observation:
    """So close together that they meet: late, corrected, held over midnight, mute in between."""
    moment = MIDNIGHT + timedelta(minutes=20 * draw(st.integers(-6, 6)))
    name, quantity = draw(st.sampled_from([("street", "level"), ("street", "level"), ("street", "rain")]))
    return told(name, f"{moment:%Y-%m-%d %H:%M:%S}", draw(st.sampled_from([0.0, 0.1, 0.2, 0.4])), quantity)


MIDNIGHT = local("2025-11-01 00:00")


@property_test(120)
@given(
    batches=st.lists(
        st.tuples(st.lists(around_midnight(), min_size=1, max_size=4), st.sampled_from([0, 30, 90])),
        min_size=1,
        max_size=7,
    ),
    in_order=st.booleans(),
)
def test_a_gauges_minutes_and_rain_follow_its_readings_in_any_order(
    ingest: Ingest,
    store: Engine,
    settings: Settings,
    batches: list[tuple[list[Observation], int]],
    in_order: bool,
) -> None:
    """Only days on which it may have changed are worked out: none may be forgotten."""
    empty(store)
    if in_order:
        every = sorted((one for part, _ in batches for one in part), key=lambda one: one.observed_at)
        batches = [([one], wait) for one, (_, wait) in zip(every, batches * 4, strict=False)]
    ingest.store(Batch("flood", list(REGISTERED), [], 1), START)
    now = START
    for part, wait in batches:
        now = max(now, *(one.observed_at for one in part))
        ingest.store(Batch("flood", list(part), [], len(part)), now)
        now += timedelta(minutes=wait)
        flood_minutes.update(store, settings, now)
    with reading(store) as connection:
        days = connection.execute(select(gauge_day)).all()
        rows = connection.execute(select(observation)).all()
    for day in days:
        wet = [
            row.value for row in rows if row.quantity == "rain" and day_of(row.observed_at, CITY) == day.day
        ]
        assert day.total == round(sum(wet), 3)
        street = [row for row in rows if row.quantity == "level"]
        depths = [row.value for row in street if day_of(row.observed_at, CITY) == day.day]
        assert day.peak == max(depths, default=0.0)
        assert [day.minutes_1, day.minutes_2, day.minutes_3] == by_the_minute(
            street, LEVELS["street"], day.day, now
        )
