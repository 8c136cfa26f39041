"""Daily figures counted by the simulator, against what the live city tells."""

import csv
import gzip
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from simulator import dvcqg
from simulator.city import City
from simulator.clock import midnight
from simulator.districts import district_of
from simulator.dossiers import filed
from simulator.history import count, history
from simulator.sheet import FOR_EVER, Sheet
from simulator.told_history import past
from tests.simulator.conftest import day_number

UNTIL = date(2026, 11, 20)
DAY = date(2026, 11, 18)
SPRING = day_number("2025-03-01")
FIGURES = {
    "dossiers_received", "dossiers_received_online", "dossiers_resolved", "dossiers_resolved_online",
    "dossiers_resolved_on_time", "dossiers_due_resolved", "dossiers_with_fee", "dossiers_paid_online",
    "dossiers_overdue_entered", "dossiers_overdue_left", "dossiers_left", "dossiers_withdrawn",
    "dossiers_refused", "dossiers_received_partial", "dossiers_received_partial_online",
    "dossiers_received_full", "dossiers_received_full_online", "dossiers_online_index", "dossiers_reused",
    "dossiers_from_national_store", "dossiers_population_checked", "dossiers_supplemented",
    "dossiers_resolved_early", "dossiers_resolved_late", "dossiers_digitised", "dossiers_electronic_result",
    "dossiers_timed", "dossiers_worked_minutes", "dossiers_late_1", "dossiers_late_5", "dossiers_late_over",
    "dossiers_late_supplement", "dossiers_late_intake", "dossiers_late_processing", "dossiers_late_minutes",
    "complaints_received", "complaints_closed",
    "complaints_decided", "complaints_in_time", "complaints_overdue_entered", "complaints_overdue_left",
    "complaints_clock_decided", "complaints_clock_in_time", "complaints_answered", "complaints_with_media",
    "complaints_answer_minutes", "complaints_resolve_minutes", "complaints_judged", "complaints_confirmed",
    "complaints_reopened", "complaints_rated", "complaints_rating",
    "cameras_known", "cameras_online", "panels_known", "panels_mute", "fire_alarms", "fire_alarms_ended",
    "camera_events", "camera_events_false", "fire_alarms_true", "fire_alarms_false",
    "fire_received_n", "fire_received_seconds", "fire_dispatched_n", "fire_dispatched_seconds",
    "fire_arrived_n", "fire_arrived_seconds", "fire_controlled_n", "fire_controlled_seconds",
    "fire_out_n", "fire_out_seconds", "gauges_mute", "tide_peak", "rain_day",
    "flood_minutes_1", "flood_minutes_2", "flood_minutes_3",
    "gauges_known", "gauges_level_1", "gauges_level_2", "gauges_level_3", "flood_peak",
}  # fmt: skip
Table = dict[tuple[date, str, str], float]


@pytest.fixture(scope="module")
def table(city: City) -> Table:
    return {(day, unit, figure): value for day, unit, figure, value in history(city, UNTIL, 1)}


def total(table: Table, figure: str, first: date = date(2025, 11, 20), last: date = UNTIL) -> float:
    return sum(value for (day, _, name), value in table.items() if name == figure and first <= day < last)


def test_all_figures_are_there_for_a_year_and_for_known_wards(city: City, table: Table) -> None:
    assert {figure for _, _, figure in table} == FIGURES
    assert {unit for _, unit, _ in table} == {ward.code for ward in city.wards}
    days = {day for day, _, _ in table}
    assert (min(days), max(days), len(days)) == (date(2025, 11, 20), date(2026, 11, 19), 365)


def told_on(city: City, today: int) -> Iterator[dict[str, Any]]:
    """The messages, long after, of every dossier of Phường Sài Gòn that something happened to on that day."""
    ward = next(number for number, ward in enumerate(city.wards) if ward.code == "26740")
    for number in range(today - 60, today + 1):
        day = filed(city, number)
        near = (day.events >= midnight(today)) & (day.events < midnight(today + 1))
        for row in np.flatnonzero(near.any(axis=1) & (day.ward == ward)):
            yield dvcqg.dossier(city, day, int(row), float(midnight(today + 100)))


