"""What suppliers called the districts of a day before 1/7/2025, and their wards where those are known."""

from collections import defaultdict
from collections.abc import Iterable

from dashboard.gazetteer import LONGEST
from dashboard.nameindex import NameIndex, elsewhere
from dashboard.placenames import Phrase, read
from dashboard.units import CITY_ID, Unit


class DistrictGazetteer:
    """Units of every level that held on one day: the city, its districts, those around it, their wards."""

    def __init__(self, units: Iterable[Unit]) -> None:
        known = list(units)
        self._codes = {unit.code: unit.id for unit in known if unit.code}
        self._provinces = _index(known, "province")
        self._districts = _index(known, "district")
        self._wards = _index(known, "ward")
        under: dict[int, list[Unit]] = defaultdict(list)
        for unit in known:
            if unit.level == "ward" and unit.parent_id is not None:
                under[unit.parent_id].append(unit)
        self._under = {district: _index(wards, "ward") for district, wards in under.items()}

    def find(self, text: str) -> int | None:
        """Id of the smallest unit that the text surely means, or None where it means none or more than one.

        A ward that is not known leaves the district named beside it. A bare name that a district and a ward
        share is the district's: it stood for the map of its day.
        """
        if len(text) > LONGEST:
            return None
        code = text.strip()
        if code.isdigit():
            return self._codes.get(code)
        if whole := self._districts.whole(text) or self._wards.whole(text):
            return whole
        return self._read(read(text))

    def _read(self, phrase: Phrase) -> int | None:
        if elsewhere(phrase) and phrase.bare is None:
            return None
        named = phrase.districts
        districts = {self._districts.find(part, phrase.accented) for part in named}
        if None in districts or len(districts) > 1:
            return None  # a district of another province, or two
        district = next(iter(districts), None)
        if phrase.wards:
            return self._ward(phrase, district) or district
        return district or self._office(phrase) or self._bare(phrase)

    def _ward(self, phrase: Phrase, district: int | None) -> int | None:
        wards = self._wards if district is None else self._under.get(district)
        if wards is None:
            return None
        ids = {ward for part in phrase.wards if (ward := wards.find(part, phrase.accented))}
        return ids.pop() if len(ids) == 1 else None

    def _office(self, phrase: Phrase) -> int | None:
        """The city's own offices, or a province's that had not joined it yet."""
        provinces = [part for part in phrase.parts if part.kind == "tỉnh"]
        if len(provinces) == 1:
            return self._provinces.find(provinces[0], phrase.accented)
        return CITY_ID if phrase.names_the_city else None

    def _bare(self, phrase: Phrase) -> int | None:
        bare = phrase.bare
        if bare is None or bare.kind or bare.name.isdigit():
            return None
        return self._districts.find(bare, phrase.accented) or self._wards.find(bare, phrase.accented)


def _index(units: Iterable[Unit], level: str) -> NameIndex:
    return NameIndex((unit.name, unit.id) for unit in units if unit.level == level)
