"""What the tests of the stage share: a city whose feeds speak, gauges over a level, fires."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, select

from dashboard.db import reading
from dashboard.ingest import Ingest
from dashboard.models import city_stage
from dashboard.records import Record
from dashboard.settings import Settings
from dashboard.stages import current, stage_file
from tests.dashboard.incidents.by_hand import NOW, north, put
from tests.dashboard.records import alarm, camera_event, complaint, dossier, gauge
from tests.dashboard.records import reading as told

MINUTE = timedelta(minutes=1)


def all_speak(ingest: Ingest, now: datetime = NOW) -> None:
    """Every feed says something that is no news to anybody."""
    at = now.astimezone(NOW.tzinfo).strftime("%Y-%m-%d %H:%M:%S")
    name = f"{now:%d%H%M%S}"
    words: dict[str, Record] = {
        "dossiers": dossier(name, at=at),
        "complaints": complaint(name, at=at),
        "cameras": camera_event(name, at=at, kind="car"),
        "fire": alarm(name, at=at, ended_at=now, kind="test"),
        "flood": told("quiet", at, 0.01),
    }
    for feed, record in words.items():
        put(ingest, feed, record, now=now)


def quiet_gauge(ingest: Ingest) -> None:
    put(ingest, "flood", gauge("quiet", **north(9000)))


def water(ingest: Ingest, name: str, level: float, now: datetime = NOW, metres: float = 0.0) -> None:
    """A gauge's reading; the shipped levels are 0.15, 0.3 and 0.5 m."""
    at = now.astimezone(NOW.tzinfo).strftime("%Y-%m-%d %H:%M:%S")
    put(ingest, "flood", gauge(name, **north(metres)), told(name, at, level), now=now)


def stage(store: Engine, now: datetime = NOW) -> dict[str, Any]:
    with reading(store) as connection:
        return current(connection, now)


def rows(store: Engine) -> list[Any]:
    with reading(store) as connection:
        return list(connection.execute(select(city_stage).order_by(city_stage.c.id)).all())


def tuned(folder: Path, text: str) -> Settings:
    """Settings with a city's own stages."""
    file = folder / "own.toml"
    file.write_text(text, "utf-8")
    stage_file.read.cache_clear()
    return Settings(_env_file=None, stages=file)
