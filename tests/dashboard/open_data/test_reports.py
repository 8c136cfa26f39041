"""A report that the desk has issued is read from outside, with its bytes; a draft is not."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from dashboard.ingest import Batch, Ingest
from dashboard.open_data.desk import OpenData
from dashboard.open_data.visitor import Visitor
from dashboard.reports.desk import ReportDesk
from dashboard.settings import Settings
from tests.dashboard.records import dossier
from tests.dashboard.reports.desk_of import NOW, PERIOD, desk_of, drafted, few_sections, issued

CITY, SAIGON, THU_DAU_MOT = (Visitor(name="key", unit_id=number) for number in (1, 1068, 1001))


@pytest.fixture
def desk(store: Engine, settings: Settings, ingest: Ingest) -> Iterator[ReportDesk]:
    ingest.store(Batch("dossiers", [dossier("H1", at="2025-11-05 08:30")], [], 1), NOW)
    with few_sections():
        yield desk_of(store, settings)


def test_an_issued_report_is_read_as_it_was_issued(desk: ReportDesk, store: Engine) -> None:
    number = issued(desk)
    drafted(desk)
    data = OpenData(store)
    rows, files = data.reports(CITY, None, 10)
    assert [(row.id, row.number, row.code) for row in rows] == [(number, "15/BC-UBND", desk.one(number).code)]
    kept = desk.files(number)
    assert {(one.format, one.name, one.sha256, one.size) for one in files} == {
        (one.format, one.name, one.sha256, one.size) for one in kept
    }
    for one in kept:
        found = data.report_file(CITY, number, one.format)
        assert found is not None
        assert bytes(found.body) == desk.file(number, one.format)[1]


def test_a_key_of_a_unit_reads_the_reports_of_that_unit_alone(desk: ReportDesk, store: Engine) -> None:
    whole = issued(desk)
    own = desk.new(template="month", period=PERIOD, scope=["26740"], who="lan", now=NOW)
    told = {"number": "16/BC-UBND", "issued_on": desk.one(whole).issued_on, "signer": "Nguyễn Thị Yến"}
    desk.issue(own, 1, who="lan", now=NOW, **told)  # type: ignore[arg-type]
    data = OpenData(store)
    read = {
        one.unit_id: [row.id for row in data.reports(one, None, 10)[0]] for one in (CITY, SAIGON, THU_DAU_MOT)
    }
    assert {unit: sorted(ids) for unit, ids in read.items()} == {1: [whole, own], 1068: [own], 1001: []}
    assert data.report(THU_DAU_MOT, own) is None
    assert data.report_file(SAIGON, whole, "pdf") is None
