"""Reached or missed, and by how much."""

import pytest

from dashboard.i18n import translator
from dashboard.reports.commentary import Figure, Reading, held_against, plain
from dashboard.targets import Target

T = translator("vi")
UP = Figure(name="Trực tuyến", unit="%", decimals=1, direction="up")
DOWN = Figure(name="Trả lời", unit="hours", decimals=1, direction="down")
TARGET = Target(kpi="x", year=2025, value=50.0, source="2393/QĐ-UBND (2020)")


@pytest.mark.parametrize(
    ("figure", "value", "told"),
    [
        (UP, 68.4, "Trực tuyến: 68,4 %, đạt chỉ tiêu năm 2025 (50 %), tốt hơn 18,4 điểm phần trăm."),
        (UP, 50.0, "Trực tuyến: 50,0 %, đạt chỉ tiêu năm 2025 (50 %)."),
        (UP, 46.8, "Trực tuyến: 46,8 %, chưa đạt chỉ tiêu năm 2025 (50 %), còn cách 3,2 điểm phần trăm."),
        (UP, 49.97, "Trực tuyến: 50,0 %, chưa đạt chỉ tiêu năm 2025 (50 %), chỉ bằng sau khi làm tròn số."),
        (DOWN, 53.5, "Trả lời: 53,5 giờ, chưa đạt chỉ tiêu năm 2025 (50 giờ), còn cách 3,5 giờ."),
        (DOWN, 40.0, "Trả lời: 40,0 giờ, đạt chỉ tiêu năm 2025 (50 giờ), tốt hơn 10,0 giờ."),
    ],
)
def test_a_value_against_its_target(figure: Figure, value: float, told: str) -> None:
    found = held_against(T, figure, Reading(value=value, period="tháng 10 năm 2025", href="/kpi/x"), TARGET)
    assert found is not None
    assert plain(found).replace("\u00a0", " ") == told
    assert [run.href for run in found.runs if run.href] == ["/kpi/x"]


def test_the_citys_own_value_is_not_called_a_target() -> None:
    own = Target(kpi="x", year=2025, value=50.0, source="nội bộ", reference=True)
    found = held_against(T, UP, Reading(value=60, period="p"), own)
    assert found is not None
    assert "mức tham chiếu năm 2025" in plain(found)
    assert "chỉ tiêu" not in plain(found)


def test_nothing_is_said_of_what_is_not_known() -> None:
    assert held_against(T, UP, Reading(value=None, period="p"), TARGET) is None
    assert held_against(T, UP, Reading(value=60, period="p", silent=300, is_sound=False), TARGET) is None
