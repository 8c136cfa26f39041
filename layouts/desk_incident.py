"""`/desk/incidents/<id>`: the desk with one incident open, a link that can be sent."""

from typing import Any

from layouts import desk


def layout(incident_id: str = "", **_query: str) -> Any:
    return desk.page(incident_id if incident_id.isascii() and incident_id.isdecimal() else "")
