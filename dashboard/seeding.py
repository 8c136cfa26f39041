"""The store's administrative units: those that a new store begins with, and those that hold today."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, select

from dashboard.db import upsert
from dashboard.models import unit
from dashboard.units import Unit, seed_units


def seed_store(connection: Connection, units: Sequence[Unit] | None = None) -> None:
    """Write down the units that a store, new or not, does not have yet. Parents come before their parts."""
    held = set(connection.execute(select(unit.c.id)).scalars())
    missing = [asdict(one) for one in units or seed_units() if one.id not in held]
    if missing:
        connection.execute(upsert(connection, unit).on_conflict_do_nothing(), missing)


def standing_units(connection: Connection) -> list[Any]:
    """The units that have not ended, by id; among them, and only among them, a code names one."""
    return list(connection.execute(select(unit).where(unit.c.valid_to.is_(None)).order_by(unit.c.id)).all())
