"""What the page of targets asks and does, each in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from dashboard.accounts import audit
from dashboard.db import reading, writing
from dashboard.targets.changing import set_target, take_away
from dashboard.targets.form import Mistake, TargetError, read_form
from dashboard.targets.held import Change, held, history
from dashboard.targets.seeding import FILE_NAME
from dashboard.targets.target import Target

LATEST = 12  # changes by people, shown where no KPI is chosen


@dataclass(frozen=True, slots=True)
class Shown:
    """All targets that hold, and the changes of one KPI or the latest that people made, the newest first."""

    targets: tuple[Target, ...]
    changes: tuple[Change, ...]


class TargetDesk:
    """Blocking: call from a thread. Raises SQLAlchemy's errors; whoever calls has asked `access.may`."""

    def __init__(self, store: Engine) -> None:
        self._store = store

    def shown(self, kpi: str = "") -> Shown:
        with reading(self._store) as connection:
            changes = history(connection, kpi)
            if not kpi:
                changes = [one for one in changes if one.set_by != FILE_NAME][:LATEST]
            return Shown(held(connection).every, tuple(changes))

    def set(self, told: Mapping[str, object], who: str, now: datetime) -> list[TargetError]:
        """Follow a form; what is wrong with it, and nothing was done, or an empty list.

        `told` holds the texts kpi, level, year, value, source, reference, and `seen`: the row of the target
        that the form was opened with, "" for a new one.
        """
        wanted, mistakes = read_form(told)
        if wanted is None:
            return mistakes
        try:
            with writing(self._store) as connection:
                set_target(connection, wanted, who, now, seen=_row(told.get("seen")))
                subject = f"{wanted.kpi} {wanted.level} {wanted.year}"
                audit.write(connection, who, "target", subject, {"value": wanted.value}, now)
        except TargetError as error:
            return [error]
        return []

    def take_away(self, row: object, who: str, now: datetime) -> list[TargetError]:
        """End a target by its row; as `set`."""
        try:
            with writing(self._store) as connection:
                take_away(connection, _row(row), who, now)
                audit.write(connection, who, "target-ended", str(row), {}, now)
        except TargetError as error:
            return [error]
        return []


def _row(told: object) -> int:
    """0 where none was told. Raises TargetError for what is no row."""
    text = str(told or "0")
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        raise TargetError(Mistake.CHANGED)
    return int(text)
