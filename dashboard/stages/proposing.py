"""The proposed stage, worked out by the clock. Call `tick` every few seconds, under a lease.

Silence never lowers it: while a feed behind a condition is silent, the proposal does not fall below the one
that held when the silence began. What is remembered is lost with the process: then the hold time begins anew
and the last proposal is what held, so that a restart never lowers it either.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, insert

from dashboard.db import reading, writing
from dashboard.live import Announcer
from dashboard.models import city_stage
from dashboard.settings import Settings
from dashboard.stages.condition import LOWEST, Counts
from dashboard.stages.counting import count
from dashboard.stages.held import PROGRAM, PROPOSED, Held, held
from dashboard.stages.telling import reasons_of
from dashboard.stages.turn import take_turn
from dashboard.stages.window import Asked, Window

# Longer without a look, and another collector may have looked meanwhile.
_FORGOTTEN = timedelta(seconds=30)
# A program that has just begun has not heard the feeds yet: their silence is its own.
_LISTENS = timedelta(minutes=1)


class Proposing:
    """Looks first and writes only where the proposal changes: SQLite has one writer."""

    def __init__(self, store: Engine, settings: Settings) -> None:
        self._store = store
        self._stages = settings.stage_rules
        self._announcer = Announcer(settings.redis_url)
        self._window = Window(self._stages.hold)
        self._began_at: datetime | None = None
        self._looked_at: datetime | None = None
        self._seen = 0  # the proposal that this process wrote or read last
        self._floor: Asked | None = None  # what held when the silence of now began

    def tick(self, now: datetime) -> None:
        """Look, and write a row where another stage is to be proposed."""
        with reading(self._store) as connection:
            counts, found = count(connection, now), held(connection)
        self._remember(found, now)
        wanted = self._window.ask(self._asked(counts, found, now))
        self._looked_at = now
        if found.proposal is not None and wanted.stage == found.proposed:
            return
        detail = {"reasons": list(wanted.reasons), "silent": sorted(set(counts.silent.values()))}
        self._seen = self._write(wanted.stage, detail, found, now)
        self._announcer.changed()

    def _remember(self, found: Held, now: datetime) -> None:
        """The last proposal was asked for now, where this process does not know what was asked since."""
        newest = 0 if found.proposal is None else int(found.proposal.id)
        if self._looked_at is None or now - self._looked_at > _FORGOTTEN:
            self._began_at, self._floor = now, None
        elif newest == self._seen:
            return
        self._seen = newest
        self._window.forget()
        self._window.ask(_last(found, now))

    def _asked(self, counts: Counts, found: Held, now: datetime) -> Asked:
        is_unsure = self._stages.is_unsure(counts)
        self._floor = (self._floor or _last(found, now)) if is_unsure else None
        reasons = reasons_of(self._stages, counts if self._has_listened(now) else _without_silence(counts))
        asked = Asked(now, max((one["stage"] for one in reasons), default=LOWEST), reasons)
        if self._floor is not None and self._floor.stage > asked.stage:
            return Asked(now, self._floor.stage, self._floor.reasons)
        return asked

    def _has_listened(self, now: datetime) -> bool:
        return self._began_at is not None and now - self._began_at >= _LISTENS

    def _write(self, stage: int, detail: Mapping[str, Any], seen: Held, now: datetime) -> int:
        """The id of the newest proposal; another's where one was faster: the next look sees to it."""
        with writing(self._store) as connection:
            take_turn(connection)
            newest = held(connection).proposal
            if newest is not None and (seen.proposal is None or newest.id != seen.proposal.id):
                return self._seen
            row = {"at": now, "kind": PROPOSED, "stage": stage, "who": PROGRAM, "detail": detail}
            added = connection.execute(insert(city_stage).values(row).returning(city_stage.c.id))
            return int(added.scalar_one())


def _last(found: Held, now: datetime) -> Asked:
    proposal = found.proposal
    return Asked(now, found.proposed, () if proposal is None else proposal.detail.get("reasons", ()))


def _without_silence(counts: Counts) -> Counts:
    return Counts(incidents=counts.incidents, flood=counts.flood, fires=counts.fires)
