"""What storing one batch needs at hand."""

from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from sqlalchemy import Connection

from dashboard.feeds import FeedInfo
from dashboard.rules import Trigger
from dashboard.tally import Tally
from dashboard.whereabouts import Whereabouts


@dataclass(slots=True, kw_only=True)
class Context:
    """One transaction's way through the door; `triggers` are what the rules found."""

    connection: Connection
    feed: FeedInfo
    feed_id: int
    now: datetime
    zone: tzinfo
    where: Whereabouts
    tally: Tally
    triggers: list[Trigger] = field(default_factory=list)
