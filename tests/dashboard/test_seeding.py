"""Every unit that ever was stands in the store: what is about today does not see those that are no more."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import Engine, func, select

from dashboard.board import Board
from dashboard.cartogram import hexagon_centres
from dashboard.db import reading, writing
from dashboard.history import load
from dashboard.ingest import Ingest
from dashboard.models import unit
from dashboard.seeding import seed_store, standing_units
from dashboard.settings import Settings
from dashboard.successions import history
from dashboard.units import Unit, seed_units
from tests.dashboard.records import local

NOW = local("2025-11-05 12:00")
EVER = history().units


def seed_again(store: Engine, units: Sequence[Unit] | None = None) -> None:
    with writing(store) as connection:
        seed_store(connection, units)


def test_a_new_store_holds_every_unit_that_ever_was(ingest: Ingest, store: Engine) -> None:
    seed_again(store)
    with reading(store) as connection:
        assert connection.execute(select(func.count()).select_from(unit)).scalar_one() == len(EVER) == 654
        assert [row.id for row in standing_units(connection)] == [one.id for one in seed_units()]
        then = standing_units(connection, date(2020, 12, 31))
    assert [row.code for row in then].count("769") == 1
    assert {row.name for row in then if row.code == "769"} == {"Quận 2"}


def test_a_reorganisation_that_comes_later_ends_units_and_begins_others(
    ingest: Ingest, store: Engine
) -> None:
    day = date(2030, 1, 1)
    ended = [replace(one, valid_to=day - timedelta(days=1)) if one.id == 1001 else one for one in EVER]
    begun = replace(seed_units()[2], id=1169, code="30001", name="Phường Mới", valid_from=day)
    seed_again(store, [*ended, begun])
    with reading(store) as connection:
        before = {row.id for row in standing_units(connection, day - timedelta(days=1))}
        after = {row.id for row in standing_units(connection, day)}
        known = {row.id for row in standing_units(connection)}
    assert (before - after, after - before) == ({1001}, {1169})
    assert known == after


def test_the_board_counts_the_records_of_units_that_are_no_more_and_its_map_shows_those_of_today(
    ingest: Ingest, store: Engine, settings: Settings
) -> None:
    of_a_ward = (date(2025, 10, 1), "26740", "dossiers_resolved", 9.0)  # not Bến Nghé, which had the code
    of_a_district = (date(2025, 6, 1), "760", "dossiers_resolved", 5.0)
    load(store, [of_a_district, of_a_ward])
    board = Board(store, settings).compute(NOW)
    (row,) = [row for row in board["kpis"] if row["key"] == "online_share"]
    assert [(one["month"], one["value"]) for one in row["months"] if one["value"] is not None] == [
        ("2025-06", 0.0),
        ("2025-10", 0.0),
    ]
    assert len(board["map"]["online_share"]) == 168


def test_the_map_knows_only_the_units_of_today() -> None:
    assert hexagon_centres(EVER) == hexagon_centres()
