"""An incident that a person reports: typed in, or clicked on the map."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, insert, select, update

from dashboard.desk.actions.step import write_down
from dashboard.desk.asker import Asker
from dashboard.desk.filters import GRAVITY
from dashboard.desk.shapes import DeskError
from dashboard.incidents import lock, search_words
from dashboard.incidents.clocks import running
from dashboard.models import incident, incident_key
from dashboard.models import unit as unit_table
from dashboard.rules import BY_HAND, KINDS
from dashboard.successions import units_at
from dashboard.units import UNKNOWN_ID
from dashboard.whereabouts import Whereabouts

Point = tuple[float | None, float | None]
LONGEST = {"subject": 200, "place": 300}


def by_hand(
    connection: Connection, asker: Asker, told: Mapping[str, object], where: Whereabouts, now: datetime
) -> int:
    """Its number. Raises DeskError where something is missing or unknown."""
    kind, severity = _one_of(told, "kind", KINDS), _one_of(told, "severity", GRAVITY)
    subject, place = _text(told, "subject"), _text(told, "place")
    if not subject:
        raise DeskError(code="wanted", values={"field": "subject"})
    lat, lon = _place(told)
    unit_id = _unit(connection, _text(told, "unit"), place, (lat, lon), where, now)
    if not asker.reaches(unit_id):
        raise DeskError(code="out_of_reach", values={"field": "place"})
    lock(connection)
    runs = running(BY_HAND, severity, "triggered", now, None, None, None, 0)
    values = {
        "kind": kind,
        "rule": BY_HAND,
        "dedup_key": f"hand:{uuid4()}",
        "severity": severity,
        "gravity": GRAVITY[severity],
        "state": "triggered",
        "subject": subject,
        "place": place,
        "unit_id": unit_id,
        "lat": lat,
        "lon": lon,
        "opened_at": now,
        "changed_at": now,
        "opened_by": asker.name,
        "due_at": runs.due_at,
        "wake_at": runs.wake_at,
    }
    return _write(connection, values, asker, now)


def _write(connection: Connection, values: Mapping[str, Any], asker: Asker, now: datetime) -> int:
    made = connection.execute(insert(incident).values(values).returning(incident.c.id))
    number = int(made.scalar_one())
    named = {name: values[name] for name in ("kind", "subject", "place", "unit_id")}
    words = search_words(incident_id=number, **named)
    connection.execute(update(incident).where(incident.c.id == number).values(search=words))
    connection.execute(
        insert(incident_key).values(incident_id=number, dedup_key=values["dedup_key"], open=True)
    )
    write_down(connection, number, "create", asker.name, {"severity": values["severity"]}, now)
    return number


def _text(told: Mapping[str, object], name: str) -> str:
    value = told.get(name)
    said = value.strip() if isinstance(value, str) else ""
    if len(said) > LONGEST.get(name, 40):
        raise DeskError(code="too_long", values={"field": name, "most": LONGEST.get(name, 40)})
    return said


def _one_of(told: Mapping[str, object], name: str, known: Any) -> str:
    said = _text(told, name)
    if not said:
        raise DeskError(code="wanted", values={"field": name})
    if said not in known:
        raise DeskError(code=f"unknown_{name}", values={"field": name})
    return said


def _place(told: Mapping[str, object]) -> Point:
    """Both or none: a point that is none is a mistake of a program, and no place."""
    lat, lon = told.get("lat"), told.get("lon")
    if not isinstance(lat, int | float) or not isinstance(lon, int | float):
        return None, None
    on_earth = abs(lat) <= 90 and abs(lon) <= 180
    return (float(lat), float(lon)) if on_earth else (None, None)


def _unit(
    connection: Connection,
    code: str,
    place: str,
    point: Point,
    where: Whereabouts,
    now: datetime,
) -> int:
    """By its code; else by the place's words, else by the point. Raises DeskError."""
    if code:
        named = next((one.id for one in units_at(now.date()) if one.code == code), None)
        if named is None:
            raise DeskError(code="unknown_unit", values={"field": "unit"})
        return named
    if not place and point[0] is None:
        raise DeskError(code="wanted", values={"field": "place"})
    found, _ = where.find(place, point[0], point[1], now.date())
    known = connection.execute(select(unit_table.c.id).where(unit_table.c.id == found)).scalar()
    return UNKNOWN_ID if known is None else found
