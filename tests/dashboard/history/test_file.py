"""`python -m dashboard.history FILE.csv`: all of a file or nothing, and every mistake of it at once."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select

from dashboard.db import reading
from dashboard.history import Told, load, load_told
from dashboard.history.__main__ import load_file
from dashboard.history.checked import ProblemsError
from dashboard.history.points import SHIPPED, read_points
from dashboard.history.sheet import SheetError, read_sheet
from dashboard.i18n import translator
from dashboard.ingest import Ingest
from dashboard.models import daily_figure, figure_history, known_point
from dashboard.records import Batch
from dashboard.successions import unit_of
from tests.dashboard.records import dossier, local

T = translator("en")
TODAY = date(2026, 11, 23)


def written(folder: Path, text: str) -> Path:
    path = folder / "past.csv"
    path.write_text(text, "utf-8")
    return path


def told(store: Engine, *names: str) -> list[Any]:
    columns = [daily_figure.c[name] for name in names]
    with reading(store) as connection:
        return [tuple(row) for row in connection.execute(select(*columns).where(daily_figure.c.loaded))]


def until(store: Engine) -> dict[str, date]:
    with reading(store) as connection:
        return {row.figure: row.until for row in connection.execute(select(figure_history))}


def unit_id(code: str, day: date) -> int:
    unit = unit_of(code, day)
    assert unit is not None
    return unit.id


def test_days_and_months_are_loaded_under_the_units_of_their_day(store: Engine, tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "day;month;unit;figure;value;source\n"
        "2020-12-31;;769;dossiers_received;3;sổ\n"
        ";2021-01;769;dossiers_received;31,5;\n"
        ";2021-01;769;cameras_known;7;\n"
        "2025-06-30;;Phường 12, Quận Bình Thạnh;dossiers_received;2;\n"
        "2025-07-01;;phuong sai gon;dossiers_received;1;\n",
    )
    assert load_file(store, path, TODAY, T) == ["5 figures of 2020-12-31 to 2025-07-01 are loaded."]
    quan_2, thu_duc = unit_id("769", date(2020, 1, 1)), unit_id("769", date(2021, 1, 1))
    found = sorted(told(store, "day", "figure", "unit_id", "value"))
    assert [row[:3] for row in found][:3] == [
        (date(2020, 12, 31), "dossiers_received", quan_2),
        (date(2021, 1, 1), "dossiers_received", thu_duc),  # a sum: under the month's first day
        (date(2021, 1, 31), "cameras_known", thu_duc),  # a state: under its last
    ]
    assert [row[3] for row in found] == [3, 31.5, 7, 2, 1]
    assert found[4][2] == unit_id("26740", date(2025, 7, 1))


def test_a_month_holds_to_its_last_day_and_an_older_file_hides_no_newer_one(
    store: Engine, tmp_path: Path
) -> None:
    head = "month,unit,figure,value\n"
    load_file(store, written(tmp_path, head + "2025-10,79,complaints_received,14707\n"), TODAY, T)
    assert until(store) == {"complaints_received": date(2025, 10, 31)}
    load_file(store, written(tmp_path, head + "2019-01,79,complaints_received,9\n"), TODAY, T)
    assert until(store) == {"complaints_received": date(2025, 10, 31)}


def test_loading_twice_gives_the_same_table(store: Engine, tmp_path: Path) -> None:
    path = written(tmp_path, "day,unit,figure,value\n2024-02-29,760,dossiers_received,12\n")
    load_file(store, path, TODAY, T)
    once = told(store, "day", "figure", "unit_id", "value"), until(store)
    load_file(store, path, TODAY, T)
    assert (told(store, "day", "figure", "unit_id", "value"), until(store)) == once


def test_every_mistake_is_told_by_its_line_and_nothing_is_loaded(store: Engine, tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "day,month,unit,figure,value\n"
        "2024-02-29,,760,dossiers_received,1\n"
        "2024-02-30,,760,dossiers_recieved,viele\n"
        "2024-03-01,,26740,dossiers_received,1\n"
        "2025-03-01,,Phường 12,dossiers_received,1\n"
        "2025-08-01,,Quận 1,dossiers_received,1\n"
        ",2026-11,79,dossiers_received,1\n"
        "2024-01-01,2024-01,760,dossiers_received,1\n"
        '2024-03-02,,760,xyz,"1,234"\n'
        "2024-02-29,,Quận 1,dossiers_received,2\n"
        "2024-03-03,,760\n"
        "2024-03-04,,,dossiers_received,\n"
        "2024-03-05,,760,procedures_used,3\n",
    )
    with pytest.raises(ProblemsError) as caught:
        load_file(store, path, TODAY, T)
    assert [(problem.line, problem.text) for problem in caught.value.problems] == [
        (3, "2024-02-30 is no date: write 2025-10-31, a month as 2025-10"),
        (3, "“viele” is no number"),
        (3, "figure dossiers_recieved is not known: is dossiers_received meant?"),
        (4, "no unit had the code or name 26740 on 2024-03-01: give a district of then"),
        (5, "several units had the name Phường 12 on 2025-03-01: give the code"),
        (6, "no unit had the code or name Quận 1 on 2025-08-01: give a ward of that day"),
        (7, "2026-11-30 is not over yet: only what is past can be loaded"),
        (8, "fill in one of these, and only one: day, month"),
        (9, "1,234 has two readings: write 1234 or 1.234"),
        (9, "figure xyz is not known: see docs/figures.md"),
        (10, "line 2 says the same already"),
        (11, "3 cells stand under 5 headings"),
        (12, "“” is no number"),
        (12, "the unit is missing: give its code or its name"),
        (13, "figure procedures_used is not known: is procedures_full meant?"),
    ]
    assert told(store, "day") == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("day,unit,value\n2024-02-29,760,1\n", "Columns are missing: figure. There are: day, unit, value."),
        ("day,unit,figure,value\n", "The file holds no lines."),
        ("kpi,unit,year,value\n", "Columns are missing: source"),
    ],
)
def test_a_file_of_other_columns_is_one_sentence(store: Engine, tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(SheetError, match=says):
        load_file(store, written(tmp_path, text), TODAY, T)


def test_counted_days_that_are_taken_over_do_not_go_unsaid(
    store: Engine, ingest: Ingest, tmp_path: Path
) -> None:
    now = local("2025-11-05 12:00")
    ingest.store(Batch("dossiers", [dossier("a", at="2025-11-01 09:00", unit="Sài Gòn")], [], 1), now)
    path = written(tmp_path, "month,unit,figure,value\n2025-11,26743,dossiers_received,9\n")
    said = load_file(store, path, TODAY, T)
    assert said[1:] == [
        "dossiers_received: until 2025-11-30 what is loaded holds for every unit, instead of 1 counted days."
    ]


def test_a_load_of_several_transactions_takes_over_with_the_last(
    store: Engine, ingest: Ingest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.history._CHUNK", 2)
    lines = [(date(2024, 1, day), "760", "dossiers_received", float(day)) for day in range(1, 6)]
    assert load(store, lines) == 5
    assert len(told(store, "day")) == 5

    def broken() -> Any:
        for day in range(1, 4):
            yield Told(date(2024, 2, day), date(2024, 2, day), "dossiers_received", 101, 1.0)
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="disk"):
        load_told(store, broken())
    assert until(store) == {"dossiers_received": date(2024, 1, 5)}


def test_the_shipped_points_stand_in_every_store_with_their_sources(store: Engine, ingest: Ingest) -> None:
    points = read_points(read_sheet(SHIPPED, T), TODAY, T)
    with reading(store) as connection:
        rows = connection.execute(select(known_point)).all()
    assert len(rows) == len(points)
    assert all(row.source for row in rows)
    held = {(row.kpi, row.unit_id, row.first, row.last): row.value for row in rows}
    binh_tan, quan_1 = unit_id("777", date(2017, 1, 1)), unit_id("760", date(2019, 1, 1))
    assert held["online_share", binh_tan, date(2017, 1, 1), date(2017, 12, 31)] == 4
    assert held["online_share", quan_1, date(2020, 1, 1), date(2020, 3, 31)] == 96
    assert held["complaints_received", 1, date(2025, 9, 25), date(2025, 10, 25)] == 14_707
    assert held["complaints_48h_share", 1, date(2025, 9, 1), date(2025, 9, 30)] == 93.77


def test_a_file_of_points_switches_no_counted_figure_off_and_outlives_a_restart(
    store: Engine, ingest: Ingest, tmp_path: Path
) -> None:
    path = written(
        tmp_path,
        "kpi;unit;year;value;source\n"
        "online_share;Quận Bình Tân;2017;4,5;Báo cáo\n"
        "online_share;760;2018;17,5;Báo\n",
    )
    assert load_file(store, path, TODAY, T) == ["2 known points are loaded."]
    load_file(store, path, TODAY, T)  # seeds the store again
    with reading(store) as connection:
        rows = connection.execute(select(known_point).where(known_point.c.first < date(2019, 1, 1))).all()
    assert {(row.value, row.source) for row in rows} == {(4.5, "Báo cáo"), (17.5, "Báo")}
    assert (told(store, "day"), until(store)) == ([], {})


def run(folder: Path, text: str, **environment: str) -> subprocess.CompletedProcess[str]:
    path = written(folder, text)
    return subprocess.run(
        [sys.executable, "-m", "dashboard.history", str(path)],
        env=os.environ | {"OPS_DATA_DIR": str(folder)} | environment,
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_the_command_speaks_the_citys_language_and_ends_with_1_where_nothing_was_loaded(
    tmp_path: Path,
) -> None:
    wrong = "day,unit,figure,value\n" + "2024-01-01,999,dossiers_received,1\n" * 60
    done = run(tmp_path, wrong)
    lines = done.stderr.splitlines()
    assert (done.returncode, done.stdout, len(lines)) == (1, "", 52)
    assert lines[0].startswith("past.csv, dòng 2: không đơn vị nào có mã hoặc tên 999")
    assert lines[-2:] == ["… và 10 lỗi nữa", "Chưa nạp gì cả. Hãy sửa các dòng trên rồi nạp lại tệp."]
    done = run(tmp_path, wrong, OPS_LANGUAGE="en")
    assert done.stderr.splitlines()[-1] == "Nothing was loaded. Mend these lines and load the file again."
    done = run(tmp_path, "day,unit,figure,value\n2024-01-01,760,dossiers_received,1\n")
    assert (done.returncode, done.stdout) == (0, "Đã nạp 1 số liệu từ 2024-01-01 đến 2024-01-01.\n")
