"""`/digest/<day>`: the digest of one morning."""

from typing import Any

from layouts import digest


def layout(day: str = "", **_query: str) -> Any:
    return digest.layout(day)
