"""Whatever is told, however often and in whatever order: figures and slices equal a full recount."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, delete, update

from dashboard import flood_minutes
from dashboard.civil import month_of
from dashboard.db import reading, writing
from dashboard.feeds import FeedInfo
from dashboard.ingest import Ingest
from dashboard.models import daily_figure, procedure, slice_figure
from dashboard.procedures import Procedure, load
from dashboard.records import Batch, FigureValue, Record
from dashboard.recount import Totals, count, held, recount
from dashboard.restating import restate
from dashboard.settings import Settings
from tests.dashboard.conftest import FEEDS
from tests.dashboard.records import CITY, tiers
from tests.dashboard.test_recount import PROCEDURES, START, complaints, dossiers, empty
from tests.dashboard.test_recount_devices import (
    REGISTERED,
    camera_events,
    fires,
    property_test,
    readings,
)
from tests.dashboard.test_recount_told import tellings

ALL_FEEDS = (
    *FEEDS,
    FeedInfo(name="queues", kind="figures", transport="mqtt"),
    FeedInfo(name="upload", kind="figures", transport="http"),
)
OCTOBER, NOVEMBER = date(2025, 10, 1), date(2025, 11, 1)
MONTHS = (OCTOBER, NOVEMBER, date(2025, 12, 1))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(_env_file=None, clocks=tiers(tmp_path))


@dataclass(frozen=True, slots=True)
class Step:
    """What happens next: some records of one feed, a job, or a new register with all that follows it."""

    feed: str = ""
    records: tuple[Record, ...] = ()
    works: bool = False
    register: tuple[Procedure, ...] = ()


def procedures() -> st.SearchStrategy[tuple[Procedure, ...]]:
    def made(code: str) -> st.SearchStrategy[Procedure]:
        return st.builds(
            Procedure,
            code=st.just(code),
            name=st.just(code),
            field=st.sampled_from(["x", "y"]),
            level=st.sampled_from([0, 2, 3, 4]),
            statutory_days=st.sampled_from([None, 0.5, 1.0]),
            paper_result=st.booleans(),
        )

    return st.tuples(*(made(code) for code in PROCEDURES[:2]))  # the last one is in no register


def steps() -> st.SearchStrategy[Step]:
    told = st.one_of(dossiers(), dossiers(), complaints(), fires(), camera_events(), readings(), readings())
    return st.one_of(
        st.lists(told, min_size=1, max_size=6).map(lambda some: Step("flood", tuple(some))),
        st.lists(told, min_size=1, max_size=6).map(lambda some: Step("flood", tuple(some))),
        st.builds(_of_figures, st.sampled_from(["queues", "upload"]), st.lists(tellings(), min_size=1)),
        st.just(Step(works=True)),
        procedures().map(lambda register: Step(register=register)),
    )


def _of_figures(feed: str, records: list[FigureValue]) -> Step:
    return Step(feed, tuple(records))


@st.composite
def sequences(draw: st.DrawFn) -> list[Step]:
    """Steps of which some come again, later and as they were."""
    first = draw(st.lists(steps(), min_size=1, max_size=6))
    again = draw(st.lists(st.sampled_from(first), max_size=3))
    return draw(st.permutations([*first, *again]))


def take(store: Engine, ingest: Ingest, settings: Settings, told: Sequence[Step]) -> None:
    for number, step in enumerate(told):
        now = START + timedelta(hours=7 * number)
        if step.records:
            ingest.store(Batch(step.feed, list(step.records), [], 1), now)
        if step.works:
            flood_minutes.update(store, settings, now)
        if step.register:
            with writing(store) as connection:
                changed = load(connection, step.register, now)
            restate(store, settings, changed)


def part(totals: Totals, month: date) -> Totals:
    """What of it lies in a month."""
    daily = {bucket: value for bucket, value in totals.daily.items() if month_of(bucket[0]) == month}
    return Totals(daily, {bucket: value for bucket, value in totals.sliced.items() if bucket[0] == month})


def agrees(connection: Connection) -> None:
    """What is held is what a recount finds, whole and month by month."""
    whole = count(connection, CITY)
    assert held(connection) == whole
    for month in MONTHS:
        assert count(connection, CITY, month) == held(connection, month) == part(whole, month)


@property_test(40)
@given(told=sequences())
def test_figures_and_slices_equal_a_full_recount_whatever_is_told(
    store: Engine, settings: Settings, told: list[Step]
) -> None:
    empty(store)
    ingest = Ingest(store, settings, ALL_FEEDS)
    ingest.store(Batch("flood", list(REGISTERED), [], 1), START)
    take(store, ingest, settings, told)
    with reading(store) as connection:
        agrees(connection)
    flood_minutes.update(store, settings, START + timedelta(days=9))
    with reading(store) as connection:
        agrees(connection)


@property_test(15)
@given(records=st.lists(dossiers(), min_size=1, max_size=8), before=procedures(), after=procedures())
def test_restated_after_a_new_register_dossiers_are_as_if_it_had_always_held(
    store: Engine,
    settings: Settings,
    records: list[Record],
    before: tuple[Procedure, ...],
    after: tuple[Procedure, ...],
) -> None:
    empty(store)
    take(store, Ingest(store, settings, ALL_FEEDS), settings, [
        Step(register=before), Step("dossiers", tuple(records)), Step(register=after),
    ])  # fmt: skip
    with reading(store) as connection:
        restated = held(connection)
        agrees(connection)
    empty(store)
    take(store, Ingest(store, settings, ALL_FEEDS), settings, [
        Step(register=after), Step("dossiers", tuple(records)),
    ])  # fmt: skip
    with reading(store) as connection:
        assert restated == held(connection)


def spoil(store: Engine) -> None:
    """Every bucket of one figure is lost, all the others are one too many."""
    with writing(store) as connection:
        for table in (daily_figure, slice_figure):
            connection.execute(delete(table).where(table.c.figure == "dossiers_received"))
            connection.execute(update(table).values(value=table.c.value + 1))


@property_test(15)
@given(
    records=st.lists(st.one_of(dossiers(), complaints(), fires(), camera_events()), min_size=4, max_size=12)
)
def test_a_months_recount_puts_that_month_right_and_no_other(
    store: Engine, settings: Settings, records: list[Record]
) -> None:
    empty(store)
    Ingest(store, settings, ALL_FEEDS).store(Batch("flood", records, [], 1), START)
    with reading(store) as connection:
        right = held(connection)
    spoil(store)
    with reading(store) as connection:
        spoiled = held(connection)
    recount(store, CITY, NOVEMBER)
    with reading(store) as connection:
        assert held(connection, NOVEMBER) == part(right, NOVEMBER)
        assert held(connection, OCTOBER) == part(spoiled, OCTOBER)
    recount(store, CITY)
    with reading(store) as connection:
        assert held(connection) == right


def test_the_register_is_emptied_with_the_store(store: Engine, settings: Settings) -> None:
    """What the properties above rest on."""
    with writing(store) as connection:
        load(connection, [Procedure(code="A", name="A")], START)
    empty(store)
    with reading(store) as connection:
        found: list[Any] = list(connection.execute(procedure.select()))
    assert found == []
