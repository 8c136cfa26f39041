"""A gauge over its levels: hysteresis, a minimum time, and silence that is no all-clear."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy import Engine

from dashboard.ingest import Ingest
from dashboard.settings import Settings
from tests.dashboard.conftest import FEEDS
from tests.dashboard.incidents.by_hand import NOW, incidents, put, tick, timeline, tuned
from tests.dashboard.records import gauge, local, reading

MINUTE = timedelta(minutes=1)


def test_level_one_opens_when_the_water_has_stood_three_minutes(
    ingest: Ingest, store: Engine, settings: Settings
) -> None:
    put(ingest, "flood", gauge(), reading("g1", "2025-11-05 11:58", 0.20))
    tick(store, settings, NOW + MINUTE - timedelta(seconds=1))
    assert incidents(store) == []
    tick(store, settings, NOW + MINUTE)
    (only,) = incidents(store)
    assert (only.rule, only.severity, only.value) == ("flood", "moderate", 0.20)
    assert only.opened_at == local("2025-11-05 11:58")
    tick(store, settings, NOW + 2 * MINUTE)
    assert timeline(store) == ["triggered"]


def test_a_wave_of_two_minutes_opens_nothing(ingest: Ingest, store: Engine, settings: Settings) -> None:
    put(ingest, "flood", gauge(), reading("g1", "2025-11-05 11:58", 0.20))
    put(ingest, "flood", reading("g1", "2025-11-05 12:00", 0.10))
    tick(store, settings, NOW + timedelta(minutes=30))
    assert [one.rule for one in incidents(store)] in ([], ["mute"])  # it may be mute, it is not flooded


def test_water_within_two_centimetres_below_the_mark_still_stands(
    ingest: Ingest, store: Engine, settings: Settings
) -> None:
    put(ingest, "flood", gauge(), reading("g1", "2025-11-05 11:58", 0.15))
    put(ingest, "flood", reading("g1", "2025-11-05 12:00", 0.14))
    tick(store, settings, NOW + MINUTE)
    assert [one.value for one in incidents(store)] == [0.15]


def test_a_gauge_that_falls_silent_over_a_level_opens_all_the_same(
    ingest: Ingest, store: Engine, settings: Settings
) -> None:
    put(ingest, "flood", gauge(period=30.0), reading("g1", "2025-11-05 11:58", 0.20))
    tick(store, settings, NOW + MINUTE)  # mute since 11:58:33
    (only,) = incidents(store)
    assert only.kind == "flood"
    assert timeline(store) == ["triggered", "unknown"]


def test_a_level_that_is_reached_while_another_waits_opens_at_once(ingest: Ingest, store: Engine) -> None:
    put(ingest, "flood", gauge(), reading("g1", "2025-11-05 11:58", 0.20))
    put(ingest, "flood", reading("g1", "2025-11-05 11:59", 0.35))
    (only,) = incidents(store)
    assert (only.severity, only.opened_at) == ("severe", local("2025-11-05 11:59"))


def test_readings_of_one_batch_are_waited_for_as_those_of_several(ingest: Ingest, store: Engine) -> None:
    put(
        ingest,
        "flood",
        gauge(),
        reading("g1", "2025-11-05 11:40", 0.20),  # two minutes
        reading("g1", "2025-11-05 11:42", 0.10),
        reading("g1", "2025-11-05 11:50", 0.20),  # four
        reading("g1", "2025-11-05 11:54", 0.10),
    )
    (only,) = incidents(store)
    assert (only.opened_at, only.closing_proposed_at) == (
        local("2025-11-05 11:50"),
        local("2025-11-05 11:54"),
    )


def test_minutes_severities_and_hysteresis_are_tuned_by_the_file(store: Engine, tmp_path: Path) -> None:
    settings = tuned(
        tmp_path,
        '[rule.flood]\nover = ["0 minutes", "0 minutes", "0 minutes"]\nhysteresis = 0.1\n'
        'severities = ["minor", "moderate", "severe"]\n',
    )
    ingest = Ingest(store, settings, FEEDS)
    put(ingest, "flood", gauge(), reading("g1", "2025-11-05 11:58", 0.20))
    put(ingest, "flood", reading("g1", "2025-11-05 11:59", 0.06))  # still within 10 cm
    (only,) = incidents(store)
    assert (only.severity, only.closing_proposed_at) == ("minor", None)


def test_a_rule_that_is_switched_off_opens_nothing_and_the_level_is_still_known(
    store: Engine, tmp_path: Path
) -> None:
    settings = tuned(tmp_path, "[rule.flood]\non = false\n")
    put(Ingest(store, settings, FEEDS), "flood", gauge(), reading("g1", "2025-11-05 11:58", 0.65))
    assert incidents(store) == []
