"""What `targets.toml` tells is written down once, and never over a person's word."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, func, select

from dashboard.db import engine, migrate, reading, writing
from dashboard.kpis import BY_KEY
from dashboard.models import target as table
from dashboard.targets import FILE_NAME, Target, held, seed, set_target, take_away
from dashboard.targets.seeding import from_file
from tests.dashboard.records import local

NOW = local("2026-11-05 12:00")


@pytest.fixture
def empty(store_url: str) -> Iterator[Engine]:
    """A store without targets."""
    made = engine(store_url)
    migrate(made)
    yield made
    made.dispose()


def start(store: Engine) -> None:
    with writing(store) as connection:
        seed(connection, NOW)


def rows(store: Engine) -> int:
    with reading(store) as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def online(store: Engine) -> list[Target]:
    with reading(store) as connection:
        return list(held(connection).of("online_share"))


def test_a_new_store_begins_with_the_files_targets(empty: Engine) -> None:
    start(empty)
    with reading(empty) as connection:
        assert sorted(one.key for one in held(connection).every) == sorted(one.key for one in from_file())
    assert [(one.year, one.value, one.source) for one in online(empty)] == [
        (2025, 50.0, "2393/QĐ-UBND (2020)")
    ]


def test_a_later_start_adds_nothing(empty: Engine) -> None:
    start(empty)
    before = rows(empty)
    start(empty)
    assert rows(empty) == before


def test_what_a_person_changed_or_took_away_stays_so(empty: Engine) -> None:
    start(empty)
    (target,) = online(empty)
    changed = Target(kpi="online_share", year=2025, value=55.0, source=target.source)
    with writing(empty) as connection:
        set_target(connection, changed, "127.0.0.1", NOW, seen=target.id)
    start(empty)
    assert [one.value for one in online(empty)] == [55.0]
    with writing(empty) as connection:
        take_away(connection, online(empty)[0].id, "127.0.0.1", NOW)
    start(empty)
    assert online(empty) == []


def test_a_file_that_says_otherwise_is_followed_where_no_person_spoke(
    empty: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    start(empty)
    newer = (Target(kpi="online_share", year=2025, value=52.0, source="2393/QĐ-UBND (2020)"),)
    monkeypatch.setattr("dashboard.targets.seeding.from_file", lambda: newer)
    start(empty)
    with reading(empty) as connection:
        assert held(connection).every == newer
        told = select(table.c.set_by).distinct()
        assert list(connection.execute(told).scalars()) == [FILE_NAME]


def test_every_shipped_target_names_a_kpi_and_its_source() -> None:
    assert {one.kpi for one in from_file()} - BY_KEY.keys() == set()
    assert [one for one in from_file() if not one.source] == []


def test_no_target_is_told_twice() -> None:
    keys = [one.key for one in from_file()]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("level", "values"),
    [("city", {2025: 90.0, 2027: 100.0, 2030: 100.0}), ("district", {2025: 80.0, 2030: 100.0}),
     ("ward", {2025: 60.0, 2027: 100.0, 2030: 95.0})],
)  # fmt: skip
def test_work_dossiers_have_a_target_for_each_level(
    empty: Engine, level: str, values: dict[int, float]
) -> None:
    start(empty)
    with reading(empty) as connection:
        found = held(connection).of("work_online_share", level)
    assert {one.year: one.value for one in found} == values
