"""Drafts are made by themselves on the day after a period, once, and made up for where nothing ran."""

import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest
from sqlalchemy import Engine, select

from dashboard.db import reading
from dashboard.models import notice, report
from dashboard.reports.desk import ReportDesk
from dashboard.reports.scheduled import ScheduledDrafts, latest
from dashboard.settings import Settings
from dashboard.views import KpiReader

TWO = datetime(2025, 10, 31, 19, 0, tzinfo=UTC)  # 02:00 on 1 November by the city's clock
RECEIVERS = '[[receiver]]\nkey = "p"\nurls = ["json://127.0.0.1"]\nsteps = []\ntopics = ["report_draft"]\n'


@pytest.fixture
def told(tmp_path: Path) -> Settings:
    file = tmp_path / "receivers.toml"
    file.write_text(RECEIVERS, "utf-8")
    return Settings(_env_file=None, receivers=file, public_url="https://ops.example.vn/")


def scheduled(store: Engine, settings: Settings) -> ScheduledDrafts:
    return ScheduledDrafts(store, KpiReader(store, settings), settings)


def drafts(store: Engine) -> list[tuple[str, str, str]]:
    columns = report.c.template, report.c.period, report.c.made_by
    with reading(store) as connection:
        return [tuple(row) for row in connection.execute(select(*columns).order_by(report.c.id))]


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Asia/Tokyo"])
def test_last_months_draft_is_made_at_two_by_the_citys_clock_whatever_the_servers(
    store: Engine, told: Settings, zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        one = scheduled(store, told)
        one.tick(TWO - timedelta(minutes=1))
        assert drafts(store) == [("month", "2025-09", "program"), ("quarter", "2025-Q3", "program")]
        one.tick(TWO)
        assert drafts(store)[-1] == ("month", "2025-10", "program")
    finally:
        monkeypatch.undo()
        time.tzset()


def test_it_is_made_once_and_its_planner_is_told(store: Engine, told: Settings) -> None:
    one, again = scheduled(store, told), scheduled(store, told)
    assert one.tick(TWO) == 2  # the month and, ended 32 days ago, the third quarter
    assert one.tick(TWO + timedelta(minutes=1)) == again.tick(TWO + timedelta(minutes=2)) == 0
    with reading(store) as connection:
        titles = connection.execute(select(notice.c.title).order_by(notice.c.id)).scalars().all()
        bodies = connection.execute(select(notice.c.body).order_by(notice.c.id)).scalars().all()
    assert titles[0] == "Dự thảo chờ duyệt: Báo cáo tháng, tháng 10 năm 2025, Thành phố Hồ Chí Minh"
    assert bodies[0].splitlines()[-1] == "https://ops.example.vn/reports/1"
    assert len(titles) == 2


def test_of_two_collectors_at_once_one_makes_it(store: Engine, told: Settings) -> None:
    together, made = Barrier(2), list[int]()

    def run(one: ScheduledDrafts) -> None:
        together.wait()
        made.append(one.tick(TWO))

    threads = [Thread(target=run, args=(scheduled(store, told),)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(made) == 2
    assert sorted(drafts(store)) == [("month", "2025-10", "program"), ("quarter", "2025-Q3", "program")]


def test_what_was_missed_while_off_is_made_at_the_next_start(store: Engine, told: Settings) -> None:
    scheduled(store, told).tick(TWO)
    assert scheduled(store, told).tick(datetime(2026, 2, 10, 3, 0, tzinfo=UTC)) == 6
    assert drafts(store)[2:] == [
        ("month", "2025-11", "program"),
        ("month", "2025-12", "program"),
        ("month", "2026-01", "program"),
        ("quarter", "2025-Q4", "program"),
        ("half", "2025-H2", "program"),
        ("year", "2025", "program"),
    ]


def test_where_a_planner_has_begun_nothing_more_is_made(store: Engine, told: Settings) -> None:
    desk = ReportDesk(store, KpiReader(store, told), told)
    desk.new(template="month", period="2025-10", who="lan", now=TWO)
    scheduled(store, told).tick(TWO)
    assert [one for one in drafts(store) if one[0] == "month"] == [("month", "2025-10", "lan")]


def test_a_city_says_what_is_drafted_when_and_of_whom(store: Engine, tmp_path: Path) -> None:
    file = tmp_path / "reports.toml"
    file.write_text(
        '[schedule]\nat = "06:30"\ndrafts = [{ template = "month", scope = ["26740"] }]\n', "utf-8"
    )
    one = scheduled(store, Settings(_env_file=None, reports=file))
    early = TWO + timedelta(hours=4, minutes=29)
    one.tick(early)
    assert drafts(store) == [("month", "2025-09", "program")]
    one.tick(early + timedelta(minutes=1))
    assert drafts(store)[1:] == [("month", "2025-10", "program")]
    with reading(store) as connection:
        assert connection.execute(select(report.c.scope)).scalars().first() == ["26740"]


@pytest.mark.parametrize(
    ("kind", "day", "text"),
    [
        ("month", date(2026, 1, 1), "2025-12"),
        ("month", date(2025, 12, 31), "2025-11"),
        ("quarter", date(2026, 1, 1), "2025-Q4"),
        ("quarter", date(2026, 3, 31), "2025-Q4"),
        ("half", date(2026, 7, 1), "2026-H1"),
        ("half", date(2026, 6, 30), "2025-H2"),
        ("year", date(2026, 1, 1), "2025"),
    ],
)
def test_the_last_period_is_the_one_that_is_over(kind: str, day: date, text: str) -> None:
    assert latest(kind, day).text == text  # type: ignore[arg-type]