def test_history_equals_what_the_dossiers_themselves_say(city: City, table: Table) -> None:
    counted: Counter[str] = Counter()
    date_text = DAY.strftime("%Y%m%d")
    for told in told_on(city, day_number(DAY.isoformat())):
        if told["NgayTiepNhan"].startswith(date_text):
            counted["dossiers_received"] += 1
            counted["dossiers_received_online"] += told["KenhThucHien"] == "2"
            counted["dossiers_reused"] += any(paper["DuocTaiSuDung"] == "1" for paper in told["TaiLieuNop"])
            counted["dossiers_population_checked"] += bool(told["DSKetNoiCSDL"])
            counted["dossiers_supplemented"] += bool(told["DanhSachHoSoBoSung"])
            counted["dossiers_with_fee"] += told["DanhSachLePhi"][0]["Gia"] != "0"
            counted["dossiers_paid_online"] += told["DuocThanhToanTrucTuyen"] in ("1", "2")
        if told["NgayKetThucXuLy"].startswith(date_text) and told["TrangThaiHoSo"] in ("9", "10"):
            counted["dossiers_resolved"] += 1
            counted["dossiers_resolved_on_time"] += told["NgayKetThucXuLy"] <= told["NgayHenTra"]
            counted["dossiers_resolved_early"] += told["NgayKetThucXuLy"][:8] < told["NgayHenTra"][:8]
            counted["dossiers_digitised"] += told["HoSoCoThanhPhanSoHoa"] == "1"
    assert counted["dossiers_received"] > 50
    assert counted == {figure: table.get((DAY, "26740", figure), 0) for figure in counted}


def test_figures_fit_together(table: Table) -> None:
    for smaller, larger in (
        ("dossiers_received_online", "dossiers_received"),
        ("dossiers_resolved_on_time", "dossiers_due_resolved"),
        ("dossiers_due_resolved", "dossiers_resolved"),
        ("dossiers_paid_online", "dossiers_with_fee"),
        ("dossiers_online_index", "dossiers_received_online"),
        ("dossiers_received_full_online", "dossiers_received_full"),
        ("dossiers_late_intake", "dossiers_resolved_late"),
        ("dossiers_digitised", "dossiers_resolved"),
        ("complaints_in_time", "complaints_decided"),
        ("complaints_confirmed", "complaints_judged"),
        ("complaints_rated", "complaints_answered"),
        ("cameras_online", "cameras_known"),
        ("panels_mute", "panels_known"),
        ("gauges_level_2", "gauges_level_1"),
        ("gauges_level_3", "gauges_level_2"),
        ("gauges_level_1", "gauges_known"),
        ("gauges_mute", "gauges_known"),
        ("flood_minutes_2", "flood_minutes_1"),
        ("flood_minutes_3", "flood_minutes_2"),
        ("fire_arrived_n", "fire_alarms"),
        ("fire_alarms_true", "fire_alarms"),
    ):
        for (day, unit, figure), value in table.items():
            if figure == smaller:
                assert value <= table.get((day, unit, larger), 0), (day, unit, smaller)


def test_what_is_open_and_overdue_at_the_end_is_plausible(table: Table) -> None:
    assert 200 < total(table, "dossiers_overdue_entered") - total(table, "dossiers_overdue_left") < 2_000
    assert 10 < total(table, "complaints_overdue_entered") - total(table, "complaints_overdue_left") < 300
    assert 150 < total(table, "complaints_received") - total(table, "complaints_closed") < 1_500


def test_shares_are_those_of_the_city(table: Table) -> None:
    october = {"first": date(2026, 10, 1), "last": date(2026, 11, 1)}

    def share(part: str, whole: str) -> float:
        return total(table, part, **october) / total(table, whole, **october)

    assert 0.70 < share("dossiers_received_online", "dossiers_received") < 0.76
    assert 0.94 < share("dossiers_resolved_on_time", "dossiers_due_resolved") < 0.975
    assert 0.40 < share("dossiers_paid_online", "dossiers_with_fee") < 0.48
    assert 0.91 < share("complaints_in_time", "complaints_decided") < 0.945


def test_states_are_told_each_day_and_the_whole_city_is_known(table: Table) -> None:
    for figure, whole in (("cameras_known", 600), ("panels_known", 2000), ("gauges_known", 219)):
        assert sum(value for (day, _, name), value in table.items() if name == figure and day == DAY) == whole


