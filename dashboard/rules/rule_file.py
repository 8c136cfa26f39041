"""Reads the rules (`rules.toml`, and over it the file that OPS_RULES names) and checks them whole."""

# ruff: noqa: TRY004  every fault of a file is a ValueError

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, get_origin, get_type_hints

from dashboard.records import Severity
from dashboard.rules import values
from dashboard.rules.book import Join, Rules
from dashboard.rules.rule import KINDS, RULES, Rule

SHIPPED = Path(__file__).with_name("rules.toml")
ROLES = ("officer", "leader", "planner", "administrator")
_TABLES = ("rule", "join", "kinds", "pace", "escalates_to")


@lru_cache(maxsize=8)
def read(path: Path = SHIPPED) -> Rules:
    """The rules of a file: what it leaves out is as shipped. Raises ValueError in one line."""
    shipped = tomllib.loads(SHIPPED.read_text("utf-8"))
    try:
        told = shipped if path == SHIPPED else tomllib.loads(path.read_text("utf-8"))
        values.only(told, _TABLES)
        return _rules(_over(shipped, told))
    except OSError as error:
        raise ValueError(f"{path}: {error.strerror}: is the path right?") from error
    except ValueError as error:
        raise ValueError(f"{path.name}: {' '.join(str(error).split())}") from error


def _over(shipped: Mapping[str, Any], told: Mapping[str, Any]) -> dict[str, Any]:
    """A city's own tables over the shipped ones, key by key; a list replaces a list."""
    made = dict(shipped)
    for key, value in told.items():
        below = made.get(key)
        made[key] = _over(below, value) if isinstance(value, dict) and isinstance(below, dict) else value
    return made


def _rules(told: Mapping[str, Any]) -> Rules:
    tables = told["rule"]
    if not isinstance(tables, dict) or not all(isinstance(one, dict) for one in tables.values()):
        raise ValueError("rule: write every one as a table of its own, [rule.fire]")
    if unknown := sorted(set(tables) - set(RULES)):
        raise ValueError(f"rule {unknown[0]!r}: there are {', '.join(RULES)}")
    return Rules(
        rules={key: _rule(key, tables[key]) for key in RULES},
        joins=_named("join", lambda: values.tables(told["join"], _join)),
        kinds=_kinds(told["kinds"]),
        pace=_pace(told["pace"]),
        escalates_to=_named("escalates_to", lambda: values.one_of(*ROLES)(told["escalates_to"])),
    )


def _rule(key: str, table: Mapping[str, Any]) -> Rule:
    made = RULES[key]
    hints = get_type_hints(made, include_extras=True)
    readers = {name: hint.__metadata__[0] for name, hint in hints.items() if get_origin(hint) is Annotated}
    try:
        values.only(table, readers)
    except ValueError as error:
        raise ValueError(f"rule {key!r}: {error}") from error
    told = {
        name: _named(f"rule {key!r}: {name}", lambda name=name, reader=reader: reader(table.get(name)))
        for name, reader in readers.items()
    }
    return made(key=key, **told)


def _join(entry: Mapping[str, Any]) -> Join:
    values.only(entry, {"kinds", "metres", "within", "same_topic"})
    kinds = values.one_of(*KINDS)(entry.get("kinds"))
    if len(kinds) != 2:
        raise ValueError("kinds must name two; the same one twice joins incidents of one kind")
    return Join(
        kinds=frozenset(kinds),
        metres=_named("metres", lambda: values.number(entry.get("metres"))),
        within=_named("within", lambda: values.span(entry.get("within"))),
        same_topic=_named("same_topic", lambda: values.switch(entry.get("same_topic", False))),
    )


def _kinds(told: Any) -> Mapping[str, tuple[str, ...]]:
    if not isinstance(told, dict):
        raise ValueError("kinds must be a table of patterns by kind")
    values.one_of("flood", "fire")(list(told))
    return {
        kind: _named(f"kinds: {kind}", lambda one=one: values.patterns(one)) for kind, one in told.items()
    }


def _pace(told: Any) -> Mapping[Severity, float]:
    if not isinstance(told, dict):
        raise ValueError("pace must be a table of numbers by severity")
    made = {
        _named("pace", lambda key=key: values.severity(key)): _named(
            f"pace: {key}", lambda one=one: values.number(one)
        )
        for key, one in told.items()
    }
    if wrong := next((key for key, one in made.items() if not one), None):
        raise ValueError(f"pace: {wrong}: must be more than 0")
    return made


def _named(name: str, read: Any) -> Any:
    """A value, with its name before whatever is wrong with it."""
    try:
        return read()
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from error
