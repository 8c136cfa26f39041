"""Counts ask for stages: more never asks for less, and of each kind the gravest condition is told."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from dashboard.stages import Condition, Counts, Stages, asked, holding, stage_file

SHIPPED = stage_file.read()
NUMBERS = st.integers(0, 40)


@st.composite
def counts(draw: st.DrawFn) -> Counts:
    silent = {f"feed {number}": "flood" for number in range(draw(st.integers(0, 6)))}
    five = draw(NUMBERS), draw(NUMBERS), draw(NUMBERS), draw(NUMBERS), draw(NUMBERS)
    three = draw(NUMBERS), draw(NUMBERS), draw(NUMBERS)
    return Counts(incidents=five, flood=three, fires=draw(NUMBERS), silent=silent)


def more(one: Counts, other: Counts) -> Counts:
    """At least as much of everything as both have."""
    a, b = one, other
    zero, first, second, third, fourth = (max(pair) for pair in zip(a.incidents, b.incidents, strict=True))
    low, middle, high = (max(pair) for pair in zip(a.flood, b.flood, strict=True))
    return Counts(
        incidents=(zero, first, second, third, fourth),
        flood=(low, middle, high),
        fires=max(a.fires, b.fires),
        silent={**a.silent, **b.silent},
    )


@given(one=counts(), other=counts())
def test_more_never_asks_for_less(one: Counts, other: Counts) -> None:
    conditions = SHIPPED.conditions
    assert asked(conditions, more(one, other)) >= max(asked(conditions, one), asked(conditions, other))


@given(one=counts(), gravity=st.integers(1, 3), level=st.integers(0, 1))
def test_what_grows_graver_never_asks_for_less(one: Counts, gravity: int, level: int) -> None:
    by_gravity, by_level = list(one.incidents), list(one.flood)
    for numbers, at in ((by_gravity, gravity), (by_level, level)):
        if numbers[at]:
            numbers[at] -= 1
            numbers[at + 1] += 1
    zero, first, second, third, fourth = by_gravity
    low, middle, high = by_level
    graver = replace(one, incidents=(zero, first, second, third, fourth), flood=(low, middle, high))
    assert asked(SHIPPED.conditions, graver) >= asked(SHIPPED.conditions, one)


def test_nothing_asks_for_stage_1() -> None:
    assert asked(SHIPPED.conditions, Counts()) == 1
    assert holding(SHIPPED.conditions, Counts()) == []


def test_a_storm_asks_for_stage_4_and_says_why() -> None:
    storm = Counts(incidents=(0, 0, 8, 4, 3), flood=(24, 14, 0), fires=1)
    assert [(one.kind, one.stage, storm.of(one)) for one in holding(SHIPPED.conditions, storm)] == [
        ("incidents", 4, 3),
        ("flood", 3, 14),
        ("fires", 2, 1),
    ]


def test_a_severity_counts_the_graver_ones_too() -> None:
    severe = Condition(stage=2, kind="incidents", severity="severe", at_least=3)
    assert Counts(incidents=(9, 9, 9, 2, 1)).of(severe) == 3


def test_a_silent_feed_makes_unsure_only_what_it_is_behind() -> None:
    fires = Stages(hold=SHIPPED.hold, conditions=(Condition(stage=2, kind="fires", at_least=1),))
    assert fires.is_unsure(Counts(silent={"a": "flood"})) is False
    assert fires.is_unsure(Counts(silent={"a": "fire"})) is True
    assert fires.is_unsure(Counts()) is False
