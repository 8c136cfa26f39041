"""What is told onwards of incidents that opened or grew graver: the outbox hears of it."""

from datetime import datetime

from sqlalchemy import Connection

from dashboard.incidents.story import Story
from dashboard.outbox import Happening, notify
from dashboard.settings import Settings

_NEWS = ("triggered", "escalated", "closing_proposed")


def tell_of(connection: Connection, story: Story, now: datetime, settings: Settings | None) -> None:
    """Tell what has happened in a story that is written."""
    told = [
        Happening(
            incident_id=step.held.id or 0,
            kind=step.held.kind,
            severity=step.held.severity.value,
            subject=step.held.subject,
            unit_id=step.held.unit_id,
            step=step.kind,
            at=step.at,
        )
        for step in story.steps
        if step.kind in _NEWS
    ]
    notify(connection, told, now, settings)
