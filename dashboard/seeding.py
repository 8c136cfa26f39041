"""What a new store begins with: the administrative units."""

from dataclasses import asdict

from sqlalchemy import Connection, func, select

from dashboard.db import upsert
from dashboard.models import unit
from dashboard.units import seed_units


def seed_store(connection: Connection) -> None:
    """Write the units down where they are missing."""
    units = seed_units()
    if connection.execute(select(func.count()).select_from(unit)).scalar_one() >= len(units):
        return
    statement = upsert(connection, unit).on_conflict_do_nothing()
    connection.execute(statement, [asdict(one) for one in units])
