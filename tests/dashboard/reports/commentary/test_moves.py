"""What rose and fell, held against hand-made figures; and what is never said."""

from typing import Any

import pytest

from dashboard.i18n import translator
from dashboard.reports.commentary import Figure, Reading, moved, plain

T = translator("vi")
SHARE = Figure(name="Hồ sơ đúng hạn", unit="%", decimals=1, direction="up")
COUNT = Figure(name="Hồ sơ tiếp nhận")
NOW, BEFORE = "tháng 10 năm 2025", "tháng 9 năm 2025"


def now(value: float | None, **told: Any) -> Reading:
    return Reading(value=value, period=NOW, href="/kpi/x?period=2025-10", **told)


def before(value: float | None, **told: Any) -> Reading:
    return Reading(value=value, period=BEFORE, href="/kpi/x?period=2025-09", **told)


@pytest.mark.parametrize(
    ("value", "earlier", "told"),
    [
        (68.4, 66.3, "Hồ sơ đúng hạn: 68,4 %, tăng 2,1 điểm phần trăm so với tháng 9 năm 2025 (66,3 %)."),
        (66.3, 68.4, "Hồ sơ đúng hạn: 66,3 %, giảm 2,1 điểm phần trăm so với tháng 9 năm 2025 (68,4 %)."),
        (68.44, 68.36, "Hồ sơ đúng hạn: 68,4 %, bằng tháng 9 năm 2025."),
        (68.45, 68.44, "Hồ sơ đúng hạn: 68,5 %, tăng 0,1 điểm phần trăm so với tháng 9 năm 2025 (68,4 %)."),
    ],
)
def test_a_share_moves_in_points_as_both_are_written(value: float, earlier: float, told: str) -> None:
    assert plain(moved(T, SHARE, now(value), [before(earlier)])).replace("\u00a0", " ") == told


def test_a_count_moves_by_its_number_and_in_per_cent() -> None:
    said = plain(moved(T, COUNT, now(1240), [before(1000)])).replace("\u00a0", " ")
    assert said == "Hồ sơ tiếp nhận: 1.240, tăng 240 (24,0 %) so với tháng 9 năm 2025 (1.000)."


def test_a_small_count_is_not_told_in_per_cent() -> None:
    said = plain(moved(T, COUNT, now(3), [before(19)]))
    assert said == "Hồ sơ tiếp nhận: 3, giảm 16 so với tháng 9 năm 2025 (19)."


def test_each_number_opens_its_own_period() -> None:
    found = moved(T, COUNT, now(3), [before(19)])
    assert [(run.text, run.href) for run in found.runs if run.href] == [
        ("3", "/kpi/x?period=2025-10"),
        ("19", "/kpi/x?period=2025-09"),
    ]
    assert found.key == "moved"


def test_a_silent_or_unknown_period_is_not_compared_with() -> None:
    silent = moved(T, COUNT, now(3), [before(19, silent=200.5, is_sound=False)])
    assert "không so sánh với tháng 9 năm 2025 do nguồn số liệu gián đoạn 200,5" in plain(silent)
    unknown = moved(T, COUNT, now(3), [before(None)])
    assert "không có số liệu tháng 9 năm 2025 để so sánh" in plain(unknown)
    for said in (silent, unknown):
        assert "tăng" not in plain(said)
        assert "giảm" not in plain(said)


def test_what_is_not_known_is_said_to_be_so() -> None:
    assert plain(moved(T, SHARE, now(None))) == "Hồ sơ đúng hạn: không có số liệu tháng 10 năm 2025."
    said = plain(moved(T, SHARE, now(50.0, silent=300, is_sound=False), [before(40.0)]))
    assert "chưa đủ số liệu để đánh giá" in said
    assert "tăng" not in said


def test_the_same_figures_give_the_same_words() -> None:
    assert moved(T, SHARE, now(1.0), [before(2.0)]) == moved(T, SHARE, now(1.0), [before(2.0)])


def test_a_unit_is_not_compared_with_what_was_shared_out_to_it_by_area() -> None:
    said = plain(moved(T, COUNT, now(188), [before(961, is_carried=True)]))
    why = "do trước thời điểm sắp xếp đơn vị hành chính"
    assert said == f"Hồ sơ tiếp nhận: 188, không so sánh với tháng 9 năm 2025 {why}."


def test_a_change_that_rounds_to_no_per_cent_is_told_by_its_number_alone() -> None:
    said = plain(moved(T, COUNT, now(16776), [before(16779)]))
    assert said == "Hồ sơ tiếp nhận: 16.776, giảm 3 so với tháng 9 năm 2025 (16.779)."


def test_of_a_period_without_any_no_rise_is_told() -> None:
    said = plain(moved(T, COUNT, now(3), [before(0)]))
    assert said == "Hồ sơ tiếp nhận: 3, tháng 9 năm 2025 không ghi nhận trường hợp nào."


def test_how_little_is_behind_a_share_is_told_where_it_is_little() -> None:
    said = plain(moved(T, SHARE, now(81.8, size=11.0))).replace("\u00a0", " ")
    assert said == "Hồ sơ đúng hạn: 81,8 % (chỉ tính trên 11 hồ sơ, vụ việc)."
    assert "chỉ tính" not in plain(moved(T, SHARE, now(81.8, size=20.0)))
