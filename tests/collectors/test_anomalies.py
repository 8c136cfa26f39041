"""The collector looks back on yesterday, where it holds the lease of that."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from collectors.schedule import ANOMALIES, jobs
from collectors.tenure import Tenure
from dashboard.anomalies import recent
from dashboard.civil import day_of
from dashboard.db import engine, migrate, reading, writing
from dashboard.seeding import seed_store
from dashboard.settings import Settings
from dashboard.tally import put, touch

WARDS = range(1001, 1021)
OFF = 1007


@pytest.fixture
def city(store_url: str) -> Iterator[Engine]:
    """A hundred dossiers a ward and day for twelve weeks; in one ward twenty on the last days."""
    made = engine(store_url)
    migrate(made)
    today = day_of(datetime.now(UTC), Settings(_env_file=None).zone)
    days = {today - timedelta(days=number): number for number in range(90)}
    values = {
        (day, "dossiers_received", ward): 20.0 if ward == OFF and ago <= 2 else 100.0
        for day, ago in days.items()
        for ward in WARDS
    }
    with writing(made) as connection:
        seed_store(connection)
        put(connection, values)
        touch(connection, {(day, "dossiers_received") for day in days})
    yield made
    made.dispose()


def looked_back(city: Engine, held: Tenure) -> set[int]:
    listed = jobs([], [], held, lambda: None, city, Settings(_env_file=None))
    (job,) = [one for one in listed if one.name == ANOMALIES]
    job.run()
    with reading(city) as connection:
        return {one.unit_id for one in recent(connection, 10)}


def test_who_holds_the_lease_finds_yesterdays_anomalies_and_nobody_else(city: Engine) -> None:
    ours, others = Tenure(city, [ANOMALIES], "ours"), Tenure(city, [ANOMALIES], "others")
    ours.renew(datetime.now(UTC))
    others.renew(datetime.now(UTC))
    assert looked_back(city, others) == set()
    assert looked_back(city, ours) == {OFF}
