"""The made-up report with what paper has trouble with: wide tables, lists, a revision, odd letters."""

from dashboard.reports.document import (
    Block,
    Cell,
    Column,
    Difference,
    Document,
    Revision,
    Run,
    Section,
    Table,
)
from tests.dashboard.reports.sample import sample

ODD = "#x $y$ *z* _u_ `r` <w> @q [a] {b} \\ // & \"'"


def long() -> Document:
    """The sample's second issue, with wide tables in a chapter and in an annex."""
    made = sample()
    revision = Revision(
        number=2,
        revises="15/BC-UBND ngày 05/11/2025",
        reason="Số liệu gửi muộn của hai đơn vị.",
        differences=(
            Difference(
                where="Tỷ lệ hồ sơ trực tuyến, tháng 10 năm 2025", before=68.4, now=68.9, why="gửi muộn"
            ),
            Difference(where="Hồ sơ tiếp nhận, Phường 007", before=None, now=1240),
        ),
    )
    sections = (
        *made.sections[:1], _lists(), made.sections[1], _wide("fire", is_annex=False), *made.sections[2:],
        _wide("coverage", is_annex=True),
    )  # fmt: skip
    return made.model_copy(update={"revision": revision, "sections": sections})


def _lists() -> Section:
    lines = [
        Block(kind="number", runs=(Run(text="Đẩy mạnh dịch vụ công trực tuyến toàn trình."),)),
        Block(kind="number", runs=(Run(text="Rút ngắn thời gian xử lý."),)),
        Block(runs=(Run(text=ODD, bold=True, italic=True),)),
        Block(kind="number", runs=(Run(text="Việc thứ nhất của danh sách sau."),)),
    ]
    return Section(key="tasks", title="Nhiệm vụ trọng tâm", commentary=tuple(lines), parts=())


def _wide(key: str, *, is_annex: bool) -> Section:
    columns = (
        Column(key="unit", title="Đơn vị", kind="text", width=2),
        *(Column(key=f"m{n}", title=f"Tháng {n:02d} năm 2025", unit="hồ sơ") for n in range(1, 13)),
        Column(key="day", title="Ngày", kind="date"),
    )
    rows = tuple(
        (Cell(value=f"Phường {n}"), *(Cell(value=n * 1000 + m) for m in range(12)), Cell(value="2025-10-31"))
        for n in range(1, 4)
    )
    table = Table(key=key, title=f"Bảng rộng {key}", columns=columns, rows=rows, is_wide=True)
    return Section(key=key, title=f"Mục rộng {key}", commentary=(), parts=(table,), is_annex=is_annex)
