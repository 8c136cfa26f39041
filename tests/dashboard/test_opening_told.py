"""A told figure opens into the tellings that it is made of: their values add up to it, on both stores."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as tried
from sqlalchemy import Engine, select

from dashboard.db import reading
from dashboard.ingest import Ingest
from dashboard.models import daily_figure
from dashboard.opening.record import record_of
from dashboard.opening.rows import COLUMNS, listed
from dashboard.opening.sources import OF_FIGURE
from dashboard.records import Batch, FigureValue
from dashboard.settings import Settings
from tests.dashboard.records import local
from tests.dashboard.test_recount import empty
from tests.dashboard.test_recount_told import BATCHES
from tests.dashboard.test_told import FEEDS, NOW, figure

FIGURE = "queue_tickets"
SPANS = (
    (date(2025, 10, 1), date(2025, 10, 31)),
    (date(2025, 11, 1), date(2025, 11, 30)),
    (date(2025, 10, 31), date(2025, 11, 1)),
    (date(2025, 9, 1), date(2025, 12, 31)),
)


@pytest.fixture
def ingest(store: Engine, settings: Settings) -> Ingest:
    return Ingest(store, settings, FEEDS)


def opened(store: Engine, first: date, last: date) -> list[Any]:
    """The rows behind the figure, as `opening` finds them."""
    source = OF_FIGURE[FIGURE]
    assert source.month is not None
    period: Any = SimpleNamespace(first=first, last=last)
    found: list[Any] = []
    with reading(store) as connection:
        for branch in source.month(period):
            statement = select(source.table, branch.at.label("at")).where(branch.where)
            found += connection.execute(statement.order_by(branch.at.desc(), source.table.c.id.desc()))
    return found


def counted(store: Engine, first: date, last: date) -> float:
    within = daily_figure.c.figure == FIGURE, daily_figure.c.day.between(first, last)
    with reading(store) as connection:
        return float(sum(connection.execute(select(daily_figure.c.value).where(*within)).scalars()))


@tried(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(batches=BATCHES)
def test_the_tellings_listed_add_up_to_the_figure(
    ingest: Ingest, store: Engine, batches: list[tuple[str, list[FigureValue]]]
) -> None:
    empty(store)
    for number, (feed, records) in enumerate(batches):
        ingest.store(Batch(feed, list(records), [], 1), NOW + timedelta(hours=number))
    for first, last in SPANS:
        rows = opened(store, first, last)
        assert sum(row.value for row in rows) == pytest.approx(counted(store, first, last))
        assert len({row.id for row in rows}) == len(rows)


def test_a_list_says_who_told_what_when_and_for_which_day(ingest: Ingest, store: Engine) -> None:
    ingest.store(Batch("queues", [figure(120)], [], 1), NOW)
    rows = opened(store, *SPANS[1])
    with reading(store) as connection:
        (told,) = listed(connection, "told_figure", rows, NOW)
        record = record_of(connection, "told_figure", told.id, NOW)
    assert tuple(told.cells) == COLUMNS["told_figure"]
    assert told.cells | {"number": ""} == {
        "number": "",
        "figure": FIGURE,
        "unit": "Phường Sài Gòn",
        "day": date(2025, 11, 5),
        "grain": "day",
        "told_value": 120,
        "teller": "queues",
        "told_at": local("2025-11-06 07:00"),
    }
    assert record is not None
    assert [(step.what, step.at) for step in record.clock] == [
        ("Told", local("2025-11-06 07:00")),
        ("Stored", NOW),
    ]
