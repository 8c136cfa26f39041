"""Columns that fit: no word broken, text easy to read before the type is small, a turned page last."""

from dashboard.reports.charts.ink import POINTS
from dashboard.reports.charts.widths import width
from dashboard.reports.files.paper.fitting import LANDSCAPE, PORTRAIT, balanced, fit

SENTENCE = "Không dự báo: thử trên chính quá khứ của nó, không cách nào hơn giá trị tháng trước."


def test_a_small_table_fills_the_page_in_the_largest_type() -> None:
    fitted = fit(["Đơn vị", "Tiếp nhận"], [["Phường Sài Gòn", "1.240"]], [3, 1], turned=False)
    assert (fitted.size, fitted.turned) == (11, False)
    assert abs(sum(fitted.widths) - PORTRAIT) < 0.1
    assert fitted.widths[0] > 2 * fitted.widths[1]


def test_no_word_and_no_number_is_broken() -> None:
    titles = ["Đơn vị", *(f"Tháng {n}" for n in range(1, 10))]
    rows = [["Phường Bình Hưng Hòa", *("1.234.567" for _ in range(9))]]
    fitted = fit(titles, rows, [1] * 10, turned=False)
    for widest, told in zip(["Phường", *(["1.234.567"] * 9)], fitted.widths, strict=True):
        assert told * POINTS > width(widest, fitted.size)


def test_a_long_text_has_room_before_the_type_is_large() -> None:
    titles = ["Chỉ tiêu", *(f"Tháng {n}/2026" for n in range(6)), "Dự báo"]
    rows = [["Hồ sơ giải quyết trực tuyến", *("100,0\u00a0%" for _ in range(6)), SENTENCE]]
    fitted = fit(titles, rows, [2, *([1] * 6), 1], turned=False)
    assert not fitted.turned
    assert fitted.widths[-1] > 30


def test_a_page_is_turned_only_where_no_readable_type_fits() -> None:
    titles = [f"Cột {n}" for n in range(16)]
    fitted = fit(titles, [["1.234.567"] * 16], [1] * 16, turned=False)
    assert fitted.turned
    assert abs(sum(fitted.widths) - LANDSCAPE) < 0.2
    assert fitted.size >= 8
    assert fit(["A"], [["1"]], [1], turned=True).turned


def test_what_fits_nowhere_is_squeezed_into_the_page() -> None:
    fitted = fit(["A"] * 60, [["1.234.567"] * 60], [1] * 60, turned=False)
    assert abs(sum(fitted.widths) - LANDSCAPE) < 0.5


def test_a_table_without_rows_has_columns() -> None:
    assert abs(sum(fit(["A", "B"], [], [1, 1], turned=False).widths) - PORTRAIT) < 0.1


def test_lines_of_a_title_are_as_even_as_may_be() -> None:
    assert (
        balanced("ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH", 12, 58) == "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HỒ CHÍ MINH"
    )
    assert balanced("UBND", 12, 58) == "UBND"
    assert balanced("", 12, 58) == ""
