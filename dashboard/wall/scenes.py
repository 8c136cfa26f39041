"""What a wall shows: `wall.toml`, over it the file that OPS_WALL names, over it what a display was given.

All of it is checked whole; what is wrong is a ValueError in one line.
"""

# ruff: noqa: TRY004  every fault of a file is a ValueError

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, select

from dashboard.columns import to_micros
from dashboard.kpis import BY_KEY
from dashboard.models import display
from dashboard.records import Severity
from dashboard.rules import values
from dashboard.settings import Settings
from dashboard.successions import history
from dashboard.units import CITY_ID

SHIPPED = Path(__file__).with_name("wall.toml")
# The scenes there are, with their names as msgids.
SCENES: Mapping[str, str] = {
    "promises": "Promises to citizens",
    "now": "Happening now",
    "map": "Map",
    "one-stop": "One-stop shop",
    "flood": "Floods and tide",
    "ranking": "Ranking",
}
LOOKS: Mapping[str, str] = {"auto": "By the hour", "night": "Night", "day": "Day"}
CITY = "city"  # what a wall of the whole city is called, in addresses too
SHORTEST, LONGEST = 5, 3600  # seconds of a scene, and of a take-over
MOST_SCENES, MOST_PROMISES = 24, 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One scene of the round, and for how long it stands."""

    scene: str
    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Takeover:
    """Which incidents take the screen, and for how long."""

    severities: tuple[Severity, ...]
    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wall:
    """What walls show where a display was given nothing else."""

    promises: tuple[str, ...]  # keys of KPIs
    scenes: tuple[Scene, ...]
    takeover: Takeover


def wall(settings: Settings) -> Wall:
    """The city's own."""
    return read(settings.wall or SHIPPED)


@lru_cache(maxsize=8)
def read(path: Path = SHIPPED) -> Wall:
    """The settings of a file: what it leaves out is as shipped. Raises ValueError in one line."""
    shipped = tomllib.loads(SHIPPED.read_text("utf-8"))
    try:
        told = shipped if path == SHIPPED else tomllib.loads(path.read_text("utf-8"))
        values.only(told, shipped)
        return Wall(
            promises=_promises(told.get("promises", shipped["promises"])),
            scenes=scenes_of(told.get("scenes", shipped["scenes"])),
            takeover=takeover_of(told.get("takeover", {}), shipped["takeover"]),
        )
    except OSError as error:
        raise ValueError(f"{path}: {error.strerror}: is the path right?") from error
    except ValueError as error:
        raise ValueError(f"{path.name}: {' '.join(str(error).split())}") from error


def scenes_of(told: Any) -> tuple[Scene, ...]:
    """A round of scenes as TOML and JSON hold it. Raises ValueError."""
    if not isinstance(told, list) or not 0 < len(told) <= MOST_SCENES:
        raise ValueError(f"scenes: must be a list of 1 to {MOST_SCENES} scenes")
    return tuple(_scene(one) for one in told)


def takeover_of(told: Any, over: Mapping[str, Any]) -> Takeover:
    """A take-over, what it leaves out as in `over`. Raises ValueError."""
    if not isinstance(told, dict):
        raise ValueError("takeover: must be a table")
    try:
        values.only(told, ("severities", "seconds"))
        held = {**over, **told}
        severities = values.one_of(*Severity)(list(held["severities"]))
        return Takeover(
            severities=tuple(Severity(one) for one in severities), seconds=_seconds(held["seconds"])
        )
    except ValueError as error:
        raise ValueError(f"takeover: {error}") from error


def shown(whose: Any, city: Wall) -> dict[str, Any]:
    """What a display (its row; None: a person) shows, as `/api/wall/display` answers.

    What the row holds was checked when it was stored.
    """
    given = (None if whose is None else whose.scenes) or {}
    over = {"severities": list(city.takeover.severities), "seconds": city.takeover.seconds}
    return {
        "name": "" if whose is None else whose.name,
        "unit": CITY if whose is None else unit_code(whose.unit_id),
        "look": "auto" if whose is None else whose.look,
        "scenes": given.get("scenes") or [{"scene": s.scene, "seconds": s.seconds} for s in city.scenes],
        "takeover": over | given.get("takeover", {}),
    }


def unit_code(unit_id: int) -> str:
    """A unit as a wall's address calls it."""
    return CITY if unit_id == CITY_ID else next(one.code for one in history().units if one.id == unit_id)


def version(connection: Connection) -> int:
    """Another number whenever a display was added, changed or revoked: walls then ask what they show."""
    latest = connection.execute(select(func.max(display.c.changed_at))).scalar()
    return 0 if latest is None else to_micros(latest)


def _promises(told: Any) -> tuple[str, ...]:
    try:
        found = values.one_of(*BY_KEY)(told)
    except ValueError as error:
        raise ValueError(f"promises: {error}") from error
    if not 0 < len(set(found)) == len(found) <= MOST_PROMISES:
        raise ValueError(f"promises: must be 1 to {MOST_PROMISES} different KPIs")
    return found


def _scene(told: Any) -> Scene:
    if not isinstance(told, dict):
        raise ValueError("scenes: must be a list of tables")
    try:
        values.only(told, ("scene", "seconds"))
        (name,) = values.one_of(*SCENES)([told.get("scene")])
        return Scene(scene=name, seconds=_seconds(told.get("seconds")))
    except ValueError as error:
        raise ValueError(f"scenes: {error}") from error


def _seconds(told: Any) -> int:
    if values.count(told) < SHORTEST or told > LONGEST:
        raise ValueError(f"seconds: must be {SHORTEST} to {LONGEST} (given: {told})")
    return int(told)
