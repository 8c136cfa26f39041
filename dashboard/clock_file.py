"""Reads the clocks of complaints (`clocks.toml`, or the file that OPS_CLOCKS names) and checks them whole."""

import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from dashboard.complaints import EVERYWHERE, Clock, Clocks, Span, Tier
from dashboard.successions import history

SHIPPED = Path(__file__).with_name("clocks.toml")
LONGEST_NAME = 16  # the store's column
_SPAN = re.compile(r"(\d{1,4}(?:\.\d+)?) (minutes|hours|days|working hours|working days)")


@lru_cache(maxsize=8)
def read(path: Path = SHIPPED) -> Clocks:
    """The clocks of a file. Raises ValueError in one line that says where and what."""
    try:
        told = tomllib.loads(path.read_text("utf-8"))
        entries = _tables(told, "clock")
        _only(told, {"clock"})
        clocks = tuple(_clock(entry) for entry in entries)
        _check_units([code for clock in clocks for code in clock.units])
    except (OSError, ValueError) as error:
        raise ValueError(f"{path.name}: {getattr(error, 'strerror', None) or error}") from error
    return Clocks(clocks)


def _clock(entry: Mapping[str, Any]) -> Clock:
    name = _text(entry, "name", "a clock")
    try:
        _only(entry, {"name", "source", "units", "tier"})
        tiers = tuple(_tier(one) for one in _tables(entry, "tier"))
        _check_tiers(tiers)
        return Clock(name, _text(entry, "source", "it"), _texts(entry, "units"), tiers)
    except ValueError as error:
        raise ValueError(f"clock {name!r}: {error}") from error


def _tier(entry: Mapping[str, Any]) -> Tier:
    name = _text(entry, "name", "a tier")
    _only(entry, {"name", "within", "categories"})
    if len(name) > LONGEST_NAME:
        raise ValueError(f"tier {name!r}: a name has at most {LONGEST_NAME} characters")
    found = _SPAN.fullmatch(str(entry.get("within", "")).strip())
    if found is None or float(found[1]) == 0:
        said = entry.get("within")
        raise ValueError(f"tier {name!r}: within = {said!r} is no time like '48 hours' or '3 working days'")
    categories = _texts(entry, "categories") if "categories" in entry else ()
    return Tier(name, Span(float(found[1]), found[2]), categories)


def _check_tiers(tiers: Sequence[Tier]) -> None:
    *special, last = tiers
    if last.categories or not all(tier.categories for tier in special):
        raise ValueError("every tier but the last names its categories, and the last takes the rest")
    if repeated := _repeated([tier.name for tier in tiers]):
        raise ValueError(f"two tiers are called {repeated!r}")


def _check_units(codes: Sequence[str]) -> None:
    if codes.count(EVERYWHERE) != 1:
        raise ValueError(f"exactly one clock must have units = [{EVERYWHERE!r}]")
    if repeated := _repeated(codes):
        raise ValueError(f"unit {repeated!r} has two clocks")
    known = {unit.code for unit in history().units}
    if unknown := next((code for code in codes if code not in known and code != EVERYWHERE), ""):
        raise ValueError(f"no unit has the code {unknown!r}")


def _repeated(texts: Sequence[str]) -> str:
    return next((text for text, number in Counter(texts).items() if number > 1), "")


def _only(entry: Mapping[str, Any], allowed: set[str]) -> None:
    if unknown := sorted(set(entry) - allowed):
        raise ValueError(f"unknown key {unknown[0]!r}")


def _text(entry: Mapping[str, Any], key: str, what: str) -> str:
    value = entry.get(key)
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{what} needs a {key}")
    return value.strip()


def _texts(entry: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = entry.get(key)
    if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
        raise ValueError(f"{key} must be a list of texts")
    return tuple(one.strip() for one in value)


def _tables(entry: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    value = entry.get(key)
    if not isinstance(value, list) or not value or not all(isinstance(one, dict) for one in value):
        raise ValueError(f"it needs at least one [[{key}]]")
    return value
