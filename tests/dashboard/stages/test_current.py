"""What holds now: the proposal, unless a leader said otherwise, with what is counted behind it."""

from datetime import datetime
from typing import Any

from sqlalchemy import Engine, insert

from dashboard.db import writing
from dashboard.ingest import Ingest
from dashboard.models import city_stage
from tests.dashboard.incidents.by_hand import NOW, put
from tests.dashboard.records import alarm
from tests.dashboard.stages.by_hand import MINUTE, all_speak, quiet_gauge, stage, water


def write(store: Engine, kind: str, number: int, at: datetime = NOW, **told: Any) -> None:
    filled = {"who": "program", "reason": "", "until": None, "detail": {}} | told
    with writing(store) as connection:
        connection.execute(insert(city_stage).values(at=at, kind=kind, stage=number, **filled))


def test_a_store_in_which_nothing_was_proposed_is_at_stage_1(store: Engine, ingest: Ingest) -> None:
    quiet_gauge(ingest)
    all_speak(ingest)
    assert stage(store) == {
        "stage": 1,
        "proposed": 1,
        "by": "",
        "reason": "",
        "since": None,
        "until": None,
        "reasons": [],
        "unsure": False,
    }


def test_reasons_are_counted_now_and_only_those_that_fit_the_proposal(store: Engine, ingest: Ingest) -> None:
    quiet_gauge(ingest)
    all_speak(ingest)
    put(ingest, "fire", alarm("A1", at="2025-11-05 12:00"))
    for number in range(2):
        water(ingest, f"g{number}", 0.35, metres=3000.0 * number)
    write(store, "proposed", 2)
    assert stage(store)["reasons"] == [
        {"rule": "incidents", "severity": "severe", "count": 3, "at_least": 3, "stage": 2},
        {"rule": "flood", "level": 2, "count": 2, "at_least": 1, "stage": 2},
        {"rule": "fires", "count": 1, "at_least": 1, "stage": 2},
    ]
    write(store, "proposed", 1)
    assert stage(store)["reasons"] == []


def test_what_asked_for_a_stage_that_is_held_is_told_as_it_was(store: Engine, ingest: Ingest) -> None:
    quiet_gauge(ingest)
    all_speak(ingest)
    then = [
        {"rule": "fires", "count": 3, "at_least": 3, "stage": 3},
        {"rule": "flood", "level": 2, "count": 1, "at_least": 1, "stage": 2},
    ]
    write(store, "proposed", 3, detail={"reasons": then})
    assert stage(store)["reasons"] == [then[0] | {"past": True}]


def test_a_leaders_stage_holds_until_its_time_is_over_or_it_is_given_back(store: Engine) -> None:
    write(store, "proposed", 2)
    write(store, "set", 4, NOW + MINUTE, who="minh", reason="Bão số 9", until=NOW + 10 * MINUTE)
    holds = stage(store, NOW + 2 * MINUTE)
    assert (holds["stage"], holds["proposed"], holds["by"], holds["reason"]) == (4, 2, "minh", "Bão số 9")
    assert (holds["since"], holds["until"]) == (NOW + MINUTE, NOW + 10 * MINUTE)
    over = stage(store, NOW + 10 * MINUTE)
    assert (over["stage"], over["by"], over["reason"]) == (2, "", "")
    assert (over["since"], over["until"]) == (NOW + 10 * MINUTE, None)
    write(store, "set", 5, NOW + 20 * MINUTE, who="minh", reason="…")
    assert stage(store, NOW + 999 * MINUTE)["stage"] == 5
    write(store, "released", 2, NOW + 30 * MINUTE, who="lan", reason="…")
    given = stage(store, NOW + 31 * MINUTE)
    assert (given["stage"], given["by"], given["since"]) == (2, "", NOW + 30 * MINUTE)


def test_feeds_that_are_silent_make_it_unsure(store: Engine, ingest: Ingest) -> None:
    quiet_gauge(ingest)
    all_speak(ingest)
    assert stage(store, NOW + 2 * MINUTE)["unsure"] is False
    assert stage(store, NOW + 4 * MINUTE)["unsure"] is True  # flood may be silent for 3 minutes


def test_a_mute_gauge_counts_as_it_stood_for_as_long_as_its_incident_is_open(
    store: Engine, ingest: Ingest
) -> None:
    write(store, "proposed", 5)
    water(ingest, "g1", 0.35)
    later = NOW + 600 * MINUTE
    (flood,) = [one for one in stage(store, later)["reasons"] if one["rule"] == "flood"]
    assert (flood["count"], flood["level"]) == (1, 2)
    with writing(store) as connection:
        connection.exec_driver_sql("UPDATE incident SET resolved_at = opened_at")
    assert [one for one in stage(store, later)["reasons"] if one["rule"] == "flood"] == []
