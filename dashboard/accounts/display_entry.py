"""What an administrator enters of a display, checked: its name, unit, look, scenes and take-over."""

from collections.abc import Mapping
from typing import Any

from dashboard.accounts.errors import AccountError
from dashboard.units import CITY_ID
from dashboard.wall import scenes as wall
from dashboard.wall.scenes import LONGEST, LOOKS, MOST_SCENES, SHORTEST

_LONGEST_NAME = 80


def checked(told: Mapping[str, Any]) -> dict[str, Any]:
    """Columns of `display`. `scenes` and `takeover` are None where the city's own are to hold.

    Raises AccountError, with what is wrong at its entry of the form.
    """
    name = str(told.get("name") or "").strip()
    if not 0 < len(name) <= _LONGEST_NAME or not name.isprintable():
        raise AccountError(code="display_name", entry="name")
    look = told.get("look", "auto")
    if look not in LOOKS:
        raise AccountError(code="display_look", entry="look")
    own = {"scenes": _scenes(told.get("scenes")), "takeover": _takeover(told.get("takeover"))}
    return {
        "name": name,
        "unit_id": told.get("unit_id", CITY_ID),
        "look": look,
        "scenes": {key: value for key, value in own.items() if value is not None} or None,
    }


def _scenes(told: Any) -> list[dict[str, Any]] | None:
    if told is None:
        return None
    try:
        return [{"scene": one.scene, "seconds": one.seconds} for one in wall.scenes_of(told)]
    except ValueError as error:
        bounds = {"most": MOST_SCENES, "shortest": SHORTEST, "longest": LONGEST}
        raise AccountError(code="display_scenes", entry="scenes", values=bounds) from error


def _takeover(told: Any) -> dict[str, Any] | None:
    if told is None:
        return None
    try:
        made = wall.takeover_of(told, {"severities": [], "seconds": 60})
    except ValueError as error:
        bounds = {"shortest": SHORTEST, "longest": LONGEST}
        raise AccountError(code="display_takeover", entry="takeover_seconds", values=bounds) from error
    return {"severities": [str(one) for one in made.severities], "seconds": made.seconds}
