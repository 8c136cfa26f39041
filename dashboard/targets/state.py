"""Targets by year with their source, and the state of a value against them."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("targets.toml")
AT_RISK = 2.0  # points short of the target that still count as "có nguy cơ"


class State(StrEnum):
    """How a value stands against its target."""

    MET = "met"
    AT_RISK = "at_risk"
    MISSED = "missed"
    NO_TARGET = "no_target"
    NO_DATA = "no_data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A value to reach by the end of a year. `reference`: the city's own, never shown as law."""

    kpi: str
    year: int
    value: float
    source: str
    reference: bool = False


@cache
def targets() -> dict[str, tuple[Target, ...]]:
    """All targets by KPI, each KPI's in the order of years."""
    read = [Target(**entry) for entry in tomllib.loads(_FILE.read_text("utf-8"))["target"]]
    by_kpi: dict[str, list[Target]] = {}
    for target in sorted(read, key=lambda one: one.year):
        by_kpi.setdefault(target.kpi, []).append(target)
    return {kpi: tuple(found) for kpi, found in by_kpi.items()}


def in_force(of_kpi: Sequence[Target], year: int) -> Target | None:
    """The target that a value of this year is held against: the last one due by then, else the next one."""
    due = [target for target in of_kpi if target.year <= year]
    return due[-1] if due else next(iter(of_kpi), None)


def judge(value: float | None, of_kpi: Sequence[Target], year: int, direction: str) -> State:
    """đạt: reached. có nguy cơ: short by no more than AT_RISK. chưa đạt: short by more."""
    target = in_force(of_kpi, year)
    if value is None:
        return State.NO_DATA
    if target is None:
        return State.NO_TARGET
    short = target.value - value if direction == "up" else value - target.value
    if short <= 0:
        return State.MET
    return State.AT_RISK if short <= AT_RISK else State.MISSED
