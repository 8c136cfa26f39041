"""Charts that say what they show, keep what is not known apart from zero, and are drawn alike each time."""

import re
from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from dashboard.i18n import translator
from dashboard.reports import charts
from dashboard.reports.charts.ink import PALE
from dashboard.reports.charts.scale import apart, scale
from dashboard.reports.charts.shades import Shades
from dashboard.reports.charts.widths import width, wrapped
from dashboard.reports.document import (
    Area,
    BarChart,
    Chart,
    Day,
    HeatChart,
    Level,
    LineChart,
    MapChart,
    Series,
    Table,
)
from tests.dashboard.reports.sample import sample

VI = translator("vi")
NS = "{http://www.w3.org/2000/svg}"
CHARTS = [part for section in sample().sections for part in section.parts if not isinstance(part, Table)]


def _drawn(chart: Chart, width_mm: float = 160, height_mm: float = 0) -> ET.Element:
    return ET.fromstring(charts.svg(chart, VI, width_mm, height_mm))


def _texts(chart: Chart) -> list[str]:
    return [text.text or "" for text in _drawn(chart).iter(f"{NS}text")]


def _hatched(chart: Chart) -> int:
    """How many areas are hatched, the one of the key among them."""
    return sum(
        path.get("stroke") == PALE and path.get("fill") == "#ffffff"
        for path in _drawn(chart).iter(f"{NS}path")
    )


def _line(*values: float | None, levels: tuple[Level, ...] = ()) -> LineChart:
    labels = tuple(str(n) for n in range(len(values)))
    series = (Series(name="Thành phố", values=values),)
    return LineChart(key="l", title="Đường", alt="Một đường", labels=labels, series=series, levels=levels)


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.key)
def test_a_chart_says_what_it_shows_to_who_does_not_see_it(chart: Chart) -> None:
    drawn = _drawn(chart)
    assert drawn.findtext(f"{NS}title") == chart.title
    assert drawn.findtext(f"{NS}desc") == chart.alt
    assert drawn.get("width") == "160mm"


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.key)
@pytest.mark.parametrize("wide", [120, 160, 250])
def test_no_letter_is_under_8_points_or_outside_the_picture(chart: Chart, wide: float) -> None:
    drawn = _drawn(chart, wide)
    right, bottom = (float(told) for told in (drawn.get("viewBox") or "").split()[2:])
    for text in drawn.iter(f"{NS}text"):
        size, x, y = (float(text.get(name) or 0) for name in ("font-size", "x", "y"))
        long = width(text.text or "", size)
        start = x - {"start": 0, "middle": long / 2, "end": long}[text.get("text-anchor") or "start"]
        assert size >= 8
        assert start >= -4
        assert start + long <= right + 4, text.text
        assert 5 <= y <= bottom


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.key)
def test_the_same_chart_is_the_same_bytes_with_no_name_that_must_be_unique(chart: Chart) -> None:
    assert charts.svg(chart, VI, 160) == charts.svg(chart, VI, 160)
    assert not re.search(r'\bid="|url\(', charts.svg(chart, VI, 160))


def test_a_gap_in_a_line_is_no_line_and_no_zero() -> None:
    drawn = _drawn(_line(5, 6, None, 7, 8))
    ways = [way.get("points") or "" for way in drawn.iter(f"{NS}polyline")]
    assert [len(way.split()) for way in ways] == [2, 2]
    assert _hatched(_line(5, 6, None, 7, 8)) == 2  # the band, and its key
    assert "Không có số liệu" in _texts(_line(5, 6, None, 7, 8))
    assert "Không có số liệu" not in _texts(_line(5, 6, 0, 7, 8))


def test_a_value_that_stands_alone_is_a_dot() -> None:
    assert (
        len(list(_drawn(_line(None, 6, None)).iter(f"{NS}circle"))) == 2
    )  # itself, and the last value's mark


def test_a_line_of_which_nothing_is_known_is_all_hatched() -> None:
    assert _hatched(_line(None, None, None)) == 4


def test_lines_are_named_beside_their_ends_with_the_last_value() -> None:
    texts = _texts(_line(5, 1240, levels=(Level(name="Chỉ tiêu", value=2000, look="dashed"),)))
    assert {"Thành phố: 1.240", "Chỉ tiêu: 2.000"} <= {text.replace("\u00a0", " ") for text in texts}


def test_the_last_label_is_always_there() -> None:
    labels = tuple(f"{n:02d}/2025" for n in range(37))
    chart = _line(*range(37)).model_copy(update={"labels": labels})
    assert "36/2025" in _texts(chart)


def test_a_bar_of_which_nothing_is_known_is_hatched_and_a_zero_is_not() -> None:
    def bars(*values: float | None) -> BarChart:
        series = (Series(name="Hồ sơ", values=values),)
        return BarChart(key="b", title="Thanh", alt="Hai thanh", labels=("A", "B"), series=series)

    assert (_hatched(bars(None, 3)), _hatched(bars(0, 3))) == (1, 0)
    assert "Không có số liệu" in _texts(bars(None, 3))
    assert "0" in _texts(bars(0, 3))


