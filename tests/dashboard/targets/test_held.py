"""The newest row of a target holds, and every row is told in the history."""

from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from dashboard.db import writing
from dashboard.targets import (
    LEVELS,
    Level,
    Mistake,
    Target,
    TargetError,
    held,
    history,
    set_target,
    take_away,
)
from tests.dashboard.records import local

NOW = local("2026-11-05 12:00")
LAW = "2393/QĐ-UBND (2020)"


def wanted(value: float, year: int = 2030, level: Level = "", source: str = LAW, **told: bool) -> Target:
    return Target(kpi="on_time_share", year=year, value=value, level=level, source=source, **told)


def put(store: Engine, target: Target, seen: int = 0, who: str = "127.0.0.1") -> None:
    with writing(store) as connection:
        set_target(connection, target, who, NOW, seen=seen)


def holding(store: Engine, level: str = "city") -> list[Target]:
    with writing(store) as connection:
        return list(held(connection).of("on_time_share", level))


def mistake_of(store: Engine, target: Target, seen: int = 0) -> Mistake:
    with pytest.raises(TargetError) as caught:
        put(store, target, seen)
    return caught.value.mistake


def test_a_target_is_set_changed_and_taken_away_and_its_past_stays(store: Engine) -> None:
    put(store, wanted(80.0), who="first")
    (first,) = holding(store)
    put(store, wanted(85.0), seen=first.id, who="second")
    (second,) = holding(store)
    assert (first.value, second.value) == (80.0, 85.0)
    with writing(store) as connection:
        take_away(connection, second.id, "third", NOW + timedelta(days=1))
    assert holding(store) == []
    with writing(store) as connection:
        told = [(one.set_by, one.before, one.after) for one in history(connection, "on_time_share")]
    assert told == [("third", 85.0, None), ("second", 80.0, 85.0), ("first", None, 80.0)]


def test_targets_stand_by_year_and_are_those_of_the_level_and_of_every_level(store: Engine) -> None:
    for target in (wanted(99.0), wanted(60.0, 2025, "ward"), wanted(90.0, 2025, "city"), wanted(70.0, 2024)):
        put(store, target)
    assert [one.value for one in holding(store, "city")] == [70.0, 90.0, 99.0]
    assert [one.value for one in holding(store, "ward")] == [70.0, 60.0, 99.0]
    assert [one.value for one in holding(store, "unknown")] == [70.0, 99.0]


def test_two_documents_may_ask_for_two_values_in_one_year(store: Engine) -> None:
    put(store, wanted(80.0))
    put(store, wanted(100.0, source="2629/QĐ-TTg"))
    assert [one.value for one in holding(store)] == [80.0, 100.0]


def test_changing_a_source_ends_the_old_target_and_begins_the_new(store: Engine) -> None:
    put(store, wanted(80.0, source="2393"))
    (first,) = holding(store)
    put(store, wanted(80.0), seen=first.id)
    assert [(one.source, one.value) for one in holding(store)] == [(LAW, 80.0)]


def test_of_two_who_change_one_target_the_second_is_told(store: Engine) -> None:
    put(store, wanted(80.0))
    (seen,) = holding(store)
    put(store, wanted(85.0), seen=seen.id)
    assert mistake_of(store, wanted(90.0), seen=seen.id) is Mistake.CHANGED
    with writing(store) as connection, pytest.raises(TargetError):
        take_away(connection, seen.id, "x", NOW)
    assert [one.value for one in holding(store)] == [85.0]


def test_a_target_that_is_there_is_not_set_a_second_time(store: Engine) -> None:
    put(store, wanted(80.0))
    (there,) = holding(store)
    assert mistake_of(store, wanted(90.0)) is Mistake.THERE
    assert mistake_of(store, wanted(80.0), seen=there.id) is Mistake.SAME
    put(store, wanted(70.0, 2025))
    assert mistake_of(store, wanted(90.0, 2025), seen=there.id) is Mistake.THERE
    put(store, wanted(80.0, reference=True), seen=there.id)
    assert [one.reference for one in holding(store)] == [False, True]


def test_what_is_held_is_read_again_only_when_a_row_came(store: Engine) -> None:
    with writing(store) as connection:
        first = held(connection)
        assert held(connection) is first
    put(store, wanted(80.0))
    with writing(store) as connection:
        assert held(connection) is not first


STEPS = st.lists(
    st.tuples(
        st.sampled_from(LEVELS), st.sampled_from([2025, 2030]), st.sampled_from(["", LAW]),
        st.one_of(st.none(), st.integers(0, 5).map(float)),
    ),
    max_size=12,
)  # fmt: skip


@given(steps=STEPS)
@hypothesis_settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_after_any_sequence_the_newest_row_of_each_target_holds(
    store: Engine, steps: list[tuple[Level, int, str, float | None]]
) -> None:
    kpi = f"k{uuid4().hex}"  # of this example alone: rows are never deleted
    model: dict[tuple[Level, int, str], float] = {}
    for level, year, source, value in steps:
        key = level, year, source
        with writing(store) as connection:
            found = {
                (one.level, one.year, one.source): one.id for one in held(connection).every if one.kpi == kpi
            }
            if value is None and key in model:
                take_away(connection, found[key], "x", NOW)
                del model[key]
            elif value is not None and model.get(key) != value:
                target = Target(kpi=kpi, level=level, year=year, source=source, value=value)
                set_target(connection, target, "x", NOW, seen=found.get(key, 0))
                model[key] = value
    with writing(store) as connection:
        every = [one for one in held(connection).every if one.kpi == kpi]
        told = history(connection, kpi)
    assert {(one.level, one.year, one.source): one.value for one in every} == model
    for one in every:
        of_it = [
            row for row in told if (row.level, row.year, row.source) == (one.level, one.year, one.source)
        ]
        assert (of_it[0].id, of_it[0].after) == (one.id, one.value)
