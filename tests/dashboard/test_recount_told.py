"""After any sequence of tellings the figures equal a full recount, of all days or of a month."""

from datetime import date, timedelta
from typing import Literal

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as tried
from hypothesis import strategies as st
from sqlalchemy import Engine, update

from dashboard.db import reading, writing
from dashboard.ingest import Ingest
from dashboard.models import daily_figure
from dashboard.records import Batch, FigureValue, version
from dashboard.recount import count, held, recount
from dashboard.settings import Settings
from tests.dashboard.records import CITY, local
from tests.dashboard.test_recount import empty
from tests.dashboard.test_told import FEEDS, NOW

FIGURES = ("queue_tickets", "datasets_shared")  # a sum, and what is true at a day's end


@pytest.fixture
def ingest(store: Engine, settings: Settings) -> Ingest:
    return Ingest(store, settings, FEEDS)


@st.composite
def tellings(draw: st.DrawFn) -> FigureValue:
    grain: Literal["day", "month"] = draw(st.sampled_from(["day", "day", "month"]))
    day = date(2025, 10, 30) + timedelta(days=draw(st.integers(0, 4)))
    return FigureValue(
        figure=draw(st.sampled_from([*FIGURES, "no_such"])),
        unit=draw(st.sampled_from(["Phường Sài Gòn", "26743", "79", "Xã Không Có"])),
        day=day.replace(day=1) if grain == "month" else day,
        grain=grain,
        value=draw(st.sampled_from([0.0, 0.1, 0.2, 7.0, 12.5])),
        version=version(local("2025-11-06 07:00") + timedelta(hours=draw(st.integers(0, 3)))),
    )


BATCHES = st.lists(
    st.tuples(st.sampled_from(["queues", "upload"]), st.lists(tellings(), min_size=1, max_size=8)),
    min_size=1,
    max_size=6,
)


@tried(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(batches=BATCHES)
def test_figures_equal_a_full_recount_after_any_sequence_of_tellings(
    ingest: Ingest, store: Engine, batches: list[tuple[str, list[FigureValue]]]
) -> None:
    empty(store)
    for number, (feed, records) in enumerate(batches):
        ingest.store(Batch(feed, list(records), [], 1), NOW + timedelta(hours=number))
    with reading(store) as connection:
        assert held(connection) == count(connection, CITY)
        november = date(2025, 11, 1)
        assert held(connection, november) == count(connection, CITY, november)


def test_a_recount_puts_right_what_somebody_spoiled(ingest: Ingest, store: Engine) -> None:
    made = FigureValue(
        figure="datasets_shared", unit="79", day=date(2025, 11, 5), value=412, version=version(NOW)
    )
    ingest.store(Batch("upload", [made], [], 1), NOW)
    with writing(store) as connection:
        connection.execute(update(daily_figure).values(value=7))
    assert recount(store, CITY) == 1
    with reading(store) as connection:
        assert held(connection).daily == {(date(2025, 11, 5), "datasets_shared", 1): 412}
