"""The records listed behind a figure are as many as the figure says, on both stores."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as tried
from hypothesis import strategies as st
from sqlalchemy import Engine

from dashboard.civil import day_of
from dashboard.figures import BY_KEY as FIGURE
from dashboard.figures import Figure
from dashboard.history import load
from dashboard.ingest import Ingest
from dashboard.kpis import KPIS
from dashboard.opening import Opened, Part, figures_of, source_of
from dashboard.opening.cursor import after
from dashboard.records import Batch, Complaint, Person, Record, Supplement
from dashboard.settings import Settings
from dashboard.views import Asked, KpiReader
from tests.dashboard.records import CITY, alarm, complaint, dossier, local, tiers
from tests.dashboard.records import reading as told
from tests.dashboard.test_recount import START, alarms, complaints, dossiers, empty

PARTS: tuple[Part, ...] = ("numerator", "denominator")
NOW = local("2025-11-20 10:00")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(_env_file=None, clocks=tiers(tmp_path))


def counted(reader: KpiReader, now: datetime, key: str, unit: str, month: str, part: Part) -> int:
    pages = list(reader.all_records(Asked(unit=unit, period=month), now, key, part))
    listed = [(row.record, row.id) for page in pages for row in page.rows]
    assert len(listed) == len(set(listed))
    return len(listed)


def _in_order(record: Complaint) -> Complaint:
    """Nobody closes a complaint before it was made."""
    closed_at = record.closed_at and max(record.closed_at, record.requested_at)
    return replace(record, closed_at=closed_at, updated_at=None if closed_at else record.updated_at)


def _sane() -> st.SearchStrategy[Record]:
    closed = complaints().map(lambda one: _in_order(one) if isinstance(one, Complaint) else one)
    ended = alarms().map(lambda one: replace(one, ended_at=None, replaces=()))  # type: ignore[arg-type]
    return st.one_of(dossiers(), closed, ended)


@tried(
    max_examples=8,
    phases=(Phase.explicit, Phase.generate),
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(records=st.lists(_sane(), min_size=1, max_size=12), hours=st.sampled_from([50, 100, 1500]))
def test_every_kpi_lists_as_many_records_as_its_parts_say(
    ingest: Ingest, store: Engine, settings: Settings, records: list[Record], hours: int
) -> None:
    empty(store)
    # A complaint closed without a date is closed at the source's last word, which may be before it was made.
    told_well = [r for r in records if not isinstance(r, Complaint) or r.open or r.closed_at is not None]
    ingest.store(Batch("flood", told_well, [], len(records)), START)
    now = START + timedelta(hours=hours)
    reader = KpiReader(store, settings)
    for kpi in KPIS:
        if kpi.group not in ("dossiers", "complaints", "fire") or kpi.key == "panels_mute":
            continue
        for month in ("2025-10", "2025-11", ""):
            detail = reader.detail(Asked(period=month), now, kpi.key)
            for part in PARTS:
                value = getattr(detail.now, part)
                if value is not None and all(
                    is_number_of_records(FIGURE[one]) for one in figures_of(kpi, part)
                ):
                    assert counted(reader, now, kpi.key, "", month, part) == value, (kpi.key, month, part)


def is_number_of_records(figure: Figure) -> bool:
    return not figure.unit and figure.merge == "sum"


def test_units_share_the_records_of_the_city(ingest: Ingest, store: Engine, settings: Settings) -> None:
    made = [
        dossier(f"d{n}", unit=unit, status=9, finished_at=local("2025-11-06"), due_at=local("2025-11-07"))
        for n, unit in enumerate(("Phường Sài Gòn", "Phường Sài Gòn", "Phường Bến Thành", "Xã Không Có"))
    ]
    ingest.store(Batch("dossiers", list(made), [], 4), NOW)
    reader = KpiReader(store, settings)
    ranked = reader.ranking(Asked(), NOW, "on_time_share")
    by_code = {one.address: one.value.numerator for one in ranked if one.value.numerator}
    assert sorted(by_code.values()) == [1, 1, 2]
    assert by_code["unknown"] == 1
    for code, number in by_code.items():
        assert counted(reader, NOW, "on_time_share", code, "", "numerator") == number
        assert counted(reader, NOW, "on_time_share", code, "2025-10", "numerator") == 0


def test_every_figure_of_a_kpi_can_be_opened_or_says_why_not(store: Engine, ingest: Ingest) -> None:
    for kpi in KPIS:
        for part in PARTS:
            figures = figures_of(kpi, part)
            assert set(figures) <= FIGURE.keys()
            if figures:
                source = source_of(kpi, part)
                sampled = FIGURE[figures[0]].is_sampled
                assert (source.month is None) == sampled, kpi.key
                assert source.present is not None or not sampled, kpi.key


def test_devices_open_into_their_present_state(ingest: Ingest, store: Engine, settings: Settings) -> None:
    readings: list[Record] = [told("g1", "2025-11-20 09:59:30", 0.7), told("g2", "2025-11-20 08:00:00", 0.9)]
    ingest.store(Batch("flood", readings, [], 2), NOW)
    reader = KpiReader(store, settings)
    page = reader.records(Asked(), NOW, "flood_deepest", "numerator", "")
    assert [(row.number, row.cells["value"], row.cells["device_state"]) for row in page.rows] == [
        ("g1", 0.7, "online")
    ]
    known = reader.record(NOW, "device", page.rows[0].id)
    assert known is not None
    assert [step.told for step in known.steps] == ["0.7"]
    october = Asked(period="2025-10")
    assert reader.records(october, NOW, "cameras_online_share", "numerator", "").reason == "sampled"
    later, november = local("2025-12-02 10:00"), Asked(period="2025-11")
    past = reader.records(november, later, "flood_deepest", "numerator", "")
    assert [(row.number, row.cells["value"]) for row in past.rows] == [("g2", 0.9), ("g1", 0.7)]


def test_an_open_fire_alarm_is_listed_until_it_ended(
    ingest: Ingest, store: Engine, settings: Settings
) -> None:
    made = [
        alarm("A1", at="2025-10-05 00:53"),
        alarm("A2", at="2025-10-31 23:50", ended_at=local("2025-11-01 00:10")),
        alarm("A3", at="2025-11-19 00:53", test=True),
    ]
    ingest.store(Batch("fire", list(made), [], 3), NOW)
    reader = KpiReader(store, settings)
    for month, numbers in (("", ["A1"]), ("2025-10", ["A2", "A1"]), ("2025-09", [])):
        page = reader.records(Asked(period=month), NOW, "fire_alarms_open", "numerator", "")
        assert [row.number for row in page.rows] == numbers
        assert reader.detail(Asked(period=month), NOW, "fire_alarms_open").now.numerator == len(numbers)


def test_pages_follow_each_other_newest_first_and_lose_nothing(
    ingest: Ingest, store: Engine, settings: Settings
) -> None:
    same = local("2025-11-06 09:00")
    made = [dossier(f"d{n:03}", status=9, finished_at=same) for n in range(60)]
    made += [dossier(f"e{n:03}", status=9, finished_at=same + timedelta(minutes=n)) for n in range(1, 61)]
    ingest.store(Batch("dossiers", list(made), [], len(made)), NOW)
    reader = KpiReader(store, settings)

    def pages() -> Iterator[Opened]:
        begin = ""
        while True:
            page = reader.records(Asked(), NOW, "online_share", "denominator", begin)
            yield page
            begin = page.more
            if not begin:
                return

    seen = [row for page in pages() for row in page.rows]
    assert len({row.id for row in seen}) == 120
    assert [row.cells["ended_at"] for row in seen] == sorted(
        (row.cells["ended_at"] for row in seen),
        reverse=True,  # type: ignore[type-var]
    )
    assert [len(page.rows) for page in pages()] == [50, 50, 20]


def test_a_page_that_nobody_gave_out_is_the_first_one(
    ingest: Ingest, store: Engine, settings: Settings
) -> None:
    ingest.store(Batch("dossiers", [dossier(status=9, finished_at=local("2025-11-06"))], [], 1), NOW)
    reader = KpiReader(store, settings)
    for begin in (
        "x",
        "t_1",
        "n1e999_1",
        "d2025-11-06_5",
        "n5_3",
        "t99999999999999999999_1",
        "t1_9" + "9" * 40,
    ):
        assert len(reader.records(Asked(), NOW, "online_share", "denominator", begin).rows) == 1
    assert after("t1_2") is not None


def test_a_month_that_was_loaded_ready_made_says_so(
    ingest: Ingest, store: Engine, settings: Settings
) -> None:
    made = [dossier(f"d{n}", status=9, finished_at=local(f"2025-11-{n:02}")) for n in (6, 16)]
    ingest.store(Batch("dossiers", list(made), [], 2), NOW)
    load(store, [(day_of(local("2025-11-10"), CITY), "79", "dossiers_resolved", 5.0)])
    reader = KpiReader(store, settings)
    october = reader.records(Asked(period="2025-10"), NOW, "online_share", "denominator", "")
    assert (october.reason, list(october.rows)) == ("loaded", [])
    november = reader.records(Asked(), NOW, "online_share", "denominator", "")
    assert (november.reason, str(november.loaded_until)) == ("", "2025-11-10")
    assert [row.number for row in november.rows] == ["d16"]


def test_names_and_numbers_leave_the_core_masked(ingest: Ingest, store: Engine, settings: Settings) -> None:
    who = Person(name="Nguyễn Văn An", phone="0901234123", email="an@example.vn", id_number="079085001234",
                 address="12 Lê Lợi")  # fmt: skip
    asked = Supplement(requested_at=local("2025-11-05 09:00"), received_at=local("2025-11-05 15:00"))
    made = dossier(status=9, finished_at=local("2025-11-06"), due_at=local("2025-11-10"), person=who,
                   supplements=(asked,))  # fmt: skip
    words = complaint("C1", description="Gọi anh Trần Văn Bảo 090 1234 123, bao@example.vn", person=who)
    ingest.store(Batch("dossiers", [made], [], 1), NOW)
    ingest.store(Batch("complaints", [words], [], 1), NOW)
    reader = KpiReader(store, settings)
    row = reader.records(Asked(), NOW, "online_share", "denominator", "").rows[0]
    assert row.cells["applicant"] == "N.V.A."
    whole = reader.record(NOW, "dossier", row.id)
    assert whole is not None
    assert (whole.facts["phone"], whole.facts["email"]) == ("090****123", "a***@example.vn")
    assert whole.facts["id_number"] == "*********234"
    assert [one.what for one in whole.clock if one.at] == [
        "Received", "Supplement asked for", "Supplement received", "Ended", "Due",
        "Due, moved by supplements",
    ]  # fmt: skip
    open_one = reader.records(Asked(), NOW, "complaints_open", "numerator", "").rows[0]
    complained = reader.record(NOW, "complaint", open_one.id)
    assert complained is not None
    shown = f"{whole} {complained} {row} {open_one}"
    for secret in ("Nguyễn", "Bảo", "1234123", "1234 123", "Lê Lợi", "bao@", "an@", "085001"):
        assert secret not in shown
    assert reader.record(NOW, "person", 1) is None
    assert reader.record(NOW, "dossier", 2**40) is None


def test_after_midnight_in_the_city_a_record_belongs_to_the_next_month(
    ingest: Ingest, store: Engine, settings: Settings
) -> None:
    edges = ("2025-10-31 23:59:59", "2025-11-01 00:00:00")
    made = [dossier(f"d{n}", status=9, finished_at=local(edge)) for n, edge in enumerate(edges)]
    ingest.store(Batch("dossiers", list(made), [], 2), NOW)
    reader = KpiReader(store, settings)
    for month, number in (("2025-10", "d0"), ("", "d1")):
        page = reader.records(Asked(period=month), NOW, "online_share", "denominator", "")
        assert [row.number for row in page.rows] == [number]


def test_a_gauge_with_the_same_peak_on_many_days_loses_none_of_them(
    ingest: Ingest, store: Engine, settings: Settings
) -> None:
    made: list[Record] = [told("g1", f"2025-{month:02}-{day:02} 10:00", 0.7)
                          for month in range(1, 4) for day in range(1, 29)]  # fmt: skip
    ingest.store(Batch("flood", made, [], len(made)), NOW)
    reader, begin, seen = KpiReader(store, settings), "", []
    while True:
        page = reader.records(Asked(period="2025-Q1"), NOW, "flood_worst", "numerator", begin)
        seen += [row.cells["day"] for row in page.rows]
        begin = page.more
        if not begin:
            break
    assert len(seen) == len(set(seen)) == 84
