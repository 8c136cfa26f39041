"""The warning that lets a unit still act: open dossiers that turn overdue within 8 working hours."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Engine

from dashboard.board import Board
from dashboard.clock import tick
from dashboard.feeds import Cursor
from dashboard.ingest import Ingest
from dashboard.records import Batch, Dossier
from dashboard.settings import Settings
from tests.dashboard.records import dossier, local

FRIDAY = local("2025-11-07 15:00")  # 2 h are left today, 6 h are worked on Monday until 15:00


@pytest.fixture
def board(store: Engine, settings: Settings) -> Board:
    return Board(store, settings)


def due(external_id: str, at: str, **told: Any) -> Dossier:
    return dossier(external_id, unit="Phường Sài Gòn", due_at=local(at), **told)


def put(ingest: Ingest, *dossiers: Dossier) -> None:
    ingest.store(Batch("dossiers", list(dossiers), [], 1), FRIDAY, Cursor())


def row(board: Board, now: datetime) -> dict[str, Any]:
    (found,) = [row for row in board.compute(now)["kpis"] if row["key"] == "dossiers_due_soon"]
    return dict(found)


def test_open_dossiers_that_turn_overdue_within_8_working_hours_are_counted(
    ingest: Ingest, board: Board
) -> None:
    put(
        ingest,
        due("overdue", "2025-11-07 14:59"),
        due("today", "2025-11-07 17:00"),
        due("at the weekend", "2025-11-08 12:00"),
        due("on Monday", "2025-11-10 15:00"),
        due("later", "2025-11-10 15:01"),
        due("done", "2025-11-10 10:00", status=9, finished_at=local("2025-11-07 09:00")),
        dossier("without a due time", unit="Phường Sài Gòn"),
    )
    assert row(board, FRIDAY)["value"] == 3
    assert board.compute(FRIDAY)["map"]["dossiers_due_soon"]["26740"] == 3
    assert row(board, local("2025-11-07 17:00:06"))["last_value"] == 3  # "today" is late, "later" came near
    assert row(board, local("2025-11-10 15:02"))["last_value"] == 0


def test_a_day_keeps_its_last_sample(ingest: Ingest, board: Board, store: Engine, settings: Settings) -> None:
    put(ingest, due("today", "2025-11-07 17:00"), due("on Monday", "2025-11-10 15:00"))
    tick(store, settings, FRIDAY)
    tick(store, settings, local("2025-11-07 23:59"))
    december = row(board, local("2025-12-05 12:00"))
    assert december["months"][-2] == {"month": "2025-11", "value": 1}
    assert december["last_value"] == 0
