"""Incidents and what happens to them, with what a test does not care about filled in."""

from typing import Any

from sqlalchemy import Engine, insert

from dashboard.db import writing
from dashboard.models import incident
from dashboard.outbox import Happening
from tests.dashboard.records import local


def open_incident(store: Engine, number: int = 1, **told: Any) -> None:
    """A flood at gauge S-07."""
    at = local("2025-11-05 14:05")
    filled: dict[str, Any] = {"id": number, "kind": "flood", "dedup_key": f"flood:{number}"}
    filled |= {"severity": "severe", "state": "triggered", "subject": "Trạm S-07", "unit_id": 0}
    filled |= {"place": "Nguyễn Hữu Cảnh", "opened_at": at, "changed_at": at}
    with writing(store) as connection:
        connection.execute(insert(incident).values(filled | told))


def happening(number: int = 1, *, at: str = "2025-11-05 14:05", **told: Any) -> Happening:
    """It has just begun."""
    filled: dict[str, Any] = {"kind": "flood", "severity": "severe", "subject": "Trạm S-07", "unit_id": 0}
    filled |= {"step": "triggered"} | told
    return Happening(incident_id=number, at=local(at), **filled)
