"""`/wall/<unit>`: the wall of one ward or office, beside the whole city."""

from typing import Any

from layouts import wall


def layout(unit: str = "", **_query: str) -> Any:
    return wall.wall(unit)
