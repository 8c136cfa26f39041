"""Where the door of the walls leads: a display to its own wall, whoever is nobody to the pairing page."""

from dashboard.access import Account
from dashboard.wall.scenes import CITY, unit_code

ROOT = "/wall"


def is_wall(path: str) -> bool:
    """Would the answer be the page of a wall?"""
    return path == ROOT or path.startswith(f"{ROOT}/")


def wall_of(unit_id: int) -> str:
    """The address of a unit's wall."""
    code = unit_code(unit_id)
    return ROOT if code == CITY else f"{ROOT}/{code}"


def elsewhere(whose: Account, path: str) -> str | None:
    """Where a display is to go that asks for "/" or for another wall than its own; None: it may stay.

    So a screen that was started years ago with an old address, or was given another unit, comes right.
    """
    if whose.role != "display" or not (path == "/" or is_wall(path)):
        return None
    own = wall_of(whose.unit_id)
    return None if path.rstrip("/") == own else own
