"""The units a new store begins with."""

from datetime import date

from dashboard.units import seed_units


def test_the_city_of_today_has_168_wards() -> None:
    units = seed_units()
    wards = [unit for unit in units if unit.level == "ward"]
    kinds = [unit.name.split()[0] for unit in wards]
    assert (len(wards), kinds.count("Phường"), kinds.count("Xã"), kinds.count("Đặc")) == (168, 113, 54, 1)
    assert {unit.parent_id for unit in wards} == {1}
    assert {unit.valid_from for unit in wards} == {date(2025, 7, 1)}
    assert len(units) == 170


def test_ids_are_stable_and_in_the_order_of_codes() -> None:
    units = {unit.id: unit for unit in seed_units()}
    assert (units[0].name, units[0].level) == ("chưa xác định", "unknown")
    assert (units[1].code, units[1].name) == ("79", "Thành phố Hồ Chí Minh")
    assert (units[1001].code, units[1001].name) == ("25747", "Phường Thủ Dầu Một")
    assert (units[1168].code, units[1168].name) == ("27676", "Xã Thạnh An")


def test_a_ward_has_its_centre_and_area() -> None:
    ward = next(unit for unit in seed_units() if unit.code == "26740")
    assert (ward.name, ward.lat, ward.lon, ward.area_km2) == ("Phường Sài Gòn", 10.7805, 106.704, 3.04)


def test_the_city_is_as_large_as_its_wards_together() -> None:
    city = next(unit for unit in seed_units() if unit.level == "city")
    assert city.area_km2 is not None
    assert 6_500 < city.area_km2 < 7_000  # 6,772.6 km² after the merger of 2025
