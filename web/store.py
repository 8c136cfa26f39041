"""The real store behind the site: its board, whether it answers, and who is told when it changes."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime

from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError

from dashboard import live, targets
from dashboard.db import StoreError, migrate, reading, writing
from dashboard.seeding import seed_store

LOOK_EVERY = 0.03  # seconds: what changed is seen on a wall within a tenth of a second

log = logging.getLogger(__name__)


def prepare(store: Engine) -> None:
    """Tables at their newest, units and targets in place. Raises StoreError with one line."""
    migrate(store)
    try:
        with writing(store) as connection:
            seed_store(connection)
            targets.seed(connection, datetime.now(UTC))
    except SQLAlchemyError as error:
        raise StoreError(f"the store cannot be written: {str(error).splitlines()[0]}") from error


def answers(store: Engine) -> bool:
    """Does it, now?"""
    try:
        with reading(store) as connection:
            connection.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return False
    return True


@contextlib.asynccontextmanager
async def watching(store: Engine, redis_url: str, changed: Callable[[], None]) -> AsyncIterator[None]:
    """Calls `changed` on the event loop whenever something in the store is new."""
    task = asyncio.create_task(_watch(store, redis_url, changed))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _watch(store: Engine, redis_url: str, changed: Callable[[], None]) -> None:
    watch: live.Watch | None = None
    while True:
        try:
            if watch is None:
                watch = await asyncio.to_thread(live.watch, store, redis_url)
            if await asyncio.to_thread(watch.changed):
                changed()
        except SQLAlchemyError as error:
            # The board is worked out once a second all the same, and says itself what is wrong.
            log.debug("the store's changes cannot be watched: %s", error)
            watch = None
            await asyncio.sleep(1)
        await asyncio.sleep(LOOK_EVERY)
