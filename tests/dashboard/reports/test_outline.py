"""Chapters, then what a revision changed, then the other annexes."""

from dashboard.i18n import translator
from dashboard.reports.document import Table
from dashboard.reports.outline import DIFFERENCES, outline
from tests.dashboard.reports.long import long
from tests.dashboard.reports.sample import sample


def test_a_first_issue_has_its_own_sections_alone() -> None:
    assert outline(sample(), translator("vi")) == sample().sections


def test_a_revisions_differences_are_its_first_annex() -> None:
    told = outline(long(), translator("vi"))
    assert [one.key for one in told if one.is_annex] == [DIFFERENCES, "units", "coverage"]
    assert [one.is_annex for one in told] == sorted(one.is_annex for one in told)
    table = next(one for one in told if one.key == DIFFERENCES).parts[0]
    assert isinstance(table, Table)
    assert [[cell.value for cell in row[1:3]] for row in table.rows] == [["68,4", "68,9"], [None, "1.240"]]
    assert table.note == "Số liệu gửi muộn của hai đơn vị."
