"""The form offers what can be asked, and never loses what was asked."""

from datetime import date
from typing import Any

from dashboard.i18n import translator
from dashboard.views import Asked
from dashboard.views.asked import understood
from layouts.kpi_choice import map_day, newest, period, unit
from layouts.kpi_links import View

TODAY = date(2026, 11, 23)
T = translator("vi")


def named(fields: list[dict[str, Any]]) -> dict[str, Any]:
    return {field["name"]: field for field in fields}


def test_the_newest_period_of_each_kind_holds_the_day() -> None:
    assert [newest(kind, TODAY) for kind in ("day", "week", "month", "quarter", "half", "year", "range")] == [
        "2026-11-23", "2026-W48", "2026-11", "2026-Q4", "2026-H2", "2026", "2026-11-01_2026-11-23",
    ]  # fmt: skip
    assert newest("week", date(2027, 1, 1)) == "2026-W53"


def test_this_month_is_not_said_in_an_address() -> None:
    field = named(period(T, understood(Asked(), TODAY)))["period"]
    assert field["value"] == ""
    assert field["options"][:2] == [("", "Tháng này, hiện tại"), ("2026-10", "10/2026")]
    assert len(field["options"]) == 36


def test_a_period_that_is_not_offered_is_offered_once_it_is_asked_for() -> None:
    field = named(period(T, understood(Asked(period="2015-Q2"), TODAY)))["period"]
    assert field["value"] == "2015-Q2"
    assert field["options"][-1] == ("2015-Q2", "Quý 2/2015")


def test_a_range_has_two_days_and_a_day_has_one() -> None:
    fields = named(period(T, understood(Asked(period="2026-01-05_2026-02-06"), TODAY)))
    assert (fields["from"]["value"], fields["to"]["value"]) == ("2026-01-05", "2026-02-06")
    assert named(period(T, understood(Asked(period="2026-11-02"), TODAY)))["period"]["type"] == "date"


def test_a_unit_that_is_no_more_keeps_its_name_in_the_form() -> None:
    former = understood(Asked(unit="760", on="2020-06-30"), TODAY).unit
    assert former is not None
    view = View(unit=f"@{former.id}")
    field = unit(T, view, [], understood(view.asked, TODAY))
    assert field["value"] == view.unit
    assert field["options"][-1] == (view.unit, former.name)


def test_any_day_can_be_the_day_of_the_map() -> None:
    assert map_day(T, understood(Asked(on="2021-01-01"), TODAY))["value"] == "2021-01-01"
    other = map_day(T, understood(Asked(on="2024-05-06"), TODAY))
    assert (other["value"], other["day"]) == ("other", "2024-05-06")
