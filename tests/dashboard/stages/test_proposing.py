"""The program proposes: the graver at once, the lighter after the hold time and never by silence."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, update

from dashboard.db import writing
from dashboard.ingest import Ingest
from dashboard.models import incident
from dashboard.settings import Settings
from dashboard.stages.proposing import Proposing
from dashboard.stages.window import Asked, Window
from tests.dashboard.incidents.by_hand import NOW, put
from tests.dashboard.incidents.test_race import at_once
from tests.dashboard.records import alarm
from tests.dashboard.stages.by_hand import MINUTE, all_speak, quiet_gauge, rows, stage, tuned

TICK = timedelta(seconds=15)


def told(store: Engine) -> list[tuple[str, int]]:
    return [(row.kind, row.stage) for row in rows(store)]


def burn(ingest: Ingest, number: int, now: datetime) -> None:
    """Alarms two kilometres from each other: each is a fire of its own."""
    at = now.astimezone(NOW.tzinfo).strftime("%Y-%m-%d %H:%M:%S")
    for one in range(number):
        put(ingest, "fire", alarm(f"{at} {one}", at=at, lat=10.7 + one * 0.02, lon=106.7), now=now)


def put_out(store: Engine, now: datetime) -> None:
    with writing(store) as connection:
        connection.execute(update(incident).values(resolved_at=now))


class City:
    """A city that goes on minute by minute, looked at four times in each."""

    def __init__(self, store: Engine, ingest: Ingest, settings: Settings) -> None:
        self.store, self.ingest, self.now = store, ingest, NOW
        self.proposing = Proposing(store, settings)
        self.speaks = True
        quiet_gauge(ingest)

    def goes_on(self, minutes: int) -> "City":
        for _minute in range(minutes):
            if self.speaks:
                all_speak(self.ingest, self.now)
            for _tick in range(4):
                self.proposing.tick(self.now)
                self.now += TICK
        return self


@pytest.fixture
def burning(store: Engine, ingest: Ingest, tmp_path: Path) -> City:
    """A city whose stage goes by fires alone, so that silence asks for nothing itself."""
    asked = "2 = [{ fires = 1 }]\n3 = [{ fires = 3 }]\n4 = [{ fires = 6 }]\n5 = []\n"
    return City(store, ingest, tuned(tmp_path, f"[stage]\n{asked}"))


@pytest.fixture
def city(store: Engine, ingest: Ingest, settings: Settings) -> City:
    return City(store, ingest, settings)


def test_the_first_look_is_written_down_and_then_only_what_changes(city: City) -> None:
    city.goes_on(3)
    assert told(city.store) == [("proposed", 1)]
    assert rows(city.store)[0].at == NOW
    assert stage(city.store, city.now)["since"] == NOW


def test_a_graver_stage_is_proposed_at_once_with_what_asked_for_it(city: City) -> None:
    city.goes_on(2)
    burn(city.ingest, 3, city.now)
    city.proposing.tick(city.now)
    assert told(city.store) == [("proposed", 1), ("proposed", 3)]
    newest = rows(city.store)[-1]
    assert (newest.at, newest.who) == (city.now, "program")
    assert newest.detail["reasons"][0] == {"rule": "fires", "count": 3, "at_least": 3, "stage": 3}


def test_a_lighter_stage_waits_until_nothing_graver_was_asked_for_ten_minutes(city: City) -> None:
    city.goes_on(2)
    burn(city.ingest, 3, city.now)
    city.goes_on(1)
    put_out(city.store, city.now)
    city.goes_on(9)
    assert told(city.store)[-1] == ("proposed", 3)
    assert stage(city.store, city.now)["reasons"][0]["past"] is True
    city.goes_on(1)
    assert told(city.store) == [("proposed", 1), ("proposed", 3), ("proposed", 1)]


def test_a_fire_that_comes_and_goes_does_not_make_the_stage_flap(city: City) -> None:
    for _round in range(3):
        burn(city.ingest, 1, city.now)
        city.goes_on(4)
        put_out(city.store, city.now)
        city.goes_on(4)
    assert told(city.store) == [("proposed", 2)]


def test_a_city_that_falls_silent_stays_at_its_stage_until_it_speaks_again(burning: City) -> None:
    burning.goes_on(2)
    burn(burning.ingest, 3, burning.now)
    burning.goes_on(1)
    burning.speaks = False
    burning.goes_on(20)
    put_out(burning.store, burning.now)
    burning.goes_on(15)
    silent = stage(burning.store, burning.now)
    assert (silent["proposed"], silent["unsure"]) == (3, True)
    burning.speaks = True
    burning.goes_on(9)
    assert stage(burning.store, burning.now)["proposed"] == 3  # the hold time, from when it is known again
    burning.goes_on(2)
    assert (stage(burning.store, burning.now)["unsure"], told(burning.store)) == (
        False,
        [("proposed", 1), ("proposed", 3), ("proposed", 1)],
    )


def test_what_rises_in_a_silence_falls_again_but_not_below_what_held_before(burning: City) -> None:
    burning.goes_on(2)
    burn(burning.ingest, 1, burning.now)
    burning.goes_on(1)
    burning.speaks = False
    burning.goes_on(20)
    burn(burning.ingest, 5, burning.now)  # its panels speak, the cameras and the complaints do not
    burning.goes_on(1)
    put_out(burning.store, burning.now)
    burning.goes_on(30)
    assert told(burning.store) == [("proposed", 1), ("proposed", 2), ("proposed", 4), ("proposed", 2)]


def test_another_process_that_takes_over_in_a_silence_does_not_lower_it(
    burning: City, tmp_path: Path
) -> None:
    burning.goes_on(2)
    burn(burning.ingest, 3, burning.now)
    burning.goes_on(1)
    burning.speaks = False
    burning.goes_on(20)
    put_out(burning.store, burning.now)
    burning.proposing = Proposing(burning.store, Settings(_env_file=None, stages=tmp_path / "own.toml"))
    burning.goes_on(15)
    assert stage(burning.store, burning.now)["proposed"] == 3


def test_another_process_that_takes_over_begins_the_hold_time_anew(city: City, settings: Settings) -> None:
    city.goes_on(2)
    burn(city.ingest, 3, city.now)
    city.goes_on(1)
    put_out(city.store, city.now)
    city.goes_on(5)
    city.proposing = Proposing(city.store, settings)
    city.goes_on(9)
    assert stage(city.store, city.now)["proposed"] == 3
    city.goes_on(2)
    assert stage(city.store, city.now)["proposed"] == 1


def test_silent_feeds_ask_for_attention_but_not_in_the_first_minute_of_a_program(city: City) -> None:
    city.speaks = False
    for _tick in range(4):
        city.proposing.tick(city.now)
        city.now += TICK
    assert told(city.store) == [("proposed", 1)]
    city.proposing.tick(city.now)
    assert told(city.store)[-1] == ("proposed", 3)  # five silent feeds
    assert stage(city.store, city.now)["reasons"][0]["rule"] == "silent_feeds"


def test_two_collectors_that_propose_at_once_write_one_row(
    store: Engine, ingest: Ingest, settings: Settings
) -> None:
    quiet_gauge(ingest)
    all_speak(ingest)
    one, other = Proposing(store, settings), Proposing(store, settings)
    at_once(lambda: one.tick(NOW), lambda: other.tick(NOW))
    burn(ingest, 1, NOW)
    at_once(lambda: one.tick(NOW + TICK), lambda: other.tick(NOW + TICK))
    assert told(store) == [("proposed", 1), ("proposed", 2)]


def test_a_citys_own_hold_time_holds(store: Engine, ingest: Ingest, tmp_path: Path) -> None:
    city = City(store, ingest, tuned(tmp_path, 'hold = "0 seconds"\n'))
    city.goes_on(2)
    burn(ingest, 1, city.now)
    city.goes_on(1)
    put_out(store, city.now)
    city.proposing.tick(city.now)
    assert told(store) == [("proposed", 1), ("proposed", 2), ("proposed", 1)]


def times() -> Iterator[datetime]:
    return (NOW + TICK * number for number in count())


@given(st.lists(st.integers(1, 5), min_size=1, max_size=400))
def test_what_is_proposed_is_the_gravest_of_the_hold_time(asked: list[int]) -> None:
    window, hold = Window(10 * MINUTE), 40  # looks in ten minutes
    for at, (now, one) in enumerate(zip(times(), asked, strict=False)):
        assert window.ask(Asked(now, one, ())).stage == max(asked[max(0, at - hold + 1) : at + 1])
