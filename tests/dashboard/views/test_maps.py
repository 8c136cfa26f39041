"""One set of records on the maps of 2020, 2021 and 2025: the totals are the same, no land counts twice."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as tried
from hypothesis import strategies as st
from sqlalchemy import Engine

from dashboard.db import writing
from dashboard.ingest import Ingest
from dashboard.records import Batch, Record
from dashboard.settings import Settings
from dashboard.successions import history, holds
from dashboard.tally import put, touch
from dashboard.units import UNKNOWN_ID
from dashboard.views import Asked, KpiReader
from tests.dashboard.records import dossier, local
from tests.dashboard.test_recount import empty

NOW = local("2025-11-20 10:00")
MAPS = ("2020-06-30", "2021-01-01", "2025-07-01")
PERIOD = "2020-01-01_2025-11-20"


def made_in(unit: Any, number: int, day: str) -> Record:
    finished = local(f"{day} 15:00")
    return dossier(
        f"{unit}-{number}", at=f"{day} 09:00", unit=unit, status=9, channel=1 + number % 2,
        finished_at=finished, due_at=finished + timedelta(hours=number % 3 - 1),
    )  # fmt: skip


def total(reader: KpiReader, key: str, on: str, period: str = PERIOD) -> tuple[float, float]:
    rows = reader.ranking(Asked(period=period, on=on), NOW, key)
    return (
        sum(row.value.numerator for row in rows),
        sum(row.value.denominator or 0.0 for row in rows),
    )


@pytest.mark.parametrize("key", ["online_share", "on_time_share", "late_days"])
def test_records_of_all_times_have_one_total_on_every_map(
    ingest: Ingest, store: Engine, settings: Settings, key: str
) -> None:
    told = [
        *(made_in("Quận 2", n, "2020-05-04") for n in range(4)),
        *(made_in("Quận Thủ Đức", n, "2020-05-05") for n in range(3)),
        *(made_in("Thành phố Thủ Đức", n, "2022-05-04") for n in range(5)),
        *(made_in("Quận 1", n, "2024-05-06") for n in range(2)),
        *(made_in("Phường Sài Gòn", n, "2025-08-04") for n in range(6)),
        *(made_in("Xã Không Có", n, "2025-08-05") for n in range(1)),
        *(made_in("Thành phố Hồ Chí Minh", n, "2025-08-05") for n in range(2)),
    ]
    ingest.store(Batch("dossiers", list(told), [], 1), NOW)
    reader = KpiReader(store, settings)
    totals = [total(reader, key, on) for on in MAPS]
    assert totals[0] == pytest.approx(totals[1])
    assert totals[0] == pytest.approx(totals[2])
    if key == "online_share":
        assert totals[0] == pytest.approx(
            (10, 23)
        )  # online of 4, 3, 5, 2, 6, 1, 2: 2 + 1 + 2 + 1 + 3 + 0 + 1


@tried(
    max_examples=10,
    phases=(Phase.explicit, Phase.generate),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    told=st.dictionaries(
        st.tuples(st.integers(0, 400), st.sampled_from([unit.id for unit in history().units])),
        st.integers(1, 1000),
        max_size=30,
    )
)
def test_any_figures_of_any_unit_have_one_total_on_every_map(
    ingest: Ingest, store: Engine, settings: Settings, told: dict[tuple[int, int], int]
) -> None:
    del ingest
    empty(store)
    units = {unit.id: unit for unit in history().units}
    figures: dict[tuple[date, str, int], float] = {}
    for (days, unit_id), number in told.items():
        unit = units[unit_id]
        day = min(unit.valid_to or date(2025, 11, 1), date(2025, 11, 1)) - timedelta(days=days)
        day = max(day, unit.valid_from or date(2020, 1, 1), date(2020, 1, 1))
        if holds(unit, day):
            figures[day, "dossiers_received", unit_id] = number
            figures[day, "dossiers_received_online", unit_id] = number // 2
    with writing(store) as connection:
        put(connection, figures)
        touch(connection, {(day, figure) for day, figure, _unit in figures})
    reader = KpiReader(store, settings)
    known = sum(value for (_day, figure, _unit), value in figures.items() if figure == "dossiers_received")
    for on in MAPS:
        _online, received = total(reader, "online_received_share", on)
        assert received == pytest.approx(known)


def test_what_lay_outside_the_citys_border_is_counted_apart(
    ingest: Ingest, store: Engine, settings: Settings
) -> None:
    inside = [made_in("Quận 1", n, "2020-05-04") for n in range(2)]
    outside = [made_in("Thành phố Vũng Tàu", n, "2020-05-04") for n in range(3)]
    ingest.store(Batch("dossiers", [*inside, *outside], [], 1), NOW)
    reader = KpiReader(store, settings)
    asked = Asked(period="2020-05", on="2020-06-30")
    (row,) = reader.table(asked, NOW, ["online_share"])
    assert (row.now.numerator, row.now.denominator) == (1, 2)
    ranked = reader.ranking(asked, NOW, "online_share")
    assert {
        one.unit.name: one.value.denominator for one in ranked if one.outside and one.value.denominator
    } == {"Thành phố Vũng Tàu": 3}
    (today,) = reader.table(Asked(period="2020-05"), NOW, ["online_share"])
    assert today.now.denominator == 5  # it has joined since


def test_a_map_ranks_each_piece_of_land_once(ingest: Ingest, store: Engine, settings: Settings) -> None:
    ingest.store(
        Batch(
            "dossiers",
            [made_in("Quận 9", 0, "2020-05-04"), made_in("Phường Sài Gòn", 0, "2025-08-04")],
            [],
            1,
        ),
        NOW,
    )
    reader = KpiReader(store, settings)
    names_2020 = [one.unit.name for one in reader.ranking(Asked(on="2020-06-30"), NOW, "online_share")]
    names_2021 = [one.unit.name for one in reader.ranking(Asked(on="2021-01-01"), NOW, "online_share")]
    assert "Quận 9" in names_2020
    assert "Thành phố Thủ Đức" not in names_2020
    assert "Quận 9" not in names_2021
    assert "Thành phố Thủ Đức" in names_2021
    assert len([name for name in names_2020 if name.startswith("Quận")]) == 19  # and 5 rural districts


def test_the_past_of_a_divided_district_is_an_estimate_and_marked(
    ingest: Ingest, store: Engine, settings: Settings
) -> None:
    ingest.store(Batch("dossiers", [made_in("Quận 1", n, "2024-05-06") for n in range(10)], [], 1), NOW)
    reader = KpiReader(store, settings)
    asked = Asked(period="2024-05")
    ranked = {one.unit.name: one for one in reader.ranking(asked, NOW, "online_share")}
    parts = [one for one in ranked.values() if (one.value.denominator or 0) > 0]
    assert sum(one.value.denominator or 0 for one in parts) == pytest.approx(10)
    assert {"Phường Sài Gòn", "Phường Bến Thành"} < {one.unit.name for one in parts}
    assert all(one.is_estimate for one in parts)
    assert not ranked["Phường Thủ Đức"].is_estimate
    (row,) = reader.table(Asked(period="2024-05", unit="26740"), NOW, ["online_share"])
    assert row.is_estimate
    (today,) = reader.table(Asked(unit="26740"), NOW, ["online_share"])
    assert not today.is_estimate  # of this month nothing was shared out
    district = reader.table(Asked(period="2024-05", unit="760", on="2025-06-30"), NOW, ["online_share"])[0]
    assert (district.now.denominator, district.is_estimate) == (10, False)


def test_unknown_is_a_row_of_every_map(ingest: Ingest, store: Engine, settings: Settings) -> None:
    ingest.store(Batch("dossiers", [made_in("Xã Không Có", 0, "2025-08-04")], [], 1), NOW)
    reader = KpiReader(store, settings)
    for on in MAPS:
        ranked = reader.ranking(Asked(period="2025-08", on=on), NOW, "online_share")
        assert ranked[-1].unit.id == UNKNOWN_ID or any(one.unit.id == UNKNOWN_ID for one in ranked)
        (unknown,) = [one for one in ranked if one.unit.id == UNKNOWN_ID]
        assert unknown.value.denominator == 1
