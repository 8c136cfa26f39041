"""What officers do: each action in each state, the lock, undo, merge and split with what comes later."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select

from dashboard.db import reading, writing
from dashboard.desk.asker import Asker
from dashboard.desk.desk import Desk
from dashboard.desk.shapes import ACTIONS, STATES, Asked, DeskError, Detail
from dashboard.incidents import apply
from dashboard.models import incident_key
from dashboard.records import Severity
from dashboard.rules import Trigger, current
from tests.dashboard.desk.conftest import AN, BINH, CHI, NOW, Open

# By hand: what the table of docs/desk.md says.
OPEN = {"triggered", "acknowledged", "dispatched", "arrived"}
TABLE: dict[str, set[str]] = {
    "acknowledge": {"triggered"},
    "assign": OPEN,
    "dispatch": OPEN,
    "arrived": {"dispatched"},
    "note": set(STATES),
    "severity": OPEN,
    "merge": OPEN,
    "split": OPEN,
    "resolve": OPEN,
    "close": {"resolved"},
    "reopen": {"resolved", "closed"},
}
TOLD: dict[str, dict[str, Any]] = {
    "assign": {"assignee": "binh"},
    "dispatch": {"to": "Đội 2"},
    "note": {"text": "Đã gọi điện"},
    "severity": {"severity": "extreme", "reason": "Nước dâng"},
    "merge": {"reason": "Một nơi"},
    "split": {"sources": ["gauge:1"], "reason": "Hai nơi"},
    "resolve": {"cause": "rain", "outcome": "Nước đã rút"},
    "reopen": {"reason": "Ngập lại"},
}


def _do(desk: Desk, number: int, action: str, who: Asker = AN, later: int = 0, **told: Any) -> Detail:
    now = NOW + timedelta(seconds=later)
    version = told.pop("version", None) or desk.detail(number, who, now).row.version
    return desk.act(who, number, action, version, told, now)


def _refused(desk: Desk, number: int, action: str, who: Asker = AN, later: int = 0, **told: Any) -> DeskError:
    with pytest.raises(DeskError) as caught:
        _do(desk, number, action, who, later, **told)
    return caught.value


def _kinds(detail: Detail) -> list[str]:
    return [step.kind for step in detail.timeline]


def test_each_action_is_done_in_the_states_of_the_table_and_refused_in_the_others(
    desk: Desk, opened: Open
) -> None:
    assert TABLE.keys() == set(ACTIONS) - {"undo"}
    into = opened("into")
    for state in STATES:
        for action, states in TABLE.items():
            ended = {} if state in OPEN else {"resolved_at": NOW}
            number = opened(
                f"{state} {action}",
                state=state,
                sources=[("gauge", 1, f"{state}{action}1"), ("gauge", 2, f"{state}{action}2")],
                **ended,
            )
            told = TOLD.get(action, {}) | ({"into": into} if action == "merge" else {})
            before = desk.detail(number, AN, NOW)
            assert (action in before.may) == (state in states), (action, state)
            if state in states:
                after = _do(desk, number, action, **told)
                assert _kinds(after)[-1] == action
                assert (after.timeline[-1].who, after.timeline[-1].name) == ("an", "Nguyễn Văn An")
                assert after.row.version == before.row.version + (action != "note")
            else:
                error = _refused(desk, number, action, **told)
                assert (error.code, error.values["state"]) == ("not_now", state)
                assert desk.detail(number, AN, NOW) == before


def test_an_incident_goes_its_way_from_alarm_to_end(desk: Desk, opened: Open) -> None:
    number = opened("S-07")
    taken = _do(desk, number, "acknowledge")
    assert (taken.row.state, taken.row.assignee, taken.acknowledged_at) == ("acknowledged", "an", NOW)
    # opened ten minutes ago by a flood rule: an hour or so to arrive
    assert taken.row.clock in ("arrive", "resolve")
    assert taken.row.due_at is not None
    sent = _do(desk, number, "dispatch", to="Đội 2", later=60)
    assert (sent.row.state, sent.timeline[-1].detail["to"]) == ("dispatched", "Đội 2")
    there = _do(desk, number, "arrived", later=120)
    assert (there.row.state, there.row.clock) == ("arrived", "resolve")
    over = _do(desk, number, "resolve", later=180, cause="rain", outcome="Nước rút")
    assert (over.row.state, over.cause, over.outcome) == ("resolved", "rain", "Nước rút")
    assert (over.row.due_at, over.row.clock) == (None, "")
    closed = _do(desk, number, "close", later=240)
    assert (closed.row.state, closed.closed_at) == ("closed", NOW + timedelta(seconds=240))
    again = _do(desk, number, "reopen", later=300, reason="Ngập lại")
    assert (again.row.state, again.reopened, again.resolved_at, again.cause) == ("acknowledged", 1, None, "")
    assert again.row.due_at is not None
    assert again.row.due_at > NOW + timedelta(seconds=300)
    assert _kinds(again)[1:] == ["acknowledge", "dispatch", "arrived", "resolve", "close", "reopen"]


WRONG: list[tuple[str, dict[str, Any], str, str | None]] = [
    ("assign", {}, "wanted", "assignee"),
    ("assign", {"assignee": "nobody"}, "unknown_person", "assignee"),
    ("assign", {"unit": "0"}, "unknown_unit", "unit"),
    ("dispatch", {"to": "  "}, "wanted", "to"),
    ("note", {"text": ""}, "wanted", "text"),
    ("note", {"text": "a" * 4001}, "too_long", "text"),
    ("severity", {"severity": "extreme"}, "wanted", "reason"),
    ("severity", {"severity": "red", "reason": "x"}, "unknown_severity", "severity"),
    ("severity", {"severity": "moderate", "reason": "x"}, "same_severity", "severity"),
    ("resolve", {"cause": "rain"}, "wanted", "outcome"),
    ("resolve", {"cause": "electrical", "outcome": "x"}, "unknown_cause", "cause"),
    ("merge", {"reason": "x"}, "wanted", "into"),
    ("merge", {"reason": "x", "into": 999_999}, "missing", None),
    ("split", {"reason": "x", "sources": []}, "wanted", "sources"),
    ("split", {"reason": "x", "sources": ["gauge:9"]}, "unknown_source", "sources"),
    ("split", {"reason": "x", "sources": ["gauge:1", "gauge:2"]}, "all_sources", "sources"),
    ("undo", {}, "nothing_to_undo", None),
]


def test_what_is_missing_or_wrong_is_told_and_nothing_is_done(
    store: Engine, desk: Desk, opened: Open
) -> None:
    number = opened("S", sources=[("gauge", 1, "flood:1"), ("gauge", 2, "flood:2")])
    before = desk.detail(number, AN, NOW)
    for action, told, code, field in WRONG:
        error = _refused(desk, number, action, **told)
        assert (error.code, error.values.get("field")) == (code, field), (action, told)
    assert desk.detail(number, AN, NOW) == before


def test_the_slower_one_is_told_who_was_faster_and_with_what(desk: Desk, opened: Open) -> None:
    number = opened("S-07")
    seen = desk.detail(number, AN, NOW).row.version
    _do(desk, number, "acknowledge", BINH, later=5)
    error = _refused(desk, number, "dispatch", AN, later=9, version=seen, to="Đội 2")
    assert error.code == "stale"
    assert error.values == {
        "who": "Trần Thị Bình",
        "kind": "acknowledge",
        "at": NOW + timedelta(seconds=5),
    }
    _do(desk, number, "note", AN, later=9, version=seen, text="Beside anything")


def test_of_officers_who_act_at_once_one_is_done_and_the_others_are_refused(desk: Desk, opened: Open) -> None:
    number = opened("S-07")
    seen = desk.detail(number, AN, NOW).row.version
    barrier, ends = threading.Barrier(6), list[str]()

    def race(who: Asker) -> None:
        barrier.wait(30)
        try:
            desk.act(who, number, "acknowledge", seen, {}, NOW)
            ends.append("done")
        except DeskError as error:
            ends.append(error.code)

    threads = [threading.Thread(target=race, args=(who,)) for who in (AN, BINH, CHI) * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(ends) == ["done"] + ["stale"] * 5
    assert _kinds(desk.detail(number, AN, NOW)) == ["triggered", "acknowledge"]


def test_undo_takes_back_ones_own_last_step_within_five_minutes(desk: Desk, opened: Open) -> None:
    steps: list[tuple[str, dict[str, Any]]] = [
        ("acknowledge", {}),
        ("assign", {"assignee": "binh"}),
        ("severity", TOLD["severity"]),
        ("dispatch", TOLD["dispatch"]),
        ("arrived", {}),
        ("resolve", TOLD["resolve"]),
    ]
    number = opened("S-07", sources=[("gauge", 1, "flood:1")])
    stood = [desk.detail(number, AN, NOW)]
    for place, (action, told) in enumerate(steps):
        stood.append(_do(desk, number, action, later=place, **told))
        assert "undo" in stood[-1].may
        assert "undo" not in desk.detail(number, BINH, NOW).may
        assert "undo" not in desk.detail(number, AN, NOW + timedelta(minutes=6)).may
    assert _refused(desk, number, "undo", BINH, later=10).code == "nothing_to_undo"
    assert _refused(desk, number, "undo", AN, later=400).code == "nothing_to_undo"
    for place in range(len(steps) - 1, -1, -1):
        back = _do(desk, number, "undo", later=20 - place)
        for name in ("state", "severity", "assignee", "due_at", "clock"):
            assert getattr(back.row, name) == getattr(stood[place].row, name), (place, name)
        for name in ("acknowledged_at", "dispatched_at", "arrived_at", "resolved_at", "cause"):
            assert getattr(back, name) == getattr(stood[place], name), (place, name)
        assert back.timeline[-1].detail["of"] == steps[place][0]
    assert len(back.timeline) == 1 + 2 * len(steps)


def test_somebody_elses_step_in_between_stands_in_the_way_of_undo(desk: Desk, opened: Open) -> None:
    number = opened("S-07")
    _do(desk, number, "acknowledge", AN)
    _do(desk, number, "note", BINH, text="Beside")
    assert "undo" in desk.detail(number, AN, NOW).may
    _do(desk, number, "assign", BINH, assignee="binh")
    assert "undo" not in desk.detail(number, AN, NOW).may
    assert "undo" in desk.detail(number, BINH, NOW).may


def _trigger(key: str, source_id: int, *, later: int = 60) -> Trigger:
    return Trigger(
        rule="flood",
        kind="flood",
        dedup_key=key,
        severity=Severity.EXTREME,
        subject="S",
        unit_id=1001,
        lat=None,
        lon=None,
        source="gauge",
        source_id=source_id,
        at=NOW + timedelta(seconds=later),
        value=0.9,
    )


def _come(store: Engine, *triggers: Trigger) -> None:
    with writing(store) as connection:
        apply(connection, triggers, current(), NOW + timedelta(seconds=90))


def test_after_a_merge_later_triggers_go_to_the_surviving_one(
    store: Engine, desk: Desk, opened: Open
) -> None:
    one = opened("one", dedup_key="flood:a", severity="severe", sources=[("gauge", 1, "flood:a")])
    two = opened("two", dedup_key="flood:b", sources=[("gauge", 2, "flood:b")])
    gone = _do(desk, one, "merge", into=two, reason="Một nơi")
    assert (gone.row.state, gone.merged_into, gone.sources) == ("merged", two, ())
    held = desk.detail(two, AN, NOW)
    assert held.row.severity == "severe"
    assert {source.source_id for source in held.sources} == {1, 2}
    assert [row.id for row in held.related] == [one]
    assert held.timeline[-1].detail["from"] == one
    _come(store, _trigger("flood:a", 1))
    assert desk.detail(two, AN, NOW).row.severity == "extreme"
    assert [row.id for row in desk.rows(Asked(), AN, NOW).rows] == [two]


def test_a_merge_taken_back_gives_each_its_own(store: Engine, desk: Desk, opened: Open) -> None:
    one = opened("one", dedup_key="flood:a", severity="severe", sources=[("gauge", 1, "flood:a")])
    two = opened("two", dedup_key="flood:b", sources=[("gauge", 2, "flood:b")])
    _do(desk, one, "merge", into=two, reason="Một nơi")
    back = _do(desk, one, "undo", later=5)
    other = desk.detail(two, AN, NOW)
    assert (back.row.state, back.merged_into) == ("triggered", None)
    assert [source.source_id for source in back.sources] == [1]
    assert [source.source_id for source in other.sources] == [2]
    assert other.row.severity == "moderate"
    _come(store, _trigger("flood:a", 1))
    assert desk.detail(one, AN, NOW).row.severity == "extreme"
    assert desk.detail(two, AN, NOW).row.severity == "moderate"


def test_after_a_split_each_source_goes_on_in_its_own_incident(
    store: Engine, desk: Desk, opened: Open
) -> None:
    number = opened("both", dedup_key="flood:a", sources=[("gauge", 1, "flood:a"), ("gauge", 2, "flood:b")])
    held = _do(desk, number, "split", sources=["gauge:1"], reason="Hai nơi")
    new = held.timeline[-1].detail["into"]
    assert [source.source_id for source in held.sources] == [2]
    assert [source.source_id for source in desk.detail(new, AN, NOW).sources] == [1]
    _come(store, _trigger("flood:a", 1))
    assert desk.detail(new, AN, NOW).row.severity == "extreme"
    assert desk.detail(number, AN, NOW).row.severity == "moderate"
    _do(desk, new, "resolve", later=99, cause="rain", outcome="Rút")
    _come(store, _trigger("flood:a", 1, later=200))
    # what comes after its end is near the other one: it joins that, and is not lost
    assert [source.source_id for source in desk.detail(number, AN, NOW).sources] == [2, 1]


def test_a_resolved_one_is_reopened_unless_another_holds_its_key(
    store: Engine, desk: Desk, opened: Open
) -> None:
    number = opened("S", dedup_key="flood:a", sources=[("gauge", 1, "flood:a")])
    _do(desk, number, "resolve", **TOLD["resolve"])
    with reading(store) as connection:
        held = connection.execute(select(incident_key.c.open)).scalars().all()
    assert not any(held)
    _come(store, _trigger("flood:a", 1))
    (new,) = desk.rows(Asked(), AN, NOW).rows
    error = _refused(desk, number, "reopen", reason="Ngập lại")
    assert (error.code, error.values["id"]) == ("held_elsewhere", new.id)
    _do(desk, new.id, "resolve", later=100, **TOLD["resolve"])
    assert _do(desk, number, "reopen", later=120, reason="Ngập lại").row.state == "acknowledged"


def test_many_are_acknowledged_at_once_and_the_others_told(desk: Desk, opened: Open) -> None:
    one, two, three = opened("1"), opened("2"), opened("3")
    _do(desk, two, "acknowledge", BINH)
    bulk = desk.acknowledge(AN, [(one, 1), (two, 1), (three, 1), (999_999, 1)], NOW)
    assert bulk.done == [one, three]
    assert [(number, error.code) for number, error in bulk.refused] == [(two, "stale"), (999_999, "missing")]
    assert desk.counts(AN, NOW)["unacknowledged"] == 0


def test_what_lies_in_anothers_part_of_the_city_is_not_there(desk: Desk, opened: Open) -> None:
    number = opened("S", unit_id=1002)
    ward = Asker(name="chi", unit_id=1001, units=frozenset({1001}))
    with pytest.raises(DeskError) as caught:
        desk.act(ward, number, "note", None, {"text": "x"}, NOW)
    assert caught.value.code == "missing"
    assert desk.acknowledge(ward, [(number, 1)], NOW).done == []


def test_whoever_may_not_act_is_offered_nothing(desk: Desk, opened: Open) -> None:
    assert desk.detail(opened("S"), Asker(name="an", may_act=False), NOW).may == ()


def test_a_person_reports_an_incident_by_place_by_unit_or_by_point(desk: Desk) -> None:
    told: dict[str, Any] = {"kind": "flood", "severity": "severe", "subject": "Ngập hẻm 12"}
    for where, unit in (
        ({"place": "Phường Sài Gòn"}, "26740"),
        ({"unit": "26740", "place": "Hẻm 12"}, "26740"),
        ({"lat": 10.7769, "lon": 106.7009}, "26740"),
    ):
        held = desk.open(AN, told | where, NOW)
        assert (held.row.unit, held.row.rule, held.opened_by) == (unit, "hand", "an")
        assert (held.row.state, held.row.clock) == ("triggered", "acknowledge")
        assert desk.rows(Asked(search="ngap hem"), AN, NOW).rows[0].id == held.row.id
    for wrong, code in (
        ({"subject": ""}, "wanted"),
        ({"kind": "ufo"}, "unknown_kind"),
        ({"severity": "red"}, "unknown_severity"),
        ({"unit": "0"}, "unknown_unit"),
        ({}, "wanted"),
    ):
        with pytest.raises(DeskError) as caught:
            desk.open(AN, told | wrong, NOW)
        assert caught.value.code == code
    with pytest.raises(DeskError) as caught:
        desk.open(Asker(name="chi", units=frozenset({1001})), told | {"unit": "26740"}, NOW)
    assert caught.value.code == "out_of_reach"
