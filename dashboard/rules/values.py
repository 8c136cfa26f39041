"""Values of a file of rules: each reader takes what TOML holds or raises ValueError."""

# ruff: noqa: TRY004  every fault of a file is a ValueError

import re
from collections.abc import Callable, Collection, Mapping
from datetime import timedelta
from typing import Any, Literal, TypeVar, cast

from dashboard.records import Severity

Reader = Callable[[Any], Any]
T = TypeVar("T")
_SPAN = re.compile(r"(\d{1,5}(?:\.\d+)?) (seconds?|minutes?|hours?|days?)")
NONE = "none"


def switch(told: Any) -> bool:
    if not isinstance(told, bool):
        raise ValueError(f"must be true or false (given: {told!r})")
    return told


def closes(told: Any) -> Literal["officer", "rule"]:
    if told not in ("officer", "rule"):
        raise ValueError(f"must be 'officer' or 'rule' (given: {told!r})")
    return cast(Literal["officer", "rule"], told)


def span(told: Any) -> timedelta:
    """A length of time like "90 seconds" or "1 hour"."""
    found = _SPAN.fullmatch(str(told).strip()) if isinstance(told, str) else None
    if found is None:
        raise ValueError(f"must be a time like '90 seconds', '5 minutes' or '2 hours' (given: {told!r})")
    unit = found[2] if found[2].endswith("s") else f"{found[2]}s"
    return timedelta(**{unit: float(found[1])})


def span_or_none(told: Any) -> timedelta | None:
    """A length of time, more than nothing, or "none": that clock does not run."""
    if told == NONE:
        return None
    length = span(told)
    if not length:
        raise ValueError("must be more than nothing; 'none' where the clock is not to run")
    return length


def number(told: Any) -> float:
    if isinstance(told, bool) or not isinstance(told, int | float) or not 0 <= told <= 1e9:
        raise ValueError(f"must be a number from 0 (given: {told!r})")
    return float(told)


def share(told: Any) -> float:
    if number(told) > 1:
        raise ValueError(f"must be a number from 0 to 1 (given: {told!r})")
    return float(told)


def count(told: Any) -> int:
    if isinstance(told, bool) or not isinstance(told, int) or told < 1:
        raise ValueError(f"must be a whole number from 1 (given: {told!r})")
    return told


def counts(told: Any) -> Mapping[str, int]:
    if not isinstance(told, dict):
        raise ValueError("must be a table of whole numbers")
    return {str(key): count(value) for key, value in told.items()}


def word(told: Any) -> str:
    if not isinstance(told, str) or not told.strip():
        raise ValueError(f"must be a word (given: {told!r})")
    return told.strip()


def severity(told: Any) -> Severity:
    if told not in [one.value for one in Severity]:
        raise ValueError(f"must be one of {', '.join(Severity)} (given: {told!r})")
    return Severity(told)


def patterns(told: Any) -> tuple[str, ...]:
    if not isinstance(told, list) or not all(isinstance(one, str) and one.strip() for one in told):
        raise ValueError("must be a list of texts")
    return tuple(one.strip() for one in told)


def one_of(*known: str) -> Callable[[Any], tuple[str, ...]]:
    def read(told: Any) -> tuple[str, ...]:
        found = patterns(told)
        if unknown := [one for one in found if one not in known]:
            raise ValueError(f"{unknown[0]!r}: there are {', '.join(known)}")
        return found

    return read


def three(read: Callable[[Any], T]) -> Callable[[Any], tuple[T, T, T]]:
    def read_three(told: Any) -> tuple[T, T, T]:
        if not isinstance(told, list) or len(told) != 3:
            raise ValueError("must be a list of three, for the levels I, II and III")
        return read(told[0]), read(told[1]), read(told[2])

    return read_three


def tables(told: Any, read: Callable[[Mapping[str, Any]], T]) -> tuple[T, ...]:
    if not isinstance(told, list) or not all(isinstance(one, dict) for one in told):
        raise ValueError("must be a list of tables")
    return tuple(read(one) for one in told)


def only(entry: Mapping[str, Any], allowed: Collection[str]) -> None:
    if unknown := sorted(set(entry) - set(allowed)):
        raise ValueError(f"unknown key {unknown[0]!r}: there are {', '.join(sorted(allowed))}")
