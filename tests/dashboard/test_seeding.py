"""Units that are no more may stand in the store: what is about today does not see them."""

from datetime import date

from sqlalchemy import Engine, func, select

from dashboard.board import Board
from dashboard.cartogram import hexagon_centres
from dashboard.clock import tick
from dashboard.db import reading, writing
from dashboard.feeds import Cursor
from dashboard.gazetteer import Gazetteer
from dashboard.history import load
from dashboard.ingest import Ingest
from dashboard.models import unit
from dashboard.places import Places
from dashboard.records import Batch
from dashboard.seeding import seed_store, standing_units
from dashboard.settings import Settings
from dashboard.successions import history
from dashboard.units import seed_units
from tests.dashboard.records import dossier, local

NOW = local("2025-11-05 12:00")
EVER = history().units


def add_former_units(store: Engine) -> None:
    with writing(store) as connection:
        seed_store(connection, EVER)


def test_a_store_that_has_units_gets_those_that_are_missing(ingest: Ingest, store: Engine) -> None:
    add_former_units(store)
    add_former_units(store)
    with reading(store) as connection:
        assert connection.execute(select(func.count()).select_from(unit)).scalar_one() == len(EVER) == 654
        assert [row.id for row in standing_units(connection)] == [one.id for one in seed_units()]


def test_the_board_is_the_same_with_former_units_in_the_store(
    ingest: Ingest, store: Engine, settings: Settings
) -> None:
    due = dossier(unit="Phường Sài Gòn", due_at=local("2025-11-05 16:00"))
    ingest.store(Batch("dossiers", [due], [], 1), NOW, Cursor())
    load(store, [(date(2025, 10, 1), "26740", "dossiers_resolved", 9.0)])
    before = Board(store, settings).compute(NOW)
    add_former_units(store)
    load(store, [(date(2025, 10, 1), "26740", "dossiers_resolved", 9.0)])  # not Bến Nghé, which had the code
    tick(store, settings, NOW)
    assert Board(store, settings).compute(NOW) == before


def test_names_places_and_the_map_know_only_the_units_of_today() -> None:
    assert Gazetteer(EVER).find("26740") == Gazetteer().find("26740")
    assert Gazetteer(EVER).find("Phường Bến Nghé") is None
    assert Gazetteer(EVER).find("Quận 1") is None
    assert Places(EVER).find(10.78, 106.70) == Places().find(10.78, 106.70)
    assert hexagon_centres(EVER) == hexagon_centres()
