"""Incidents for readers outside: what, where roughly and when; no names, no words that people wrote."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select, tuple_

from dashboard import privacy
from dashboard.models import incident, incident_event, incident_source

I = incident.c  # noqa: E741  as short as in the statements
PROGRAM = "program"
# What a step may tell: codes and numbers; reasons, notes and names of people stay inside.
_TOLD = ("from", "severity", "cause", "role")
_BY_PEOPLE = ("fire", "alert")  # kinds whose subject a panel's or a person's own words are
_CODE = re.compile(r"[a-z][a-z0-9_-]{0,39}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Filters are sets of codes, empty for all; `after`: the moment and number of the last one of a page."""

    states: tuple[str, ...] = ()
    severities: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    units: Collection[int] | None = None
    since: datetime | None = None
    changed_since: datetime | None = None
    after: tuple[datetime, int] | None = None
    limit: int = 100


def incidents(connection: Connection, wanted: Wanted) -> list[Any]:
    """Rows of `incident`, the newest first; up to `limit` + 1: the last says that more follow."""
    told: list[Any] = [
        column.in_(codes)
        for column, codes in (
            (I.state, wanted.states),
            (I.severity, wanted.severities),
            (I.kind, wanted.kinds),
        )
        if codes
    ]
    if wanted.units is not None:
        told.append(I.unit_id.in_(wanted.units))
    if wanted.since is not None:
        told.append(I.opened_at >= wanted.since)
    if wanted.changed_since is not None:
        told.append(I.changed_at >= wanted.changed_since)
    if wanted.after is not None:
        told += [I.opened_at <= wanted.after[0], tuple_(I.opened_at, I.id) < wanted.after]
    statement = select(incident).where(*told).order_by(I.opened_at.desc(), I.id.desc())
    return list(connection.execute(statement.limit(wanted.limit + 1)).all())


def one(connection: Connection, number: int) -> Any | None:
    """A row of `incident`; None where there is none."""
    return connection.execute(select(incident).where(I.id == number)).one_or_none()


def subject(row: Any) -> str:
    """What it is about. Devices, categories and units are called by name; people's own words are masked."""
    return privacy.free_text(row.subject) if not row.rule or row.kind in _BY_PEOPLE else str(row.subject)


def sources(connection: Connection, number: int) -> dict[str, int]:
    """How many of each kind stand behind it."""
    S = incident_source.c  # noqa: N806
    counted = (
        select(S.source, func.count().label("number"))
        .where(S.incident_id == number)
        .group_by(S.source)
        .order_by(S.source)
    )
    return {row.source: row.number for row in connection.execute(counted)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """`by` is "program" or "person"; `told` are codes."""

    at: datetime
    kind: str
    by: str
    told: dict[str, str]


def timeline(connection: Connection, number: int) -> Sequence[Step]:
    """In the order in which it was written down."""
    E = incident_event.c  # noqa: N806
    found = connection.execute(select(incident_event).where(E.incident_id == number).order_by(E.id))
    return [
        Step(
            at=row.at,
            kind=row.kind,
            by=PROGRAM if row.who == PROGRAM else "person",
            told=_codes(row.detail),
        )
        for row in found
    ]


def _codes(detail: Any) -> dict[str, str]:
    told = detail if isinstance(detail, dict) else {}
    return {name: told[name] for name in _TOLD if _CODE.fullmatch(str(told.get(name)))}


def open_by_severity(connection: Connection, units: Collection[int] | None) -> dict[str, int]:
    """How many are open."""
    told: list[Any] = [I.resolved_at.is_(None)] + ([] if units is None else [I.unit_id.in_(units)])
    counted = select(I.severity, func.count().label("number")).where(*told).group_by(I.severity)
    return {row.severity: row.number for row in connection.execute(counted)}
