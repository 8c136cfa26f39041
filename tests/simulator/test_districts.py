"""Which district a ward's records named before there were none."""

from simulator import dvcqg, open311
from simulator.city import City
from simulator.clock import midnight
from simulator.complaints import reported
from simulator.districts import district_of
from simulator.dossiers import ACCEPTED, NEVER, filed
from tests.simulator.conftest import day_number


def test_every_ward_lay_in_a_district_of_2020_and_2021_and_in_none_today(city: City) -> None:
    def names(day: str) -> set[str]:
        found = (district_of(ward.code, day_number(day)) for ward in city.wards)
        return {district.name for district in found if district is not None}

    assert len(names("2020-12-31")) == 24 + 16
    assert len(names("2025-06-30")) == 22 + 16
    assert names("2020-12-31") - names("2021-01-01") == {"Quận 2", "Quận 9", "Quận Thủ Đức"}
    assert names("2025-07-01") == set()


def test_a_record_names_the_unit_that_took_it_on(city: City) -> None:
    spring, today = filed(city, day_number("2025-06-30")), day_number("2025-08-30")
    told = [dvcqg.dossier(city, spring, row, midnight(today)) for row in range(len(spring.ward))]
    offices = {
        spring.events[row, ACCEPTED] >= midnight(day_number("2025-07-01")): one["DonViXuLy"].split()[1]
        for row, one in enumerate(told)
        if spring.events[row, ACCEPTED] < NEVER
    }
    assert set(offices) == {True, False}
    assert offices[False] in {"quận", "huyện", "thành"}
    assert offices[True] in {"phường", "xã", "đặc"}
    complaints = reported(city, day_number("2025-06-15"))
    request = open311.request(city, complaints, 0, midnight(today))
    assert request["agency_responsible"].split()[1] in {"Quận", "Huyện", "Thành"}
