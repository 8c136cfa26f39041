"""What a store begins with: every administrative unit that ever was, and the known public points."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine, or_, select

from dashboard.db import engine, migrate, upsert, writing
from dashboard.history.points import seed_points
from dashboard.models import unit
from dashboard.successions import history
from dashboard.units import Unit


def ready(url: str) -> Engine:
    """The store of a command: migrated, with its units. Raises StoreError where it does not answer."""
    store = engine(url)
    migrate(store)
    with writing(store) as connection:
        seed_store(connection)
    return store


def seed_store(connection: Connection, units: Sequence[Unit] | None = None) -> None:
    """Write down every unit that ever was; one that the store has is put right, as when it has ended since.

    Only what differs is written, parents before their parts: repeating it changes nothing.
    """
    held = {row.id: row._asdict() for row in connection.execute(select(unit))}
    told = [asdict(one) for one in units or history().units]
    differing = [row for row in told if row != held.get(row["id"])]
    if differing:
        statement = upsert(connection, unit)
        statement = statement.on_conflict_do_update(
            index_elements=["id"],
            set_={name: statement.excluded[name] for name in differing[0] if name != "id"},
        )
        connection.execute(statement, differing)
    seed_points(connection)


def standing_units(connection: Connection, day: date | None = None) -> list[Any]:
    """The units that held on a day, by id, or without one those that have no end.

    Among them, and only among them, a code names one unit: codes come again with other meanings.
    """
    statement = select(unit).order_by(unit.c.id)
    if day is None:
        statement = statement.where(unit.c.valid_to.is_(None))
    else:
        statement = statement.where(
            or_(unit.c.valid_from.is_(None), unit.c.valid_from <= day),
            or_(unit.c.valid_to.is_(None), unit.c.valid_to >= day),
        )
    return list(connection.execute(statement).all())
