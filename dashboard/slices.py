"""Slices: what figures are broken down by: procedure or category, its field, channel, service level."""

from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

from sqlalchemy import Connection

from dashboard.db import upsert
from dashboard.models import slice_


class Slice(NamedTuple):
    """One combination. `item`: a dossier's procedure, a complaint's category, a camera event's kind."""

    record: str
    item: str
    item_name: str = ""
    field: str = ""
    field_name: str = ""
    channel: str = ""
    level: int = 0


@lru_cache(maxsize=65_536)
def slice_id(record: str, item: str, field: str = "", channel: str = "", level: int = 0) -> int:
    """The slice's id, above 0, worked out from what it is: no writer has to ask the store for it."""
    told = "\x1f".join((record, item, field, channel, str(level))).encode()
    return int.from_bytes(blake2b(told, digest_size=8).digest()) >> 1 or 1


def id_of(one: Slice) -> int:
    """The slice's id: names do not count, since suppliers spell them in many ways."""
    return slice_id(one.record, one.item, one.field, one.channel, one.level)


def keep(connection: Connection, slices: Iterable[Slice]) -> None:
    """Write down slices that the store may not know, in the order of their ids: no two writers deadlock."""
    rows = {id_of(one): one for one in slices}
    if rows:
        statement = upsert(connection, slice_).on_conflict_do_nothing()
        connection.execute(statement, [{"id": key, **rows[key]._asdict()} for key in sorted(rows)])
