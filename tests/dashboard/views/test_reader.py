"""Values in any period, by slices, and who made a change: worked out by hand."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from dashboard.db import writing
from dashboard.ingest import Cursor, Ingest
from dashboard.procedures import Procedure, load
from dashboard.records import Batch, Record
from dashboard.settings import Settings
from dashboard.tally import put as tally_put
from dashboard.tally import touch
from dashboard.views import Asked, KpiReader
from tests.dashboard.records import dossier, local

NOW = local("2025-11-20 10:00")


def resolved(
    number: int, day: str, *, unit: str = "Phường Sài Gòn", channel: int = 2, procedure: str = "A"
) -> Record:
    return dossier(
        f"{unit}-{day}-{number}", at=f"{day} 09:00", unit=unit, channel=channel, procedure_code=procedure,
        field_code=procedure, field_name=f"Lĩnh vực {procedure}", status=9, finished_at=local(f"{day} 15:00"),
    )  # fmt: skip


def put(ingest: Ingest, *records: Record) -> None:
    ingest.store(Batch("dossiers", list(records), [], 1), NOW, Cursor())


@pytest.fixture
def reader(store: Engine, settings: Settings, ingest: Ingest) -> KpiReader:
    put(
        ingest,
        *(resolved(n, "2025-09-30") for n in range(1)),
        *(resolved(n, "2025-10-01") for n in range(2)),
        *(resolved(n, "2025-10-31", channel=1) for n in range(3)),
        *(resolved(n, "2025-11-03") for n in range(4)),
        *(resolved(n, "2025-11-09", channel=1) for n in range(5)),
        *(resolved(n, "2025-11-20") for n in range(6)),
    )
    return KpiReader(store, settings)


@pytest.mark.parametrize(
    ("period", "online", "resolved"),
    [
        ("", 10, 15),
        ("2025-11-20", 6, 6),
        ("2025-W45", 4, 9),  # 3 to 9 November
        ("2025-10", 2, 5),
        ("2025-Q4", 12, 20),
        ("2025-Q3", 1, 1),
        ("2025-H2", 13, 21),
        ("2025", 13, 21),
        ("2025-09-30_2025-10-31", 3, 6),
        ("2025-10-02_2025-11-08", 4, 7),
        ("2024", 0, 0),
    ],
)
def test_a_share_in_any_period(reader: KpiReader, period: str, online: int, resolved: int) -> None:
    (row,) = reader.table(Asked(period=period), NOW, ["online_share"])
    assert (row.now.numerator, row.now.denominator) == (online, resolved)
    listed = [one for page in reader.all_records(Asked(period=period), NOW, "online_share", "denominator")
              for one in page.rows]  # fmt: skip
    assert len(listed) == resolved


def test_over_any_spans_a_kpi_is_what_its_line_tells(reader: KpiReader) -> None:
    (months,) = reader.table(Asked(period="2025-11"), NOW, ["online_share"])
    spans = [span for span, _value in months.line]
    told = reader.over(Asked(period="2025-11"), NOW, ["online_share"], spans)["online_share"]
    assert [one.value for one in told] == [value for _span, value in months.line]
    assert (told[-1].numerator, told[-1].denominator) == (10, 15)
    assert reader.known_since(NOW) == date(2025, 9, 1)


def test_the_line_is_of_the_same_kind_of_period(reader: KpiReader) -> None:
    (months,) = reader.table(Asked(period="2025-11"), NOW, ["online_share"])
    assert [span.text for span, _value in months.line][-3:] == ["2025-09", "2025-10", "2025-11"]
    assert [value for _span, value in months.line][-3:] == [100.0, 40.0, pytest.approx(200 / 3)]
    (weeks,) = reader.table(Asked(period="2025-W45"), NOW, ["online_share"])
    assert [span.text for span, _value in weeks.line][-2:] == ["2025-W44", "2025-W45"]
    assert [value for _span, value in weeks.line][-2:] == [0.0, pytest.approx(400 / 9)]


def test_by_channel_and_procedure_the_parts_make_the_whole(
    store: Engine, ingest: Ingest, settings: Settings
) -> None:
    put(
        ingest,
        *(resolved(n, "2025-11-03", procedure="A") for n in range(3)),
        *(resolved(n, "2025-11-04", procedure="A", channel=1) for n in range(1)),
        *(resolved(n, "2025-11-05", procedure="B", channel=1) for n in range(2)),
    )
    reader = KpiReader(store, settings)
    by_item = {one.code: one.value for one in reader.sliced(Asked(), NOW, "online_share", "item")}
    assert {code: (value.numerator, value.denominator) for code, value in by_item.items()} == {
        "A": (3, 4),
        "B": (0, 2),
    }
    by_channel = {
        one.code: one.value.denominator for one in reader.sliced(Asked(), NOW, "online_share", "channel")
    }
    assert by_channel == {"2": 3, "1": 3}
    fields = [one.name for one in reader.sliced(Asked(), NOW, "online_share", "field")]
    assert fields == ["Lĩnh vực A", "Lĩnh vực B"]
    assert reader.sliced(Asked(unit="26740"), NOW, "online_share", "item") != []
    assert reader.sliced(Asked(unit="26743"), NOW, "online_share", "item") == []


def test_what_is_open_is_broken_down_too(store: Engine, ingest: Ingest, settings: Settings) -> None:
    put(
        ingest,
        dossier("o1", procedure_code="A"),
        dossier("o2", procedure_code="A"),
        dossier("o3", procedure_code="B"),
    )
    reader = KpiReader(store, settings)
    found = {one.code: one.value.value for one in reader.sliced(Asked(), NOW, "dossiers_open", "item")}
    assert found == {"A": 2, "B": 1}


def test_contributions_add_up_to_the_change_of_a_share(
    store: Engine, ingest: Ingest, settings: Settings
) -> None:
    # October: 2 of 4 online; November up to the 20th: 6 of 8. Phường Bến Thành did most of it.
    put(
        ingest,
        *(resolved(n, "2025-10-02", unit="Phường Sài Gòn", channel=2 if n else 1) for n in range(2)),
        *(resolved(n, "2025-10-03", unit="Phường Bến Thành", channel=2 if n else 1) for n in range(2)),
        *(resolved(n, "2025-11-03", unit="Phường Sài Gòn", channel=2 if n else 1) for n in range(2)),
        *(resolved(n, "2025-11-04", unit="Phường Bến Thành", channel=2 if n else 1) for n in range(6)),
        resolved(99, "2025-10-25", channel=1),  # after the days that November has had: left out
    )
    change = KpiReader(store, settings).changes(Asked(), NOW, "online_share")
    assert change is not None
    assert (change.before, change.now) == (50.0, 75.0)
    assert (str(change.earlier.last), str(change.later.last)) == ("2025-10-20", "2025-11-20")
    by_name = {one.unit.name: one.change for one in change.contributions if one.change}
    assert sum(by_name.values()) == pytest.approx(25.0)
    # mean share 0.625. Sài Gòn: (1 − 0.625·2)/8 − (1 − 0.625·2)/4 = 1/32; Bến Thành: (5 − 0.625·6)/8 + 1/16
    assert by_name == {
        "Phường Bến Thành": pytest.approx(100 * 0.21875),
        "Phường Sài Gòn": pytest.approx(100 * 0.03125),
    }
    assert [one.unit.name for one in change.contributions][:2] == ["Phường Bến Thành", "Phường Sài Gòn"]


def test_contributions_to_a_count_are_the_units_own_differences(
    store: Engine, ingest: Ingest, settings: Settings
) -> None:
    late = {"due_at": local("2025-11-03 08:00")}
    put(
        ingest,
        dossier("l1", unit="Phường Sài Gòn", at="2025-10-01 09:00", status=9,
                finished_at=local("2025-11-03 08:30"), **late),
        dossier("l2", unit="Phường Bến Thành", at="2025-10-01 09:00", status=9,
                finished_at=local("2025-11-04 16:30"), **late),
    )  # fmt: skip
    change = KpiReader(store, settings).changes(Asked(), NOW, "late_1")
    assert change is not None
    assert {one.unit.name: one.change for one in change.contributions if one.change} == {"Phường Sài Gòn": 1}
    assert (change.before, change.now) == (0, 1)


def test_procedures_with_dossiers_are_counted_once_however_many_units_have_them(
    store: Engine, ingest: Ingest, settings: Settings
) -> None:
    with writing(store) as connection:
        load(connection, [Procedure(code=code, name=code, level=4) for code in "ABCD"], NOW)
    put(
        ingest,
        *(resolved(n, "2025-11-03", procedure="A") for n in range(3)),
        *(resolved(n, "2025-11-03", unit="Phường Bến Thành", procedure="A") for n in range(2)),
        resolved(0, "2025-11-04", unit="Phường Bến Thành", procedure="B"),
        resolved(1, "2025-11-04", procedure="C", channel=1),
    )
    later = NOW + timedelta(minutes=2)
    reader = KpiReader(store, settings)
    (row,) = reader.table(Asked(), later, ["procedures_used_share"])
    assert (row.now.numerator, row.now.denominator, row.now.value) == (2, 4, 50.0)
    (ward,) = reader.table(Asked(unit="26740"), later, ["procedures_used_share"])
    assert (ward.now.numerator, ward.now.denominator) == (1, 4)  # one register for the city and its wards
    ranked = {
        one.unit.name: one.value.numerator for one in reader.ranking(Asked(), later, "procedures_used_share")
    }
    assert (ranked["Phường Bến Thành"], ranked["Phường Sài Gòn"]) == (2, 1)


def test_the_statutory_maximum_stands_in_for_a_due_time_that_was_not_told(
    store: Engine, ingest: Ingest, settings: Settings
) -> None:
    with writing(store) as connection:
        load(connection, [Procedure(code="A", name="A", level=3, statutory_days=2.0)], NOW)
    later = NOW + timedelta(minutes=2)
    # Accepted Thursday 6 November 09:00: two working days of 8 h are over on Monday the 10th at 09:00.
    made = [
        dossier(
            "s1", at="2025-11-06 09:00", procedure_code="A", status=9, finished_at=local("2025-11-10 09:00")
        ),
        dossier(
            "s2", at="2025-11-06 09:00", procedure_code="A", status=9, finished_at=local("2025-11-10 09:01")
        ),
        dossier(
            "s3", at="2025-11-06 09:00", procedure_code="Z", status=9, finished_at=local("2025-11-30 09:01")
        ),
    ]
    ingest.store(Batch("dossiers", list(made), [], 1), later, Cursor())
    (row,) = KpiReader(store, settings).table(Asked(), later, ["on_time_share"])
    assert (row.now.numerator, row.now.denominator) == (1, 2)


def test_a_sum_of_which_less_is_known_than_now_has_no_place_on_the_line(
    store: Engine, ingest: Ingest, settings: Settings
) -> None:
    put(ingest, resolved(0, "2025-09-03"), resolved(1, "2025-10-03"), resolved(2, "2025-11-03"))
    ingest.store(
        Batch("dossiers", [dossier("fee", at="2025-11-04 09:00", has_fee=True, paid_online=True)], [], 1), NOW
    )
    (row,) = KpiReader(store, settings).table(Asked(), NOW, ["index766_payment"])
    assert [value for _span, value in row.line][-3:] == [None, None, 6.0]  # no fee was due before
    (progress,) = KpiReader(store, settings).table(Asked(), NOW, ["index766_progress"])
    assert [value for _span, value in progress.line][-3:] == [0.0, 0.0, 0.0]  # no due times: none on time


def test_of_what_systems_tell_each_unit_keeps_its_own_last_word(
    store: Engine, ingest: Ingest, settings: Settings
) -> None:
    del ingest
    told = {
        (date(2025, 10, 5), "hospital_beds", 1001): 40.0,
        (date(2025, 11, 3), "hospital_beds", 1001): 50.0,
        (date(2025, 11, 9), "hospital_beds", 1002): 70.0,
        (date(2025, 10, 7), "hospital_beds", 1003): 20.0,
        (date(2025, 10, 7), "hospital_beds_used", 1003): 10.0,
        (date(2025, 11, 9), "hospital_beds_used", 1001): 25.0,
        (date(2025, 11, 9), "hospital_beds_used", 1002): 35.0,
    }
    with writing(store) as connection:
        tally_put(connection, told)
        touch(connection, {(day, figure) for day, figure, _unit in told})
    reader = KpiReader(store, settings)
    for period, used, beds in (("", 60, 120), ("2025-10", 10, 60), ("2025-Q4", 70, 140)):
        (row,) = reader.table(Asked(period=period), NOW, ["hospital_beds_used_share"])
        assert (row.now.numerator, row.now.denominator) == (used, beds), period
