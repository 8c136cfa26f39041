"""A store with officers, and incidents written down as a test wants them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, insert

from dashboard.db import writing
from dashboard.desk.asker import Asker
from dashboard.desk.desk import Desk
from dashboard.desk.filters import GRAVITY
from dashboard.desk.search import fold
from dashboard.models import account, incident, incident_event, incident_key, incident_source
from dashboard.seeding import seed_store
from dashboard.settings import Settings
from tests.dashboard.records import local

NOW = local("2025-11-05 09:00")

Open = Callable[..., int]


@pytest.fixture
def desk(store: Engine, settings: Settings) -> Desk:
    """With three officers: an (Nguyễn Văn An), binh and chi."""
    with writing(store) as connection:
        seed_store(connection)
        people = [("an", "Nguyễn Văn An"), ("binh", "Trần Thị Bình"), ("chi", "Lê Chi")]
        connection.execute(
            insert(account),
            [
                {
                    "name": name,
                    "full_name": full,
                    "role": "officer",
                    "unit_id": 1,
                    "may_unmask": False,
                    "must_change": False,
                    "created_at": NOW,
                }
                for name, full in people
            ],
        )
    return Desk(store, settings.model_copy(update={"camera_link": "http://vms.local/{camera}"}))


AN, BINH, CHI = Asker(name="an"), Asker(name="binh"), Asker(name="chi")


@pytest.fixture
def opened(store: Engine, desk: Desk) -> Open:
    """Writes one down: `opened("Gauge S-07", kind="flood", …)`; its number."""

    def write(subject: str = "S-07", **told: Any) -> int:
        sources: list[tuple[str, int, str]] = told.pop("sources", [])
        at: datetime = told.pop("at", NOW - timedelta(minutes=10))
        values: dict[str, Any] = {
            "kind": "flood",
            "rule": "flood",
            "dedup_key": f"flood:{subject}:{at.isoformat()}",
            "severity": "moderate",
            "state": "triggered",
            "unit_id": 1001,
            "opened_at": at,
            "changed_at": at,
            "opened_by": "program",
        } | told
        values |= {"subject": subject, "gravity": GRAVITY[values["severity"]]}
        values.setdefault("search", fold(subject, values.get("place", "")))
        with writing(store) as connection:
            number = int(
                connection.execute(insert(incident).values(values).returning(incident.c.id)).scalar_one()
            )
            keys = {values["dedup_key"], *(key for _, _, key in sources)}
            is_open = values.get("resolved_at") is None
            connection.execute(
                insert(incident_key),
                [{"incident_id": number, "dedup_key": key, "open": is_open} for key in sorted(keys)],
            )
            connection.execute(
                insert(incident_event).values(
                    incident_id=number, at=at, kind="triggered", who="program", detail={}
                )
            )
            for kind, source_id, key in sources:
                connection.execute(
                    insert(incident_source).values(
                        incident_id=number,
                        source=kind,
                        source_id=source_id,
                        attached_at=at,
                        reason="",
                        dedup_key=key,
                    )
                )
        return number

    return write
