"""What an address or a form says is one view, and comes back as the same address."""

import pytest

from layouts.kpi_links import View, kind_of, read


def test_a_view_comes_back_from_its_own_address() -> None:
    view = View(unit="26740", level="ward", period="2026-Q3", on="2025-07-01", part="denominator", by="field")
    assert read(view.query()) == view
    assert view.but(key="online_share").href() == (
        "/kpi/online_share?unit=26740&level=ward&period=2026-Q3&on=2025-07-01&part=denominator&by=field"
    )


def test_a_view_leads_to_its_comparison() -> None:
    view = View(key="online_share", unit="26740", period="2026-Q3", part="denominator")
    assert view.compared() == "/compare?keys=online_share&units=26740&periods=2026-Q3"


def test_another_choice_begins_the_list_of_records_anew() -> None:
    view = View(begin="x", record="dossier-1")
    assert view.but(begin="y") == View(begin="y", record="dossier-1")
    assert view.but(unit="26740") == View(unit="26740")


@pytest.mark.parametrize(
    ("sent", "period"),
    [
        ({"month": "2026-03"}, "2026-03"),
        ({"period": "2026-Q1", "month": "2026-03"}, "2026-Q1"),
        ({"kind": "2026-11", "period": "2026-03"}, "2026-03"),
        ({"kind": "2026-Q4", "period": "2026-03"}, "2026-Q4"),
        ({"kind": "2026-11"}, ""),
        ({"kind": "2026-11-01_2026-11-23", "period": ""}, "2026-11-01_2026-11-23"),
        (
            {"kind": "2026-11-01_2026-11-23", "period": "2026-11-01_2026-11-23", "from": "2026-01-05",
             "to": "2026-02-06"},
            "2026-01-05_2026-02-06",
        ),
    ],
)  # fmt: skip
def test_a_form_without_its_script_says_one_period(sent: dict[str, str], period: str) -> None:
    assert read(sent).period == period


def test_the_map_of_any_other_day_is_said_by_a_second_field() -> None:
    assert read({"on": "other", "on_day": "2024-05-06"}).on == "2024-05-06"
    assert read({"on": "2021-01-01", "on_day": "2024-05-06"}).on == "2021-01-01"


def test_what_is_no_period_is_of_the_kind_that_is_shown_instead() -> None:
    assert [kind_of(text) for text in ("", "x", "2026-W47", "2026-11-22", "2026")] == [
        "month", "month", "week", "day", "year",
    ]  # fmt: skip
