"""After any sequence of messages the running figures equal a full recount."""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as tried
from hypothesis import strategies as st
from sqlalchemy import Engine, text, update

from dashboard.db import reading, writing
from dashboard.ingest import Ingest
from dashboard.models import daily_figure, metadata
from dashboard.records import Batch, Record, Supplement
from dashboard.recount import count, held, recount
from dashboard.settings import Settings
from tests.dashboard.records import CITY, alarm, complaint, dossier, local, tiers
from tests.dashboard.records import reading as told

START = local("2025-10-31 20:00")
PROCEDURES = ("A", "B", "C")
UNITS = ("Phường Sài Gòn", "Phường Bến Thành", "", "Xã Không Có")


def at(hours: int) -> str:
    """A moment some hours after the evening before a month's first day."""
    return (START + timedelta(hours=hours)).strftime("%Y-%m-%d %H:%M:%S")


HOURS = st.integers(0, 120)
MAYBE = st.none() | HOURS.map(at).map(local)


@st.composite
def dossiers(draw: st.DrawFn) -> Record:
    asked = draw(st.lists(st.tuples(HOURS, st.none() | HOURS), max_size=2))
    return dossier(
        draw(st.sampled_from(["d1", "d2", "d3"])),
        at=at(draw(HOURS)),
        status=draw(st.integers(1, 10)),
        channel=draw(st.integers(1, 3)),
        unit=draw(st.sampled_from(UNITS)),
        procedure_code=draw(st.sampled_from(PROCEDURES)),
        accepted_at=draw(MAYBE),
        submitted_at=draw(MAYBE),
        due_at=draw(MAYBE),
        finished_at=draw(MAYBE),
        returned_at=draw(MAYBE),
        refused_at=draw(MAYBE),
        has_fee=draw(st.booleans()),
        paid_online=draw(st.booleans()),
        electronic_result=draw(st.booleans()),
        supplements=tuple(
            Supplement(requested_at=local(at(one)), received_at=None if two is None else local(at(two)))
            for one, two in asked
        ),
    )


@st.composite
def complaints(draw: st.DrawFn) -> Record:
    is_open = draw(st.booleans())
    return complaint(
        draw(st.sampled_from(["c1", "c2"])),
        at=at(draw(HOURS)),
        open=is_open,
        unit=draw(st.sampled_from(UNITS)),
        requested_at=local(at(draw(HOURS))),
        answered_at=draw(MAYBE),
        closed_at=None if is_open else draw(MAYBE),
        category_code=draw(st.sampled_from(["rac", "xd"])),
        category_name=draw(st.sampled_from(["", "Xây dựng", "Dây điện nguy hiểm"])),
        channel=draw(st.sampled_from(["", "Zalo", "Tổng đài 1022"])),
        media_url=draw(st.sampled_from(["", "https://anh.example.vn/1.jpg"])),
        confirmed=draw(st.none() | st.booleans()),
        reopened=draw(st.integers(0, 2)),
        rating=draw(st.none() | st.integers(1, 5)),
    )


@st.composite
def alarms(draw: st.DrawFn) -> Record:
    return alarm(
        draw(st.sampled_from(["a1", "a2"])),
        at=at(draw(HOURS)),
        kind=draw(st.sampled_from(["fire", "fault"])),
        unit=draw(st.sampled_from(UNITS)),
        ended_at=draw(MAYBE),
        replaces=draw(st.sampled_from([(), ("a1",)])),
    )


@st.composite
def readings(draw: st.DrawFn) -> Record:
    return told(draw(st.sampled_from(["g1", "g2"])), at(draw(HOURS)), draw(st.floats(0, 2)))


MESSAGES = st.lists(st.one_of(dossiers(), complaints(), alarms(), readings()), min_size=1, max_size=6)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(_env_file=None, clocks=tiers(tmp_path))


def empty(store: Engine) -> None:
    """Take every record out, leave the units and the feeds."""
    with writing(store) as connection:
        for table in reversed(metadata.sorted_tables):
            if table.name not in ("unit", "feed"):
                connection.execute(text(f"DELETE FROM {table.name}"))


@tried(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(batches=st.lists(MESSAGES, min_size=1, max_size=6))
def test_figures_equal_a_full_recount_after_any_sequence(
    ingest: Ingest, store: Engine, batches: list[list[Record]]
) -> None:
    empty(store)
    for number, records in enumerate(batches):
        ingest.store(Batch("flood", records, [], len(records)), START + timedelta(hours=number))
    with reading(store) as connection:
        assert held(connection) == count(connection, CITY)


def test_a_recount_puts_right_what_somebody_spoiled(ingest: Ingest, store: Engine) -> None:
    ingest.store(Batch("dossiers", [dossier()], [], 1), START)
    with writing(store) as connection:
        connection.execute(update(daily_figure).values(value=7))
    assert recount(store, CITY) == 1
    with reading(store) as connection:
        assert held(connection) == count(connection, CITY)
    assert recount(store, CITY) == 0
