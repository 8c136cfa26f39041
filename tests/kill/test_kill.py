"""Killed with -9 at random moments under load: nothing missing, nothing double. OPS_KILLS: how often."""

import pytest

from tests.kill.load import Stage
from tests.servers import free_port

pytestmark = pytest.mark.serial


def test_a_killed_collector_loses_nothing(stage: Stage) -> None:
    collector = stage.collector()
    collector.start()
    stage.wait_for_subscription()
    sender = stage.sender()
    stage.kill_at_random(collector)
    stage.assert_each_once(sender.finish())


def test_the_whole_program_killed_loses_nothing(stage: Stage) -> None:
    program = stage.whole_program(free_port())
    program.start()
    stage.wait_for_subscription()
    sender = stage.sender()
    stage.kill_at_random(program)
    stage.assert_each_once(sender.finish())


def test_one_of_two_collectors_on_one_subscription_killed_loses_nothing(stage: Stage) -> None:
    steady, killed = (stage.collector(name, share="ops") for name in ("a", "b"))
    steady.start()
    killed.start()
    stage.wait_for_subscription("ops-center-a")
    stage.wait_for_subscription("ops-center-b")
    sender = stage.sender()
    stage.kill_at_random(killed, "ops-center-b")
    stage.assert_each_once(sender.finish())
