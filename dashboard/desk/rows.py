"""Incidents as lines of the list, read by their numbers."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Select, func, select

from dashboard.desk.clock import clock
from dashboard.desk.shapes import Row
from dashboard.models import account, incident, incident_source, unit

_ASSIGNEE_UNIT = unit.alias("assignee_unit")


def statement() -> Select[Any]:
    """What a Row is made of."""
    sources = (
        select(func.count())
        .where(incident_source.c.incident_id == incident.c.id)
        .correlate(incident)
        .scalar_subquery()
    )
    return (
        select(
            incident,
            unit.c.code.label("unit_code"),
            unit.c.name.label("unit_name"),
            account.c.name.label("assignee_name"),
            _ASSIGNEE_UNIT.c.code.label("assignee_unit_code"),
            sources.label("sources"),
        )
        .join(unit, unit.c.id == incident.c.unit_id)
        .outerjoin(account, account.c.id == incident.c.assignee_id)
        .outerjoin(_ASSIGNEE_UNIT, _ASSIGNEE_UNIT.c.id == incident.c.assignee_unit_id)
    )


def rows(connection: Connection, ids: Sequence[int]) -> tuple[Row, ...]:
    """In the order of the numbers; one that is not there is left out."""
    if not ids:
        return ()
    found = {
        held.id: row(held) for held in connection.execute(statement().where(incident.c.id.in_(list(ids))))
    }
    return tuple(found[one] for one in ids if one in found)


def row(held: Any) -> Row:
    """Of one line that `statement` found."""
    is_open = held.resolved_at is None
    return Row(
        id=held.id,
        version=held.version,
        kind=held.kind,
        rule=held.rule,
        severity=held.severity,
        state=held.state,
        subject=held.subject,
        value=held.value,
        place=held.place,
        unit=held.unit_code,
        unit_name=held.unit_name,
        lat=held.lat,
        lon=held.lon,
        opened_at=held.opened_at,
        changed_at=held.changed_at,
        clock=clock(held, held.opened_at).clock if held.due_at is not None else "",
        due_at=held.due_at,
        escalated=held.escalated,
        assignee=held.assignee_name or "",
        assignee_unit=held.assignee_unit_code or "",
        closing_proposed=is_open and held.closing_proposed_at is not None,
        unknown=is_open and held.unknown_at is not None,
        sources=held.sources,
    )
