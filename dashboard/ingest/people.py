"""Personal data, kept in the one table from which it can be masked and erased."""

from collections.abc import Iterable

from sqlalchemy import Connection

from dashboard.db import upsert
from dashboard.models import person
from dashboard.records import Person


def keep(connection: Connection, record: str, people: Iterable[tuple[int, Person | None]]) -> None:
    """Store who stands behind records, (record id, person) each; None changes nothing."""
    rows = [
        {
            "record": record,
            "record_id": record_id,
            "name": who.name,
            "phone": who.phone,
            "email": who.email,
            "id_number": who.id_number,
            "address": who.address,
        }
        for record_id, who in people
        if who is not None
    ]
    if not rows:
        return
    statement = upsert(connection, person)
    statement = statement.on_conflict_do_update(
        index_elements=["record", "record_id"],
        set_={name: statement.excluded[name] for name in ("name", "phone", "email", "id_number", "address")},
    )
    connection.execute(statement, rows)
