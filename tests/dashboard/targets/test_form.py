"""What is typed into the form is read, and each mistake gets its own word."""

from typing import Any

import pytest

from dashboard.targets import Mistake, Target, read_form

GOOD: dict[str, Any] = {
    "kpi": "online_share", "level": "ward", "year": "2030", "value": "99,5 %", "source": " 2629/QĐ-TTg ",
}  # fmt: skip


def mistakes(**told: Any) -> list[tuple[str, Mistake]]:
    target, found = read_form(GOOD | told)
    assert (target is None) == bool(found)
    return [(one.field, one.mistake) for one in found]


def test_a_form_filled_well_is_a_target() -> None:
    target, found = read_form(GOOD)
    assert found == []
    assert target == Target(kpi="online_share", level="ward", year=2030, value=99.5, source="2629/QĐ-TTg")


@pytest.mark.parametrize(
    ("text", "value"),
    [("80", 80.0), ("80.5", 80.5), ("80,25%", 80.25), ("0", 0.0), ("99.500", 99.5), ("0,125", 0.125)],
)
def test_a_number_may_be_written_with_a_comma_or_a_point(text: str, value: float) -> None:
    target, _none = read_form(GOOD | {"value": text})
    assert target is not None
    assert target.value == value


@pytest.mark.parametrize(
    ("told", "mistake"),
    [
        ({"kpi": ""}, Mistake.KPI),
        ({"kpi": "no_such"}, Mistake.KPI),
        ({"level": "province"}, Mistake.LEVEL),
        ({"year": ""}, Mistake.YEAR),
        ({"year": "30"}, Mistake.YEAR),
        ({"year": "20300"}, Mistake.YEAR),
        ({"year": "203000000000"}, Mistake.YEAR),
        ({"year": "²⁰³⁰"}, Mistake.YEAR),
        ({"value": ""}, Mistake.VALUE),
        ({"value": "-5"}, Mistake.VALUE),
        ({"value": "nan"}, Mistake.VALUE),
        ({"value": "٥"}, Mistake.VALUE),
        ({"value": "1e9"}, Mistake.VALUE),
        ({"value": "100,1"}, Mistake.RANGE),
        ({"kpi": "dossiers_overdue", "value": "1.240"}, Mistake.AMBIGUOUS),
        ({"source": ""}, Mistake.SOURCE),
        ({"source": " \n"}, Mistake.SOURCE),
        ({"source": "x" * 301}, Mistake.LONG),
    ],
)
def test_a_mistake_is_named_with_its_field(told: dict[str, str], mistake: Mistake) -> None:
    ((field, found),) = mistakes(**told)
    assert found is mistake
    assert field in told


def test_all_mistakes_are_told_at_once() -> None:
    assert mistakes(kpi="", year="x", value="y", source="") == [
        ("kpi", Mistake.KPI),
        ("year", Mistake.YEAR),
        ("value", Mistake.VALUE),
        ("source", Mistake.SOURCE),
    ]


def test_a_citys_own_value_needs_no_source() -> None:
    assert mistakes(source="", reference="yes") == []


def test_a_count_has_no_upper_end() -> None:
    assert mistakes(kpi="dossiers_overdue", value="1240") == []
