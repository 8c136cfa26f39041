"""Two collectors, one killed with -9: nothing is lost, and only what was on its way is repeated."""

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select, update

from dashboard.db import reading, writing
from dashboard.models import lease, notice
from dashboard.outbox import notices_of, notify
from dashboard.settings import Settings
from tests.collectors.notices.receiving import Hook
from tests.dashboard.outbox.incidents import happening
from tests.servers import free_port

pytestmark = pytest.mark.serial

Receiving = Callable[..., Settings]
LONG_AGO = datetime(2025, 11, 5, 7, 0, tzinfo=UTC)
FEEDS = """
[[feed]]
name = "complaints"
kind = "complaints"
transport = "http"
address = "http://127.0.0.1:{port}/requests.json"
format = "open311"
period = 60
late_after = 600
"""


class Collectors:
    """Processes by name; all that are left are killed at the end."""

    def __init__(self, folder: Path, store: Engine, settings: Settings) -> None:
        self._folder, self._store, self._settings = folder, store, settings
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        (folder / "feeds.toml").write_text(FEEDS.format(port=free_port()))

    def start(self, name: str) -> None:
        own = {
            "OPS_DATABASE_URL": self._store.url.render_as_string(hide_password=False),
            "OPS_COLLECTOR": name,
            "OPS_RECEIVERS": str(self._settings.receivers),
        }
        with (self._folder / f"{name}.log").open("wb") as log:
            self._running[name] = subprocess.Popen(
                [sys.executable, "-m", "collectors", "--feeds", str(self._folder / "feeds.toml")],
                env=os.environ | own,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def kill(self, name: str) -> None:
        self._running[name].kill()
        self._running.pop(name).wait()

    def tell_to_end(self) -> None:
        for process in self._running.values():
            process.terminate()

    def sending(self) -> str:
        """Who holds the lease."""
        with reading(self._store) as connection:
            holder = connection.execute(select(lease.c.holder).where(lease.c.name == "notices")).scalar()
        return (holder or "").split(":")[0]

    def end(self) -> None:
        for name in list(self._running):
            self.kill(name)


@pytest.fixture
def run(tmp_path: Path, store: Engine) -> Iterator[Callable[[Settings], Collectors]]:
    made: list[Collectors] = []

    def start(settings: Settings) -> Collectors:
        made.append(Collectors(tmp_path, store, settings))
        made[-1].start("a")
        made[-1].start("b")
        return made[-1]

    yield start
    for one in made:
        one.end()


def until(true: Callable[[], object], seconds: float = 90.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)


def let_time_pass(store: Engine) -> None:
    """The dead collector's lease and claim run out."""
    with writing(store) as connection:
        connection.execute(update(lease).where(lease.c.name == "notices").values(until=LONG_AGO))
        connection.execute(update(notice).where(notice.c.sent_at.is_(None)).values(due_at=LONG_AGO))


def told(store: Engine, settings: Settings, count: int) -> None:
    steps = [happening(at=f"2025-11-05 14:{n // 60:02}:{n % 60:02}") for n in range(count)]
    with writing(store) as connection:
        notify(connection, steps, LONG_AGO, settings)


def sent(store: Engine) -> int:
    with reading(store) as connection:
        return connection.execute(
            select(func.count()).select_from(notice).where(notice.c.sent_at.is_not(None))
        ).scalar_one()


def test_killed_between_many_messages_only_the_one_on_its_way_comes_twice(
    store: Engine, receiving: Receiving, hook: Hook, run: Callable[[Settings], Collectors]
) -> None:
    settings = receiving(hook.url)
    told(store, settings, 150)
    collectors = run(settings)
    until(lambda: len(hook.got) >= 40)
    first = collectors.sending()
    collectors.kill(first)
    before = len(hook.got)
    let_time_pass(store)
    until(lambda: sent(store) == 150)
    assert collectors.sending() != first
    times = Counter(hook.deliveries)
    assert len(times) == 150
    doubled = [delivery for delivery, count in times.items() if count > 1]
    assert len(doubled) <= 1
    assert len(hook.got) == 150 + len(doubled)
    assert before < 150
    titles = [body["title"] for body in hook.got if body["delivery"] in doubled]
    assert [title.startswith("Gửi lại") for title in titles] == [False, True][: len(titles)]


@pytest.mark.parametrize(("when_unsure", "times"), [("repeat", 2), ("leave", 1)])
def test_killed_while_a_message_is_on_its_way_it_is_repeated_once_or_not_at_all_as_the_receiver_asked(
    store: Engine,
    receiving: Receiving,
    hook: Hook,
    run: Callable[[Settings], Collectors],
    when_unsure: str,
    times: int,
) -> None:
    settings = receiving(f"{hook.url}?rto=120", more=f'when_unsure = "{when_unsure}"')
    hook.open.clear()
    told(store, settings, 1)
    collectors = run(settings)
    until(lambda: hook.got)
    collectors.kill(collectors.sending())
    hook.open.set()
    let_time_pass(store)
    with_state = "sent" if when_unsure == "repeat" else "given_up"
    until(lambda: state(store) == with_state)
    time.sleep(5)  # two turns more, in which nothing may come
    assert len(hook.got) == times
    assert len(set(hook.deliveries)) == 1


def state(store: Engine) -> str:
    with reading(store) as connection:
        return notices_of(connection, 1)[0].state


def test_told_to_end_a_collector_lets_a_message_come_to_its_end(
    store: Engine, receiving: Receiving, hook: Hook, run: Callable[[Settings], Collectors]
) -> None:
    settings = receiving(f"{hook.url}?rto=120")
    hook.open.clear()
    told(store, settings, 1)
    collectors = run(settings)
    until(lambda: hook.got)
    collectors.tell_to_end()
    hook.open.set()
    until(lambda: sent(store) == 1)
    assert len(hook.got) == 1


def test_killed_after_it_was_marked_or_before_it_was_claimed_it_comes_once(
    store: Engine, receiving: Receiving, hook: Hook, run: Callable[[Settings], Collectors]
) -> None:
    settings = receiving(hook.url)
    collectors = run(settings)
    told(store, settings, 1)
    until(lambda: sent(store) == 1)
    collectors.kill(collectors.sending())
    told(store, settings, 2)  # the second of them is new
    with writing(store) as connection:
        connection.execute(
            update(lease).where(lease.c.name == "notices").values(until=LONG_AGO - timedelta(days=1))
        )
    until(lambda: sent(store) == 2)
    time.sleep(5)
    assert len(hook.got) == len(set(hook.deliveries)) == 2
