"""What a page sends is made safe before it is kept: no foreign links, no letters that a file cannot hold."""

import pytest
from pydantic import ValidationError

from dashboard.reports.choices import Choices, own_path


def written(text: str = "Tốt", href: str = "") -> dict[str, object]:
    return {"runs": [{"text": text, "href": href}]}


@pytest.mark.parametrize(
    "href", ["https://x.vn", "//x.vn", "/\\x.vn", "javascript:alert(1)", "/a\nb", "x", "data:text/html,x"]
)
def test_a_link_leads_to_this_product_alone(href: str) -> None:
    assert own_path(href) == ""
    told = Choices.model_validate({"commentary": {"fire": [written(href=href)]}})
    assert told.commentary["fire"][0].runs[0].href == ""


def test_a_link_to_a_figure_is_kept() -> None:
    href = "/kpi/online_share?period=2025-10&unit=26740"
    told = Choices.model_validate({"commentary": {"fire": [written(href=href)]}})
    assert told.commentary["fire"][0].runs[0].href == href


def test_what_no_file_can_hold_is_left_out() -> None:
    told = Choices.model_validate(
        {"commentary": {"fire": [written("a\x00b\x1fc\ud800d\ufffee")]}, "letter": {"subject": " a\x0b\n b "}}
    )
    assert told.commentary["fire"][0].runs[0].text == "abcde"
    assert told.letter.subject == "a b"


@pytest.mark.parametrize(
    "told",
    [
        {"more": 1},
        {"commentary": {"fire": [written("a" * 4_001)]}},
        {"commentary": {"fire": [written()] * 201}},
        {"commentary": {str(n): [written("a" * 4_000)] * 20 for n in range(6)}},
        {"letter": {"subject": "a" * 4_001}},
        {"letter": {"recipients": ["a"] * 61}},
        {"order": ["a"] * 101},
    ],
)
def test_what_is_too_much_is_refused(told: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Choices.model_validate(told)


def test_sections_that_are_not_named_follow_in_the_templates_order() -> None:
    told = Choices(order=("fire", "gone", "fire"), omitted=("flood",))
    assert told.arranged(("targets", "flood", "fire", "units")) == ("fire", "targets", "units")
