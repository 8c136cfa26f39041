"""What suppliers call the wards of a day since 1/7/2025: a code or a name in any spelling to the unit."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from dashboard.nameindex import NameIndex, elsewhere
from dashboard.placenames import Phrase, read
from dashboard.successions import history
from dashboard.units import CITY_ID, Unit, seed_units

LONGEST = 300  # characters; a longer text is no name of a unit


class Gazetteer:
    """The city and its wards as they held on one day; without `units`, those that a new store begins with."""

    def __init__(self, units: Iterable[Unit] | None = None) -> None:
        known = list(units or seed_units())
        self._ids = {unit.code: unit.id for unit in known if unit.level in ("city", "ward")}
        self._wards = NameIndex((unit.name, unit.id) for unit in known if unit.level == "ward")

    def find(self, text: str) -> int | None:
        """Id of the unit that the text means, or None where it means none or more than one.

        Districts and wards of before are no units of the day. "Phường An Phú, TP Thủ Đức" is an old ward and
        not the An Phú of today, which lies elsewhere: a district named beside must have given land to it.
        """
        if len(text) > LONGEST:
            return None
        code = text.strip()
        if code.isdigit():
            return self._ids.get(code)
        if whole := self._wards.whole(text):
            return whole
        phrase = read(text)
        if phrase.names_the_city:
            return CITY_ID
        ward = self._ward(phrase)
        return ward if ward and self._agrees(ward, phrase) else None

    def _ward(self, phrase: Phrase) -> int | None:
        typed = phrase.wards
        if not typed and phrase.districts:
            return None
        if not typed:
            return self._wards.find(phrase.bare, phrase.accented) if phrase.bare else None
        ids = {ward for part in typed if (ward := self._wards.find(part, phrase.accented))}
        return ids.pop() if len(ids) == 1 else None

    def _agrees(self, ward: int, phrase: Phrase) -> bool:
        """No other province is named, and the old districts named once held some of the ward."""
        # Phú Thọ is a ward of ours and a province in the north
        if any(self._wards.find(part, phrase.accented) != ward for part in elsewhere(phrase)):
            return False
        named = phrase.districts
        if not named:
            return True
        came_from = _came_from()[ward]
        return all(_districts().find(part, phrase.accented) in came_from for part in named)


@cache
def _districts() -> NameIndex:
    """Every district that ever was: no two of them had one name."""
    return NameIndex((unit.name, unit.id) for unit in history().units if unit.level == "district")


@cache
def _came_from() -> dict[int, set[int]]:
    """A unit → the units that held some of its land before it."""
    before: dict[int, set[int]] = defaultdict(set)
    for piece in history().pieces:
        ids = [unit_id for _, unit_id in piece.on_map]
        for place, unit_id in enumerate(ids):
            before[unit_id].update(ids[:place])
    return before
