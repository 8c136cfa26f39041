"""The live stream's server side, without a network."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from typing import Any

from web.screens import WAITING, Screen, Screens

NOW = datetime(2026, 11, 22, 3, 42, 10, tzinfo=UTC)


def board(value: float) -> dict[str, Any]:
    return {"now": NOW, "kpis": [{"key": "online_share", "value": value}]}


def taken(screen: Screen) -> list[dict[str, Any]]:
    async def all_waiting() -> list[str]:
        found = []
        try:
            while True:
                found.append(await asyncio.wait_for(screen.next(), 0.01))
        except TimeoutError:
            return found

    return [json.loads(message) for message in asyncio.run(all_waiting())]


def open_screen(screens: Screens) -> Screen:
    screen = Screen()
    screens._open.add(screen)
    return screen


def test_what_changed_is_sent_and_the_time_alone_is_no_change() -> None:
    screens = Screens()
    screens.publish(board(1.0), NOW)
    screen = open_screen(screens)
    screens.publish({**board(1.0), "now": NOW + timedelta(seconds=1)}, NOW + timedelta(seconds=1))
    screens.publish(board(2.0), NOW)
    (message,) = taken(screen)
    assert message["seq"] == 2
    assert message["patch"] == [{"op": "replace", "path": "/kpis/0/value", "value": 2.0}]
    assert message["now"] == "2026-11-22T03:42:10Z"


def test_a_screen_that_waits_for_the_first_board_gets_it_whole() -> None:
    screens = Screens()
    screen = open_screen(screens)
    screens.publish(board(1.0), NOW)
    (message,) = taken(screen)
    assert message["seq"] == 1
    assert message["board"]["kpis"][0]["value"] == 1.0


def test_a_slow_screen_gets_the_newest_board_instead_of_a_queue_without_end() -> None:
    screens = Screens()
    screens.publish(board(0.0), NOW)
    screen = open_screen(screens)
    for change in range(1, 200):
        screens.publish(board(float(change)), NOW)
    messages = taken(screen)
    assert len(messages) <= WAITING + 1
    whole = [message for message in messages if "board" in message][-1]
    value = whole["board"]["kpis"][0]["value"]
    for message in messages[messages.index(whole) + 1 :]:
        assert message["seq"] == whole["seq"] + messages.index(message) - messages.index(whole)
        value = message["patch"][0]["value"]
    assert value == 199.0


def test_sequence_numbers_follow_each_other() -> None:
    screens = Screens()
    screens.publish(board(0.0), NOW)
    screen = open_screen(screens)
    for change in range(1, 6):
        screens.publish(board(float(change)), NOW)
    screens.ping(NOW)
    assert [message["seq"] for message in taken(screen)] == [2, 3, 4, 5, 6, 6]


def test_a_ping_says_how_old_the_board_is() -> None:
    screens = Screens()
    screens.publish(board(0.0), NOW)
    screen = open_screen(screens)
    screens.ping(NOW + timedelta(seconds=30))
    (message,) = taken(screen)
    assert message == {"seq": 1, "now": "2026-11-22T03:42:40Z", "board_at": "2026-11-22T03:42:10Z"}
    assert screens.age(NOW + timedelta(seconds=30)) == 30.0
