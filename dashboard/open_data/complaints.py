"""Complaints for readers outside, in the order in which they were made; masked where they leave."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, or_, select

from dashboard.models import complaint, feed, slice_

C = complaint.c
LATER = timedelta(days=90)  # until when a change other than an answer or a closing is looked for
_SHOWN = (
    *(C.id, C.external_id, C.unit_id, C.lat, C.lon, C.open, C.category_code, C.category_name),
    *(C.description, C.status_notes, C.channel, C.requested_at, C.updated_at, C.expected_at),
    *(C.closed_at, C.answered_at, C.confirmed, C.reopened, C.rating),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Empty: all. `since` and `until` are of the making, both included; `changed_since` of the last word."""

    ids: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    open: bool | None = None
    since: datetime | None = None
    until: datetime | None = None
    changed_since: datetime | None = None
    units: Collection[int] | None = None
    start: int = 0
    limit: int = 100


def complaints(connection: Connection, wanted: Wanted) -> list[Any]:
    """Rows, the newest first; up to `limit` + 1: the last says that more follow."""
    statement = select(*_SHOWN).where(*_told(wanted)).order_by(C.requested_at.desc(), C.id.desc())
    return list(connection.execute(statement.offset(wanted.start).limit(wanted.limit + 1)).all())


def _told(wanted: Wanted) -> list[Any]:
    told: list[Any] = []
    if wanted.units is not None:
        told.append(C.unit_id.in_(wanted.units))
    if wanted.ids:
        # the feeds are named so that the index by feed and number serves
        return [*told, C.feed_id.in_(select(feed.c.id)), C.external_id.in_(wanted.ids)]
    if wanted.categories:
        told.append(C.category_code.in_(wanted.categories))
    if wanted.open is not None:
        told.append(C.open.is_(wanted.open))
    if wanted.since is not None:
        told.append(C.requested_at >= wanted.since)
    if wanted.until is not None:
        told.append(C.requested_at <= wanted.until)
    if wanted.changed_since is not None:
        told += _changed(wanted.changed_since)
    return told


def _changed(since: datetime) -> list[Any]:
    """Only of these columns there is an index."""
    early = since - LATER if since.year > 1 else since
    return [
        C.observed_at >= since,
        or_(C.requested_at >= early, C.answered_at >= since, C.closed_at >= since),
    ]


def categories(connection: Connection) -> list[Any]:
    """(code, name) of every category that a complaint ever had, by code; of several spellings one."""
    S = slice_.c  # noqa: N806
    known = (
        select(S.item.label("code"), func.max(S.item_name).label("name"))
        .where(S.record == "complaint")
        .group_by(S.item)
        .order_by(S.item)
    )
    return list(connection.execute(known).all())
