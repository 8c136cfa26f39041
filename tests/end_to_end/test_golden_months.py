"""Golden months: hand-made messages come to what was worked out by hand, wherever the servers stand."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

import pytest
from sqlalchemy import Engine

from dashboard.board import Board
from dashboard.db import reading
from dashboard.kpis import BOARD, BY_KEY
from dashboard.recount import count, held, recount
from dashboard.restating import restate, restate_complaints
from dashboard.views import Asked, KpiReader, Value
from tests.end_to_end.golden_months import expected
from tests.end_to_end.golden_months.city import (
    CASES,
    NOW,
    REJECTED,
    monthly,
    process_zone,
    server_zone,
    settings,
    tell_all,
)
from tests.end_to_end.golden_months.expected import Expected, parts
from tests.end_to_end.golden_months.telling import Amounts
from tests.end_to_end.running import opened
from tests.servers import new_store

ZONES = ("UTC", "America/New_York")
KPIS = expected.kpis()


@pytest.fixture(
    scope="module", params=[f"{kind} {zone}" for kind in ("sqlite", "postgresql") for zone in ZONES]
)
def city(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The store of all cases: on each database, with its server and this process in each zone."""
    kind, zone = request.param.split()
    with process_zone(zone):
        for url in new_store(kind, tmp_path_factory.mktemp("golden"), request):
            server_zone(url, zone)
            with opened(url) as store:
                assert {feed: number for feed, number in tell_all(store).items() if number} == REJECTED
                yield store


@pytest.fixture
def reader(city: Engine) -> KpiReader:
    return KpiReader(city, settings())


def test_the_table_of_figures_is_the_sum_of_what_the_cases_add() -> None:
    added: Amounts = defaultdict(float)
    for case in CASES:
        for key, amount in case.amounts().items():
            added[key] += amount
    assert added == expected.figures()


def test_the_months_figures_are_those_worked_out_by_hand(city: Engine) -> None:
    found, told = monthly(city), expected.figures()
    differing = {key: (found.get(key, 0), told.get(key, 0)) for key in found.keys() | told.keys()}
    assert {key: pair for key, pair in differing.items() if pair[0] != pytest.approx(pair[1])} == {}


def differs(value: Value, told: Expected) -> bool:
    found = (value.numerator, value.denominator, value.value)
    return found != pytest.approx((told.numerator, told.denominator, told.value), nan_ok=True)


def test_the_reader_tells_the_kpis_worked_out_by_hand(reader: KpiReader) -> None:
    wrong = {
        (period, row.kpi.key): (row.now, told[row.kpi.key])
        for period, told in KPIS.items()
        for row in reader.table(Asked(period=period), NOW, tuple(told))
        if differs(row.now, told[row.kpi.key])
    }
    assert wrong == {}


def test_the_present_month_is_march(reader: KpiReader) -> None:
    rows = reader.table(Asked(), NOW, tuple(KPIS["2026-03"]))
    assert {row.kpi.key for row in rows if differs(row.now, KPIS["2026-03"][row.kpi.key])} == set()


def test_the_units_of_each_days_map_have_their_own(reader: KpiReader) -> None:
    for unit, on, period, received, resolved in expected.UNITS:
        asked = Asked(unit=unit, on=on, period=period)
        rows = reader.table(asked, NOW, ("online_received_share", "online_share"))
        for row, told in zip(rows, (received, resolved), strict=True):
            assert not differs(row.now, parts(told, "100")), (asked, row.kpi.key, row.now)


def test_the_slices_of_a_month_are_those_worked_out_by_hand(reader: KpiReader) -> None:
    for key, period, dimension, members in expected.SLICES:
        found = {one.code: one.value for one in reader.sliced(Asked(period=period), NOW, key, dimension)}
        assert found.keys() == members.keys(), key
        scale = "100" if BY_KEY[key].unit == "%" else "1"
        assert [code for code, told in members.items() if differs(found[code], parts(told, scale))] == [], key


# A board of each of these moments shows its month as it was counted: O02 was due half a second before one.
MOMENTS = {
    "2024-02-29 23:59:59.500": "2024-02",
    "2026-01-31 23:59:59.500": "2026-01",
    "2026-02-28 23:59:59.500": "2026-02",
    "2026-03-20 10:00:00": "2026-03",
}


@pytest.mark.parametrize(("moment", "month"), MOMENTS.items())
def test_the_board_shows_the_same(city: Engine, moment: str, month: str) -> None:
    now = datetime.fromisoformat(moment).replace(tzinfo=NOW.tzinfo)
    shown = {kpi["key"]: kpi for kpi in Board(city, settings()).compute(now)["kpis"]}
    assert shown.keys() == {kpi.key for kpi in BOARD}
    for key, told in KPIS[month].items():
        if key in shown:
            found = shown[key]["parts"]
            assert found == pytest.approx({"numerator": told.numerator, "denominator": told.denominator}), key
            value = None if told.value is None else round(told.value, BY_KEY[key].decimals)
            assert shown[key]["last_value"] == pytest.approx(value), key


def test_the_boards_line_shows_the_months_before(city: Engine) -> None:
    for kpi in Board(city, settings()).compute(NOW)["kpis"]:
        line = {point["month"]: point["value"] for point in kpi["months"]}
        for month in ("2025-12", "2026-01", "2026-02"):
            if told := KPIS[month].get(kpi["key"]):
                value = None if told.value is None else round(told.value, kpi["decimals"])
                assert line[month] == pytest.approx(value), (kpi["key"], month)


def test_the_golden_months_equal_a_recount(city: Engine) -> None:
    with reading(city) as connection:
        assert held(connection) == count(connection, settings().zone)
    assert restate(city, settings()) == restate_complaints(city, settings()) == 0
    assert recount(city, settings().zone) == 0
