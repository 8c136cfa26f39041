"""The site over made-up boards, as a process: `python tests/browser/stage.py --port N --scene storm`.

Lines on stdin direct it, in JSON: {"scene": "calm"}, {"set": [["kpis", 0, "value"], 12.3]}, {"frozen": true}
(the store does not answer), {"reset": true} (as at the start), {"display": {...}} (what a wall shows; its
`displays` moves). What is set is changed where it is there: on walls, on other pages. It ends with stdin.
"""

import argparse
import contextlib
import json
import os
import sys
import threading
from collections.abc import AsyncIterator, Callable, Collection, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import uvicorn

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from dashboard.db import StoreError
from dashboard.rejections import RejectedMessage
from dashboard.settings import settings
from layouts.doors import Doors
from tests.browser.boards import SCENES, Board
from tests.browser.stage_walls import StageWalls
from tests.browser.wall_boards import wall_board
from web.build import build_of
from web.site import Parts, build


class Stage:
    """The board of a scene, with what stdin has changed on it."""

    def __init__(self, scene: str, fixed: datetime | None) -> None:
        self._first = scene
        started = datetime.now(UTC)
        self.shift = (fixed or started) - started
        self._reset()

    def _reset(self) -> None:
        self.scene = self._first
        self.changes: list[tuple[list[Any], Any]] = []
        self.frozen = False
        self.display: dict[str, Any] | None = None
        self.displays = 1
        self.rejected = [_message(number) for number in (1, 2)]

    def compute(self, now: datetime, walls: Collection[str]) -> Mapping[str, Board]:
        if self.frozen:
            raise StoreError("the store does not answer: frozen")
        minute = now.replace(second=0, microsecond=0)
        told = {"": SCENES[self.scene](minute)}
        own = {"displays": self.displays, "build": build_of()}
        told |= {name: wall_board(self.scene, minute, name) | own for name in walls}
        return {name: self._changed(one) | {"now": now.isoformat()} for name, one in told.items()}

    def _changed(self, board: Board) -> Board:
        for path, value in self.changes:
            if path[0] not in board:
                continue
            target: Any = board
            for key in path[:-1]:
                target = target[key]
            target[path[-1]] = value
        return board

    def clock(self) -> datetime:
        return datetime.now(UTC) + self.shift

    def direct(self) -> None:
        for line in sys.stdin:
            told = json.loads(line)
            if told.get("reset"):
                self._reset()
            self.scene = told.get("scene", self.scene)
            self.frozen = told.get("frozen", self.frozen)
            if "display" in told:
                self.display = told["display"]
                self.displays += 1
            if "set" in told:
                self.changes.append((told["set"][0], told["set"][1]))
        os._exit(0)

    def replay(self, _feed: str, number: int | None) -> tuple[int, int]:
        kept = [message for message in self.rejected if number is not None and message.id != number]
        read = len(self.rejected) - len(kept)
        self.rejected = kept
        return read, 0


def _message(number: int) -> RejectedMessage:
    return RejectedMessage(
        id=number,
        received_at=datetime(2026, 11, 22, 3, 40, number, tzinfo=UTC),
        reason="bad_date",
        detail="NgayTiepNhan: '20251332250000' is no date",
        external_id=f"H29.101-251105-004{number}",
        topic="",
        size=1840 + number,
        begins='{"MaHoSo":"H29.101-251105-0042","ChuHoSo":"N.V.A.","SoDienThoai":"**********"<script>',
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--scene", choices=SCENES, default="calm")
    parser.add_argument("--at", type=datetime.fromisoformat, help="a fixed time, for screenshots")
    chosen = parser.parse_args()
    stage = Stage(chosen.scene, chosen.at)

    @contextlib.asynccontextmanager
    async def watch(_changed: Callable[[], None]) -> AsyncIterator[None]:
        yield

    doors = Doors(rejected=lambda _feed, _before: list(stage.rejected), replay=stage.replay, demo=True)
    site = build(
        settings(),
        Parts(
            prepare=lambda: None,
            compute=stage.compute,
            answers=lambda: not stage.frozen,
            watch=watch,
            doors=doors,
            clock=stage.clock,
        ),
    )
    threading.Thread(target=stage.direct, daemon=True).start()
    walls = StageWalls(site, lambda: stage.display)
    uvicorn.run(walls, port=chosen.port, log_level="warning", timeout_graceful_shutdown=2)


if __name__ == "__main__":
    main()
