"""The incidents' clock is looked at by the collector that holds the lease of that, and by no other."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, select

from collectors.schedule import INCIDENTS, jobs
from collectors.tenure import Tenure
from dashboard.db import engine, migrate, reading
from dashboard.feeds import FeedInfo
from dashboard.ingest import Ingest
from dashboard.models import incident
from dashboard.records import Alarm, Batch, version
from dashboard.settings import Settings

FIRE = FeedInfo(name="fire", kind="fire", transport="mqtt")


@pytest.fixture
def burning(store_url: str) -> Iterator[Engine]:
    """A fire of five minutes ago that nobody has acknowledged."""
    made = engine(store_url)
    migrate(made)
    began = datetime.now(UTC) - timedelta(minutes=5)
    told = Alarm(external_id="a", version=version(began), kind="fire", observed_at=began)
    Ingest(made, Settings(_env_file=None), [FIRE]).store(Batch("fire", [told], [], 1), began)
    yield made
    made.dispose()


def escalated(store: Engine, held: Tenure) -> int:
    """How many roles up it is after the job of a collector has run once."""
    listed = jobs([], [], held, lambda: None, store, Settings(_env_file=None))
    (job,) = [one for one in listed if one.name == INCIDENTS]
    job.run()
    with reading(store) as connection:
        return int(connection.execute(select(incident.c.escalated)).scalar_one())


def test_who_holds_the_lease_escalates_and_nobody_else(burning: Engine) -> None:
    ours, others = Tenure(burning, [INCIDENTS], "ours"), Tenure(burning, [INCIDENTS], "others")
    ours.renew(datetime.now(UTC))
    others.renew(datetime.now(UTC))
    assert escalated(burning, others) == 0
    assert escalated(burning, ours) == 1


def test_when_its_holder_dies_the_next_takes_over(burning: Engine) -> None:
    dead, next_one = Tenure(burning, [INCIDENTS], "dead"), Tenure(burning, [INCIDENTS], "next")
    dead.renew(datetime.now(UTC) - timedelta(minutes=1))  # and never again
    next_one.renew(datetime.now(UTC))
    assert escalated(burning, next_one) == 1
