"""When the board is worked out."""

import asyncio
import logging
from collections.abc import Callable, Collection, Mapping
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from dashboard.db import StoreError
from web.channels import Channels
from web.pump import CLOCK, SPACING, Compute, Pump

START = datetime(2026, 11, 22, tzinfo=UTC)


def run(compute: Compute, during: Callable[[Pump], Any], seconds: float) -> Channels:
    """The pump at work for a while; `during` is awaited beside it."""
    channels = Channels()

    async def work() -> None:
        loop = asyncio.get_running_loop()
        started = loop.time()
        pump = Pump(compute, channels, lambda: START + timedelta(seconds=loop.time() - started))
        tasks = [asyncio.create_task(pump.run()), asyncio.create_task(during(pump))]
        await asyncio.sleep(seconds)
        for task in tasks:
            task.cancel()

    asyncio.run(work())
    return channels


async def quiet(_pump: Pump) -> None:
    """Nothing changes."""


async def storm(pump: Pump) -> None:
    while True:
        pump.changed()
        await asyncio.sleep(0.005)


class Times:
    """A board that remembers when it was asked for."""

    def __init__(self) -> None:
        self.asked: list[datetime] = []

    def compute(self, now: datetime, _walls: Collection[str]) -> Mapping[str, dict[str, Any]]:
        self.asked.append(now)
        return {"": {"now": now}}


def test_without_a_change_the_board_is_worked_out_once_a_second() -> None:
    times = Times()
    run(times.compute, quiet, 2.5 * CLOCK)
    assert len(times.asked) == 3


def test_a_storm_of_changes_is_gathered_into_five_boards_a_second() -> None:
    times = Times()
    run(times.compute, storm, 1.1)
    assert 2 <= len(times.asked) <= 6
    for earlier, later in pairwise(times.asked):
        assert later - earlier >= timedelta(seconds=SPACING * 0.9)


def test_a_store_that_fails_is_said_once_and_asked_again(caplog: pytest.LogCaptureFixture) -> None:
    asked: list[datetime] = []

    def compute(now: datetime, _walls: Collection[str]) -> Mapping[str, dict[str, Any]]:
        asked.append(now)
        if len(asked) < 4:
            raise StoreError("the store does not answer: gone")
        return {"": {"now": now}}

    caplog.set_level(logging.INFO)
    channels = run(compute, storm, 1.5)
    assert channels.board.board
    said = [record.message for record in caplog.records if record.name == "web.pump"]
    assert said == ["the board cannot be worked out: the store does not answer: gone", "the board is back"]
