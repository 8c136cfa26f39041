"""`python -m collectors`: poll and listen to the feeds of a file until told to end."""

import argparse
import gc
import logging
import os
import signal
import sys
import threading
from pathlib import Path
from threading import Event, ExceptHookArgs, Thread

from sqlalchemy.exc import ArgumentError

from collectors.collector import Collector
from collectors.feed import FeedsError, load_feeds
from dashboard import db, log
from dashboard.db import StoreError
from dashboard.places import BoundariesError
from dashboard.settings import Settings, SettingsError, settings

log_ = logging.getLogger(__name__)

_EPILOG = """
Settings are environment variables OPS_… or a file .env (see .env.example): OPS_DATABASE_URL says where
the records go. Several collectors may run over one store: each feed is polled by one of them, and what is
listened to is divided where the feed says `share`; name each by OPS_COLLECTOR.

Ends within 3 s on SIGTERM or SIGINT. Nothing is lost when it is killed: it goes on where it was.
"""


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m collectors",
        description="Collect the city's feeds into the store.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--feeds", type=Path, help="feeds.toml (else the setting OPS_FEEDS)")
    parser.add_argument(
        "--until-eof", action="store_true", help="end when stdin is closed: the parent is gone"
    )
    return parser.parse_args()


def main() -> int:
    """Run until told to end. The exit code: 0; 1 after a mistake of ours; 2 where something is set wrong."""
    options = _options()
    try:
        chosen = settings()
        log.configure(chosen.log_level)
        collector = _started(options.feeds or chosen.feeds, chosen)
    except (SettingsError, FeedsError, StoreError, BoundariesError) as error:
        sys.stderr.write(" ".join(str(error).split()) + "\n")
        return 2
    told = _told_to_end(until_eof=options.until_eof)
    died = _told_by_a_dying_thread(told)
    told.wait()
    if not collector.stop():
        # A thread hangs on a source that does not answer. It has stored nothing that is half: leave it.
        logging.shutdown()
        os._exit(int(died.is_set()))
    return int(died.is_set())


def _started(path: Path | None, chosen: Settings) -> Collector:
    if path is None:
        raise FeedsError("no feeds: say --feeds feeds.toml or set OPS_FEEDS (feeds.example.toml shows how)")
    feeds = load_feeds(path)
    try:
        store = db.engine(chosen.store_url)
    except ArgumentError as error:
        raise SettingsError(f"OPS_DATABASE_URL: {error}") from error
    db.migrate(store)
    collector = Collector(feeds, store, chosen)
    _spare_the_garbage_collector()
    collector.start()
    return collector


def _spare_the_garbage_collector() -> None:
    """What the start has loaded stays: it need not be looked through again for each thousand messages.

    Measured: a quarter of the time of the ingest.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def _told_to_end(*, until_eof: bool) -> Event:
    """Set on SIGTERM, SIGINT or, where asked, at the end of stdin."""
    told = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: told.set())
    if until_eof:
        Thread(target=_read_to_eof, args=(told,), daemon=True).start()
    return told


def _told_by_a_dying_thread(told: Event) -> Event:
    """Set, together with `told`, when a thread dies of a mistake of ours.

    Better to end and be started again than to listen to half of the feeds; nothing is lost by it.
    """
    died = Event()

    def note(dying: ExceptHookArgs) -> None:
        log_.critical(
            "%s died: %r", dying.thread and dying.thread.name, dying.exc_value, exc_info=dying.exc_value
        )
        died.set()
        told.set()

    threading.excepthook = note
    return died


def _read_to_eof(told: Event) -> None:
    # Not through sys.stdin: its lock would be held while the interpreter ends.
    while os.read(0, 4096):
        pass
    told.set()


if __name__ == "__main__":
    sys.exit(main())
