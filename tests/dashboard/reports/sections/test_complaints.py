"""The report on complaints, worked out by hand."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, insert

from dashboard.db import writing
from dashboard.ingest import Cursor, Ingest
from dashboard.models import feed, feed_outage
from dashboard.records import Batch, Complaint
from dashboard.reports.document import HeatChart, Section
from dashboard.reports.sections import complaints
from dashboard.settings import Settings
from tests.dashboard.conftest import FEEDS
from tests.dashboard.records import complaint, local, tiers
from tests.dashboard.reports.asking import wanted
from tests.dashboard.reports.reading_tables import cells, sentences, table

NOW = local("2025-11-20 10:00")
BEN_THANH, SAIGON = "Phường Bến Thành", "Phường Sài Gòn"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Phường Sài Gòn answers by Thủ Đức's tiers, the others within 48 hours."""
    return Settings(_env_file=None, clocks=tiers(tmp_path))


@pytest.fixture
def ingest(store: Engine, settings: Settings) -> Ingest:
    return Ingest(store, settings, FEEDS)


def told(ingest: Ingest, *records: Complaint) -> None:
    ingest.store(Batch("complaints", list(records), [], 1), NOW, Cursor())


def closed(number: str, at: str, answered: str, done: str = "", **more: object) -> Complaint:
    filled: dict[str, object] = {
        "unit": BEN_THANH,
        "category_code": "ngap",
        "category_name": "Ngập",
        "channel": "app",
    }
    return complaint(
        number, at=at, open=not done, answered_at=local(answered), closed_at=local(done) if done else None,
        **(filled | more),
    )  # fmt: skip


def october(ingest: Ingest) -> None:
    told(
        ingest,
        # Bến Thành, 48 hours: answered after 10 h and closed; after 60 h (late); never: overdue on 3/10
        closed("C1", "2025-10-01 08:00", "2025-10-01 18:00", "2025-10-02 08:00", confirmed=True),
        closed("C2", "2025-10-01 08:00", "2025-10-03 20:00", confirmed=False, reopened=2),
        complaint("C3", at="2025-10-01 08:00", unit=BEN_THANH, category_code="ngap", category_name="Ngập",
                  channel="Zalo"),
        # Sài Gòn: danger within 3 hours, answered after 2; building within 7 days, answered after 6 days;
        # the rest within 3 working days, from Wednesday 22/10 13:00 (4 + 8 + 8 + 4 h) to Monday 11:30
        closed("C4", "2025-10-10 08:00", "2025-10-10 10:00", unit=SAIGON, category_code="nguy hiểm",
               category_name="Nguy hiểm", channel="1022"),
        closed("C5", "2025-10-10 08:00", "2025-10-16 08:00", unit=SAIGON, category_code="xây dựng",
               category_name="Xây dựng", channel="1022"),
        closed("C6", "2025-10-22 13:00", "2025-10-27 11:30", unit=SAIGON, channel="web"),
        # received in September, answered in October: no complaint received in the month, but one answered
        closed("C0", "2025-09-30 20:00", "2025-10-01 06:00"),
    )  # fmt: skip


def built(store: Engine, settings: Settings, period: str = "2025-10", *units: str) -> Section:
    return complaints.build(wanted(store, settings, period, NOW, *units))


# received, answered, in time, (within 48 h,) overdue, not closed, hours, reopened, found true
def test_the_period_stands_above_the_one_before_and_the_year_before(
    store: Engine, settings: Settings, ingest: Ingest
) -> None:
    october(ingest)
    lines = cells(built(store, settings), "complaints")
    # Answered: C1 10 h, C2 60, C4 2, C5 144, C6 118.5, C0 10: 344.5 h.
    # By their clocks C1, C4, C5, C6, C0 are in time, C2 and C3 late: 5/7. Within 48 h: C1, C4, C0 of 7.
    # Overdue at the end: C3. Not closed: all but C1. Confirmed: one of two.
    assert lines["Tháng 10 năm 2025"] == pytest.approx([6, 6, 500 / 7, 300 / 7, 1, 6, 344.5 / 6, 1, 50.0])
    assert lines["Tháng 9 năm 2025"] == [1, 0, None, None, 0, 1, None, 0, None]
    assert lines["Tháng 10 năm 2024"] == [None] * 9, "before anything was counted there is no zero"


