"""What the tests of incidents share: records put in by hand, incidents and timelines read back."""

from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, select

from dashboard.db import reading as read
from dashboard.incidents.waking import Waking
from dashboard.ingest import Ingest
from dashboard.models import incident, incident_event, incident_key, incident_source
from dashboard.records import Batch, Record
from dashboard.rules import rule_file
from dashboard.settings import Settings
from tests.dashboard.records import local

NOW = local("2025-11-05 12:00")
HERE = (10.7769, 106.7009)  # Phường Sài Gòn
METRE = 1 / 111_195  # degrees of latitude


def north(metres: float) -> dict[str, Any]:
    """So many metres north of HERE."""
    return {"lat": HERE[0] + metres * METRE, "lon": HERE[1]}


def put(ingest: Ingest, feed: str, *records: Record, now: datetime = NOW) -> None:
    ingest.store(Batch(feed, list(records), [], 1), now)


def incidents(store: Engine) -> list[Any]:
    with read(store) as connection:
        return list(connection.execute(select(incident).order_by(incident.c.id)).all())


def steps(store: Engine, incident_id: int | None = None) -> list[Any]:
    statement = select(incident_event).order_by(incident_event.c.id)
    if incident_id is not None:
        statement = statement.where(incident_event.c.incident_id == incident_id)
    with read(store) as connection:
        return list(connection.execute(statement).all())


def timeline(store: Engine, incident_id: int | None = None) -> list[str]:
    return [step.kind for step in steps(store, incident_id)]


def sources(store: Engine) -> list[Any]:
    of = incident_source.c
    with read(store) as connection:
        ordered = select(incident_source).order_by(of.incident_id, of.source, of.source_id)
        return list(connection.execute(ordered).all())


def open_keys(store: Engine) -> set[str]:
    with read(store) as connection:
        return set(connection.execute(select(incident_key.c.dedup_key).where(incident_key.c.open)).scalars())


def tick(store: Engine, settings: Settings, now: datetime) -> None:
    """The clock's job, once."""
    Waking(store, settings).tick(now)


def tuned(folder: Path, text: str) -> Settings:
    """Settings with a city's own rules."""
    file = folder / "own.toml"
    file.write_text(text, "utf-8")
    rule_file.read.cache_clear()
    return Settings(_env_file=None, rules=file)