def test_weeks_of_a_calendar_begin_on_monday() -> None:
    days = tuple(Day(day=date(2025, 10, 1) + timedelta(n), value=n) for n in range(31))
    drawn = _drawn(HeatChart(key="h", title="Lịch", alt="Tháng 10", days=days))
    at = {text.text: float(text.get("x") or 0) for text in drawn.iter(f"{NS}text")}
    names = ["T2", "T3", "T4", "T5", "T6", "T7", "CN"]
    assert all(at[left] < at[right] for left, right in pairwise(names))
    assert at["T3"] < at["T4"]
    wednesday = next(drawn.iter(f"{NS}path"))  # 1/10/2025
    left = float((wednesday.get("d") or "")[1:].split()[0])
    assert left < at["T4"] < left + 160 / 25.4 * 72 / 7


def test_a_year_is_twelve_months_each_with_its_name() -> None:
    days = tuple(Day(day=date(2025, 1, 1) + timedelta(n), value=None if n == 40 else n) for n in range(365))
    chart = HeatChart(key="h", title="Lịch", alt="Năm 2025", days=days)
    texts = _texts(chart)
    assert [f"Tháng {n}/2025" in texts for n in range(1, 13)] == [True] * 12
    assert _hatched(chart) == 2


def test_a_unit_without_a_value_is_hatched_within_its_borders() -> None:
    square = ((0.1, 0.1), (0.5, 0.1), (0.5, 0.5), (0.1, 0.5))
    areas = (Area(name="A", rings=(square,), value=None), Area(name="B", rings=(square,), value=3.0))
    chart = MapChart(key="m", title="Bản đồ", alt="Hai", areas=areas, aspect=1.0, is_schematic=True)
    drawn = _drawn(chart, 100, 110.23)
    assert _hatched(chart) == 2
    lines = [line for line in drawn.iter(f"{NS}line") if float(line.get("y1") or 0) < 250]
    assert len(lines) > 20
    assert all(28 < float(line.get(name) or 0) < 142 for line in lines for name in ("x1", "x2", "y1", "y2"))


def test_shades_are_round_classes_and_one_where_all_are_alike() -> None:
    shades = Shades([80, 99, None], 1)
    assert [told for _fill, told in shades.legend("vi", "%")] == [
        f"≥ {edge},0\u00a0%" for edge in (80, 85, 90, 95)
    ]
    assert [shades.number(value) for value in (80, 84.9, 85, 99)] == [0, 0, 1, 3]
    assert len(Shades([3, 3], 0).legend("vi", "")) == 1
    assert Shades([None], 0).legend("vi", "") == []
    assert Shades([0, 0], 0).fill(0) != Shades([3, 3], 0).fill(3)


def test_an_axis_has_round_numbers_and_zero_where_values_come_near_it() -> None:
    assert scale([51, 68.4, 90], 0, 1, zero=False, decimals=1).ticks == (0, 20, 40, 60, 80, 100)
    assert scale([91, 99], 0, 1, zero=False, decimals=1).ticks == (90, 92, 94, 96, 98, 100)
    assert scale([0.4, 1.62], 0, 1, zero=False, decimals=1).ticks == (0, 0.5, 1, 1.5, 2)
    assert scale([-4, 31], 0, 1, zero=True, decimals=1).ticks == (-10, 0, 10, 20, 30, 40)
    assert scale([], 0, 1, zero=False, decimals=1).ticks[0] == 0
    assert scale([0, 0], 0, 1, zero=True, decimals=1).at(0) == 0


def test_there_is_no_half_complaint_on_an_axis_or_in_a_key() -> None:
    assert scale([18, 19], 0, 1, zero=False, decimals=0).ticks == (18, 19)
    assert scale([0, 12], 0, 1, zero=True, decimals=0).ticks == (0, 5, 10, 15)
    assert [told for _fill, told in Shades([18, 19], 0).legend("vi", "")] == ["≥ 18", "≥ 19"]


def test_labels_are_moved_apart_in_their_order() -> None:
    assert apart([10, 11, 50], 9, 0, 100) == [10, 19, 50]
    assert apart([98, 97], 9, 0, 100) == [100, 91]


def test_a_long_name_is_wrapped_at_its_words() -> None:
    assert wrapped("Ủy ban nhân dân phường Sài Gòn", 8, 60) == ["Ủy ban nhân dân", "phường Sài Gòn"]
    assert wrapped("", 8, 60) == [""]


def test_accents_take_no_room() -> None:
    assert width("ế", 10) == width("e", 10)


def test_user_text_is_no_markup() -> None:
    chart = _line(1, 2).model_copy(update={"title": '<b>&"\x00', "labels": ("<i>", "&")})
    drawn = _drawn(chart)
    assert drawn.findtext(f"{NS}title") == '<b>&"'
    assert {"<i>", "&"} <= set(_texts(chart))