def test_by_category_channel_and_clock_as_the_records_tell(
    store: Engine, settings: Settings, ingest: Ingest
) -> None:
    october(ingest)
    section = built(store, settings)
    assert cells(section, "complaints_by_category") == {
        "Tổng cộng": pytest.approx([6, 6, 500 / 7, 1, 6, 344.5 / 6, 1, 50.0]),
        # C1, C2, C3, C6 and, answered only, C0: 10 + 60 + 118.5 + 10 = 198.5 h / 4; in time C1, C6, C0 of 5
        "Ngập": pytest.approx([4, 4, 60.0, 1, 4, 49.625, 1, 50.0]),
        "Nguy hiểm": [1, 1, 100.0, 0, 1, 2.0, 0, None],
        "Xây dựng": [1, 1, 100.0, 0, 1, 144.0, 0, None],
    }
    assert cells(section, "complaints_by_channel") == {
        "Tổng cộng": pytest.approx([6, 6, 500 / 7, 1, 6, 344.5 / 6, 1, 50.0]),
        "Ứng dụng": pytest.approx([2, 3, 200 / 3, 0, 2, 80 / 3, 1, 50.0]),
        "Tổng đài 1022": [2, 2, 100.0, 0, 2, 73.0, 0, None],
        "Cổng thông tin điện tử": [1, 1, 100.0, 0, 1, 118.5, 0, None],
        "Zalo": [1, 0, 0.0, 1, 1, None, 0, None],
    }
    assert cells(section, "complaints_by_clock") == {
        "Tổng cộng": pytest.approx([6, 6, 500 / 7, 1, 6, 344.5 / 6, 1, 50.0]),
        "48 giờ": pytest.approx([3, 3, 50.0, 1, 3, 80 / 3, 1, 50.0]),
        "3 giờ": [1, 1, 100.0, 0, 1, 2.0, 0, None],
        "7 ngày": [1, 1, 100.0, 0, 1, 144.0, 0, None],
        "3 ngày làm việc": [1, 1, 100.0, 0, 1, 118.5, 0, None],
    }


def test_more_categories_than_a_page_holds_come_to_one_line(
    store: Engine, settings: Settings, ingest: Ingest
) -> None:
    """23 categories, the first three times, the second twice: 20 have a line, three stand in one."""
    told(
        ingest,
        *(
            complaint(f"{number}-{time}", at="2025-10-01 08:00", unit=BEN_THANH, category_code=f"{number:02}")
            for number in range(23)
            for time in range(max(3 - number, 1))
        ),
    )
    lines = cells(built(store, settings), "complaints_by_category")
    assert [line[0] for line in lines.values()] == [26, 3, 2, *(18 * [1]), 3]
    assert list(lines)[-1] == "Các nhóm khác: 3"


def test_units_stand_below_the_whole_city_and_those_without_any_are_counted(
    store: Engine, settings: Settings, ingest: Ingest
) -> None:
    october(ingest)
    section = built(store, settings)
    assert cells(section, "complaints_by_unit") == {
        "Toàn thành phố": pytest.approx([6, 6, 500 / 7, 1, 6, 344.5 / 6, 1, 50.0]),
        BEN_THANH: pytest.approx([3, 3, 50.0, 1, 3, 80 / 3, 1, 50.0]),
        SAIGON: pytest.approx([3, 3, 100.0, 0, 3, 264.5 / 3, 0, None]),
    }
    assert table(section, "complaints_by_unit").note == "166 đơn vị không phát sinh trong kỳ."


def test_one_unit_has_its_own_and_several_are_added_up_before_the_formula(
    store: Engine, settings: Settings, ingest: Ingest
) -> None:
    october(ingest)
    alone = built(store, settings, "2025-10", "26740")
    assert cells(alone, "complaints")["Tháng 10 năm 2025"] == pytest.approx(
        [3, 3, 100.0, 100 / 3, 0, 3, 264.5 / 3, 0, None]
    )
    assert "complaints_by_unit" not in {part.key for part in alone.parts}
    both = built(store, settings, "2025-10", "26740", "26743")
    assert cells(both, "complaints_by_unit") == {
        "Tổng cộng": pytest.approx([6, 6, 500 / 7, 1, 6, 344.5 / 6, 1, 50.0]),
        SAIGON: pytest.approx([3, 3, 100.0, 0, 3, 264.5 / 3, 0, None]),
        BEN_THANH: pytest.approx([3, 3, 50.0, 1, 3, 80 / 3, 1, 50.0]),
    }
    assert cells(both, "complaints_by_category")["Tổng cộng"][0] == 6


