"""What somebody typed into the form, read; each mistake named, so that a page can say what to do."""

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import TypeVar

from dashboard.kpis import BY_KEY
from dashboard.targets.target import LEVELS, Level, Target

FIRST_YEAR, LAST_YEAR = 2000, 2100
LONGEST_SOURCE = 300  # characters
_NUMBER = re.compile(r"(\d+)(?:[.,](\d+))?")

T = TypeVar("T")


class Mistake(StrEnum):
    """What is wrong; the page has a sentence for each."""

    KPI = "kpi"  # none chosen, or none of this name
    LEVEL = "level"
    YEAR = "year"
    VALUE = "value"  # no number
    AMBIGUOUS = "ambiguous"  # 1.240 is read in two ways
    RANGE = "range"  # beyond what the KPI can be
    SOURCE = "source"  # a law's target without one
    LONG = "long"
    SAME = "same"  # nothing would change
    THERE = "there"  # there is such a target, and it is not the one that was opened
    CHANGED = "changed"  # somebody else changed it meanwhile


class TargetError(Exception):
    """A target that cannot be set. `field` is the form's, "" where it is none of them alone."""

    def __init__(self, mistake: Mistake, field: str = "", **values: object) -> None:
        super().__init__(mistake.value)
        self.mistake = mistake
        self.field = field
        self.values = values


def read_form(told: Mapping[str, object]) -> tuple[Target | None, list[TargetError]]:
    """The target of a form's texts, or all mistakes in them. A share may be written "99,5 %"."""
    mistakes: list[TargetError] = []

    def read(reader: Callable[[str], T], name: str) -> T | None:
        try:
            return reader(str(told.get(name) or "").strip())
        except TargetError as error:
            error.field = name
            mistakes.append(error)
            return None

    kpi = read(_kpi, "kpi")
    level = read(_level, "level")
    year = read(_year, "year")
    value = read(lambda text: _value(text, kpi or ""), "value")
    reference = bool(told.get("reference"))
    source = read(lambda text: _source(text, reference), "source")
    if mistakes or kpi is None or level is None or year is None or value is None or source is None:
        return None, mistakes
    return Target(kpi=kpi, level=level, year=year, value=value, source=source, reference=reference), []


def _kpi(text: str) -> str:
    if text not in BY_KEY:
        raise TargetError(Mistake.KPI)
    return text


def _level(text: str) -> Level:
    found = next((level for level in LEVELS if level == text), None)
    if found is None:
        raise TargetError(Mistake.LEVEL)
    return found


def _year(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and FIRST_YEAR <= int(text[:5]) <= LAST_YEAR):
        raise TargetError(Mistake.YEAR, first=FIRST_YEAR, last=LAST_YEAR)
    return int(text[:5])


def _value(text: str, kpi: str) -> float:
    found = _NUMBER.fullmatch(text.removesuffix("%").strip())
    if found is None or not text.isascii() or len(text) > 20:
        raise TargetError(Mistake.VALUE)
    whole, part = found[1], found[2] or ""
    value, most = float(f"{whole}.{part or 0}"), _most(kpi)
    if len(part) == 3 and whole != "0" and len(whole) <= 3 and (most is None or float(whole + part) <= most):
        raise TargetError(Mistake.AMBIGUOUS, given=text, thousands=whole + part, fraction=f"{whole},{part}0")
    if most is not None and value > most:
        raise TargetError(Mistake.RANGE, most=most)
    return value


def _most(kpi: str) -> float | None:
    if kpi not in BY_KEY:
        return None
    return 100.0 if BY_KEY[kpi].unit == "%" else BY_KEY[kpi].most


def _source(text: str, reference: bool) -> str:
    if not text and not reference:
        raise TargetError(Mistake.SOURCE)
    if len(text) > LONGEST_SOURCE:
        raise TargetError(Mistake.LONG, most=LONGEST_SOURCE, given=len(text))
    return " ".join(text.split())
