"""Applies what the rules found, in the transaction that stored the records.

One open incident a key, held by a partial unique index. A source that falls silent never closes one.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from dashboard.incidents import loading, looking_back
from dashboard.incidents.story import Story
from dashboard.incidents.telling import tell_of
from dashboard.incidents.writing import write
from dashboard.rules import Rules, Trigger
from dashboard.settings import Settings


def apply(
    connection: Connection,
    triggers: Sequence[Trigger],
    rules: Rules,
    now: datetime,
    settings: Settings | None = None,
) -> None:
    """Open, join, raise, propose to close or close, in the order of the triggers' own times.

    Call it last in a transaction: on PostgreSQL it waits for others who open incidents.
    """
    if not triggers:
        return
    story = Story(rules, now, loading.by_key(connection, _keys(triggers), now))
    if unheld := [one for one in triggers if one.dedup_key not in story.by_key and not one.over]:
        loading.lock(connection)
        # Another may have opened them while we waited.
        story.by_key |= loading.by_key(connection, _keys(unheld), now)
        story.others = loading.joinable(connection, unheld, rules, now, story.by_key.values())
    _stand(connection, story, triggers, now)
    story.tell_all(triggers)
    story.tell_all(looking_back.found(connection, story))
    write(connection, story)
    tell_of(connection, story, now, settings)


def _keys(triggers: Sequence[Trigger]) -> set[str]:
    return {key for one in triggers for key in (one.dedup_key, *one.follows)}


def _stand(connection: Connection, story: Story, triggers: Sequence[Trigger], now: datetime) -> None:
    """Before a source of an incident says that it is over: which of the others stand."""
    told = (story.by_key.get(one.dedup_key) for one in triggers if one.over)
    over = {held.id: held for held in told if held is not None and held.id is not None}
    for held_id, live in loading.standing(connection, list(over), now).items():
        over[held_id].live = live
