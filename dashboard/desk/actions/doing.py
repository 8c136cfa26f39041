"""The way of every action: rights of the state, lock, change, clocks, timeline."""

from collections.abc import Mapping
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, update

from dashboard.desk.actions import ACTIONS
from dashboard.desk.actions.step import Doing, kept, read, stale, store, write_down
from dashboard.desk.asker import Asker
from dashboard.desk.clock import began_at, clock
from dashboard.desk.shapes import DeskError
from dashboard.desk.states import allowed
from dashboard.models import incident


def act(
    connection: Connection,
    asker: Asker,
    number: int,
    action: str,
    version: int | None,
    told: Mapping[str, object],
    now: datetime,
) -> None:
    """Do it, in the caller's transaction. Raises DeskError, and then nothing was written."""
    held = read(connection, number, asker)
    now = max(now, held.changed_at)  # a clock of another machine that is behind turns no timeline round
    if action not in ACTIONS:
        raise DeskError(code="unknown_action", values={"action": action})
    if version is not None and version != held.version and action != "note":
        raise stale(connection, number)
    if not allowed(action, held.state):
        raise DeskError(code="not_now", values={"action": action, "state": held.state})
    doing = Doing(connection=connection, held=held, asker=asker, told=told, now=now)
    change = ACTIONS[action](doing)
    if not change.locks:
        connection.execute(update(incident).where(incident.c.id == number).values(changed_at=now))
        write_down(connection, number, action, asker.name, change.detail, now)
        return
    values = {**_clocks(doing, change.values), **change.values}  # an undo knows its clocks
    detail = dict(change.detail)
    if change.undoable:
        detail["before"] = kept(values, held)
    store(connection, held, values, now)
    write_down(connection, number, action, asker.name, detail, now)


def _clocks(doing: Doing, values: Mapping[str, Any]) -> dict[str, Any]:
    """When the clock that runs after the step is over. A reopened incident has its time anew."""
    held = doing.held
    after = SimpleNamespace(**{**held._mapping, **values})
    if after.reopened > held.reopened:
        runs = clock(after, doing.now)
    else:
        runs = clock(after, began_at(doing.connection, held))
    return {"due_at": runs.due_at, "wake_at": runs.wake_at}
