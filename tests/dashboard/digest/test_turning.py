"""A promise that turns is told once, when it has held and enough stands behind it; silence turns nothing."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from dashboard.db import reading
from dashboard.digest.body import Turn
from dashboard.digest.keeping import DigestDesk
from dashboard.digest.turning import HOLDS, LEAST, Turning
from dashboard.ingest import Cursor, Ingest
from dashboard.models import notice, promise_state
from dashboard.records import Batch
from dashboard.settings import Settings
from dashboard.views import KpiReader
from tests.dashboard.records import complaint, local

START = local("2025-11-06 08:00")
KEY = "complaints_48h_share"
RECEIVERS = '[[receiver]]\nkey = "leaders"\nurls = ["json://127.0.0.1:1"]\ntopics = ["promise_turned"]\n'


class City:
    """Complaints of 2 November, answered or past their 48 hours, and a look every five minutes."""

    def __init__(self, store: Engine, ingest: Ingest, settings: Settings) -> None:
        self.store, self.ingest, self.settings, self.now = store, ingest, settings, START
        self.turning = Turning(store, KpiReader(store, settings), settings)
        self.number = 0

    def hears(self, answered: int, late: int) -> "City":
        done = {
            "open": False,
            "answered_at": local("2025-11-02 09:00"),
            "closed_at": local("2025-11-02 09:00"),
        }
        told = [complaint(f"c{self.number + n}", at="2025-11-02 08:00", **(done if n < answered else {}))
                for n in range(answered + late)]  # fmt: skip
        self.number += len(told)
        self.ingest.store(Batch("complaints", list(told), [], 1), self.now, Cursor())
        return self

    def looks(self, over: timedelta, *, speaks: bool = True) -> "City":
        until = self.now + over
        while self.now < until:
            self.now += timedelta(minutes=5)
            if speaks:
                self.ingest.store(Batch("complaints", [], [], 1), self.now, Cursor())
            self.turning.tick(self.now)
        return self

    def turns(self) -> list[tuple[str, str, datetime]]:
        told = [one.body for one in DigestDesk(self.store).newest("turn")]
        return [
            (one.before, one.now.state, one.since) for one in told if isinstance(one, Turn) and one.kpi == KEY
        ]

    def state(self) -> str | None:
        with reading(self.store) as connection:
            asked = select(promise_state.c.state).where(promise_state.c.kpi == KEY)
            return connection.execute(asked).scalar()


@pytest.fixture
def city(store: Engine, ingest: Ingest, tmp_path: Path) -> City:
    file = tmp_path / "receivers.toml"
    file.write_text(RECEIVERS, "utf-8")
    return City(store, ingest, Settings(_env_file=None, receivers=file))


def test_the_first_look_writes_down_and_tells_nobody(city: City) -> None:
    city.hears(answered=LEAST, late=0).looks(timedelta(minutes=5))
    assert (city.state(), city.turns()) == ("met", [])


def test_a_turn_is_told_once_it_has_held(city: City) -> None:
    city.hears(answered=90, late=0).looks(timedelta(minutes=5))
    city.hears(answered=0, late=10)  # 90 of 100 within 48 hours, all were promised
    city.looks(HOLDS)
    assert city.turns() == []
    since = START + timedelta(minutes=10)  # the first look at it
    city.looks(timedelta(minutes=5))
    assert city.turns() == [("met", "missed", since)]
    with reading(city.store) as connection:
        (title,) = connection.execute(select(notice.c.title)).scalars()
    assert title.endswith(": từ đạt sang chưa đạt")
    city.looks(timedelta(hours=1))
    assert len(city.turns()) == 1


def test_what_turns_back_before_it_has_held_was_no_turn(city: City) -> None:
    city.hears(answered=LEAST, late=0).looks(timedelta(minutes=5))
    late = city.number
    city.hears(answered=0, late=10).looks(timedelta(minutes=20))
    at = local("2025-11-02 09:00")
    done = [
        complaint(
            f"c{late + n}",
            at="2025-11-02 08:30",
            requested_at=local("2025-11-02 08:00"),
            open=False,
            answered_at=at,
            closed_at=at,
        )
        for n in range(10)
    ]
    city.ingest.store(Batch("complaints", list(done), [], 1), city.now, Cursor())
    city.looks(timedelta(hours=1))
    assert (city.state(), city.turns()) == ("met", [])


def test_too_few_turn_nothing(city: City) -> None:
    city.hears(answered=LEAST - 2, late=1).looks(timedelta(hours=1))
    assert (city.state(), city.turns()) == (None, [])


def test_silence_turns_nothing(city: City) -> None:
    city.hears(answered=LEAST, late=0).looks(timedelta(minutes=5))
    city.looks(timedelta(hours=2), speaks=False)
    assert (city.state(), city.turns()) == ("met", [])
