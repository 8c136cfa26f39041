"""What open desks follow on the board: a number that moves with every step, counts, what rings."""

from datetime import timedelta
from typing import Any

from sqlalchemy import Engine, update

from dashboard.board.desk import desk as on_board
from dashboard.db import reading, writing
from dashboard.desk.desk import Desk
from dashboard.models import incident
from tests.dashboard.desk.conftest import AN, NOW, Open
from web.screens import to_json


def _board(store: Engine) -> dict[str, Any]:
    with reading(store) as connection:
        return on_board(connection, NOW)


def test_every_step_moves_the_desk_and_what_is_new_rings(store: Engine, desk: Desk, opened: Open) -> None:
    empty = _board(store)
    assert empty == {"seq": 0, "open": 0, "unacknowledged": 0, "overdue": 0, "escalated": 0, "newest": []}
    one = opened("S-07", severity="extreme", due_at=NOW - timedelta(minutes=1))
    two = opened("S-08")
    with writing(store) as connection:
        connection.execute(update(incident).where(incident.c.id == one).values(escalated=1))
    new = _board(store)
    assert {name: new[name] for name in ("open", "unacknowledged", "overdue", "escalated")} == {
        "open": 2,
        "unacknowledged": 2,
        "overdue": 1,
        "escalated": 1,
    }
    assert [(row["id"], row["step"]) for row in new["newest"]] == [(two, "triggered"), (one, "triggered")]
    assert new["newest"][1]["severity"] == "extreme"
    assert to_json(new)  # screens get it so
    desk.act(AN, one, "acknowledge", 1, {}, NOW)
    taken = _board(store)
    assert taken["seq"] > new["seq"]
    assert taken["unacknowledged"] == 1
    assert len(taken["newest"]) == 2
    desk.act(AN, one, "note", None, {"text": "x"}, NOW)
    assert _board(store)["seq"] > taken["seq"]
