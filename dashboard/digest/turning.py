"""When a promise turns: it stands otherwise than before, has done so for a while, and enough is behind it.

Silence is no turn: a promise without data keeps the state that it had. A promise that is seen for the first
time is written down and told to nobody, and one that turns again on the same day is not told again.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Connection, Engine, select

from dashboard.civil import day_of
from dashboard.db import reading, upsert, writing
from dashboard.digest import texts
from dashboard.digest.body import Promise, Turn
from dashboard.digest.keeping import keep
from dashboard.digest.promises import is_sound, promises
from dashboard.i18n import translator
from dashboard.models import promise_state
from dashboard.outbox.bulletins import announce
from dashboard.outbox.receivers import receivers
from dashboard.settings import Settings
from dashboard.views import Asked, KpiReader

TOPIC = "promise_turned"
HOLDS = timedelta(minutes=30)  # so long it must have stood otherwise
LEAST = 30  # below the line of a share


class Turning:
    """Call `tick` every few minutes, under a lease. A process that begins waits for a turn anew."""

    def __init__(self, store: Engine, reader: KpiReader, settings: Settings) -> None:
        self._store, self._reader, self._settings = store, reader, settings
        self._since: dict[str, tuple[str, datetime]] = {}  # KPI → the other state, and since when

    def tick(self, now: datetime) -> None:
        rows = [row for row in self._reader.table(Asked(), now) if is_sound(row, LEAST)]
        seen = {one.kpi: one for one in promises(rows) if one.state != "no_data"}
        with reading(self._store) as connection:
            held = {row.kpi: row.state for row in connection.execute(select(promise_state))}
        new = [one for key, one in seen.items() if key not in held]
        turned = self._held_long(seen, held, now)
        if new or turned:
            self._write(new, turned, held, now)

    def _held_long(
        self, seen: Mapping[str, Promise], held: Mapping[str, str], now: datetime
    ) -> list[tuple[Promise, datetime]]:
        other = {key: one for key, one in seen.items() if key in held and held[key] != one.state}
        self._since = {
            key: self._since[key] if self._since.get(key, ("", now))[0] == one.state else (one.state, now)
            for key, one in other.items()
        }
        return [
            (one, self._since[key][1]) for key, one in other.items() if now - self._since[key][1] >= HOLDS
        ]

    def _write(
        self,
        new: list[Promise],
        turned: list[tuple[Promise, datetime]],
        held: Mapping[str, str],
        now: datetime,
    ) -> None:
        with writing(self._store) as connection:
            for one in new:
                _remember(connection, one, now)
            for one, since in turned:
                _remember(connection, one, since)
                self._tell(
                    connection,
                    Turn(kpi=one.kpi, before=held[one.kpi], now=one, since=since, made_at=now),
                    now,
                )

    def _tell(self, connection: Connection, turn: Turn, now: datetime) -> None:
        day = day_of(now, self._settings.zone)
        if keep(connection, "turn", turn, day, now) is not None:
            announce(
                connection,
                receivers(self._settings.receivers),
                topic=TOPIC,
                key=f"{turn.kpi} {day.isoformat()}",
                write=partial(_written, turn, self._settings),
                now=now,
                settings=self._settings,
            )


def _remember(connection: Connection, one: Promise, since: datetime) -> None:
    row = {"state": one.state, "value": "" if one.value is None else repr(one.value), "since": since}
    connection.execute(
        upsert(connection, promise_state)
        .values(kpi=one.kpi, **row)
        .on_conflict_do_update(index_elements=["kpi"], set_=row)
    )


def _written(turn: Turn, settings: Settings, language: str) -> tuple[str, str]:
    t = translator(language)
    return texts.turn_title(t, turn), texts.turn_text(t, turn, settings.zone, settings.public_url)
