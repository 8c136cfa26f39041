"""Units on the map and in the ranking: what they are called, where their links lead, and silence."""

from dashboard.units import CITY_ID, UNKNOWN_ID, Unit
from dashboard.views import UnitValue, Value
from layouts.kpi_links import View
from layouts.kpi_map import short, unheard, unit_link

VIEW = View(key="online_share", unit="26740", on="2020-06-30", by="channel")


def named(name: str) -> Unit:
    return Unit(1001, "26740", name, "ward", 1)


def test_a_hexagon_has_the_name_without_its_kind_but_a_number_keeps_its_q() -> None:
    assert short(named("Phường Bến Thành")) == "Bến Thành"
    assert short(named("Quận 1")) == "Q.1"
    assert short(named("Thành phố Thủ Đức")) == "TP Thủ Đức"


def test_a_unit_is_a_link_that_keeps_everything_else() -> None:
    assert unit_link(VIEW, named("Phường Sài Gòn"), "27000") == (
        "/kpi/online_share?unit=27000&on=2020-06-30&by=channel"
    )


def test_the_citys_own_offices_are_a_level_and_not_the_whole_city() -> None:
    city = Unit(CITY_ID, "79", "Thành phố Hồ Chí Minh", "city")
    assert unit_link(VIEW, city, "79") == "/kpi/online_share?level=city&on=2020-06-30&by=channel"


def test_of_a_silent_feed_no_unit_has_a_value_of_now() -> None:
    value = Value(value=0.0, numerator=0.0, denominator=3.0)
    unit = Unit(UNKNOWN_ID, "", "chưa xác định", "unknown")
    one = UnitValue(unit=unit, address="unknown", value=value, outside=False, is_estimate=False)
    assert unheard(one).value.value is None
