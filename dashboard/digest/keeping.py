"""Digests as they were made: kept for ever, each once."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

import orjson
from sqlalchemy import Connection, Engine, Row, select

from dashboard.db import reading, upsert
from dashboard.digest.body import Body, Turn
from dashboard.models import digest

Kind = Literal["morning", "turn"]
MOST = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One of them. `body` is a Body of a morning and a Turn of a promise that turned."""

    id: int
    kind: Kind
    subject: str
    day: date
    made_at: datetime
    body: Body | Turn


def keep(connection: Connection, kind: Kind, body: Body | Turn, day: date, now: datetime) -> int | None:
    """Its number; None where one of this kind, subject and day was kept already."""
    subject = body.kpi if isinstance(body, Turn) else ""
    told = orjson.loads(body.model_dump_json())
    made = connection.execute(
        upsert(connection, digest)
        .values(kind=kind, subject=subject, day=day, made_at=now, body=told)
        .on_conflict_do_nothing()
        .returning(digest.c.id)
    ).scalar()
    return None if made is None else int(made)


class DigestDesk:
    """What the page reads. Blocking."""

    def __init__(self, store: Engine) -> None:
        self._store = store

    def newest(self, kind: Kind, most: int = MOST) -> list[Kept]:
        """The newest first."""
        asked = (
            select(digest).where(digest.c.kind == kind).order_by(digest.c.made_at.desc(), digest.c.id.desc())
        )
        with reading(self._store) as connection:
            return [_kept(row) for row in connection.execute(asked.limit(most))]

    def of_day(self, day: date) -> Kept | None:
        """The morning of a day."""
        with reading(self._store) as connection:
            asked = select(digest).where(digest.c.kind == "morning", digest.c.day == day)
            row = connection.execute(asked).first()
        return None if row is None else _kept(row)


def _kept(row: Row[tuple[object, ...]]) -> Kept:
    model = Body if row.kind == "morning" else Turn
    return Kept(
        id=row.id,
        kind=row.kind,
        subject=row.subject,
        day=row.day,
        made_at=row.made_at,
        body=model.model_validate(row.body),
    )
