"""Works the documents out once a change for all screens, and each second: silence turns up by itself."""

import asyncio
import logging
from collections.abc import Callable, Collection, Mapping
from datetime import UTC, datetime

from sqlalchemy.exc import SQLAlchemyError

from dashboard.db import StoreError
from web.channels import Channels
from web.screens import BoardJson

# The board under "", and the document of each of these walls under its name.
Compute = Callable[[datetime, Collection[str]], Mapping[str, BoardJson]]
# Seconds: five boards a second. A little less than a fifth, or changes that come evenly, five a second, would
# each wait longer than the one before.
SPACING = 0.19
CLOCK = 1.0


def utc_now() -> datetime:
    return datetime.now(UTC)


log = logging.getLogger(__name__)


class Pump:
    """`run` as a task; `changed` from any thread of the event loop's process."""

    def __init__(self, compute: Compute, channels: Channels, clock: Callable[[], datetime]) -> None:
        self._compute = compute
        self._channels = channels
        self._clock = clock
        self._changed = asyncio.Event()
        self._failing = False

    def changed(self) -> None:
        """Called on the event loop: something in the store is new."""
        self._changed.set()

    async def run(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            started = loop.time()
            self._changed.clear()
            await self._once()
            await asyncio.sleep(max(0.0, SPACING - (loop.time() - started)))
            try:
                async with asyncio.timeout(max(0.0, CLOCK - (loop.time() - started))):
                    await self._changed.wait()
            except TimeoutError:
                pass

    async def _once(self) -> None:
        now = self._clock()
        try:
            documents = await asyncio.to_thread(self._compute, now, self._channels.watched())
        except (StoreError, SQLAlchemyError) as error:
            # The pings go on and say how old the board is; the screens grey themselves.
            if not self._failing:
                log.warning("the board cannot be worked out: %s", str(error).splitlines()[0])
            self._failing = True
            return
        if self._failing:
            log.info("the board is back")
        self._failing = False
        self._channels.publish(documents, now)
