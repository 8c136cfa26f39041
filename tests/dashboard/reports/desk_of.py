"""A desk with one section that tells of real figures, quick enough for tests of a report's life."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine

from dashboard.reports import drafting
from dashboard.reports.asked import Wanted
from dashboard.reports.desk import ReportDesk
from dashboard.reports.document import Block, Cell, Column, Document, Run, Section, Table
from dashboard.reports.links import of_kpi
from dashboard.reports.sections import Chapter
from dashboard.settings import Settings
from dashboard.views import KpiReader

NOW = datetime(2025, 12, 3, 2, 0, tzinfo=UTC)  # 09:00 on 3 December by the city's clock
PERIOD = "2025-11"
TODAY = date(2025, 12, 3)
KPI = "online_received_share"


def _section(wanted: Wanted) -> Section:
    """Dossiers received, of the city or of the units."""
    rows = []
    for one in wanted.whose:
        (row,) = wanted.reader.table(wanted.of(one.address), wanted.now, [KPI])
        value = row.now.denominator  # dossiers received
        rows.append((Cell(value=one.name), Cell(value=value, href=of_kpi(wanted, KPI, one.address))))
    columns = (
        Column(key="unit", title="Đơn vị", kind="text", width=3),
        Column(key="received", title="Tiếp nhận"),
    )
    said = Block(key="received", runs=(Run(text=f"Tiếp nhận {rows[0][1].value} hồ sơ."),))
    table = Table(key="received", title="Hồ sơ", columns=columns, rows=tuple(rows))
    return Section(key="one_stop", title="Giải quyết hồ sơ một cửa", commentary=(said,), parts=(table,))


def _flood(wanted: Wanted) -> Section:
    return Section(key="flood", title="Ngập", commentary=(), parts=())


CHAPTERS = {
    "one_stop": Chapter(key="one_stop", title="One-stop shop", build=_section),
    "flood": Chapter(key="flood", title="Flood", build=_flood),
}


@contextmanager
def few_sections() -> Iterator[None]:
    """Reports of the two sections above alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(drafting, "BY_KEY", CHAPTERS)
        yield


def desk_of(store: Engine, settings: Settings) -> ReportDesk:
    return ReportDesk(store, KpiReader(store, settings), settings)


def drafted(desk: ReportDesk) -> int:
    """A draft of the city's month."""
    return desk.new(template="month", period=PERIOD, who="lan", now=NOW)


def issued(desk: ReportDesk, number: str = "15/BC-UBND") -> int:
    """The same, issued."""
    made = drafted(desk)
    desk.issue(made, 1, number=number, issued_on=TODAY, signer="Nguyễn Thị Yến", who="lan", now=NOW)
    return made


def received(document: Document) -> object:
    """The number in the table of the first row."""
    (section,) = [one for one in document.sections if one.key == "one_stop"]
    (table,) = section.parts
    assert isinstance(table, Table)
    return table.rows[0][1].value
