"""The end of an incident, and its coming back. Its keys are let go, and taken back."""

from sqlalchemy import ColumnElement, and_, or_, select, update

from dashboard.desk.actions.step import Change, Doing
from dashboard.desk.causes import causes
from dashboard.desk.shapes import DeskError
from dashboard.models import incident, incident_key


def resolve(doing: Doing) -> Change:
    """Over, by which cause and with what outcome: the next trigger of its keys opens a new incident."""
    cause, outcome = doing.text("cause"), doing.text("outcome")
    if cause not in causes(doing.held.kind):
        raise DeskError(code="unknown_cause", values={"field": "cause", "cause": cause})
    let_go(doing)
    values = {"state": "resolved", "resolved_at": doing.now, "cause": cause, "outcome": outcome}
    if doing.held.acknowledged_at is None:
        values["acknowledged_at"] = doing.now
    return Change(values=values, detail={"cause": cause, "outcome": outcome}, undoable=True)


def close(doing: Doing) -> Change:
    return Change(values={"state": "closed", "closed_at": doing.now})


def reopen(doing: Doing) -> Change:
    """It was not over. Refused where another open incident holds one of its keys by now."""
    reason = doing.text("reason")
    take_back(doing)
    values = {
        "state": "acknowledged",
        "acknowledged_at": doing.now,
        "dispatched_at": None,
        "arrived_at": None,
        "resolved_at": None,
        "closed_at": None,
        "closing_proposed_at": None,
        "cause": "",
        "outcome": "",
        "escalated": 0,
        "reopened": doing.held.reopened + 1,
    }
    detail = {"reason": reason, "cause": doing.held.cause, "outcome": doing.held.outcome}
    return Change(values=values, detail=detail)


def let_go(doing: Doing) -> None:
    """Of all keys: other incidents may hold them."""
    doing.connection.execute(
        update(incident_key).where(incident_key.c.incident_id == doing.held.id).values(open=False)
    )


def take_back(doing: Doing) -> None:
    """All keys. Raises DeskError "held_elsewhere" where another open incident has one."""
    keys = select(incident_key.c.dedup_key).where(incident_key.c.incident_id == doing.held.id)
    other = doing.connection.execute(
        select(incident_key.c.incident_id)
        .where(
            incident_key.c.dedup_key.in_(keys),
            incident_key.c.open,
            incident_key.c.incident_id != doing.held.id,
        )
        .limit(1)
    ).scalar()
    if other is None:
        same: ColumnElement[bool] = or_(
            incident.c.dedup_key == doing.held.dedup_key, incident.c.dedup_key.in_(keys)
        )
        other = doing.connection.execute(
            select(incident.c.id)
            .where(and_(same, incident.c.resolved_at.is_(None), incident.c.id != doing.held.id))
            .limit(1)
        ).scalar()
    if other is not None:
        raise DeskError(code="held_elsewhere", values={"id": other})
    doing.connection.execute(
        update(incident_key).where(incident_key.c.incident_id == doing.held.id).values(open=True)
    )
