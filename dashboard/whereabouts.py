"""Which unit of its day a record belongs to: by the supplier's word, else by its coordinate, else unknown."""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from dashboard.district_gazetteer import DistrictGazetteer
from dashboard.gazetteer import LONGEST, Gazetteer
from dashboard.places import Places, read_boundaries
from dashboard.successions import history, holds
from dashboard.units import UNKNOWN_ID, WARDS_SINCE

REMEMBERED = 50_000  # texts; suppliers repeat themselves


class Whereabouts:
    """Finds units for one process. What is known of a time is made when a record of it comes.

    `boundaries` is a GeoJSON file. Raises BoundariesError (see `places`).
    """

    def __init__(self, boundaries: Path | None = None) -> None:
        self._eras = history().eras()
        self._borders = read_boundaries(boundaries) if boundaries else []
        self._offices = frozenset(history().nowhere(date.max))
        self._gazetteers: dict[int, Gazetteer | DistrictGazetteer] = {}
        self._places: dict[int, Places] = {}
        self._memory: dict[tuple[str, int], int | None] = {}

    def find(self, text: str, lat: float | None, lon: float | None, day: date) -> tuple[int, bool]:
        """(unit that held on the day, approximate); (0, False) is "chưa xác định": kept and counted.

        A word that names only the city (a department, say) gives way to the unit of the coordinate.
        """
        era = bisect_right(self._eras, day) - 1
        named = self._named(text, era) if text else None
        if named is not None and named not in self._offices:
            return named, False
        if lat is not None and lon is not None:
            placed, approximate = self._places_of(era).find(lat, lon)
            if placed is not None:
                return placed, approximate
        return (UNKNOWN_ID if named is None else named), False

    def _named(self, text: str, era: int) -> int | None:
        if len(text) > LONGEST:
            return None
        if (text, era) not in self._memory:
            if len(self._memory) >= REMEMBERED:
                self._memory.clear()
            self._memory[text, era] = self._search(text, era)
        return self._memory[text, era]

    def _search(self, text: str, era: int) -> int | None:
        """A unit of the day, else the one that holds the land of a unit that the text means.

        Late systems go on naming units that have ended, and tidy ones name past records anew. Where the
        land lies in several units of the day, the word decides nothing.
        """
        for other in self._nearest(era):
            found = self._gazetteer(other).find(text)
            if found is not None:
                return found if other == era else self._heir(found, era)
        return None

    def _heir(self, unit_id: int, era: int) -> int | None:
        """The only unit of the era on the land of one of another time."""
        heirs = history().successors(unit_id, self._eras[era])
        return heirs[0][0] if len(heirs) == 1 else None

    def _nearest(self, era: int) -> Iterator[int]:
        """The era itself, those before it, newest first, and those after it."""
        yield from range(era, -1, -1)
        yield from range(era + 1, len(self._eras))

    def _gazetteer(self, era: int) -> Gazetteer | DistrictGazetteer:
        if era not in self._gazetteers:
            units = history().units_at(self._eras[era])
            made = Gazetteer if self._eras[era] >= WARDS_SINCE else DistrictGazetteer
            self._gazetteers[era] = made(units)
        return self._gazetteers[era]

    def _places_of(self, era: int) -> Places:
        if era not in self._places:
            day = self._eras[era]
            self._places[era] = Places(day, [border for border in self._borders if holds(border.unit, day)])
        return self._places[era]
