"""A report's life: drafted, written by one at a time, issued once and for good, found again by its code."""

from datetime import date, timedelta
from hashlib import sha256

import pytest
from sqlalchemy import Engine, delete, select, update
from sqlalchemy.exc import DBAPIError

from dashboard.db import reading, writing
from dashboard.ingest import Batch, Ingest
from dashboard.models import audit, report, report_file
from dashboard.reports.choices import Choices, LetterChoices
from dashboard.reports.desk import ReportDesk
from dashboard.reports.document import Block, Run
from dashboard.reports.errors import ReportError
from dashboard.reports.files import FORMATS, render
from dashboard.units import CITY_ID
from tests.dashboard.records import dossier
from tests.dashboard.reports.desk_of import NOW, PERIOD, TODAY, drafted, issued, received

WRITTEN = (Block(runs=(Run(text="Kết quả tốt.", bold=True),)),)


def refused(error: pytest.ExceptionInfo[ReportError]) -> str:
    return error.value.code


def test_a_new_draft_is_of_a_template_a_period_and_the_city(desk: ReportDesk) -> None:
    made = drafted(desk)
    held = desk.one(made)
    assert (held.period_name, held.scope_name) == ("tháng 11 năm 2025", "Thành phố Hồ Chí Minh")
    assert held.unit_ids == (CITY_ID,)
    assert not held.is_issued
    document = desk.document(made, NOW)
    assert [one.key for one in document.sections] == ["one_stop", "flood"]
    assert received(document) == 2
    assert document.letter.subject.endswith("đô thị tháng 11 năm 2025")
    assert (document.letter.number, document.code) == ("", "")


def test_figures_are_taken_at_a_whole_second(desk: ReportDesk) -> None:
    made = drafted(desk)
    assert desk.document(made, NOW + timedelta(microseconds=1_900_000)).taken_at == NOW + timedelta(seconds=1)


def test_a_draft_is_of_units_of_the_map_of_the_periods_last_day(desk: ReportDesk) -> None:
    made = desk.new(template="month", period=PERIOD, scope=["26740"], who="lan", now=NOW)
    assert desk.one(made).scope_name == "Phường Sài Gòn"
    letter = desk.document(made, NOW).letter
    assert letter.body == "ỦY BAN NHÂN DÂN PHƯỜNG SÀI GÒN"
    with pytest.raises(ReportError) as error:
        desk.new(template="month", period="2020-11", scope=["26740x"], who="lan", now=NOW)
    assert refused(error) == "unit"


@pytest.mark.parametrize(
    ("template", "period", "code"),
    [
        ("week", PERIOD, "template"),
        ("month", "2025-Q3", "kind"),
        ("month", "2026-01", "period"),
        ("month", "", "period"),
        ("quarter", "2025-13", "period"),
    ],
)
def test_what_cannot_be_drafted_is_said(desk: ReportDesk, template: str, period: str, code: str) -> None:
    with pytest.raises(ReportError) as error:
        desk.new(template=template, period=period, who="lan", now=NOW)
    assert refused(error) == code


@pytest.mark.parametrize(
    ("template", "period", "name"),
    [
        ("month", "2025-10", "tháng 10 năm 2025"),
        ("quarter", "2025-Q3", "quý III năm 2025"),
        ("half", "2025-H1", "6 tháng đầu năm 2025"),
        ("year", "2024", "năm 2024"),
    ],
)
def test_a_period_is_called_as_in_a_sentence(desk: ReportDesk, template: str, period: str, name: str) -> None:
    made = desk.new(template=template, period=period, who="lan", now=NOW)
    assert desk.document(made, NOW).period.name == name


def test_what_was_chosen_and_written_is_kept(desk: ReportDesk) -> None:
    made = drafted(desk)
    letter = LetterChoices(subject="Tình hình tháng 11", recipients=("Thành ủy",))
    chosen = Choices(order=("flood",), commentary={"one_stop": WRITTEN, "flood": ()}, letter=letter)
    assert desk.save(made, 1, chosen, "lan", NOW) == 2
    document = desk.document(made, NOW)
    assert [one.key for one in document.sections] == ["flood", "one_stop"]
    assert document.sections[1].commentary == WRITTEN
    assert (document.letter.subject, document.letter.recipients) == ("Tình hình tháng 11", ("Thành ủy",))
    assert desk.document(made, NOW, Choices(omitted=("flood",))).sections[0].commentary != WRITTEN
    assert [one.key for one in desk.sections(made, NOW)] == ["one_stop", "flood"]


