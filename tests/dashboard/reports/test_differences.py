"""What differs between two documents, cell by cell; what is said why carries only what is stored."""

from datetime import timedelta

from dashboard.reports.differences import differences
from dashboard.reports.document import Cell, Column, Document, Figure, Section, Table
from tests.dashboard.reports.sample import sample

SAIGON = 1002
HREF = "/kpi/online_received_share?period=2025-10"


def document(
    *rows: tuple[object, ...], href: str = "", figures: tuple[Figure, ...] = (), hours: int = 0
) -> Document:
    columns = (
        Column(key="unit", title="Đơn vị", kind="text"),
        Column(key="share", title="Trực tuyến", kind="share", decimals=1),
        Column(key="until", title="Số liệu đến", kind="moment"),
    )
    cells = tuple(
        (Cell(value=name), Cell(value=value, href=href), Cell(value=f"2025-11-03T0{hours}:00:00Z"))
        for name, value in rows
    )
    table = Table(key="t", title="Bảng", columns=columns, rows=cells)
    section = Section(key="s", title="Mục", commentary=(), parts=(table,))
    made = sample()
    return made.model_copy(
        update={
            "sections": (section,),
            "figures": figures,
            "taken_at": made.taken_at + timedelta(hours=hours),
            "names": {"dossiers_received": "Hồ sơ tiếp nhận"},
        }
    )


def told(before: Document, now: Document, **late: int) -> list[tuple[str, object, object, str]]:
    return [(one.where, one.before, one.now, one.why) for one in differences(before, now, late)]


def test_a_cell_is_known_by_its_row_and_column_however_rows_move() -> None:
    before, now = document(("A", 50.0), ("B", 60.0)), document(("B", 60.0), ("A", 51.25), hours=1)
    assert told(before, now) == [("Mục – Bảng – A – Trực tuyến", "50,0\u00a0%", "51,3\u00a0%", "")]


def test_two_rows_of_one_name_are_told_apart() -> None:
    before, now = document(("A", 1.0), ("A", 2.0)), document(("A", 1.0), ("A", 3.0))
    assert told(before, now) == [("Mục – Bảng – A – Trực tuyến", "2,0\u00a0%", "3,0\u00a0%", "")]


def test_of_a_new_row_only_what_is_something_is_told() -> None:
    before, now = document(("A", 1.0)), document(("A", 1.0), ("B", 0.0), ("C", 5.0))
    assert told(before, now) == [("Mục – Bảng – C – Trực tuyến", None, "5,0\u00a0%", "")]
    assert told(now, before) == [("Mục – Bảng – C – Trực tuyến", "5,0\u00a0%", None, "")]


def test_why_names_the_raw_figures_of_the_unit_that_the_cell_is_of() -> None:
    def figures(here: float, there: float) -> tuple[Figure, ...]:
        return (
            Figure(figure="dossiers_received", unit_id=1, value=there),
            Figure(figure="dossiers_received", unit_id=SAIGON, value=here),
        )

    before = document(("A", 50.0), href=HREF, figures=figures(10, 5))
    now = document(("A", 51.0), href=HREF, figures=figures(10, 8))
    (one,) = told(before, now, dossier=3, complaint=9)
    assert one[3] == (
        "Hồ sơ tiếp nhận: 15 → 18; 3 hồ sơ, bản ghi trong kỳ được gửi đến hoặc gửi lại sau 08:30 03/11/2025"
    )


def test_late_records_of_another_kind_explain_nothing() -> None:
    before, now = document(("A", 50.0), href=HREF), document(("A", 51.0), href=HREF)
    assert told(before, now, complaint=9)[0][3] == ""
    assert told(document(("A", 1.0)), document(("A", 2.0)), dossier=9)[0][3] == ""


def test_other_rules_and_another_program_are_told_where_nothing_else_explains() -> None:
    before, now = document(("A", 50.0), href=HREF), document(("A", 51.0), href=HREF)
    ruled = now.model_copy(update={"rules": before.rules | {"successions": "2" * 64}})
    assert told(before, ruled)[0][3] == "đã thay đổi: việc sắp xếp đơn vị hành chính"
    newer = now.model_copy(update={"program": "0.2.0"})
    assert told(before, newer)[0][3] == "tính bằng phiên bản khác của phần mềm"
