"""Which unit a record belongs to: by the supplier's word, else by its coordinate, else unknown."""

from datetime import date

from dashboard.gazetteer import Gazetteer
from dashboard.places import Places
from dashboard.units import CITY_ID, UNKNOWN_ID


class Whereabouts:
    """Finds units for one process; both look-ups remember what suppliers repeat."""

    def __init__(self, gazetteer: Gazetteer, places: Places) -> None:
        self._gazetteer = gazetteer
        self._places = places

    def find(self, text: str, lat: float | None, lon: float | None, day: date) -> tuple[int, bool]:  # noqa: ARG002
        """(unit id, approximate); (0, False) is "chưa xác định": kept and counted, never dropped.
        `day` is the one on which the record was made.

        A word that names only the city (a department, say) gives way to the ward of the coordinate.
        """
        named = self._gazetteer.find(text) if text else None
        if named is not None and named != CITY_ID:
            return named, False
        if lat is not None and lon is not None:
            placed, approximate = self._places.find(lat, lon)
            if placed is not None:
                return placed, approximate
        return (UNKNOWN_ID if named is None else named), False
