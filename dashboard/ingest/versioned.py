"""Storing records that are told more than once: the newest telling holds, figures follow the change."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection, Row, Table, bindparam, select

from dashboard.db import upsert

CHUNK = 1000


class Versioned(Protocol):
    """A record that carries its identity within the feed and its version."""

    @property
    def external_id(self) -> str: ...
    @property
    def version(self) -> int: ...


V = TypeVar("V", bound=Versioned)


def newest(records: Iterable[V]) -> dict[str, V]:
    """One telling a record: the newest, and of equals the last."""
    kept: dict[str, V] = {}
    for record in records:
        before = kept.get(record.external_id)
        if before is None or record.version >= before.version:
            kept[record.external_id] = record
    return kept


def chunks(items: Sequence[Any]) -> Iterable[Sequence[Any]]:
    """Pieces small enough for a statement's parameters."""
    return (items[start : start + CHUNK] for start in range(0, len(items), CHUNK))


def stored(
    connection: Connection, table: Table, feed_id: int, external_ids: Sequence[str]
) -> dict[str, Row[Any]]:
    """What the store holds of these records, by external id."""
    statement = select(table).where(
        table.c.feed_id == feed_id, table.c.external_id.in_(bindparam("ids", expanding=True))
    )
    return {
        row.external_id: row
        for part in chunks(external_ids)
        for row in connection.execute(statement, {"ids": list(part)})
    }


def put(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert, or replace what is held under the same (feed, external id)."""
    if not rows:
        return
    statement = upsert(connection, table)
    statement = statement.on_conflict_do_update(
        index_elements=["feed_id", "external_id"],
        set_={name: statement.excluded[name] for name in rows[0] if name not in ("feed_id", "external_id")},
    )
    connection.execute(statement, list(rows))


def store(
    connection: Connection,
    table: Table,
    feed_id: int,
    records: Iterable[V],
    to_row: Callable[[V], dict[str, Any]],
) -> list[tuple[V, Any, Any]]:
    """Store the tellings not older than what is held: (record, row before or None, row after) of each."""
    told = newest(records)
    if not told:
        return []
    before = stored(connection, table, feed_id, list(told))
    fresh = {
        key: record
        for key, record in told.items()
        if key not in before or record.version >= before[key].version
    }
    put(connection, table, [to_row(record) for record in fresh.values()])
    after = stored(connection, table, feed_id, list(fresh))
    return [(record, before.get(key), after[key]) for key, record in fresh.items()]
