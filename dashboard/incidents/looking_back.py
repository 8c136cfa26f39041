"""Complaints that already lie around an incident when it opens: they were about it."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, select

from dashboard.incidents.held import Held
from dashboard.incidents.story import Story
from dashboard.models import complaint, incident_source
from dashboard.rules import Trigger
from dashboard.rules.complaints import complaint_key, joining
from dashboard.rules.distances import METRES_A_DEGREE, metres


def found(connection: Connection, story: Story) -> list[Trigger]:
    """Of every incident that has just opened, in order of the complaints' times."""
    return [one for held in list(story.opened) for one in _around(connection, story, held)]


def _around(connection: Connection, story: Story, held: Held) -> Iterator[Trigger]:
    rules = story.rules
    join = rules.join(held.kind, held.kind)
    if held.kind not in rules.kinds or join is None or held.lat is None or held.lon is None:
        return
    if not rules["complaints"].on:
        return
    near = join.metres / METRES_A_DEGREE
    C = complaint.c  # noqa: N806  as short as in the statements
    statement = (
        select(complaint)
        .where(
            C.requested_at.between(held.opened_at - join.within, story.now),
            C.open,
            C.lat.between(held.lat - near, held.lat + near),
            ~select(incident_source.c.incident_id)
            .where(incident_source.c.source == "complaint", incident_source.c.source_id == C.id)
            .exists(),
        )
        .order_by(C.requested_at, C.id)
    )
    for row in connection.execute(statement):
        if complaint_key(row.id) not in story.by_key and _belongs(story, held, row, join.metres):
            yield joining(rules, row, held.kind, held.keys[0])


def _belongs(story: Story, held: Held, row: Any, within: float) -> bool:
    if story.rules.kind_of_complaint(row.category_code, row.category_name) != held.kind:
        return False
    return metres(row.lat, row.lon, held.lat or 0.0, held.lon or 0.0) <= within
