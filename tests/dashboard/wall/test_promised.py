"""The promises of a wall: of the city and of a unit, their targets, ranks and places."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from dashboard.db import writing
from dashboard.history import load
from dashboard.settings import Settings
from dashboard.targets import Target, set_target
from dashboard.wall.documents import Documents
from tests.dashboard.records import dossier, local
from tests.dashboard.wall.conftest import Put

NOW = local("2025-11-05 12:00")
SAI_GON, BEN_THANH, TAN_DINH = "26740", "26743", "26737"


def promise(documents: Documents, wall: str = "city", key: str = "online_share", now: datetime = NOW) -> Any:
    rows = documents.compute(now, [wall])[wall]["promises"]
    return next(row for row in rows if row["key"] == key)


def share(day: date, code: str, online: int, of: int) -> list[tuple[date, str, str, float]]:
    return [
        (day, code, "dossiers_resolved_online", float(online)),
        (day, code, "dossiers_resolved", float(of)),
    ]


@pytest.fixture
def told(store: Engine, put: Put) -> None:
    """Months by hand: July, September, October and this one, of two wards, and one of this month alone."""
    put("dossiers", NOW)
    load(
        store,
        [
            *share(date(2025, 7, 1), SAI_GON, 20, 100),
            *share(date(2025, 7, 1), BEN_THANH, 60, 100),
            *share(date(2025, 9, 1), SAI_GON, 40, 100),
            *share(date(2025, 10, 1), SAI_GON, 50, 100),
            *share(date(2025, 10, 1), BEN_THANH, 70, 100),
            *share(date(2025, 11, 1), SAI_GON, 6, 10),
            *share(date(2025, 11, 1), BEN_THANH, 6, 10),
            *share(date(2025, 11, 1), TAN_DINH, 3, 20),
        ],
    )


@pytest.mark.usefixtures("told")
def test_a_units_months_and_its_city_and_its_place(documents: Documents) -> None:
    row = promise(documents, SAI_GON)
    assert [one["value"] for one in row["months"][-5:]] == [20.0, None, 40.0, 50.0, 60.0]
    assert (row["value"], row["city_value"]) == (60.0, 37.5)  # 15 of 40
    assert row["rank"] == {"place": 1, "of": 3}
    assert promise(documents, BEN_THANH)["rank"] == {"place": 1, "of": 3}  # equal values, one place
    assert promise(documents, TAN_DINH)["rank"] == {"place": 3, "of": 3}
    city = promise(documents)
    assert (city["value"], city["city_value"], city["rank"]) == (37.5, None, None)


@pytest.mark.usefixtures("told")
def test_units_are_ranked_by_this_month_and_improve_over_three_whole_ones(documents: Documents) -> None:
    ranks = promise(documents)["ranks"]
    assert ranks["of"] == 3
    assert ranks["values"] == [row["value"] for row in ranks["top"]]
    told = [(row["code"], row["value"], row["change"]) for row in ranks["top"]]
    assert told == [(SAI_GON, 60.0, 10.0), (BEN_THANH, 60.0, -10.0), (TAN_DINH, 15.0, None)]
    assert [row["code"] for row in ranks["bottom"]] == [TAN_DINH, BEN_THANH, SAI_GON]
    assert [(row["code"], row["change"]) for row in ranks["improved"]] == [(SAI_GON, 30.0), (BEN_THANH, 10.0)]


@pytest.mark.usefixtures("told")
def test_a_unit_is_held_against_the_target_of_its_own_level(documents: Documents, store: Engine) -> None:
    ward = Target(kpi="online_share", year=2026, value=70.0, source="ward's own", level="ward")
    city = Target(kpi="online_share", year=2026, value=90.0, source="city's own", level="city")
    with writing(store) as connection:
        set_target(connection, ward, "test", NOW)
        set_target(connection, city, "test", NOW)
    of_unit, of_city = promise(documents, SAI_GON)["goal"], promise(documents)["goal"]
    assert (of_unit["year"], of_unit["value"], of_city["value"]) == (2025, 50.0, 50.0)  # both still asked
    next_year = NOW + timedelta(days=60)
    load(store, share(date(2026, 1, 1), SAI_GON, 6, 10))
    late = Documents.compute(documents, next_year, [SAI_GON])[SAI_GON]["promises"][0]
    assert (late["value"], late["goal"], late["forecast"]) == (None, None, None)  # silent by then


@pytest.mark.usefixtures("told")
def test_a_silent_feed_takes_forecast_goal_and_ranks_away(documents: Documents) -> None:
    assert promise(documents)["goal"] is not None
    row = promise(documents, SAI_GON, now=NOW + timedelta(seconds=901))
    assert (row["value"], row["silent_since"], row["last_value"]) == (None, NOW, 60.0)
    assert [row[name] for name in ("forecast", "goal", "ranks", "rank", "city_value")] == [None] * 5


@pytest.mark.usefixtures("told")
def test_without_a_target_there_is_no_goal_and_no_forecast(
    store: Engine, settings: Settings, put: Put, tmp_path: Path
) -> None:
    own = tmp_path / "wall.toml"
    own.write_text('promises = ["dossiers_overdue"]', "utf-8")
    documents = Documents(store, settings.model_copy(update={"wall": own}))
    put("dossiers", NOW, dossier("overdue", due_at=local("2025-11-05 11:00"), unit="Phường Sài Gòn"))
    row = promise(documents, key="dossiers_overdue")
    assert (row["value"], row["targets"], row["goal"], row["forecast"]) == (1, [], None, None)
    worst = row["ranks"]["bottom"][0]
    assert (worst["code"], worst["value"]) == (SAI_GON, 1)  # fewer is better


def test_a_forecast_is_of_whole_months_and_says_when_the_target_is_reached(
    documents: Documents, store: Engine, put: Put
) -> None:
    """One point more each month for three years: 64 % in October, 65 in November … 90 % in December 2027."""
    put("dossiers", NOW)
    months = [date(2022 + (10 + n) // 12, (10 + n) % 12 + 1, 1) for n in range(36)]  # November 2022 on
    assert months[-1] == date(2025, 10, 1)
    load(store, [line for n, month in enumerate(months) for line in share(month, "79", 29 + n, 100)])
    load(store, share(date(2025, 11, 1), "79", 10, 100))  # half a month says nothing of the trend
    target = Target(kpi="online_share", year=2027, value=75.0, source="test", level="city")
    with writing(store) as connection:
        set_target(connection, target, "test", NOW)
        set_target(connection, Target(kpi="online_share", year=2025, value=5.0, source="x"), "test", NOW)
    later = local("2026-01-10 12:00")
    put("dossiers", later)
    load(store, share(date(2025, 11, 1), "79", 65, 100) + share(date(2025, 12, 1), "79", 66, 100))
    load(store, share(date(2026, 1, 1), "79", 66, 100))
    row = promise(documents, now=later)
    points = row["forecast"]["points"]
    assert (points[0]["month"], points[0]["value"], len(points)) == ("2026-01", 67.0, 12)
    assert row["forecast"]["pace"] == 1.0
    goal = row["goal"]
    assert (goal["year"], goal["value"], goal["reached"], goal["first"]) == (2027, 75.0, False, "2026-09")
    assert goal["needed"] == round(9 / 23, 2)  # from January 2026 to December 2027
    assert goal["short"] == 0.0
    assert goal["expected"] > 75.0
