"""The chapters of a small month with Tết, supplements, a withdrawal and no due time, worked out by hand."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import Engine

from dashboard.db import engine, migrate, writing
from dashboard.ingest import Ingest
from dashboard.reports.asked import Wanted
from dashboard.reports.document import LineChart, Scalar, Section
from dashboard.reports.sections import coverage, one_stop, ranking, targets, units
from dashboard.settings import Settings
from dashboard.targets import seed
from tests.dashboard.conftest import FEEDS
from tests.dashboard.records import local
from tests.dashboard.reports.asking import wanted
from tests.dashboard.reports.reading_tables import cells, sentences, table, titles
from tests.dashboard.reports.sections import february

SAIGON, BEN_THANH = "26740", "26743"
# received, resolved, on time, its share, late, of them supplements, intake, processing, overdue, open
OF_SAIGON: list[Scalar] = [6, 5, 2, 40.0, 3, 2, 1, 0, 1, 1]
OF_BEN_THANH: list[Scalar] = [4, 2, 0, 0.0, 1, 0, 0, 1, 1, 2]
WHOLE: list[Scalar] = [10, 7, 2, pytest.approx(100 / 3), 4, 2, 1, 1, 2, 3]  # type: ignore[list-item]


@pytest.fixture(scope="module")
def store(module_store_url: str) -> Iterator[Engine]:
    made = engine(module_store_url)
    migrate(made)
    with writing(made) as connection:
        seed(connection, local("2025-11-05 00:00"))
    february.fill(made, Ingest(made, Settings(_env_file=None), FEEDS))
    yield made
    made.dispose()


@pytest.fixture(scope="module")
def month(store: Engine) -> Wanted:
    return wanted(store, Settings(_env_file=None), "2026-02", february.NOW)


@pytest.fixture(scope="module")
def counters(month: Wanted) -> Section:
    return one_stop.build(month)


@pytest.fixture(scope="module")
def annex(month: Wanted) -> Section:
    return units.build(month)


def test_by_field_and_by_unit_every_edge_case_falls_where_it_should(counters: Section) -> None:
    assert cells(counters, "fields") == {
        "Toàn thành phố": WHOLE, "Hộ tịch": OF_SAIGON, "Đất đai": OF_BEN_THANH,
    }  # fmt: skip
    by_unit = cells(counters, "one_stop_units")
    assert by_unit["Toàn thành phố"] == WHOLE
    assert by_unit[february.SAIGON] == OF_SAIGON
    assert by_unit[february.BEN_THANH] == OF_BEN_THANH


def test_the_units_in_the_text_and_the_others_make_the_city(counters: Section) -> None:
    _sums_are_the_citys(counters, "one_stop_units")


@pytest.mark.parametrize("key", ["units", "units_one_stop"])
def test_all_units_of_the_annex_make_the_city(annex: Section, key: str) -> None:
    assert len(table(annex, key).rows) == 1 + 168 + 2  # the city; its wards, its offices, unknown
    _sums_are_the_citys(annex, key)


def _sums_are_the_citys(section: Section, key: str) -> None:
    of = table(section, key)
    whole, rows = of.rows[0], of.rows[1:]
    for place, column in enumerate(of.columns):
        if column.kind == "number":
            summed = sum(float(row[place].value or 0) for row in rows)
            assert summed == pytest.approx(float(whole[place].value or 0)), column.key


def test_the_counters_are_told_with_causes_and_without_what_is_not_known(counters: Section) -> None:
    said = sentences(counters)
    silent = "không so sánh với tháng 1 năm 2026 do nguồn số liệu gián đoạn 384,0 giờ"
    unknown = "không có số liệu tháng 2 năm 2025 để so sánh"
    assert f"Hồ sơ tiếp nhận: 10, {silent}, {unknown}." in said
    assert (
        "Trong 4 hồ sơ giải quyết trễ hạn: trễ do bổ sung hồ sơ 2, trễ do tiếp nhận chậm 1, trễ do xử lý 1."
        in said
    )
    assert "Lĩnh vực có nhiều hồ sơ giải quyết trễ hạn nhất: Hộ tịch (3), Đất đai (1)." in said
    assert (
        "Đơn vị có nhiều hồ sơ quá hạn cuối kỳ nhất: Phường Bến Thành (1), Phường Sài Gòn (1)." in said
    )  # fmt: skip
    assert not any("tăng" in one or "giảm" in one for one in said)


def test_a_period_with_a_silent_feed_says_so(counters: Section) -> None:
    assert sentences(counters)[0].startswith("Nguồn dossiers gián đoạn 12,0 giờ trong tháng 2 năm 2026;")


def test_numbers_open_their_own_records(counters: Section) -> None:
    late = table(counters, "one_stop_units").rows[1][5]
    assert late.value == 3
    assert late.href == "/kpi/late_days?unit=26740&period=2026-02&on=2026-02-28&part=denominator"


def test_one_unit_and_two_beside_each_other(store: Engine, month: Wanted) -> None:
    alone = one_stop.build(_of(store, month, SAIGON))
    assert cells(alone, "fields")["Hộ tịch"] == OF_SAIGON
    both = one_stop.build(_of(store, month, SAIGON, BEN_THANH))
    assert cells(both, "one_stop_units") == {
        february.SAIGON: OF_SAIGON, february.BEN_THANH: OF_BEN_THANH,
    }  # fmt: skip
    assert [part.key for part in both.parts if part.key.startswith("fields")] == [
        "fields_26740",
        "fields_26743",
    ]


@pytest.mark.parametrize(
    ("period", "received"), [("2026-02", 10), ("2026-Q1", 11), ("2026", 11), ("2026-01", 1), ("2026-03", 0)]
)
def test_a_quarter_and_a_year_are_their_months(
    store: Engine, month: Wanted, period: str, received: int
) -> None:
    asked = wanted(store, month.settings, period, month.now, reader=month.reader)
    assert cells(one_stop.build(asked), "fields")["Toàn thành phố"][0] == received


def test_targets_stand_with_what_is_known_of_a_year_ago_and_since_january(month: Wanted) -> None:
    made = targets.build(month)
    found = dict(
        zip(titles(made, "targets"), cells(made, "targets")["Hồ sơ giải quyết trực tuyến"], strict=True)
    )
    assert found == {
        "value": pytest.approx(100 / 7), "total": pytest.approx(100 / 7), "year_ago": None,
        "target_2025": 50.0, "target_2030": None, "state": "Chưa đạt (2025)", "forecast": None,
    }  # fmt: skip
    assert cells(made, "targets")["Phản ánh trả lời ≤ 48 giờ"][5] == "Chưa đủ số liệu"
    online = next(part for part in made.parts if part.key == "target_online_share")
    assert isinstance(online, LineChart)
    assert [(one.name, one.value) for one in online.levels] == [("Chỉ tiêu 2025", 50.0)]
    assert online.series[0].values[-2:] == (None, 14.3)  # of January too much is missing
    assert any(one.startswith("Hồ sơ giải quyết trực tuyến: 14,3 %") and
               one.endswith("chưa đạt chỉ tiêu năm 2025 (50 %), còn cách 35,7 điểm phần trăm.")
               for one in sentences(made))  # fmt: skip


def test_no_unit_is_ranked_by_a_handful_of_dossiers(store: Engine, month: Wanted) -> None:
    said = sentences(ranking.build(month))
    assert (
        "Hồ sơ giải quyết đúng hạn: không xếp hạng 2 đơn vị có dưới 20 hồ sơ, vụ việc làm căn cứ tính."
        in said
    )
    assert not any("Phường" in one for one in said)
    asked = ranking.build(_of(store, month, SAIGON))
    assert not any("xếp hạng 1/" in one for one in sentences(asked))


def test_coverage_tells_silence_and_what_could_not_be_read(month: Wanted) -> None:
    made = coverage.build(month)
    found = cells(made, "coverage")
    dossiers = dict(zip(titles(made, "coverage"), found["dossiers"], strict=True))
    assert dossiers["silent"] == 12.0
    assert dossiers["share"] == 1.8  # of 672 hours
    assert (dossiers["records"], dossiers["rejected"], dossiers["waiting"]) == (10, 2, 1)
    assert dossiers["until"] == "2026-02-13T02:00:00Z"  # the newest change that a record tells
    assert found["flood"][1:4] == ["Im lặng", 672.0, 100.0]
    assert str(found["flood"][-1]).startswith("Thiếu quá nhiều")
    said = sentences(made)
    assert "2 bản tin của tháng 2 năm 2026 không đọc được, trong đó 1 bản tin chưa khắc phục." in said


def test_the_same_figures_give_the_same_report(store: Engine, month: Wanted) -> None:
    again = wanted(store, month.settings, "2026-02", month.now)
    for chapter in (targets, one_stop, ranking, units, coverage):
        assert chapter.build(month) == chapter.build(again)


def test_in_english_every_sentence_is_there_too(month: Wanted) -> None:
    english = replace(month, t=month.t.__class__("en"))
    said = sentences(one_stop.build(english))
    assert "Of 4 dossiers that ended late: late: supplements 2, late: intake 1, late: processing 1." in said


def _of(store: Engine, month: Wanted, *codes: str) -> Wanted:
    return wanted(store, month.settings, "2026-02", month.now, *codes, reader=month.reader)
