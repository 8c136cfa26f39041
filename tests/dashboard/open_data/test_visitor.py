"""A visitor reads of its unit and those below it; the city reads everything, the unknown too."""

from dashboard.open_data.visitor import Visitor
from dashboard.units import CITY_ID, UNKNOWN_ID

WARD, OTHER = 1001, 1002


def test_the_city_reads_everything() -> None:
    whole = Visitor(name="key")
    assert whole.units is None
    assert (whole.of(None), whole.of([OTHER, WARD])) == (None, [WARD, OTHER])
    assert whole.reaches(UNKNOWN_ID)


def test_a_ward_reads_of_itself_alone() -> None:
    ward = Visitor(name="key", unit_id=WARD)
    assert ward.units == frozenset({WARD})
    assert (ward.of(None), ward.of([OTHER, WARD]), ward.of([OTHER])) == ([WARD], [WARD], [])
    assert [ward.reaches(one) for one in (WARD, OTHER, CITY_ID, UNKNOWN_ID)] == [True, False, False, False]


def test_a_former_district_reads_of_its_wards_of_then() -> None:
    first = Visitor(name="key", unit_id=101)
    assert first.units is not None
    assert 101 in first.units
    assert WARD not in first.units
