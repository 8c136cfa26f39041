"""The board holds its values against the store's targets, and says how much of the month is missing."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Engine

from dashboard.board import Board
from dashboard.db import writing
from dashboard.feeds import FeedInfo
from dashboard.ingest import Cursor, Ingest
from dashboard.records import Batch
from dashboard.settings import Settings
from dashboard.targets import Target, set_target
from tests.dashboard.records import dossier, local

NOON = local("2025-11-03 12:00")  # 60 hours of the month have passed


@pytest.fixture
def board(store: Engine, settings: Settings, ingest: Ingest) -> Board:
    return Board(store, settings)


def resolved(ingest: Ingest, channel: int, at: datetime) -> None:
    ended, due = local("2025-11-01 00:30"), local("2025-11-04 17:00")
    record = dossier(f"c{channel}", status=9, channel=channel, finished_at=ended, due_at=due)
    ingest.store(Batch("dossiers", [record], [], 1), at, Cursor())


def row(board: Board, key: str = "online_share") -> dict[str, Any]:
    return next(one for one in board.compute(NOON)["kpis"] if one["key"] == key)


def test_a_target_that_is_set_is_on_the_board_at_once(ingest: Ingest, board: Board, store: Engine) -> None:
    resolved(ingest, 2, NOON)
    assert row(board, "on_time_share")["targets"] == []
    own = Target(kpi="on_time_share", year=2025, value=95.0, source="", reference=True)
    ward = Target(kpi="on_time_share", year=2025, value=90.0, source="x", level="ward")
    with writing(store) as connection:
        set_target(connection, own, "127.0.0.1", NOON)
        set_target(connection, ward, "127.0.0.1", NOON)
    told = row(board, "on_time_share")
    assert told["targets"] == [{"year": 2025, "value": 95.0, "source": "", "reference": True}]
    assert told["target"] == told["targets"][0]


# 60 hours have passed, a fifth of them is 12. This feed is silent when it does not answer for 10 hours.
PATIENT = FeedInfo(name="dossiers", kind="dossiers", transport="http", silent_after=36_000)


@pytest.mark.parametrize(
    ("last_word", "state", "minutes"),
    [("2025-11-02 02:01", "met", 0), ("2025-11-02 00:00", "met", 720), ("2025-11-01 23:59", "no_data", 721)],
)
def test_a_month_that_misses_more_than_a_fifth_is_judged_by_nobody(
    store: Engine, settings: Settings, last_word: str, state: str, minutes: int
) -> None:
    ingest = Ingest(store, settings, [PATIENT])
    resolved(ingest, 2, local("2025-11-01 00:30"))
    for at in ("2025-11-01 09:00", "2025-11-01 18:00", last_word, "2025-11-02 12:00", "2025-11-02 21:00"):
        ingest.store(Batch("dossiers", [], [], 1), local(at))
    ingest.store(Batch("dossiers", [], [], 1), local("2025-11-03 06:00"))
    told = row(Board(store, settings))
    assert told["state"] == state
    assert told["missing"] == {"minutes": minutes, "share": round(minutes / 3600, 4)}
    assert told["value"] == 100.0
