"""A wall's stream: there while somebody looks, with documents and numbers of its own."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

from web.channels import Channels

NOW = datetime(2026, 11, 22, 3, 42, 10, tzinfo=UTC)


def told(value: float) -> dict[str, Any]:
    return {"now": NOW, "value": value}


class Socket:
    """What FastAPI's WebSocket is to a channel: it hears what is sent, and goes when told."""

    def __init__(self) -> None:
        self.heard: list[dict[str, Any]] = []
        self.gone = asyncio.Event()

    async def accept(self) -> None:
        return

    async def send_text(self, text: str) -> None:
        self.heard.append(json.loads(text))

    async def receive_text(self) -> str:
        await self.gone.wait()
        raise RuntimeError("closed")


async def settled() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


def run(work: Callable[[Channels], Awaitable[None]]) -> None:
    async def running() -> None:
        await work(Channels())

    asyncio.run(running())


def follow(channels: Channels, name: str) -> tuple[Socket, asyncio.Task[None]]:
    socket = Socket()
    return socket, asyncio.create_task(channels.serve(socket, name))  # type: ignore[arg-type]


def test_a_wall_is_watched_from_its_first_screen_to_its_last() -> None:
    async def work(channels: Channels) -> None:
        asked: list[None] = []
        channels.asked = lambda: asked.append(None)
        assert channels.watched() == frozenset()
        one, first = follow(channels, "26740")
        two, second = follow(channels, "26740")
        await settled()
        assert (channels.watched(), len(channels), len(asked)) == (frozenset({"26740"}), 2, 1)
        one.gone.set()
        await first
        assert channels.watched() == {"26740"}
        two.gone.set()
        await second
        assert (channels.watched(), len(channels)) == (frozenset(), 0)

    run(work)


def test_each_wall_has_numbers_of_its_own_and_gets_what_changed_of_its_own() -> None:
    async def work(channels: Channels) -> None:
        city, first = follow(channels, "city")
        ward, second = follow(channels, "26740")
        board, third = follow(channels, "")
        await settled()
        channels.publish({"": told(0), "city": told(1), "26740": told(2)}, NOW)
        channels.publish({"": told(0), "city": told(1), "26740": told(3)}, NOW)
        channels.publish({"": told(0), "city": told(4), "26740": told(3)}, NOW)
        await settled()
        assert [message["seq"] for message in city.heard] == [1, 2]
        assert [message["seq"] for message in ward.heard] == [1, 2]
        assert [message["seq"] for message in board.heard] == [1]
        assert city.heard[1]["patch"] == [{"op": "replace", "path": "/value", "value": 4}]
        assert ward.heard[1]["patch"] == [{"op": "replace", "path": "/value", "value": 3}]
        for socket in (city, ward, board):
            socket.gone.set()
        await asyncio.gather(first, second, third)

    run(work)


def test_a_wall_that_comes_back_begins_anew_with_a_whole_document() -> None:
    async def work(channels: Channels) -> None:
        for value in (1, 2):
            socket, task = follow(channels, "city")
            await settled()
            channels.publish({"city": told(value)}, NOW)
            await settled()
            assert [(one["seq"], one["board"]["value"]) for one in socket.heard] == [(1, value)]
            socket.gone.set()
            await task

    run(work)


def test_a_second_screen_gets_the_newest_document_at_once() -> None:
    async def work(channels: Channels) -> None:
        first, one = follow(channels, "city")
        await settled()
        channels.publish({"city": told(1)}, NOW)
        channels.publish({"city": told(2)}, NOW)
        second, two = follow(channels, "city")
        await settled()
        assert [(message["seq"], message["board"]["value"]) for message in second.heard] == [(2, 2)]
        first.gone.set()
        second.gone.set()
        await asyncio.gather(one, two)

    run(work)


def test_a_document_of_a_wall_that_nobody_follows_is_worked_out_once_and_forgotten() -> None:
    async def work(channels: Channels) -> None:
        def asked() -> None:
            loop = asyncio.get_running_loop()
            loop.call_soon(lambda: channels.publish({name: told(7) for name in channels.watched()}, NOW))

        channels.asked = asked
        assert await channels.document("26740") == told(7)
        assert channels.watched() == frozenset()

    run(work)


def test_what_is_told_of_a_wall_that_was_left_meanwhile_is_passed_over() -> None:
    async def work(channels: Channels) -> None:
        channels.publish({"": told(1), "26740": told(2)}, NOW)
        assert channels.watched() == frozenset()
        assert channels.board.board == told(1)

    run(work)
