"""Figures that a person uploads: checked line by line, stored whole or not at all, through the same door."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import Engine, select

from collectors.uploading import FigureUploads
from dashboard.db import engine, migrate, reading
from dashboard.feeds import UPLOAD, retire
from dashboard.models import daily_figure, feed, told_figure
from dashboard.opening.sources.told import tellers
from dashboard.settings import Settings
from tests.dashboard.records import local

NOW = local("2026-11-20 10:00")
FILE = """Đơn vị;Ngày;Số liệu;Giá trị
Phường Sài Gòn;19/11/2026;Số thứ tự đã phục vụ;1.204
79;10/2026;datasets_shared;742
Phường Sài Gòn;19/11/2026;Phút chờ tại quầy;
"""


@pytest.fixture
def store(store_url: str) -> Iterator[Engine]:
    made = engine(store_url)
    migrate(made)
    yield made
    made.dispose()


@pytest.fixture
def uploads(store: Engine) -> FigureUploads:
    return FigureUploads(store, Settings(_env_file=None), lambda: NOW)


def daily(store: Engine) -> dict[tuple[str, str], float]:
    with reading(store) as connection:
        rows = connection.execute(select(daily_figure)).all()
    return {(row.day.isoformat(), row.figure): row.value for row in rows}


def test_a_file_is_shown_as_it_was_read_and_nothing_is_stored(uploads: FigureUploads, store: Engine) -> None:
    checked = uploads.check(FILE.encode())
    assert [(one.line, one.unit, one.day, one.grain, one.figure, one.value) for one in checked.values] == [
        (2, "Phường Sài Gòn", date(2026, 11, 19), "day", "queue_tickets", 1204),
        (3, "Thành phố Hồ Chí Minh", date(2026, 10, 1), "month", "datasets_shared", 742),
    ]
    assert (checked.mistakes, checked.empty) == ((), 1)
    assert daily(store) == {}


def test_what_is_stored_says_who_told_it_and_a_collectors_start_does_not_hide_it(
    uploads: FigureUploads, store: Engine
) -> None:
    uploads.store(FILE.encode(), "/upload, 127.0.0.1")
    assert daily(store) == {("2026-11-19", "queue_tickets"): 1204, ("2026-10-01", "datasets_shared"): 742}
    retire(store, ["flood"])
    with reading(store) as connection:
        rows = connection.execute(select(told_figure)).all()
        assert {row.source for row in rows} == {"/upload, 127.0.0.1"}
        assert {row.observed_at for row in rows} == {NOW}
        assert connection.execute(select(feed.c.active).where(feed.c.name == UPLOAD)).scalar_one()
        assert tellers(connection)["queue_tickets"] == {UPLOAD}


def test_repeated_and_corrected_it_counts_once(uploads: FigureUploads, store: Engine) -> None:
    uploads.store(FILE.encode(), "a")
    uploads.store(FILE.encode(), "a")
    uploads.store(FILE.replace("1.204", "1.205,5").encode(), "b")
    assert daily(store)["2026-11-19", "queue_tickets"] == 1205.5


@pytest.mark.parametrize(
    ("line", "code", "column", "value"),
    [
        ("Phường X;19/11/2026;queue_tickets;1", "unknown_unit", "unit", "Phường X"),
        ("26740;19/11/2026;queue_ticket;1", "unknown_figure", "figure", "queue_ticket"),
        ("26740;31/02/2026;queue_tickets;1", "no_day", "day", "31/02/2026"),
        ("26740;21/11/2026;queue_tickets;1", "not_come", "day", "21/11/2026"),
        ("26740;19/11/2026;queue_tickets;nhiều", "no_number", "value", "nhiều"),
        ("26740;19/11/2026;queue_tickets;-1", "impossible_number", "value", "-1"),
        (";19/11/2026;queue_tickets;1", "missing", "unit", ""),
        ("26740;;queue_tickets;1", "missing", "day or month", ""),
        ("26740;19/11/2026;queue_tickets;1;2", "more_cells", "", ""),
        ("26740;10/2026;index_published_total;85,1", "city_only", "unit", "26740"),
        ("26740;19/11/2026;queue_tickets;1", "twice", "figure", "queue_tickets"),
        ("26734;19/11/2026;queue_tickets;1", "unknown_unit", "unit", "26734"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_of_the_file_is_stored(
    uploads: FigureUploads, store: Engine, line: str, code: str, column: str, value: str
) -> None:
    checked = uploads.store((FILE + line + "\n").encode(), "a")
    (wrong,) = checked.mistakes
    assert (wrong.line, wrong.code, wrong.column, wrong.value) == (5, code, column, value)
    assert daily(store) == {}


def test_what_is_no_table_is_said_of_its_first_line(uploads: FigureUploads) -> None:
    for body, code in ((b"abc", "file_not_this_format"), ("ngày;tháng".encode("utf-16")[3:], "file")):
        (wrong,) = uploads.check(body).mistakes
        assert (wrong.line, wrong.code.startswith(code)) == (1, True)
