"""Procedures beside their own twelve months, worked out by hand."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import Engine, insert

from dashboard.anomalies.anomaly import Anomaly
from dashboard.anomalies.procedures import monthly
from dashboard.civil import months_back
from dashboard.db import reading, writing
from dashboard.models import slice_, slice_figure
from dashboard.seeding import seed_store
from dashboard.units import CITY_ID

OCTOBER = date(2026, 10, 1)
LAST_DAY = date(2026, 10, 31)
CODES = [f"1.{number:06d}" for number in range(10)]
WATCHED, SCHOOL = CODES[4], CODES[7]

Told = Callable[[str, date], float]


def told(store: Engine, received: Told, months: int = 13) -> list[Anomaly]:
    """Dossiers received a month of ten procedures, of each on two channels in two wards."""
    slices = [
        {
            "id": number,
            "record": "dossier",
            "item": code,
            "item_name": f"Thủ tục {code}",
            "field": "",
            "field_name": "",
            "channel": channel,
            "level": 4,
        }
        for number, (code, channel) in enumerate((code, channel) for code in CODES for channel in "12")
    ]
    figures = [
        {
            "month": month,
            "figure": "dossiers_received",
            "unit_id": unit_id,
            "slice_id": one["id"],
            "value": received(str(one["item"]), month) / 4,
        }
        for month in months_back(OCTOBER, months)
        for one in slices
        for unit_id in (1001, 1002)
    ]
    with writing(store) as connection:
        seed_store(connection)
        connection.execute(insert(slice_), slices)
        connection.execute(insert(slice_figure), figures)
    with reading(store) as connection:
        return monthly(connection, LAST_DAY)


def usual(code: str, month: date) -> float:
    """400 a month, a few more or less; of the school's procedure four times that in October."""
    many = 1600 if code == SCHOOL and month.month == 10 else 400
    return many + 8 * ((month.month + CODES.index(code)) % 3)


def test_a_month_like_the_others_is_not_spoken_of(store: Engine) -> None:
    assert told(store, usual) == []


def test_a_procedure_with_half_its_habit_is_found_with_its_name(store: Engine) -> None:
    def halved(code: str, month: date) -> float:
        return usual(code, month) / (2 if (code, month) == (WATCHED, OCTOBER) else 1)

    (one,) = told(store, halved)
    assert (one.day, one.figure, one.unit_id, one.item) == (LAST_DAY, "dossiers_received", CITY_ID, WATCHED)
    assert one.value == pytest.approx(200, abs=10)
    assert one.expected == pytest.approx(400, abs=20)
    assert (one.reason.side, one.reason.habit, one.reason.days) == ("low", "month", 12)
    assert one.reason.item_name == f"Thủ tục {WATCHED}"


def test_a_month_in_which_the_whole_city_was_busier_is_none_of_a_procedure(store: Engine) -> None:
    assert told(store, lambda code, month: usual(code, month) * (1.4 if month == OCTOBER else 1)) == []


def test_four_months_are_no_habit(store: Engine) -> None:
    def halved(code: str, month: date) -> float:
        return usual(code, month) / (2 if (code, month) == (WATCHED, OCTOBER) else 1)

    assert told(store, halved, months=5) == []


def test_only_the_last_day_of_a_month_speaks_of_procedures(store: Engine) -> None:
    with reading(store) as connection:
        assert monthly(connection, date(2026, 10, 30)) == []
        assert monthly(connection, LAST_DAY) == []  # and without any slices of nothing
