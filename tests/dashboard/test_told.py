"""Figures that other systems tell: stored with who told them, and set where they are counted."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from sqlalchemy import Engine, select

from dashboard.db import reading
from dashboard.feeds import FeedInfo
from dashboard.figures.told import Telling, told_figures
from dashboard.ingest import Ingest
from dashboard.ingest.placing import placed
from dashboard.kpis import BY_KEY
from dashboard.kpis.evaluate import evaluate
from dashboard.models import daily_figure, feed_state, rejected, told_figure
from dashboard.opening.sources.told import tellers, told_until
from dashboard.records import Batch, FigureValue, version
from dashboard.settings import Settings
from dashboard.whereabouts import Whereabouts
from tests.dashboard.records import local

NOW = local("2025-11-20 10:00")
FEEDS = (
    FeedInfo(name="queues", kind="figures", transport="mqtt"),
    FeedInfo(name="upload", kind="figures", transport="http"),
)
SAI_GON = "26740"
WHERE = Whereabouts()
Daily = dict[tuple[str, str], float]


@pytest.fixture
def ingest(store: Engine, settings: Settings) -> Ingest:
    return Ingest(store, settings, FEEDS)


def figure(
    value: float, day: str = "2025-11-05", *, at: str = "2025-11-06 07:00", **told: Any
) -> FigureValue:
    """A telling made at `at`."""
    filled: dict[str, Any] = {"figure": "queue_tickets", "unit": SAI_GON} | told
    return FigureValue(day=date.fromisoformat(day), value=value, version=version(local(at)), **filled)


def tell(ingest: Ingest, *records: FigureValue, feed: str = "queues") -> None:
    ingest.store(Batch(feed, list(records), [], 1), NOW)


def daily(store: Engine) -> Daily:
    with reading(store) as connection:
        rows = connection.execute(select(daily_figure).where(daily_figure.c.value != 0)).all()
    return {(row.day.isoformat(), row.figure): row.value for row in rows}


def test_what_is_told_is_the_days_figure(ingest: Ingest, store: Engine) -> None:
    tell(ingest, figure(120), figure(1512.5, figure="queue_wait_minutes"))
    assert daily(store) == {
        ("2025-11-05", "queue_tickets"): 120,
        ("2025-11-05", "queue_wait_minutes"): 1512.5,
    }


def test_repeated_it_changes_nothing_and_a_correction_replaces_it(ingest: Ingest, store: Engine) -> None:
    tell(ingest, figure(120))
    tell(ingest, figure(120))
    assert daily(store) == {("2025-11-05", "queue_tickets"): 120}
    tell(ingest, figure(0.1, at="2025-11-06 08:00"), figure(0.3, at="2025-11-06 09:00"))
    assert daily(store) == {("2025-11-05", "queue_tickets"): 0.3}


def test_an_older_telling_never_replaces_a_newer_one(ingest: Ingest, store: Engine) -> None:
    tell(ingest, figure(130, at="2025-11-06 09:00"))
    tell(ingest, figure(120, at="2025-11-06 08:00"))
    assert daily(store) == {("2025-11-05", "queue_tickets"): 130}


def test_of_two_tellings_of_one_moment_the_later_received_holds(ingest: Ingest, store: Engine) -> None:
    tell(ingest, figure(120))
    tell(ingest, figure(121))
    assert daily(store) == {("2025-11-05", "queue_tickets"): 121}


def test_of_two_feeds_the_newest_telling_holds_and_nothing_is_counted_twice(
    ingest: Ingest, store: Engine
) -> None:
    tell(ingest, figure(120))
    tell(ingest, figure(125, at="2025-11-07 09:00"), feed="upload")
    assert daily(store) == {("2025-11-05", "queue_tickets"): 125}
    tell(ingest, figure(126, at="2025-11-08 07:00"))
    assert daily(store) == {("2025-11-05", "queue_tickets"): 126}
    with reading(store) as connection:
        assert len(connection.execute(select(told_figure)).all()) == 2


def test_a_month_that_is_told_goes_before_its_days(ingest: Ingest, store: Engine) -> None:
    tell(ingest, figure(120), figure(80, "2025-11-06"), figure(7, "2025-10-31"))
    tell(ingest, figure(2_400, "2025-11-17", grain="month"))
    assert daily(store) == {("2025-11-01", "queue_tickets"): 2_400, ("2025-10-31", "queue_tickets"): 7}
    tell(ingest, figure(90, "2025-11-07"))
    assert daily(store) == {("2025-11-01", "queue_tickets"): 2_400, ("2025-10-31", "queue_tickets"): 7}


def test_an_unknown_figure_or_unit_is_kept_with_the_reason_and_costs_only_itself(
    ingest: Ingest, store: Engine
) -> None:
    tell(
        ingest,
        figure(1, figure="no_such"),
        figure(2, figure="dossiers_received"),
        figure(3, unit="Phường Không Có"),
        figure(4, unit=""),
        figure(85.16, figure="index_published_total"),
        figure(6),
    )
    with reading(store) as connection:
        kept = connection.execute(select(rejected).order_by(rejected.c.id)).all()
        state = connection.execute(select(feed_state)).one()
    assert {row.reason for row in kept} == {"unknown_code"}
    assert [row.detail.split(":")[0] for row in kept] == ["figure", "figure", "unit", "unit", "unit"]
    assert (state.records, state.rejected) == (1, 5)
    assert daily(store) == {("2025-11-05", "queue_tickets"): 6}


def test_a_score_is_told_for_the_city(ingest: Ingest, store: Engine) -> None:
    tell(ingest, figure(85.16, figure="index_published_total", unit="79"))
    assert daily(store) == {("2025-11-05", "index_published_total"): 85.16}


def test_old_districts_are_told_for_their_own_days(ingest: Ingest, store: Engine) -> None:
    tell(ingest, figure(9, "2020-05-01", unit="Quận 1", at="2020-05-02 07:00"))
    assert daily(store) == {("2020-05-01", "queue_tickets"): 9}


@pytest.mark.parametrize(
    ("day", "unit", "is_known"),
    [
        ("2025-11-05", "Phường Sài Gòn", True),
        ("2025-11-05", "UBND P. Sài Gòn, TP.HCM", True),
        ("2025-11-05", "26740", True),
        ("2025-11-05", "Xã Bình Mỹ", True),
        ("2025-11-05", "Thành phố Hồ Chí Minh", True),
        ("2025-11-05", "Sở Y tế", True),
        ("2025-11-05", "Phường Bến Nghé", False),  # went into Phường Sài Gòn, and is only a part of it
        ("2025-11-05", "26734", False),  # the old code of a part of Phường Tân Định
        ("2024-11-05", "Quận 1", True),
        ("2024-11-05", "Q1", True),
        ("2024-11-05", "769", True),
        ("2024-11-05", "Thành phố Thủ Đức", True),
        ("2024-11-05", "Phường Sài Gòn", False),
    ],
)
def test_a_figure_of_a_part_is_never_taken_for_the_whole_units(day: str, unit: str, is_known: bool) -> None:
    _unit_id, wrong = placed(figure(1, day, unit=unit), WHERE)
    assert (wrong is None) == is_known


def test_who_told_a_figure_and_up_to_which_day_is_known(ingest: Ingest, store: Engine) -> None:
    tell(ingest, figure(120), figure(3, figure="chatbot_sessions"))
    tell(ingest, figure(125, "2025-11-07", at="2025-11-08 09:00"), feed="upload")
    with reading(store) as connection:
        assert tellers(connection) == {"queue_tickets": {"queues", "upload"}, "chatbot_sessions": {"queues"}}
        assert told_until(connection) == {
            "queue_tickets": date(2025, 11, 7),
            "chatbot_sessions": date(2025, 11, 5),
        }


def test_a_month_of_which_nobody_told_has_no_value_and_not_0() -> None:
    values = {"app_installs_citizens": 0.0, "queue_tickets": 0.0, "queue_wait_minutes": 0.0}
    grid: Any = SimpleNamespace(period=lambda key: np.array([values[key]]))
    for key in ("app_installs_citizens", "queue_wait"):
        assert np.isnan(evaluate(BY_KEY[key], grid, BY_KEY).values).all()
    values |= {"app_installs_citizens": 12.0, "queue_tickets": 4.0, "queue_wait_minutes": 30.0}
    assert evaluate(BY_KEY["app_installs_citizens"], grid, BY_KEY).values.tolist() == [12.0]
    assert evaluate(BY_KEY["queue_wait"], grid, BY_KEY).values.tolist() == [7.5]


def test_tellings_come_to_the_same_in_any_order() -> None:
    told = [
        Telling(1, "f", 7, date(2025, 11, 5), "day", 10, 1.0),
        Telling(2, "f", 7, date(2025, 11, 5), "day", 10, 2.0),  # of equals the later feed's
        Telling(1, "f", 7, date(2025, 11, 6), "day", 30, 4.0),
        Telling(2, "f", 7, date(2025, 11, 6), "day", 20, 8.0),
        Telling(1, "f", 8, date(2025, 11, 1), "month", 1, 16.0),
        Telling(2, "f", 8, date(2025, 11, 1), "day", 99, 32.0),
    ]
    expected = {
        (date(2025, 11, 5), "f", 7): 2.0,
        (date(2025, 11, 6), "f", 7): 4.0,
        (date(2025, 11, 1), "f", 8): 16.0,
    }
    assert told_figures(told) == told_figures(reversed(told)) == expected
