"""What stands in the simulated city."""

import numpy as np

from simulator.city import City, Device, Gauge, build_city
from simulator.streets import FLOOD_STREETS
from simulator.wards import Ground


def test_the_city_has_the_168_wards_of_2025_and_its_devices(city: City) -> None:
    assert len(city.wards) == 168
    assert (len(city.cameras), len(city.panels), len(city.gauges)) == (600, 2000, 203)
    assert [gauge.number for gauge in city.rain_gauges] == list(range(204, 220))
    assert next(ward.name for ward in city.wards if ward.code == "26740") == "Phường Sài Gòn"
    assert {device.ward for device in city.cameras} == set(range(168))


def test_every_device_stands_nearest_to_its_own_wards_centre(city: City) -> None:
    ground = Ground(city.wards)
    places: list[Device | Gauge] = [*city.cameras, *city.panels, *city.gauges]
    found = ground.nearest(np.array([(place.lat, place.lon) for place in places]))
    assert found.tolist() == [place.ward for place in places]


def test_gauges_stand_on_the_streets_that_flood_and_at_three_tide_stations(city: City) -> None:
    codes = {ward.code for ward in city.wards}
    assert {code for _, code, _, _ in FLOOD_STREETS} <= codes
    assert [gauge.name for gauge in city.gauges[:3]] == ["Calmette 1", "Bình Quới 1", "Trần Xuân Soạn 1"]
    tide = [gauge for gauge in city.gauges if gauge.quantity == "tide"]
    assert [gauge.name for gauge in tide] == ["Trạm Phú An", "Trạm Nhà Bè", "Trạm Thủ Dầu Một"]
    assert all(gauge.levels == (1.40, 1.50, 1.60) for gauge in tide)


def test_the_seed_makes_the_city(city: City) -> None:
    assert build_city(1) == city
    assert build_city(2).cameras != city.cameras


def test_names_and_numbers_are_unique(city: City) -> None:
    for devices in (city.cameras, city.panels):
        assert len({device.id for device in devices}) == len(devices)
    assert len({gauge.number for gauge in city.gauges}) == len(city.gauges)
