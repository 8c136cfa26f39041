"""`targets.toml`: the targets with which a store begins."""

import tomllib
from collections import defaultdict
from datetime import datetime
from functools import cache
from pathlib import Path

from sqlalchemy import Connection

from dashboard.targets.changing import add, take_turn
from dashboard.targets.held import history
from dashboard.targets.target import Target

FILE_NAME = "targets.toml"  # whoever set what the file tells
_FILE = Path(__file__).with_name(FILE_NAME)


@cache
def from_file() -> tuple[Target, ...]:
    """In the file's order."""
    return tuple(Target(**entry) for entry in tomllib.loads(_FILE.read_text("utf-8"))["target"])


@cache
def targets() -> dict[str, tuple[Target, ...]]:
    """The file's targets of the city by KPI and year. What holds is in the store: see `held`."""
    by_kpi: dict[str, list[Target]] = {}
    for target in sorted(from_file(), key=lambda one: one.year):
        if target.level in ("", "city"):
            by_kpi.setdefault(target.kpi, []).append(target)
    return {kpi: tuple(found) for kpi, found in by_kpi.items()}


def seed(connection: Connection, now: datetime) -> None:
    """Write down what the file tells and the store has not, and end what the file tells no more.

    A target that a person ever set or took away is left as it is. Repeating it changes nothing.
    """
    take_turn(connection)
    rows = defaultdict(list)
    for change in history(connection):
        rows[change.kpi, change.level, change.year, change.source].append(change)
    told = {target.key: target for target in from_file()}
    for key, target in told.items():
        if key not in rows:
            add(connection, target, target.value, FILE_NAME, now)
    for key, changes in rows.items():
        if any(change.set_by != FILE_NAME for change in changes):
            continue
        wanted, last = told.get(key), changes[0]
        if wanted is None and last.after is not None:
            gone = Target(kpi=key[0], level=last.level, year=key[2], source=key[3], value=last.after)
            add(connection, gone, None, FILE_NAME, now)
        if wanted is not None and (wanted.value, wanted.reference) != (last.after, last.reference):
            add(connection, wanted, wanted.value, FILE_NAME, now)
