"""Views of the list that a person has saved under a name, for themselves."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Connection, delete, func, select

from dashboard.db import upsert
from dashboard.desk.shapes import DeskError
from dashboard.models import saved_view

MOST, LONGEST_NAME, LARGEST = 50, 80, 8000  # views of a person; letters; bytes of a query


def views(connection: Connection, owner: str) -> list[dict[str, Any]]:
    """By name."""
    of = saved_view.c
    found = connection.execute(select(of.id, of.name, of.query).where(of.owner == owner).order_by(of.name))
    return [{"id": held.id, "name": held.name, "query": held.query} for held in found]


def save(connection: Connection, owner: str, told: Mapping[str, object], now: datetime) -> dict[str, Any]:
    """A new one. Raises DeskError."""
    name, query = told.get("name"), told.get("query")
    name = name.strip() if isinstance(name, str) else ""
    if not name:
        raise DeskError(code="wanted", values={"field": "name"})
    if len(name) > LONGEST_NAME:
        raise DeskError(code="too_long", values={"field": "name", "most": LONGEST_NAME})
    # a page keeps its address, a program may keep anything that JSON knows
    if not isinstance(query, dict | str) or len(orjson.dumps(query)) > LARGEST:
        raise DeskError(code="bad_query", values={"field": "name"})
    of = saved_view.c
    held = connection.execute(select(func.count()).where(of.owner == owner)).scalar_one()
    if held >= MOST:
        raise DeskError(code="too_many", values={"field": "name", "most": MOST})
    made = connection.execute(
        upsert(connection, saved_view)
        .values(owner=owner, name=name, query=query, saved_at=now)
        .on_conflict_do_nothing()
        .returning(of.id)
    ).scalar()
    if made is None:
        raise DeskError(code="taken_name", values={"field": "name"})
    return {"id": made, "name": name, "query": query}


def forget(connection: Connection, owner: str, number: int) -> None:
    """Raises DeskError "missing" for what is not theirs."""
    done = connection.execute(
        delete(saved_view).where(saved_view.c.id == number, saved_view.c.owner == owner)
    )
    if done.rowcount != 1:
        raise DeskError(code="missing", values={"id": number})
