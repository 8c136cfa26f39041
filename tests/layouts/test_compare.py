"""What a comparison is asked, by which column it is sorted, and that no unit meets itself in it."""

from datetime import date

from layouts.compare_links import Comparison, known, preset, read
from layouts.compare_table import Row, ordered

TODAY = date(2026, 11, 23)


def texts(asked: Comparison) -> list[str]:
    return [span.text for span in asked.spans]


def test_without_a_word_this_month_stands_beside_the_last_one_and_that_of_a_year_ago() -> None:
    asked = read({}, TODAY)
    assert asked.keys == ("online_share",)
    assert texts(asked) == ["2025-11", "2026-10", "2026-11"]
    assert preset("quarter", TODAY) == "2025-Q4,2026-Q3,2026-Q4"


def test_a_comparison_comes_back_from_its_own_address() -> None:
    asked = read(
        {"keys": "online_share,on_time_share", "units": "26740,26743", "periods": "2026-Q1,2025-Q1",
         "on": "2025-07-01", "sort": "-c1"},
        TODAY,
    )  # fmt: skip
    assert read(asked.query(), TODAY) == asked
    assert texts(asked) == ["2025-Q1", "2026-Q1"]


def test_periods_of_another_kind_and_what_is_no_kpi_are_left_out() -> None:
    asked = read({"keys": "nothing,on_time_share", "periods": "2026-Q1,2026,2026-Q2,x"}, TODAY)
    assert asked.keys == ("on_time_share",)
    assert texts(asked) == ["2026-Q1", "2026-Q2"]


def test_at_most_six_of_each() -> None:
    many = ",".join(f"2026-{month:02}" for month in range(1, 11))
    asked = read({"units": ",".join(map(str, range(9))), "periods": many}, TODAY)
    assert (len(asked.units), len(asked.spans)) == (6, 6)


def test_only_units_of_one_days_map_stand_beside_each_other() -> None:
    asked = read({"units": "26740,@101,760"}, TODAY)
    assert known(asked, {"26740", "26743"}).units == ("26740",)


def row(name: str, *values: float | None) -> Row:
    return Row(name=name, address=name, values=values)


def test_a_change_is_told_where_both_periods_have_a_value() -> None:
    assert row("a", 10.0, 12.5, None, 4.0).changes == (None, 2.5, None, None)


def test_rows_are_sorted_by_any_column_and_those_without_a_value_come_last() -> None:
    rows = [row("b", 1.0, 5.0), row("a", None, 3.0), row("c", 4.0, 4.5)]
    names = {
        sort: [one.name for one in ordered(rows, sort)]
        for sort in ("", "name", "-name", "v0", "-v0", "v1", "c1", "-c1", "v7", "vx", "c")
    }
    assert names == {
        "": ["b", "a", "c"], "name": ["a", "b", "c"], "-name": ["c", "b", "a"],
        "v0": ["b", "c", "a"], "-v0": ["c", "b", "a"], "v1": ["a", "c", "b"],
        "c1": ["c", "b", "a"], "-c1": ["b", "c", "a"],
        "v7": ["b", "a", "c"], "vx": ["b", "a", "c"], "c": ["b", "a", "c"],
    }  # fmt: skip