def test_older_days_can_be_gathered_by_months() -> None:
    sheet = Sheet(day_number("2026-08-30"), day_number("2026-11-03"), [(FOR_EVER, ["a"])])
    sheet.grid("fire_alarms")[:] = 1
    sheet.grid("flood_peak")[3] = 0.4
    sheet.grid("cameras_known")[:] = 7
    rows = [row for row in sheet.rows(daily_for=1) if row[2] != "cameras_known"]
    assert rows == [
        (date(2026, 8, 30), "a", "fire_alarms", 2),
        (date(2026, 9, 1), "a", "fire_alarms", 30),
        (date(2026, 9, 1), "a", "flood_peak", 0.4),
        (date(2026, 10, 1), "a", "fire_alarms", 31),
        (date(2026, 11, 1), "a", "fire_alarms", 1),
        (date(2026, 11, 2), "a", "fire_alarms", 1),
        (date(2026, 11, 2), "a", "flood_peak", 0),
    ]
    states = [row[0].isoformat() for row in sheet.rows(daily_for=1) if row[2] == "cameras_known"]
    assert states == ["2026-08-31", "2026-09-30", "2026-10-31", "2026-11-01", "2026-11-02"]


def test_before_july_2025_figures_are_told_by_district_and_a_record_keeps_its_own() -> None:
    first, change = day_number("2025-06-29"), day_number("2025-07-01")
    sheet = Sheet(first, first + 4, [(change, ["760", "760", "761"]), (FOR_EVER, ["1", "2", "3"])])
    noon = np.array([midnight(first + day) + 43_200 for day in (0, 0, 1, 2, 3)])
    wards, every = np.array([0, 1, 2, 0, 0]), np.ones(5, dtype=np.bool_)
    sheet.count("dossiers_received", noon, wards, every)
    sheet.count("dossiers_resolved", noon + 86_400, wards, every, noon)
    sheet.grid("cameras_known")[:] = 2
    sheet.grid("flood_peak")[1] = (0.2, 0.5, 0.1)
    rows = {(day.isoformat(), unit, figure): value for day, unit, figure, value in sheet.rows() if value}
    assert {key: value for key, value in rows.items() if key[2] == "dossiers_received"} == {
        ("2025-06-29", "760", "dossiers_received"): 2,
        ("2025-06-30", "761", "dossiers_received"): 1,
        ("2025-07-01", "1", "dossiers_received"): 1,
        ("2025-07-02", "1", "dossiers_received"): 1,
    }
    assert {key: value for key, value in rows.items() if key[2] == "dossiers_resolved"} == {
        ("2025-06-30", "760", "dossiers_resolved"): 2,
        ("2025-07-01", "761", "dossiers_resolved"): 1,  # taken on in June: still the district's
        ("2025-07-02", "1", "dossiers_resolved"): 1,
    }
    assert rows["2025-06-30", "760", "cameras_known"] == 4
    assert rows["2025-07-01", "1", "cameras_known"] == 2
    assert [rows["2025-06-30", unit, "flood_peak"] for unit in ("760", "761")] == [0.5, 0.1]


def test_totals_of_the_city_are_the_same_whatever_units_they_are_told_by(city: City) -> None:
    """Half a year each way of 1/7/2025; the same count with every ward as itself."""
    until, by_ward = date(2025, 12, 1), Counter[tuple[date, str]]()
    told = Counter[tuple[date, str]]()
    units: dict[bool, set[str]] = {True: set(), False: set()}
    for day, unit, figure, value in history(city, until, 0.9):
        if figure != "flood_peak":
            told[day, figure] += round(value)
        units[day < date(2025, 7, 1)].add(unit)
    sheet = Sheet(
        day_number("2025-01-06"), day_number("2025-12-01"), [(FOR_EVER, [w.code for w in city.wards])]
    )
    count(sheet, city)
    for day, _unit, figure, value in sheet.rows():
        if figure != "flood_peak":
            by_ward[day, figure] += round(value)
    assert min(day for day, _ in told) == date(2025, 1, 6)
    assert told == by_ward
    assert units[True] == {
        district.code for ward in city.wards if (district := district_of(ward.code, SPRING))
    }
    assert units[False] - units[True] == {ward.code for ward in city.wards}


def test_the_file_is_a_packed_csv(city: City, tmp_path: Path) -> None:
    path = tmp_path / "history.csv.gz"
    command = ["-m", "simulator.history", "--until", UNTIL.isoformat(), "--years", "0.1", str(path)]
    subprocess.run([sys.executable, *command], check=True, timeout=120)
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["day", "unit", "figure", "value"]
    made = chain(history(city, UNTIL, 0.1), past(city, UNTIL, 0.1))
    expected = [[day.isoformat(), *names, f"{value:g}"] for day, *names, value in made]
    assert rows[1:] == expected
