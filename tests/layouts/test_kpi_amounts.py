"""A KPI's numbers as they are read."""

from dashboard.i18n import translator
from dashboard.kpis import BY_KEY
from dashboard.views import Value
from layouts.kpi_amounts import above, amount, counts, difference, goal

T = translator("vi")
SHARE, HOURS, OPEN = (BY_KEY[key] for key in ("online_share", "complaints_answer_hours", "dossiers_open"))


def test_units_are_words_of_the_language() -> None:
    assert amount(T, SHARE, 68.42) == "68,4\u00a0%"
    assert amount(T, HOURS, 5.25) == "5,2\u00a0giờ"
    assert amount(T, OPEN, 107300) == "107.300"
    assert amount(T, OPEN, None) == "–"


def test_a_change_of_a_share_is_told_in_points_with_its_sign() -> None:
    assert difference(T, SHARE, 1.24) == "+1,2\u00a0điểm"
    assert difference(T, SHARE, -0.02) == "0,0\u00a0điểm"
    assert difference(T, OPEN, -120) == "\u2212120"


def test_a_target_has_the_decimals_that_it_was_set_with() -> None:
    assert goal(T, SHARE, 50.0) == "50\u00a0%"
    assert goal(T, SHARE, 99.5) == "99,5\u00a0%"


def test_minutes_that_make_an_average_of_hours_stand_above_the_line_in_hours() -> None:
    value = Value(value=2.0, numerator=2400.0, denominator=20.0)
    assert above(T, HOURS, value) == "40,0\u00a0giờ"
    assert counts(T, SHARE, Value(value=60.0, numerator=1200.0, denominator=2000.0)) == "1.200 / 2.000"
