"""Fire panels and what they send, against the published JSON Schema."""

import json
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import pytest
from jsonschema import Draft202012Validator

from simulator import panels
from simulator.city import City
from simulator.clock import midnight
from simulator.fire import FireAlarm, alarms_of, faults_of
from simulator.messages import Message
from tests.simulator.conftest import day_number, moment

DAY = day_number("2026-11-16")
SCHEMA = Path(__file__).parents[2] / "docs" / "schemas" / "alarm-panel.schema.json"


@pytest.fixture(scope="module")
def valid() -> Draft202012Validator:
    return Draft202012Validator(json.loads(SCHEMA.read_text("utf-8")))


def until(messages: Iterator[Message], end: float) -> list[Message]:
    return list(takewhile(lambda message: message.moment < end, messages))


def bodies(messages: list[Message], signal: str) -> list[dict[str, Any]]:
    return [body for message in messages if (body := orjson.loads(message.body))["signal"] == signal]


def test_every_signal_is_valid_and_they_come_in_order(city: City, valid: Draft202012Validator) -> None:
    begin = float(midnight(DAY))
    told = until(panels.signals(city, begin), begin + 2 * 86_400)
    told += until(panels.messages(city, begin), begin + 10)
    seen = set()
    for message in told:
        body = orjson.loads(message.body)
        seen.add(body["signal"])
        assert not list(valid.iter_errors(body)), body
        assert message.topic == f"alarm-panel/{body['device']}"
    assert seen >= {"heartbeat", "fire", "fault", "power", "restore"}
    moments = [message.moment for message in until(panels.messages(city, begin), begin + 30)]
    assert moments == sorted(moments)


def test_every_living_panel_beats_within_two_minutes(city: City) -> None:
    begin = moment("2026-11-16T10:00:00")
    told = until(panels.messages(city, begin), begin + 120)
    beating = {body["device"] for body in bodies(told, "heartbeat")}
    dead = int(panels.mute(city, begin).sum())
    assert 5 < dead < 100
    assert abs(len(beating) - (2000 - dead)) <= 5  # a few die or come back meanwhile
    assert 2000 <= len(told) <= 4000


def alarm_that(city: City, *, true: bool) -> FireAlarm:
    days = range(DAY, DAY + 30)
    return next(a for day in days for a in alarms_of(city.seed, len(city.panels), day) if a.true is true)


def test_a_true_fire_is_told_at_each_stage_under_one_id(city: City) -> None:
    alarm = alarm_that(city, true=True)
    told = until(panels.signals(city, alarm.detected - 1), alarm.ended + 1)
    stages = [body for body in bodies(told, "fire") if body["id"] == alarm.event]
    assert [list(body["stages"]) for body in stages] == [
        [],
        ["received_at"],
        ["received_at", "dispatched_at"],
        ["received_at", "dispatched_at", "arrived_at"],
        ["received_at", "dispatched_at", "arrived_at", "controlled_at"],
        ["received_at", "dispatched_at", "arrived_at", "controlled_at", "out_at"],
    ]
    assert ["scale" in body for body in stages] == [False, False, False, True, True, True]
    last = list(stages[-1]["stages"].values())
    assert last == sorted(last)
    assert not any("false_alarm" in body for body in stages)


def test_a_false_alarm_ends_as_one_and_nobody_is_dispatched(city: City) -> None:
    alarm = alarm_that(city, true=False)
    told = until(panels.signals(city, alarm.detected - 1), alarm.ended + 1)
    stages = [body for body in bodies(told, "fire") if body["id"] == alarm.event]
    assert [list(body["stages"]) for body in stages] == [[], ["received_at"], ["received_at", "out_at"]]
    assert [body.get("false_alarm") for body in stages] == [None, None, True]


def test_a_fire_that_burns_at_the_start_is_told_as_it_stands(city: City) -> None:
    alarm = alarm_that(city, true=True)
    assert alarm.arrived is not None
    told = until(panels.signals(city, alarm.arrived + 1), alarm.arrived + 2)
    (body,) = (body for body in bodies(told, "fire") if body["id"] == alarm.event)
    assert list(body["stages"]) == ["received_at", "dispatched_at", "arrived_at"]


def test_a_fault_is_restored_under_its_own_id(city: City) -> None:
    fault = faults_of(city.seed, len(city.panels), DAY)[0]
    told = until(panels.signals(city, fault.start - 1), fault.end + 1)
    found = bodies(told, fault.signal) + bodies(told, "restore")
    began = next(body for body in found if body["id"] == fault.event)
    over = next(body for body in found if body.get("restores") == fault.event)
    assert began["device"] == over["device"] == city.panels[fault.panel].id


def test_most_of_nine_fire_signals_a_day_are_false(city: City) -> None:
    found = [alarm for day in range(DAY, DAY + 200) for alarm in alarms_of(1, 2000, day)]
    assert 8 < len(found) / 200 < 10
    assert 0.15 < np.mean([alarm.true for alarm in found]) < 0.25
