"""A shift handed over: what is open, what happened and who did it; frozen as it stood, signed by the next."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

import orjson
from sqlalchemy import Connection, insert, or_, select, update

from dashboard.desk.asker import Asker
from dashboard.desk.rows import row, statement
from dashboard.desk.shapes import DeskError
from dashboard.models import account, handover, incident, incident_event, unit

Json = dict[str, Any]
SHIFT, LONGEST = timedelta(hours=8), timedelta(hours=48)
MOST_OPEN, MOST_STEPS, LISTED, LONGEST_NOTES = 500, 3000, 50, 10_000
_BY_PROGRAM = ("triggered", "escalated", "overdue", "expired", "closing_proposed", "joined")


def draft(connection: Connection, asker: Asker, since: datetime | None, now: datetime) -> Json:
    """What would be handed over now. Without `since`: from the end of the shift before, 48 hours at most."""
    began_at = since or _last_end(connection, asker, now) or now - SHIFT
    if began_at > now:
        raise DeskError(code="future", values={"field": "since"})
    began_at = max(began_at, now - LONGEST)
    found = connection.execute(
        statement()
        .where(incident.c.resolved_at.is_(None), asker.sees())
        .order_by(incident.c.gravity.desc(), incident.c.opened_at, incident.c.id)
        .limit(MOST_OPEN + 1)
    ).all()
    steps = _steps(connection, asker, began_at, now)
    return {
        "began_at": began_at,
        "ended_at": now,
        "open": [asdict(row(held)) for held in found[:MOST_OPEN]],
        "more_open": len(found) > MOST_OPEN,
        "steps": steps[:MOST_STEPS],
        "more_steps": len(steps) > MOST_STEPS,
        "by_kind": dict(Counter(step["kind"] for step in steps)),
        "by_person": dict(Counter(step["name"] for step in steps if step["who"] != "program")),
    }


def _last_end(connection: Connection, asker: Asker, now: datetime) -> datetime | None:
    last = select(handover.c.ended_at).where(handover.c.unit_id == asker.unit_id, handover.c.ended_at <= now)
    found: datetime | None = connection.execute(last.order_by(handover.c.ended_at.desc()).limit(1)).scalar()
    return found


def _steps(connection: Connection, asker: Asker, since: datetime, until: datetime) -> list[Json]:
    """What people did, and what programs did that people must know; in order."""
    of = incident_event.c
    found = connection.execute(
        select(incident_event, account.c.full_name, incident.c.subject, incident.c.kind.label("of_kind"))
        .join(incident, incident.c.id == of.incident_id)
        .outerjoin(account, account.c.name == of.who)
        .where(
            of.at > since,
            of.at <= until,
            or_(of.who != "program", of.kind.in_(_BY_PROGRAM)),
            asker.sees(),
        )
        .order_by(of.at, of.id)
        .limit(MOST_STEPS + 1)
    )
    return [
        {
            "incident": held.incident_id,
            "subject": held.subject,
            "incident_kind": held.of_kind,
            "at": held.at,
            "kind": held.kind,
            "who": held.who,
            "name": held.full_name or held.who,
            "detail": {name: value for name, value in held.detail.items() if name != "before"},
        }
        for held in found
    ]


def hand(connection: Connection, asker: Asker, told: Mapping[str, object], now: datetime) -> Json:
    """Frozen from here on. Raises DeskError."""
    notes = told.get("notes")
    notes = notes.strip() if isinstance(notes, str) else ""
    if len(notes) > LONGEST_NOTES:
        raise DeskError(code="too_long", values={"field": "notes", "most": LONGEST_NOTES})
    since = told.get("since")
    body = draft(connection, asker, since if isinstance(since, datetime) else None, now)
    made = connection.execute(
        insert(handover)
        .values(
            unit_id=asker.unit_id,
            began_at=body["began_at"],
            ended_at=body["ended_at"],
            body=orjson.loads(orjson.dumps(body, option=orjson.OPT_UTC_Z)),
            notes=notes,
            handed_by=asker.name,
            handed_at=now,
        )
        .returning(handover.c.id)
    )
    return handed(connection, asker, int(made.scalar_one()))


def sign(connection: Connection, asker: Asker, number: int, now: datetime) -> Json:
    """Taken over, by somebody else than who handed it over. Raises DeskError."""
    held = handed(connection, asker, number)
    if held["handed_by"] == asker.name:
        raise DeskError(code="not_yourself")
    done = connection.execute(
        update(handover)
        .where(handover.c.id == number, handover.c.signed_at.is_(None))
        .values(signed_by=asker.name, signed_at=now)
    )
    if done.rowcount != 1:
        raise DeskError(code="signed")
    return handed(connection, asker, number)


def handed(connection: Connection, asker: Asker, number: int) -> Json:
    """One whole, as it was frozen. Raises DeskError "missing"."""
    found = connection.execute(_listed(asker, handover.c.body).where(handover.c.id == number)).first()
    if found is None:
        raise DeskError(code="missing", values={"id": number})
    return _plain(found)


def handovers(connection: Connection, asker: Asker) -> list[Json]:
    """The newest first, without what they hold."""
    newest = _listed(asker).order_by(handover.c.ended_at.desc(), handover.c.id.desc()).limit(LISTED)
    return [_plain(held) for held in connection.execute(newest)]


def _plain(held: Any) -> Json:
    """With keys that are str and nothing more: orjson takes no others."""
    return {str(name): value for name, value in held._mapping.items()}


def _listed(asker: Asker, *more: Any) -> Any:
    handing, signing = account.alias("handing"), account.alias("signing")
    names = ("id", "began_at", "ended_at", "notes", "handed_by", "handed_at", "signed_by", "signed_at")
    asked = (
        select(
            *(handover.c[name] for name in names),
            handing.c.full_name.label("handed_name"),
            signing.c.full_name.label("signed_name"),
            unit.c.name.label("unit_name"),
            *more,
        )
        .join(unit, unit.c.id == handover.c.unit_id)
        .outerjoin(handing, handing.c.name == handover.c.handed_by)
        .outerjoin(signing, signing.c.name == handover.c.signed_by)
    )
    return asked if asker.units is None else asked.where(handover.c.unit_id.in_(sorted(asker.units)))