def test_each_number_opens_where_its_records_are(store: Engine, settings: Settings, ingest: Ingest) -> None:
    october(ingest)
    section = built(store, settings)
    month, before = table(section, "complaints").rows[:2]
    assert month[1].href == "/kpi/complaints_received?period=2025-10&on=2025-10-31"
    assert month[2].href == "/kpi/complaints_answer_hours?period=2025-10&on=2025-10-31&part=denominator"
    assert before[1].href == "/kpi/complaints_received?period=2025-09&on=2025-10-31"
    _whole, flooded = table(section, "complaints_by_category").rows[:2]
    assert flooded[1].href == "/kpi/complaints_received?period=2025-10&on=2025-10-31&by=item"
    unit = table(section, "complaints_by_unit").rows[1]
    assert unit[1].href.startswith("/kpi/complaints_received?unit=26743&")
    together = built(store, settings, "2025-10", "26740", "26743")
    assert table(together, "complaints").rows[0][1].href == "", "no page shows several units together"


def heat(section: Section) -> dict[str, float | None]:
    (chart,) = (part for part in section.parts if isinstance(part, HeatChart))
    return {day.day.isoformat(): day.value for day in chart.days}


def test_a_day_on_which_the_feed_was_silent_is_no_day_of_zero(
    store: Engine, settings: Settings, ingest: Ingest
) -> None:
    october(ingest)
    with writing(store) as connection:
        ids = dict(connection.execute(feed.select().with_only_columns(feed.c.name, feed.c.id)).all())
        spans = [
            ("2025-10-04 12:00", "2025-10-06 00:00"),  # the whole of the 5th
            ("2025-10-10 00:00", "2025-10-11 00:00"),  # the whole of the 10th, and caught up with afterwards
            ("2025-10-20 00:00", "2025-10-20 23:59"),  # not quite the whole of the 20th
        ]
        connection.execute(
            insert(feed_outage),
            [
                {"feed_id": ids["complaints"], "began_at": local(began), "ended_at": local(ended)}
                for began, ended in spans
            ],
        )
    days = heat(built(store, settings))
    assert len(days) == 31
    assert days["2025-10-01"] == 3
    assert days["2025-10-04"] == 0
    assert days["2025-10-05"] is None
    assert days["2025-10-10"] == 2
    assert days["2025-10-20"] == 0


def test_days_to_come_and_those_before_the_first_record_are_unknown(
    store: Engine, settings: Settings, ingest: Ingest
) -> None:
    october(ingest)
    now = heat(built(store, settings, "2025-11"))
    assert now["2025-11-20"] == 0
    assert now["2025-11-21"] is None
    first = heat(built(store, settings, "2025-09"))
    assert (first["2025-09-29"], first["2025-09-30"]) == (None, 1)


def test_what_is_said_is_what_the_tables_show(store: Engine, settings: Settings, ingest: Ingest) -> None:
    october(ingest)
    said = sentences(built(store, settings))
    assert (
        "Phản ánh tiếp nhận: 6, tăng 5 so với tháng 9 năm 2025 (1), "
        "không có số liệu tháng 10 năm 2024 để so sánh." in said
    )
    assert "Phản ánh nhiều nhất về: Ngập 4 (66,7 %); Nguy hiểm 1 (16,7 %); Xây dựng 1 (16,7 %)." in said


@pytest.mark.usefixtures("ingest")
def test_a_store_without_any_complaint_has_dashes_and_an_empty_calendar(
    store: Engine, settings: Settings
) -> None:
    section = built(store, settings)
    assert all(value is None for values in cells(section, "complaints").values() for value in values)
    assert set(heat(section).values()) == {None}
