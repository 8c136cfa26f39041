"""Two collectors at once, and thousands of alarms at once: one incident a cause, and nothing lost."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from random import Random
from threading import Barrier
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st
from sqlalchemy import Engine, delete

from dashboard.db import writing
from dashboard.feeds import FeedInfo
from dashboard.ingest import Ingest
from dashboard.models import alarm as alarms
from dashboard.models import incident, incident_event, incident_key, incident_source
from dashboard.records import Alarm, Record
from dashboard.settings import Settings
from tests.dashboard.conftest import FEEDS
from tests.dashboard.incidents.by_hand import (
    HERE,
    METRE,
    NOW,
    incidents,
    north,
    open_keys,
    put,
    sources,
    tick,
)
from tests.dashboard.records import alarm, complaint, gauge, reading

_SECOND_FIRE = FeedInfo(name="fire 2", kind="fire", transport="mqtt")
FLOOD = {"category_code": "CTN", "category_name": "Ngập nước"}


def at_once(*calls: Callable[[], None]) -> None:
    """Run all of them, each in a thread of its own, begun together."""
    barrier = Barrier(len(calls))

    def run(call: Callable[[], None]) -> None:
        barrier.wait(15)
        call()

    with ThreadPoolExecutor(len(calls)) as pool:
        for done in [pool.submit(run, call) for call in calls]:
            done.result(60)


def collector(store: Engine, settings: Settings) -> Ingest:
    return Ingest(store, settings, (*FEEDS, _SECOND_FIRE))


@pytest.mark.parametrize("turn", range(5))
def test_two_collectors_that_find_one_fire_open_one_incident(
    store: Engine, settings: Settings, turn: int
) -> None:
    one, other = collector(store, settings), collector(store, settings)
    at_once(
        lambda: put(one, "fire", alarm("a", at="2025-11-05 11:50", **north(0))),
        lambda: put(other, "fire 2", alarm("b", at="2025-11-05 11:50", **north(20))),
    )
    assert len(incidents(store)) == 1
    assert sorted(source.reason for source in sources(store)) == ["first", "near 20 m 0 min"]
    assert open_keys(store) == {"fire:fire:a", "fire:fire 2:b"}


@pytest.mark.parametrize("turn", range(3))
def test_the_clock_and_two_feeds_at_once_make_one_flood(store: Engine, settings: Settings, turn: int) -> None:
    one, other = collector(store, settings), collector(store, settings)
    put(one, "flood", gauge(**north(0)), reading("g1", "2025-11-05 11:58", 0.20))
    later = NOW + timedelta(minutes=2)
    at_once(
        lambda: tick(store, settings, later),
        lambda: put(one, "flood", reading("g1", "2025-11-05 12:02", 0.35), now=later),
        lambda: put(
            other, "complaints", complaint("1", at="2025-11-05 12:01", **FLOOD, **north(50)), now=later
        ),
    )
    (only,) = incidents(store)
    assert (only.kind, only.severity) == ("flood", "severe")
    assert {source.source for source in sources(store)} == {"gauge", "complaint"}


def scattered(number: int, metres: float, seed: int) -> list[Alarm]:
    """Alarms within so many metres around HERE, all told within ten seconds."""
    dice = Random(seed)
    return [
        alarm(
            f"a{at}",
            at=f"2025-11-05 11:59:{50 + 10 * at // number}",
            lat=HERE[0] + dice.uniform(-metres, metres) * METRE,
            lon=HERE[1] + dice.uniform(-metres, metres) * METRE,
        )
        for at in range(number)
    ]


@pytest.mark.parametrize("metres", [100.0, 20_000.0])
def test_three_thousand_alarms_in_ten_seconds_are_a_handful_of_incidents(
    store: Engine, settings: Settings, metres: float
) -> None:
    ingest = collector(store, settings)
    told = scattered(3000, metres, 1)
    for start in range(0, 3000, 250):
        put(ingest, "fire", *told[start : start + 250])
    assert len(incidents(store)) <= 12
    assert len(sources(store)) == 3000
    assert len(open_keys(store)) == 3000


def test_a_burst_is_a_few_lines_of_the_timeline(store: Engine, settings: Settings) -> None:
    put(collector(store, settings), "fire", *scattered(300, 50.0, 2))
    with store.connect() as connection:
        steps = connection.execute(incident_event.select().order_by(incident_event.c.id)).all()
    assert [step.kind for step in steps] == ["triggered", *["joined"] * 6]
    assert steps[-1].detail["count"] == 294


RECORDS = st.lists(
    st.tuples(
        st.sampled_from(["fire", "complaint", "level"]),
        st.integers(0, 7),  # whose
        st.integers(0, 40),  # × 100 m north
        st.integers(0, 50),  # minutes before noon
        st.booleans(),
    ),
    min_size=1,
    max_size=25,
)


def record(told: tuple[str, int, int, int, bool]) -> tuple[str, Record]:
    kind, whose, far, before, flag = told
    at = (NOW - timedelta(minutes=before)).strftime("%Y-%m-%d %H:%M")
    if kind == "fire":
        ended: dict[str, Any] = {"ended_at": NOW} if flag else {}
        return "fire", alarm(f"a{whose}", at=at, **north(100.0 * far), **ended)
    if kind == "complaint":
        words = {"description": "nguy hiểm"} if flag else {}
        return "complaints", complaint(f"c{whose}", at=at, **FLOOD, **north(100.0 * far), **words)
    return "flood", reading(f"g{whose}", at, 0.35 if flag else 0.05)


@how(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(told=RECORDS)
def test_whatever_comes_each_source_has_one_open_incident_and_none_is_lost(
    store: Engine, settings: Settings, told: list[tuple[str, int, int, int, bool]]
) -> None:
    with writing(store) as connection:
        for table in (incident_event, incident_source, incident_key, incident, alarms):
            connection.execute(delete(table))
    ingest = collector(store, settings)
    put(ingest, "flood", *(gauge(f"g{number}", **north(500.0 * number)) for number in range(8)))
    for one in told:
        put(ingest, *record(one))
    found, rows = incidents(store), sources(store)
    assert {row.incident_id for row in rows} == {one.id for one in found}
    assert len({(row.source, row.source_id) for row in rows}) == len(rows)
    assert {row.dedup_key for row in rows} == open_keys(store)
    with store.connect() as connection:
        burning = connection.execute(alarms.select()).all()
    held = {row.source_id for row in rows if row.source == "alarm"}
    assert held >= {one.id for one in burning if one.ended_at is None}
