"""A store filled as three years of a city fill it: ten million dossiers, and their figures, in minutes.

`python -m benchmarks.fill STORE_URL [DOSSIERS]` fills one by hand.
"""

import sys
import time
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, Engine, select, text
from sqlalchemy.exc import DBAPIError

from benchmarks import city
from benchmarks.counted import ZONE
from benchmarks.fill_others import fill_others
from benchmarks.fill_records import COMPLAINTS, DOSSIERS, count, make, people
from dashboard import db, procedures
from dashboard.db import writing
from dashboard.feeds import FeedInfo, register
from dashboard.models import dossier, feed_state
from dashboard.recount import recount
from dashboard.targets import seed

SILENT = 365.0 * 86_400  # the feeds of a store that is kept still live the next day
FEEDS = tuple(
    FeedInfo(name=kind, kind=kind, transport="http", late_after=SILENT, silent_after=SILENT)
    for kind in ("dossiers", "complaints", "cameras", "fire", "flood", "figures")
)


def fill(store: Engine, size: int, now: datetime) -> None:
    """So many dossiers, a tenth as many complaints, and what else a city has, over 36 months up to now."""
    begun = time.monotonic()

    def say(what: str) -> None:
        print(f"  {time.monotonic() - begun:6.0f} s: {what}", file=sys.stderr, flush=True)

    now = now.replace(microsecond=0)
    db.migrate(store)
    ids = register(store, FEEDS)
    with writing(store) as connection:
        seed(connection, now)
        procedures.load(connection, city.procedures(), now)
        _speak(connection, list(ids.values()), now)
    fill_others(store, now)
    say(f"devices, alarms, tellings, {recount(store, ZONE):,} figures of them")
    for kind, rows in ((COMPLAINTS, size // 10), (DOSSIERS, size)):
        for last in make(store, kind, rows, now):
            say(f"{last:,} {kind.table}s")
        count(store, kind, rows, now)
        say(f"figures of {kind.table}s")
    people(store, size)
    settle(store)
    say("settled")


def settle(store: Engine) -> None:
    """What autovacuum and a checkpoint do by themselves after a load like this."""
    statement = "VACUUM ANALYZE" if store.dialect.name == "postgresql" else "PRAGMA wal_checkpoint(TRUNCATE)"
    with store.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(statement))


def _speak(connection: Connection, feed_ids: list[int], now: datetime) -> None:
    until = now + timedelta(seconds=SILENT)
    connection.execute(
        feed_state.insert(),
        [
            {"feed_id": one, "spoke_at": now, "data_at": now, "late_at": until, "silent_at": until}
            for one in feed_ids
        ],
    )


def is_filled(store: Engine, size: int) -> bool:
    """Whether a store that was kept holds what is wanted."""
    try:
        with store.connect() as connection:
            newest = connection.execute(select(dossier.c.id).order_by(dossier.c.id.desc()).limit(1)).scalar()
            counted = connection.execute(text("SELECT max(day) FROM figure_day")).scalar()
    except DBAPIError:
        return False
    return newest == size and counted is not None


if __name__ == "__main__":
    fill(db.engine(sys.argv[1]), int(sys.argv[2]) if sys.argv[2:] else 10_000_000, datetime.now(UTC))
