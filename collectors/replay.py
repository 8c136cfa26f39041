"""Reading rejected messages again after a mend: `python -m collectors.replay --feed flood`."""

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Engine

from collectors import rereading
from collectors.answering import answering
from collectors.feed import Feed, FeedsError, load_feeds
from collectors.feedfile.checks import meant
from dashboard import db, leases, log
from dashboard.db import StoreError
from dashboard.ingest import Batch, Ingest, Source
from dashboard.settings import Settings, SettingsError, settings

_PATIENCE = 10.0  # s for which another replay of the same feed is waited for
_BETWEEN = 0.2


@dataclass(frozen=True, slots=True)
class Replayed:
    """What came of a replay, in messages."""

    read: int
    still_rejected: int

    def __add__(self, other: "Replayed") -> "Replayed":
        return Replayed(self.read + other.read, self.still_rejected + other.still_rejected)


def replay(
    store: Engine,
    settings: Settings,
    feeds: Sequence[Feed],
    feed: str | None,
    ids: Sequence[int] | None,
    now: datetime,
) -> Replayed:
    """Read the rejected messages of one feed, or of all, again; where ids are named, only those.

    A message is marked after what it says is stored; should the program die between the two, it is read
    once more, which changes nothing. One that stays unreadable keeps its row, with today's reason.
    Raises StoreError where the store does not answer, or another replay of the feed is under way.
    """
    done = Replayed(0, 0)
    with answering():
        ingest = Ingest(store, settings, [one.info() for one in feeds])
    for one in feeds:
        if feed in (None, one.name):
            with _alone(store, one.name) as still_alone:
                for rows in rereading.waiting(store, one.name, ids):
                    still_alone()
                    again = [rereading.read(one, row, one.reading(settings)) for row in rows]
                    done += _stored(store, ingest, one.name, again, now)
    return done


@contextmanager
def _alone(store: Engine, feed: str) -> Iterator[Callable[[], None]]:
    """Be the only one who replays this feed; call what is yielded now and then. Raises StoreError if not."""
    name, holder, end = f"replay {feed}", uuid4().hex, time.monotonic() + _PATIENCE

    def taken() -> bool:
        with answering():
            return leases.take(store, name, holder, datetime.now(UTC))

    def renew() -> None:
        if not taken():
            raise StoreError(f"feed {feed}: another replay is under way, try again later")

    while not taken() and time.monotonic() < end:
        time.sleep(_BETWEEN)
    renew()
    try:
        yield renew
    finally:
        with answering():
            leases.release(store, name, holder)


def _stored(
    store: Engine, ingest: Ingest, feed: str, again: Sequence[rereading.Again], now: datetime
) -> Replayed:
    for content_type, group in groupby(again, lambda one: one.row.content_type):
        told = list(group)
        records = [record for one in told for record in one.records]
        parts = [item for one in told for item in one.parts]
        if records or parts:
            with answering():
                ingest.store(Batch(feed, records, parts), now, source=Source(content_type=content_type))
    with answering():
        rereading.mark(store, again, now)
    faults = sum(one.fault is not None for one in again)
    return Replayed(len(again) - faults, faults)


def main() -> int:
    """Replay, and say what came of it. The exit code: 0, or 2 where something is wrong."""
    parser = argparse.ArgumentParser(
        prog="python -m collectors.replay", description="Read rejected messages again, after a mend."
    )
    parser.add_argument("--feed", help="the feed's name (else all feeds)")
    parser.add_argument("--feeds", type=Path, help="feeds.toml (else the setting OPS_FEEDS)")
    parser.add_argument("--id", type=int, action="append", help="only this message; may be repeated")
    options = parser.parse_args()
    try:
        chosen = settings()
        log.configure(chosen.log_level)
        done = _replayed(options, chosen)
    except (SettingsError, FeedsError, StoreError) as error:
        sys.stderr.write(" ".join(str(error).split()) + "\n")
        return 2
    sys.stdout.write(f"{done.read} messages read, {done.still_rejected} still cannot be read\n")
    return 0


def _replayed(options: argparse.Namespace, chosen: Settings) -> Replayed:
    path = options.feeds or chosen.feeds
    if path is None:
        raise FeedsError("no feeds: say --feeds feeds.toml or set OPS_FEEDS")
    feeds = load_feeds(path)
    names = [one.name for one in feeds]
    if options.feed is not None and options.feed not in names:
        raise FeedsError(f"{path.name}: no feed {options.feed!r}{meant(options.feed, names)}")
    store = db.engine(chosen.store_url)
    db.migrate(store)
    return replay(store, chosen, feeds, options.feed, options.id, datetime.now(UTC))


if __name__ == "__main__":
    sys.exit(main())
