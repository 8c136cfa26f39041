"""Who is ranked, and at which place, by dossiers enough to be ranked by."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, insert, select

from dashboard.db import writing
from dashboard.ingest import Cursor, Ingest
from dashboard.models import feed, feed_outage
from dashboard.records import Batch, Dossier, Record
from dashboard.reports.document import BarChart, MapChart
from dashboard.reports.sections import one_stop, ranking
from dashboard.settings import Settings
from tests.dashboard.records import dossier, local
from tests.dashboard.reports.asking import wanted
from tests.dashboard.reports.reading_tables import cells, sentences, table

NOW = local("2025-11-20 10:00")


def resolved(unit: str, month: str, online: int, counter: int) -> list[Dossier]:
    """Dossiers that ended on the 10th, so many of them filed online."""
    return [
        dossier(
            f"{unit}-{month}-{number}", at=f"{month}-06 09:00", unit=unit, status=9,
            channel=2 if number < online else 1, finished_at=local(f"{month}-10 15:00"),
            due_at=local(f"{month}-12 17:00"),
        )
        for number in range(online + counter)
    ]  # fmt: skip


@pytest.fixture
def filled(store: Engine, ingest: Ingest) -> Engine:
    records: list[Record] = [
        *resolved("Phường Sài Gòn", "2025-10", 18, 2),  # 90 %, before 80 %
        *resolved("Phường Sài Gòn", "2025-09", 16, 4),
        *resolved("Phường Bến Thành", "2025-10", 10, 10),  # 50 %, before 25 %
        *resolved("Phường Bến Thành", "2025-09", 5, 15),
        *resolved("Phường Cầu Kho", "2025-10", 19, 0),  # 100 % of 19: too few
        *resolved("Phường Tân Định", "2025-10", 8, 12),  # 40 %, before 100 % of 1: too few to compare
        *resolved("Phường Tân Định", "2025-09", 1, 0),
    ]
    ingest.store(Batch("dossiers", records, [], 1), NOW, Cursor())
    return store


def test_best_last_and_most_improved_of_those_with_enough(filled: Engine, settings: Settings) -> None:
    made = ranking.build(wanted(filled, settings, "2025-10", NOW))
    said = [one for one in sentences(made) if one.startswith("Hồ sơ giải quyết trực tuyến")]
    assert said == [
        "Hồ sơ giải quyết trực tuyến, tốt nhất: Phường Sài Gòn (90,0 %).",
        "Hồ sơ giải quyết trực tuyến, kém nhất: Phường Tân Định (40,0 %).",
        "Hồ sơ giải quyết trực tuyến, tiến bộ nhiều nhất so với kỳ trước: "
        "Phường Bến Thành (từ 25,0 % đến 50,0 %), 25,0 điểm phần trăm.",
        "Hồ sơ giải quyết trực tuyến: không xếp hạng 1 đơn vị có dưới 20 hồ sơ, vụ việc làm căn cứ tính.",
        "Hồ sơ giải quyết trực tuyến: 164 đơn vị không có số liệu.",
    ]
    assert [[cell.value for cell in row] for row in table(made, "rank_online_share").rows] == [
        [1, "Phường Sài Gòn", 90.0, 10.0, 3, "Phường Tân Định", 40.0, None]
    ]
    improved = [[cell.value for cell in row[1:]] for row in table(made, "improved").rows]
    assert improved == [["Phường Bến Thành", 25.0, 50.0, 25.0], ["Phường Sài Gòn", 80.0, 90.0, 10.0]]
    assert not [
        part for part in made.parts if isinstance(part, MapChart)
    ]  # all are on time: nothing to tell apart
    alike = "Hồ sơ giải quyết đúng hạn: cả 3 đơn vị được xếp hạng đều ở mức 100,0 %."
    assert alike in sentences(made)
    alone = ranking.build(wanted(filled, settings, "2025-10", NOW, "26743"))
    assert cells(alone, "places")["Hồ sơ giải quyết trực tuyến"][1:] == [50.0, pytest.approx(5500 / 79), 2, 3]
    place = "Hồ sơ giải quyết trực tuyến: Phường Bến Thành xếp hạng 2/3 với 50,0 %."
    assert place in sentences(alone)


def test_on_time_is_drawn_of_those_with_enough(filled: Engine, settings: Settings) -> None:
    made = one_stop.build(wanted(filled, settings, "2025-10", NOW))
    bars = next(part for part in made.parts if part.key == "on_time_units")
    assert isinstance(bars, BarChart)
    assert bars.labels == ("Phường Bến Thành", "Phường Sài Gòn", "Phường Tân Định")
    assert bars.series[0].values == (100.0, 100.0, 100.0)


def test_after_a_silent_month_nobody_has_improved_and_in_one_nobody_is_ranked(
    filled: Engine, settings: Settings
) -> None:
    with writing(filled) as connection:
        feed_id = connection.execute(select(feed.c.id).where(feed.c.name == "dossiers")).scalar_one()
        began = local("2025-09-11 00:00")
        told = {"feed_id": feed_id, "began_at": began, "ended_at": began + timedelta(days=15)}
        connection.execute(insert(feed_outage), told)
    made = ranking.build(wanted(filled, settings, "2025-10", NOW))
    assert not any("tiến bộ" in one for one in sentences(made))
    assert "improved" not in [part.key for part in made.parts]
    silent = ranking.build(wanted(filled, settings, "2025-09", NOW))
    assert silent.parts == ()
    said = " ".join(sentences(silent))
    assert "Nguồn dossiers gián đoạn 360,0 giờ trong tháng 9 năm 2025" in said
    assert "Phường" not in said
