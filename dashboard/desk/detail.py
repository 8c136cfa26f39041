"""One incident whole."""

from datetime import datetime

from sqlalchemy import Connection, select

from dashboard.desk import around, undo
from dashboard.desk.asker import Asker
from dashboard.desk.causes import causes
from dashboard.desk.rows import row, statement
from dashboard.desk.shapes import ACTIONS, Attachment, Detail, Step
from dashboard.desk.sources import sources
from dashboard.desk.states import allowed
from dashboard.models import account, attachment, incident, incident_event


def detail(connection: Connection, number: int, asker: Asker, link: str, now: datetime) -> Detail | None:
    """None where there is no such incident, or not in the asker's part of the city."""
    held = connection.execute(statement().where(incident.c.id == number, asker.sees())).first()
    if held is None:
        return None
    steps = timeline(connection, number)
    can_undo = undo.last(steps, asker.name, now) is not None
    return Detail(
        row=row(held),
        opened_by=held.opened_by,
        acknowledged_at=held.acknowledged_at,
        dispatched_at=held.dispatched_at,
        arrived_at=held.arrived_at,
        resolved_at=held.resolved_at,
        closed_at=held.closed_at,
        cause=held.cause,
        outcome=held.outcome,
        reopened=held.reopened,
        merged_into=held.merged_into,
        timeline=steps,
        sources=sources(connection, number, link, now),
        attachments=attachments(connection, number),
        related=around.related(connection, held, asker),
        past=around.past(connection, held, asker),
        may=may(held.state, held.sources, can_undo) if asker.may_act else (),
        causes=causes(held.kind),
    )


def may(state: str, sources_held: int, can_undo: bool) -> tuple[str, ...]:
    """The actions that an incident in this state allows."""
    cannot = {"undo"} if not can_undo else set()
    if sources_held < 2:
        cannot.add("split")
    return tuple(action for action in ACTIONS if allowed(action, state) and action not in cannot)


def timeline(connection: Connection, number: int) -> tuple[Step, ...]:
    """In the order in which it was written down."""
    found = connection.execute(
        select(incident_event, account.c.full_name)
        .outerjoin(account, account.c.name == incident_event.c.who)
        .where(incident_event.c.incident_id == number)
        .order_by(incident_event.c.id)
    )
    return tuple(
        Step(
            id=held.id,
            at=held.at,
            kind=held.kind,
            who=held.who,
            name=held.full_name or held.who,
            detail=held.detail,
        )
        for held in found
    )


def attachments(connection: Connection, number: int) -> tuple[Attachment, ...]:
    names = ("id", "name", "media_type", "size", "added_by", "added_at")
    found = connection.execute(
        select(*(attachment.c[name] for name in names))
        .where(attachment.c.incident_id == number)
        .order_by(attachment.c.id)
    )
    return tuple(Attachment(**{name: getattr(held, name) for name in names}) for held in found)
