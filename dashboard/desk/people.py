"""Whom an incident can be assigned to."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from dashboard.models import account
from dashboard.successions import units_at

_WORK = ("officer", "leader", "administrator")  # roles


def people(connection: Connection, now: datetime) -> dict[str, Any]:
    """Active officers by their full name, and the units of today."""
    found = connection.execute(
        select(account.c.name, account.c.full_name)
        .where(account.c.active, account.c.role.in_(_WORK))
        .order_by(account.c.full_name, account.c.name)
    )
    units = [one for one in units_at(now.date()) if one.level in ("city", "ward")]
    return {
        "people": [{"name": held.name, "full_name": held.full_name} for held in found],
        "units": [{"code": one.code, "name": one.name} for one in units],
    }