def test_who_saves_over_anothers_change_is_told_and_nothing_is_lost(desk: ReportDesk) -> None:
    made = drafted(desk)
    desk.save(made, 1, Choices(omitted=("flood",)), "minh", NOW)
    with pytest.raises(ReportError) as error:
        desk.save(made, 1, Choices(), "lan", NOW)
    assert refused(error) == "changed"
    assert error.value.values["who"] == "minh"
    assert desk.one(made).choices == Choices(omitted=("flood",))


def test_a_discarded_draft_is_gone(desk: ReportDesk) -> None:
    made = drafted(desk)
    desk.discard(made, 1, "lan", NOW)
    assert desk.every() == []
    with pytest.raises(ReportError) as error:
        desk.one(made)
    assert refused(error) == "gone"


def test_issuing_freezes_the_document_and_the_files_bytes(desk: ReportDesk, store: Engine) -> None:
    made = issued(desk)
    held = desk.one(made)
    assert (held.number, held.issued_on, held.signer) == ("15/BC-UBND", TODAY, "Nguyễn Thị Yến")
    document = desk.document(made, NOW)
    assert (document.letter.number, document.code) == ("15/BC-UBND", held.code)
    assert {one.kpi for one in document.targets}
    assert any(one.figure == "dossiers_received" and one.value == 2 for one in document.figures)
    assert len(document.units) > 168
    assert {"formulas", "calendar", "clocks", "successions", "rules", "stages"} <= document.rules.keys()
    files = desk.files(made)
    assert {one.format for one in files} == {one.key for one in FORMATS}
    for one in files:
        kept, body = desk.file(made, one.format)
        assert (kept.sha256, kept.size) == (sha256(body).hexdigest(), len(body))
    with reading(store) as connection:
        written = connection.execute(select(audit).order_by(audit.c.id.desc()).limit(1)).one()
    assert (written.who, written.action, written.subject) == ("lan", "report-issued", "15/BC-UBND")
    assert written.detail["files"]["json"] == desk.file(made, "json")[0].sha256


def test_late_data_after_issuing_change_nothing_in_it(desk: ReportDesk, ingest: Ingest) -> None:
    made = issued(desk)
    before = desk.document(made, NOW), [desk.file(made, one.key) for one in FORMATS]
    later = NOW + timedelta(hours=2)
    ingest.store(Batch("dossiers", [dossier("H3", at="2025-11-30 23:59:59")], [], 1), later)
    assert received(desk.document(drafted(desk), later)) == 3
    assert (desk.document(made, later), [desk.file(made, one.key) for one in FORMATS]) == before


def test_rendering_again_by_the_same_program_gives_the_same_bytes(desk: ReportDesk) -> None:
    made = issued(desk)
    for one in FORMATS:
        assert render(desk.document(made, NOW), one.key) == desk.file(made, one.key)[1]


def test_the_stored_bytes_are_served_whatever_program_made_them(
    desk: ReportDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.reports.issuing.render", lambda document, key: f"old {key}".encode())
    monkeypatch.setattr("dashboard.reports.drafting.program", lambda: "0.0.9")
    made = issued(desk)
    monkeypatch.undo()
    assert desk.document(made, NOW).program == "0.0.9"
    assert desk.file(made, "csv")[1] == b"old csv"
    found = desk.verify_bytes(b"old csv")
    assert found is not None
    assert found.number == "15/BC-UBND"


def test_the_store_itself_keeps_what_was_issued(desk: ReportDesk, store: Engine) -> None:
    made = issued(desk)
    for statement in (
        update(report).where(report.c.id == made).values(number="16/BC-UBND"),
        delete(report).where(report.c.id == made),
        update(report_file).values(name="x"),
        delete(report_file),
    ):
        with (
            pytest.raises(DBAPIError, match="an issued report is never changed"),
            writing(store) as connection,
        ):
            connection.execute(statement)


def test_a_number_is_given_once_a_year_and_the_next_is_suggested(desk: ReportDesk) -> None:
    issued(desk, "9/BC-UBND")
    made = drafted(desk)
    suggested = desk.suggested(made, NOW)
    assert (suggested.number, suggested.issued_on) == ("10/BC-UBND", TODAY)
    assert suggested.signer == "Nguyễn Thị Yến"
    with pytest.raises(ReportError) as error:
        desk.issue(made, 1, number="09/bc-ubnd", issued_on=TODAY, signer="X", who="lan", now=NOW)
    assert refused(error) == "number_taken"
    assert not desk.one(made).is_issued
    next_year = NOW + timedelta(days=40)
    on = date(2026, 1, 12)
    assert desk.suggested(made, next_year).number == "01/BC-UBND"
    desk.issue(made, 1, number="9/BC-UBND", issued_on=on, signer="X", who="lan", now=next_year)
    assert desk.one(made).is_issued


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"number": "15"}, "number_form"),
        ({"number": "0/BC"}, "number_form"),
        ({"issued_on": date(2025, 11, 30)}, "issued_on"),
        ({"issued_on": date(2025, 12, 4)}, "issued_on"),
        ({"signer": "  "}, "signer"),
        ({"seen": "another"}, "moved"),
    ],
)
def test_what_stands_against_issuing_is_said(desk: ReportDesk, told: dict[str, object], code: str) -> None:
    made = drafted(desk)
    entry = {"number": "15/BC-UBND", "issued_on": TODAY, "signer": "Y", "who": "lan", "now": NOW} | told
    with pytest.raises(ReportError) as error:
        desk.issue(made, 1, **entry)  # type: ignore[arg-type]
    assert refused(error) == code
    assert not desk.one(made).is_issued


