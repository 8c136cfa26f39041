"""A revision stands in an issued report's place and says what changed and why, from what is stored."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from dashboard.db import writing
from dashboard.ingest import Batch, Ingest
from dashboard.reports.choices import Choices
from dashboard.reports.desk import ReportDesk
from dashboard.reports.document import Block, Run
from dashboard.reports.errors import ReportError
from dashboard.targets import Target, set_target
from tests.dashboard.records import dossier
from tests.dashboard.reports.desk_of import KPI, NOW, TODAY, issued, received

LATER = NOW + timedelta(days=2)
WRITTEN = (Block(runs=(Run(text="Số liệu đã bổ sung."),)),)


def late(ingest: Ingest) -> None:
    """A dossier of the period comes in after its report was issued."""
    ingest.store(Batch("dossiers", [dossier("H3", at="2025-11-30 23:59:59")], [], 1), LATER)


def revised(desk: ReportDesk, before: int) -> int:
    made = desk.revise(before, "Bổ sung hồ sơ gửi muộn", "lan", LATER)
    held = desk.one(made)
    desk.issue(
        made,
        held.version,
        number="15/BC-UBND",
        issued_on=TODAY + timedelta(days=2),
        signer="Nguyễn Thị Yến",
        who="lan",
        now=LATER,
    )
    return made


def test_a_revision_says_each_cell_that_differs_and_why(desk: ReportDesk, ingest: Ingest) -> None:
    first = issued(desk)
    late(ingest)
    document = desk.document(revised(desk, first), LATER)
    assert received(document) == 3
    one = document.revision
    assert (one.number, one.revises, one.reason) == (2, "15/BC-UBND, 03/12/2025", "Bổ sung hồ sơ gửi muộn")
    cell, said = (
        next(one for one in one.differences if "Tiếp nhận" in one.where),
        next(one for one in one.differences if "phần nhận xét" in one.where),
    )
    assert cell.where == "Giải quyết hồ sơ một cửa – Hồ sơ – Thành phố Hồ Chí Minh – Tiếp nhận"
    assert (cell.before, cell.now) == ("2", "3")
    assert "1 hồ sơ, bản ghi trong kỳ được gửi đến hoặc gửi lại sau 09:00 03/12/2025" in cell.why
    assert "Hồ sơ tiếp nhận: 2 → 3" in cell.why
    assert (said.before, said.now) == ("Tiếp nhận 2.0 hồ sơ.", "Tiếp nhận 3.0 hồ sơ.")


def test_nothing_differs_where_nothing_changed(desk: ReportDesk) -> None:
    first = issued(desk)
    assert desk.document(revised(desk, first), LATER).revision.differences == ()


def test_a_changed_target_and_a_written_word_are_told(desk: ReportDesk, store: Engine) -> None:
    first = issued(desk)
    with writing(store) as connection:
        set_target(
            connection, Target(kpi=KPI, year=2030, value=88.0, source="15/QĐ", level="city"), "lan", LATER
        )
    made = desk.revise(first, "Chỉ tiêu mới", "lan", LATER)
    desk.save(made, 1, Choices(commentary={"one_stop": WRITTEN}, omitted=("flood",)), "lan", LATER)
    found = {one.where: one for one in desk.document(made, LATER).revision.differences}
    (target,) = [one for where, one in found.items() if where.startswith("Chỉ tiêu")]
    assert (target.before, target.now) == (None, 88.0)
    assert target.where.endswith("2030 – 15/QĐ")
    said = found["Giải quyết hồ sơ một cửa – phần nhận xét"]
    assert (said.now, said.why) == ("Số liệu đã bổ sung.", "do người lập báo cáo viết")
    assert found["Ngập"].now == "không có trong báo cáo"


def test_verification_of_the_first_says_that_another_holds(desk: ReportDesk, ingest: Ingest) -> None:
    first = issued(desk)
    late(ingest)
    second = revised(desk, first)
    found = desk.verify(desk.one(first).code)
    assert found is not None
    assert (found.is_newest, found.newest_revision) == (False, 2)
    assert found.newest_issued_on == TODAY + timedelta(days=2)
    newest = desk.verify(desk.one(second).code)
    assert newest is not None
    assert newest.is_newest
    assert desk.one(first).revised_by == second


def test_a_report_is_revised_once_and_with_a_reason(desk: ReportDesk) -> None:
    first = issued(desk)
    made = desk.revise(first, "Sửa", "lan", LATER)
    for told, code in (("Sửa", "revised"), ("  ", "reason")):
        with pytest.raises(ReportError) as error:
            desk.revise(first, told, "minh", LATER)
        assert error.value.code == code
    with pytest.raises(ReportError) as error:
        desk.revise(made, "Sửa nháp", "lan", LATER)
    assert error.value.code == "not_issued"
    desk.discard(made, 1, "lan", LATER)
    assert desk.revise(first, "Sửa", "lan", LATER) != made


def test_a_revision_keeps_its_number(desk: ReportDesk) -> None:
    first = issued(desk)
    made = desk.revise(first, "Sửa", "lan", LATER)
    assert desk.suggested(made, LATER).number == "15/BC-UBND"
    with pytest.raises(ReportError) as error:
        desk.issue(
            made, 1, number="16/BC-UBND", issued_on=date(2025, 12, 5), signer="Y", who="lan", now=LATER
        )
    assert error.value.code == "number_kept"
