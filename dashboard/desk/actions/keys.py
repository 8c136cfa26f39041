"""Sources and their keys move from one incident to another: later triggers follow them."""

from collections.abc import Sequence

from sqlalchemy import Connection, delete, insert, select, update

from dashboard.models import incident_key, incident_source

Pair = tuple[str, int]  # kind of source, its id


def move_sources(connection: Connection, of: int, to: int, sources: Sequence[Pair]) -> None:
    """What the other has already is not doubled."""
    there = {
        (held.source, held.source_id)
        for held in connection.execute(select(incident_source).where(incident_source.c.incident_id == to))
    }
    for source, source_id in sources:
        one = (
            incident_source.c.incident_id == of,
            incident_source.c.source == source,
            incident_source.c.source_id == source_id,
        )
        if (source, source_id) in there:
            connection.execute(delete(incident_source).where(*one))
        else:
            connection.execute(update(incident_source).where(*one).values(incident_id=to))


def move_keys(connection: Connection, of: int, to: int, keys: Sequence[str]) -> None:
    """The other holds them open from now on."""
    for key in keys:
        connection.execute(
            delete(incident_key).where(
                incident_key.c.incident_id.in_((of, to)), incident_key.c.dedup_key == key
            )
        )
        connection.execute(insert(incident_key).values(incident_id=to, dedup_key=key, open=True))


def sources_of(connection: Connection, number: int) -> dict[Pair, str]:
    """Each source with its key."""
    found = connection.execute(select(incident_source).where(incident_source.c.incident_id == number))
    return {(held.source, held.source_id): held.dedup_key for held in found}


def keys_of(connection: Connection, number: int) -> list[str]:
    """Those that it holds open."""
    asked = select(incident_key.c.dedup_key).where(incident_key.c.incident_id == number, incident_key.c.open)
    return sorted(connection.execute(asked).scalars())
