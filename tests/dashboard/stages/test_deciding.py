"""A leader sets the stage with a reason, for a time; of two at once the second is told; all of it is kept."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select

from dashboard.accounts import audit as log
from dashboard.db import reading
from dashboard.ingest import Ingest
from dashboard.models import audit
from dashboard.settings import Settings
from dashboard.stages.deciding import Mistake, StageError
from dashboard.stages.desk import StageDesk
from dashboard.stages.proposing import Proposing
from tests.dashboard.incidents.by_hand import NOW
from tests.dashboard.incidents.test_race import at_once
from tests.dashboard.stages.by_hand import MINUTE, all_speak, quiet_gauge, rows, stage, water

STORM: dict[str, Any] = {"stage": "4", "reason": " Bão số 9\n đổ bộ tối nay ", "until": "", "seen": "0"}


@pytest.fixture
def desk(store: Engine, settings: Settings) -> StageDesk:
    return StageDesk(store, settings)


def mistake_of(desk: StageDesk, now: datetime = NOW, **told: Any) -> tuple[Mistake, str]:
    with pytest.raises(StageError) as caught:
        desk.set(STORM | told, "minh", now)
    return caught.value.mistake, caught.value.field


def test_what_a_leader_sets_holds_with_its_reason(desk: StageDesk, store: Engine) -> None:
    desk.set(STORM, "minh", NOW)
    (row,) = rows(store)
    assert (row.kind, row.stage, row.who, row.reason) == ("set", 4, "minh", "Bão số 9 đổ bộ tối nay")
    assert (row.until, row.detail) == (None, {"proposed": 1})
    assert stage(store, NOW + 999 * MINUTE)["stage"] == 4


def test_it_holds_until_its_time_and_then_the_proposal_does(desk: StageDesk, store: Engine) -> None:
    desk.set(STORM | {"until": (NOW + 60 * MINUTE).isoformat()}, "minh", NOW)
    assert stage(store, NOW + 59 * MINUTE)["stage"] == 4
    assert stage(store, NOW + 60 * MINUTE)["stage"] == 1


def test_a_leader_may_overrule_downwards_and_the_proposal_goes_on_beside(
    desk: StageDesk, store: Engine, ingest: Ingest, settings: Settings
) -> None:
    quiet_gauge(ingest)
    all_speak(ingest)
    for number in range(5):
        water(ingest, f"g{number}", 0.35, metres=3000.0 * number)
    Proposing(store, settings).tick(NOW)
    desk.set(STORM | {"stage": "1", "reason": "Diễn tập"}, "minh", NOW)
    held = stage(store)
    assert (held["stage"], held["proposed"], held["by"]) == (1, 3, "minh")
    assert held["reasons"][0]["rule"] in ("incidents", "flood")


def test_a_stage_is_given_back_and_not_twice(desk: StageDesk, store: Engine) -> None:
    desk.set(STORM, "minh", NOW)
    seen = desk.shown(NOW)["seen"]
    desk.release({"reason": "Bão đã tan", "seen": seen}, "lan", NOW + MINUTE)
    assert [(row.kind, row.stage, row.who) for row in rows(store)] == [
        ("set", 4, "minh"),
        ("released", 1, "lan"),
    ]
    assert stage(store, NOW + MINUTE)["stage"] == 1
    with pytest.raises(StageError) as caught:
        desk.release({"reason": "Bão đã tan", "seen": desk.shown(NOW)["seen"]}, "lan", NOW + 2 * MINUTE)
    assert caught.value.mistake is Mistake.NOTHING


def test_what_has_run_out_cannot_be_given_back(desk: StageDesk) -> None:
    desk.set(STORM | {"until": (NOW + MINUTE).isoformat()}, "minh", NOW)
    with pytest.raises(StageError) as caught:
        desk.release({"reason": "x", "seen": desk.shown(NOW)["seen"]}, "lan", NOW + MINUTE)
    assert caught.value.mistake is Mistake.NOTHING


@pytest.mark.parametrize(
    ("told", "mistake", "field"),
    [
        ({"stage": "0"}, Mistake.STAGE, "stage"),
        ({"stage": "6"}, Mistake.STAGE, "stage"),
        ({"stage": None}, Mistake.STAGE, "stage"),
        ({"stage": "٣"}, Mistake.STAGE, "stage"),
        ({"reason": " \n"}, Mistake.REASON, "reason"),
        ({"reason": "…"}, Mistake.REASON, "reason"),
        ({"reason": 7}, Mistake.REASON, "reason"),
        ({"reason": "x" * 501}, Mistake.LONG, "reason"),
        ({"until": "tonight"}, Mistake.UNTIL, "until"),
        ({"until": "2025-11-05T14:00"}, Mistake.UNTIL, "until"),
        ({"until": NOW.isoformat()}, Mistake.PAST, "until"),
        ({"until": (NOW + timedelta(days=31)).isoformat()}, Mistake.FAR, "until"),
        ({"seen": "17"}, Mistake.CHANGED, ""),
        ({"seen": None}, Mistake.CHANGED, ""),
    ],
)
def test_a_mistake_is_named_with_its_field_and_nothing_is_written(
    desk: StageDesk, store: Engine, told: dict[str, Any], mistake: Mistake, field: str
) -> None:
    assert mistake_of(desk, **told) == (mistake, field)
    assert rows(store) == []
    with reading(store) as connection:
        assert connection.execute(select(audit)).all() == []


def test_of_two_leaders_at_once_the_second_is_told_who_was_faster(desk: StageDesk, store: Engine) -> None:
    told: list[StageError] = []

    def decide(who: str, number: str) -> None:
        try:
            desk.set(STORM | {"stage": number}, who, NOW)
        except StageError as error:
            told.append(error)

    at_once(lambda: decide("minh", "4"), lambda: decide("lan", "5"))
    (only,) = rows(store)
    (error,) = told
    assert error.mistake is Mistake.CHANGED
    assert (error.values["name"], error.values["stage"], error.values["at"]) == (only.who, only.stage, NOW)


def test_a_new_proposal_stands_in_no_leaders_way(
    desk: StageDesk, store: Engine, ingest: Ingest, settings: Settings
) -> None:
    seen = desk.shown(NOW)["seen"]
    Proposing(store, settings).tick(NOW)
    desk.set(STORM | {"seen": seen}, "minh", NOW)
    assert [row.kind for row in rows(store)] == ["proposed", "set"]


def test_every_decision_stands_in_the_audit_log(desk: StageDesk, store: Engine) -> None:
    desk.set(STORM | {"until": (NOW + MINUTE).isoformat()}, "minh", NOW)
    desk.release({"reason": "Bão đã tan", "seen": desk.shown(NOW)["seen"]}, "lan", NOW)
    with reading(store) as connection:
        found = connection.execute(select(audit).order_by(audit.c.id)).all()
        assert log.verify(connection).broken is None
    assert [(row.who, row.action, row.subject) for row in found] == [
        ("minh", "stage", "4"),
        ("lan", "stage-released", "1"),
    ]
    assert found[0].detail == {
        "reason": "Bão số 9 đổ bộ tối nay",
        "until": (NOW + MINUTE).isoformat(),
        "before": 1,
        "proposed": 1,
    }


def test_the_page_gets_every_condition_with_its_count_and_the_history_in_pages(
    desk: StageDesk, store: Engine, ingest: Ingest
) -> None:
    quiet_gauge(ingest)
    all_speak(ingest)
    water(ingest, "g1", 0.35)
    for number in range(60):
        desk.set(STORM | {"seen": desk.shown(NOW)["seen"]}, f"leader {number}", NOW)
    shown = desk.shown(NOW)
    assert {"rule": "flood", "level": 2, "count": 1, "at_least": 1, "stage": 2, "holds": True} in shown[
        "conditions"
    ]
    assert {"rule": "fires", "count": 0, "at_least": 3, "stage": 3, "holds": False} in shown["conditions"]
    assert (shown["hold"], shown["silent"]) == (600.0, [])
    assert [one["name"] for one in shown["history"]] == [f"leader {number}" for number in range(59, 9, -1)]
    assert shown["more"] is True
    older = desk.shown(NOW, before=shown["history"][-1]["id"])
    assert [one["name"] for one in older["history"]] == [f"leader {number}" for number in range(9, -1, -1)]
    assert older["more"] is False


def test_silent_feeds_are_named(desk: StageDesk, ingest: Ingest) -> None:
    quiet_gauge(ingest)
    all_speak(ingest)
    assert [one["name"] for one in desk.shown(NOW + 4 * MINUTE)["silent"]] == ["flood"]
