"""The morning's digest is made once: at its hour, or at the next start, by one of several."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from dashboard.db import reading
from dashboard.digest.keeping import DigestDesk
from dashboard.digest.morning import Morning
from dashboard.ingest import Ingest
from dashboard.models import digest, notice
from dashboard.settings import Settings
from dashboard.views import KpiReader
from tests.dashboard.incidents.test_race import at_once
from tests.dashboard.records import local

RECEIVERS = """
[[receiver]]
key = "leaders"
urls = ["json://127.0.0.1:1"]
topics = ["digest"]

[[receiver]]
key = "desk"
urls = ["json://127.0.0.1:2"]
"""


@pytest.fixture
def told(tmp_path: Path, ingest: Ingest) -> Settings:
    file = tmp_path / "receivers.toml"
    file.write_text(RECEIVERS, "utf-8")
    return Settings(_env_file=None, receivers=file, public_url="https://ops.example.vn")


def morning(store: Engine, settings: Settings) -> Morning:
    return Morning(store, KpiReader(store, settings), settings)


def kept(store: Engine) -> list[tuple[str, datetime]]:
    with reading(store) as connection:
        return [(row.kind, row.made_at) for row in connection.execute(select(digest).order_by(digest.c.id))]


def sent(store: Engine) -> list[tuple[str, str]]:
    with reading(store) as connection:
        return [(row.receiver, row.title) for row in connection.execute(select(notice))]


def test_it_is_made_at_its_hour_and_not_before(store: Engine, told: Settings) -> None:
    making = morning(store, told)
    making.tick(local("2025-11-06 06:29"))
    assert kept(store) == []
    making.tick(local("2025-11-06 06:30"))
    making.tick(local("2025-11-06 06:35"))
    assert kept(store) == [("morning", local("2025-11-06 06:30"))]
    making.tick(local("2025-11-07 06:30"))
    assert len(kept(store)) == 2


def test_a_morning_that_was_missed_is_made_at_the_next_start_once(store: Engine, told: Settings) -> None:
    morning(store, told).tick(local("2025-11-06 11:00"))
    morning(store, told).tick(local("2025-11-06 11:10"))
    assert kept(store) == [("morning", local("2025-11-06 11:00"))]


def test_it_is_sent_to_those_who_asked_for_it_in_their_language_with_its_link(
    store: Engine, told: Settings
) -> None:
    morning(store, told).tick(local("2025-11-06 06:30"))
    ((receiver, title),) = sent(store)
    assert receiver == "leaders"
    assert title.startswith("Bản tin ngày 06/11/2025: ")
    with reading(store) as connection:
        body = connection.execute(select(notice.c.body)).scalar_one()
    assert body.splitlines()[-1] == "https://ops.example.vn/digest/2025-11-06"


def test_two_at_once_make_it_once_and_send_it_once(store: Engine, told: Settings) -> None:
    both = [morning(store, told), morning(store, told)]
    at_once(*(lambda one=one: one.tick(local("2025-11-06 06:30")) for one in both))
    assert len(kept(store)) == 1
    assert len(sent(store)) == 1


def test_a_city_that_wants_none_gets_none(store: Engine) -> None:
    morning(store, Settings(_env_file=None, digest_at="")).tick(local("2025-11-06 12:00"))
    assert kept(store) == []


def test_it_is_read_back_as_it_was_made(store: Engine, told: Settings) -> None:
    morning(store, told).tick(local("2025-11-06 06:30"))
    desk = DigestDesk(store)
    held = desk.of_day(local("2025-11-06 00:00").date())
    assert held is not None
    assert held == desk.newest("morning")[0]
    assert desk.of_day(local("2025-11-06 00:00").date() + timedelta(days=1)) is None
