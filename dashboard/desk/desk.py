"""The incident desk: what routes ask and officers do, each in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine

from dashboard.db import reading, writing
from dashboard.desk import counts, devices, listing, people
from dashboard.desk.actions.doing import act
from dashboard.desk.actions.opening import by_hand
from dashboard.desk.actions.step import read
from dashboard.desk.asker import Asker
from dashboard.desk.detail import detail
from dashboard.desk.layers import layers
from dashboard.desk.papers import Papers
from dashboard.desk.shapes import Asked, DeskError, Detail, NearbyDevice, Rows
from dashboard.live import Announcer
from dashboard.settings import Settings
from dashboard.whereabouts import Whereabouts


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulk:
    """What was done of many, and why the others were not."""

    done: list[int]
    refused: list[tuple[int, DeskError]]


class Desk:
    """Blocking: call from a thread. Raises DeskError, and SQLAlchemy's errors where the store is away.

    Made, it raises SettingsError where the city's layers cannot be read.
    """

    def __init__(self, store: Engine, settings: Settings) -> None:
        self._store = store
        self._link = settings.camera_link
        self._boundaries = settings.boundaries
        self._where: Whereabouts | None = None
        self._announcer = Announcer(settings.redis_url)
        self.papers = Papers(store, self._announcer)
        self.layers = layers(settings.layers)

    def rows(self, asked: Asked, asker: Asker, now: datetime) -> Rows:
        with reading(self._store) as connection:
            return listing.page(connection, asked, asker, now)

    def points(self, asked: Asked, asker: Asker, now: datetime) -> list[dict[str, Any]]:
        with reading(self._store) as connection:
            return counts.points(connection, asked, asker, now)

    def counts(self, asker: Asker, now: datetime) -> dict[str, Any]:
        with reading(self._store) as connection:
            return counts.counts(connection, asker, now)

    def detail(self, number: int, asker: Asker, now: datetime) -> Detail:
        with reading(self._store) as connection:
            return self._detail(connection, number, asker, now)

    def _detail(self, connection: Connection, number: int, asker: Asker, now: datetime) -> Detail:
        found = detail(connection, number, asker, self._link, now)
        if found is None:
            raise DeskError(code="missing", values={"id": number})
        return found

    def nearby(self, number: int, asker: Asker, now: datetime) -> list[NearbyDevice]:
        with reading(self._store) as connection:
            place = self._detail_place(connection, number, asker)
            return devices.nearby(connection, *place, self._link, now)

    def _detail_place(self, connection: Connection, number: int, asker: Asker) -> tuple[Any, Any]:

        held = read(connection, number, asker)
        return held.lat, held.lon

    def gauge_hours(self, device_id: int, hours: int, now: datetime) -> dict[str, Any]:
        with reading(self._store) as connection:
            found = devices.gauge_hours(connection, device_id, hours, now)
        if found is None:
            raise DeskError(code="missing", values={"id": device_id})
        return found

    def people(self, now: datetime) -> dict[str, Any]:
        with reading(self._store) as connection:
            return people.people(connection, now)

    def act(
        self,
        asker: Asker,
        number: int,
        action: str,
        version: int | None,
        told: Mapping[str, object],
        now: datetime,
    ) -> Detail:
        """Do it; the incident as it is then."""
        with writing(self._store) as connection:
            act(connection, asker, number, action, version, told, now)
        self._announcer.changed()
        return self.detail(number, asker, now)

    def open(self, asker: Asker, told: Mapping[str, object], now: datetime) -> Detail:
        """An incident that a person reports."""
        if self._where is None:
            self._where = Whereabouts(self._boundaries)
        with writing(self._store) as connection:
            number = by_hand(connection, asker, told, self._where, now)
        self._announcer.changed()
        return self.detail(number, asker, now)

    def acknowledge(self, asker: Asker, wanted: Sequence[tuple[int, int]], now: datetime) -> Bulk:
        """Many at once, (number, version) each; what another was faster with is left out and told."""
        bulk = Bulk(done=[], refused=[])
        with writing(self._store) as connection:
            for number, version in wanted:
                try:
                    act(connection, asker, number, "acknowledge", version, {}, now)
                    bulk.done.append(number)
                except DeskError as error:
                    bulk.refused.append((number, error))
        self._announcer.changed()
        return bulk
