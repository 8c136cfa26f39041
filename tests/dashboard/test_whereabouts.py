"""A record's unit: the supplier's word first, the coordinate where the word says less."""

from datetime import date

from dashboard.gazetteer import Gazetteer
from dashboard.places import Places
from dashboard.units import CITY_ID, UNKNOWN_ID, seed_units
from dashboard.whereabouts import Whereabouts

WHERE = Whereabouts(Gazetteer(), Places())
SAI_GON = next(unit.id for unit in seed_units() if unit.name == "Phường Sài Gòn")
TODAY = date(2026, 11, 23)
CENTRE = (10.7769, 106.7009)  # in front of the People's Committee


def test_a_wards_name_goes_before_the_coordinate() -> None:
    assert WHERE.find("UBND phường Sài Gòn", 42.36, -71.06, TODAY) == (SAI_GON, False)


def test_a_department_of_the_city_gives_way_to_the_coordinate() -> None:
    ward, approximate = WHERE.find("Sở Xây dựng", *CENTRE, TODAY)
    assert ward > 1000
    assert approximate


def test_a_department_without_a_coordinate_is_the_city() -> None:
    assert WHERE.find("UBND Thành phố Hồ Chí Minh", None, None, TODAY) == (CITY_ID, False)


def test_nothing_known_is_unknown() -> None:
    assert WHERE.find("", None, None, TODAY) == (UNKNOWN_ID, False)
    assert WHERE.find("Phường Không Có", 42.36, -71.06, TODAY) == (UNKNOWN_ID, False)
