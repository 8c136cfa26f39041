"""When devices and whole feeds are dead."""

import numpy as np

from simulator import outages
from simulator.clock import midnight
from tests.simulator.conftest import day_number

DAY = day_number("2026-11-16")


def test_a_few_devices_in_a_hundred_are_dead_at_any_time() -> None:
    for wear, count, least, most in (
        (outages.CAMERAS, 600, 0.02, 0.06),
        (outages.PANELS, 2000, 0.005, 0.03),
        (outages.GAUGES, 203, 0.003, 0.03),
    ):
        share = [outages.dead(1, wear, count, midnight(day) + 1).mean() for day in range(DAY - 60, DAY)]
        assert least < np.mean(share) < most


def test_an_outage_lasts_for_a_while_and_ends() -> None:
    hours = [outages.dead(1, outages.CAMERAS, 600, midnight(DAY) + 3600.0 * hour) for hour in range(240)]
    changes = np.abs(np.diff(np.array(hours).astype(int), axis=0)).sum()
    assert 300 < changes < 1500  # begun and ended in ten days
    assert not np.array(hours).all(axis=0).any()


def test_nothing_fails_as_a_whole_right_after_the_start() -> None:
    calm = outages.FeedOutages(1, midnight(DAY + 1))
    assert not any(
        calm.down(feed, midnight(DAY) + 60.0 * minute) for feed in ("fire",) for minute in range(1440)
    )


def test_now_and_then_a_whole_feed_fails_for_some_minutes() -> None:
    calm = outages.FeedOutages(1, 0)
    down = [calm.down("flood", midnight(DAY) + 60.0 * minute) for minute in range(30 * 1440)]
    assert 15 < sum(down) < 200


def test_in_the_scenario_outage_each_feed_is_down_three_minutes_of_twenty() -> None:
    often = outages.FeedOutages(1, 0, often=True)
    for feed in ("cameras", "fire", "flood", "dossiers", "complaints"):
        assert sum(often.down(feed, float(second)) for second in range(1200)) == 180
