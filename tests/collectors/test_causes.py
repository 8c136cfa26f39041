"""The log says a cause once and then counts."""

import logging

import pytest

from collectors.causes import Causes

log = logging.getLogger("test.causes")


def test_a_cause_is_said_at_its_1st_10th_and_100th_time(caplog: pytest.LogCaptureFixture) -> None:
    causes = Causes(log)
    for number in range(1, 250):
        causes.count("feed flood: bad_json", f"message {number}")
    assert caplog.messages == [
        "feed flood: bad_json: message 1",
        "feed flood: bad_json: 10 times by now, the latest: message 10",
        "feed flood: bad_json: 100 times by now, the latest: message 100",
    ]


def test_another_cause_is_another_line(caplog: pytest.LogCaptureFixture) -> None:
    causes = Causes(log)
    causes.count("a", "1", times=500)
    causes.count("b", "2")
    causes.count("a", "3", times=499)
    causes.count("a", "4")
    assert caplog.messages == ["a: 1", "b: 2", "a: 1000 times by now, the latest: 4"]


def test_what_is_over_is_said_anew_when_it_comes_again(caplog: pytest.LogCaptureFixture) -> None:
    causes = Causes(log)
    causes.count("a", "1")
    causes.count("a", "2")
    assert (causes.over("a"), causes.over("a")) == (2, 0)
    causes.count("a", "3")
    assert caplog.messages == ["a: 1", "a: 3"]


def test_a_source_that_makes_up_causes_does_not_eat_the_memory() -> None:
    causes = Causes(log)
    for number in range(5000):
        causes.count(f"cause {number}", "x")
    assert len(causes._times) <= 1000
