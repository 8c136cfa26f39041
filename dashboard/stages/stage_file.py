"""Reads the stages (`stages.toml`, and over it the file that OPS_STAGES names) and checks them whole."""

# ruff: noqa: TRY004  every fault of a file is a ValueError

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from dashboard.rules import values
from dashboard.stages.condition import HIGHEST, LOWEST, Condition, Stages

SHIPPED = Path(__file__).with_name("stages.toml")
_ASKED = tuple(str(number) for number in range(LOWEST + 1, HIGHEST + 1))
_FORMS = ("incidents, at_least", "flood_level, points", "fires", "silent_feeds")


@lru_cache(maxsize=8)
def read(path: Path = SHIPPED) -> Stages:
    """The stages of a file: what it leaves out is as shipped. Raises ValueError in one line."""
    shipped = tomllib.loads(SHIPPED.read_text("utf-8"))
    try:
        told = shipped if path == SHIPPED else tomllib.loads(path.read_text("utf-8"))
        values.only(told, ("hold", "stage"))
        own = _table(told.get("stage", {}))
        return _stages(told.get("hold", shipped["hold"]), {**shipped["stage"], **own})
    except OSError as error:
        raise ValueError(f"{path}: {error.strerror}: is the path right?") from error
    except ValueError as error:
        raise ValueError(f"{path.name}: {' '.join(str(error).split())}") from error


def _table(told: Any) -> Mapping[str, Any]:
    if not isinstance(told, dict):
        raise ValueError("stage must be a table of lists of conditions, [stage]")
    return told


def _stages(hold: Any, told: Mapping[str, Any]) -> Stages:
    if unknown := sorted(set(told) - set(_ASKED)):
        raise ValueError(f"stage {unknown[0]!r}: conditions ask for {', '.join(_ASKED)}")
    try:
        length = values.span(hold)
    except ValueError as error:
        raise ValueError(f"hold: {error}") from error
    return Stages(hold=length, conditions=tuple(one for key in _ASKED for one in _of_stage(key, told[key])))


def _of_stage(key: str, told: Any) -> tuple[Condition, ...]:
    try:
        return values.tables(told, lambda entry: _condition(int(key), entry))
    except ValueError as error:
        raise ValueError(f"stage {key}: {error}") from error


def _condition(stage: int, entry: Mapping[str, Any]) -> Condition:
    match sorted(entry):
        case ["at_least", "incidents"]:
            severity = values.severity(entry["incidents"])
            return Condition(
                stage=stage, kind="incidents", severity=severity, at_least=_number(entry, "at_least")
            )
        case ["flood_level", "points"]:
            return Condition(
                stage=stage,
                kind="flood",
                level=_level(entry["flood_level"]),
                at_least=_number(entry, "points"),
            )
        case ["fires"]:
            return Condition(stage=stage, kind="fires", at_least=_number(entry, "fires"))
        case ["silent_feeds"]:
            return Condition(stage=stage, kind="silent_feeds", at_least=_number(entry, "silent_feeds"))
        case keys:
            raise ValueError(f"a condition has the keys {' or '.join(_FORMS)} (given: {', '.join(keys)})")


def _level(told: Any) -> int:
    if isinstance(told, bool) or told not in (1, 2, 3):
        raise ValueError(f"flood_level must be 1, 2 or 3 (given: {told!r})")
    return int(told)


def _number(entry: Mapping[str, Any], key: str) -> int:
    try:
        return values.count(entry[key])
    except ValueError as error:
        raise ValueError(f"{key}: {error}") from error