def test_a_period_that_goes_on_is_not_issued_by_the_citys_own_calendar(desk: ReportDesk) -> None:
    made = desk.new(template="month", period="2025-12", who="lan", now=NOW)
    last = NOW.replace(month=12, day=31, hour=16, minute=59)  # 23:59 in the city
    with pytest.raises(ReportError) as error:
        desk.issue(made, 1, number="1/BC-UBND", issued_on=date(2026, 1, 1), signer="Y", who="lan", now=last)
    assert refused(error) == "not_over"
    over = last + timedelta(minutes=1)
    desk.issue(made, 1, number="1/BC-UBND", issued_on=date(2026, 1, 1), signer="Y", who="lan", now=over)


def test_nothing_is_issued_twice(desk: ReportDesk) -> None:
    made = issued(desk)
    with pytest.raises(ReportError) as error:
        desk.issue(made, 1, number="16/BC-UBND", issued_on=TODAY, signer="Y", who="lan", now=NOW)
    assert refused(error) == "issued"
    with pytest.raises(ReportError) as error:
        desk.save(made, 1, Choices(), "lan", NOW)
    assert refused(error) == "issued"


def test_who_saw_other_figures_looks_again(desk: ReportDesk, ingest: Ingest) -> None:
    made = drafted(desk)
    seen = desk.seen(desk.document(made, NOW))
    later = NOW + timedelta(seconds=5)
    ingest.store(Batch("dossiers", [dossier("H3", at="2025-11-30 23:59:59")], [], 1), later)
    entry = {"number": "15/BC-UBND", "issued_on": TODAY, "signer": "Y", "who": "lan", "now": later}
    with pytest.raises(ReportError) as error:
        desk.issue(made, 1, seen=seen, **entry)  # type: ignore[arg-type]
    assert refused(error) == "moved"
    again = desk.document(made, later)
    assert received(again) == 3
    desk.issue(made, 1, seen=desk.seen(again), **entry)  # type: ignore[arg-type]


def test_a_code_or_a_file_is_verified_without_secrets(desk: ReportDesk) -> None:
    made = issued(desk)
    code = desk.one(made).code
    for asked in (code, code.lower().replace("-", " "), desk.file(made, "json")[0].sha256.upper()):
        found = desk.verify(asked)
        assert found is not None
        assert (found.number, found.issued_on, found.is_newest) == ("15/BC-UBND", TODAY, True)
        assert found.period_name == "tháng 11 năm 2025"
    assert "lan" not in repr(found)
    assert "Yến" not in repr(found)
    matched = desk.verify_bytes(desk.file(made, "csv")[1])
    assert matched is not None
    assert matched.matched == "csv"
    for asked in ("", "7F3K-Q2MD-9TXA", "0" * 64, "x" * 10_000):
        assert desk.verify(asked) is None
    assert desk.verify_bytes(desk.file(made, "csv")[1] + b" ") is None


def test_the_list_is_filtered_by_state_and_words(desk: ReportDesk) -> None:
    first, second = issued(desk), drafted(desk)
    assert [one.id for one in desk.every()] == [second, first]
    assert [one.id for one in desk.every(state="issued")] == [first]
    assert [one.id for one in desk.every(state="draft")] == [second]
    assert [one.id for one in desk.every(words="15/bc THÁNG")] == [first]
