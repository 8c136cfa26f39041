"""Which unit a record belongs to: by the supplier's word, else by its coordinate, else unknown."""

from dashboard.gazetteer import Gazetteer
from dashboard.places import Places

UNKNOWN = 0


class Whereabouts:
    """Finds units for one process; both look-ups remember what suppliers repeat."""

    def __init__(self, gazetteer: Gazetteer, places: Places) -> None:
        self._gazetteer = gazetteer
        self._places = places

    def find(self, text: str, lat: float | None, lon: float | None) -> tuple[int, bool]:
        """(unit id, approximate); (0, False) is "chưa xác định": kept and counted, never dropped."""
        found = self._gazetteer.find(text) if text else None
        if found is not None:
            return found, False
        if lat is None or lon is None:
            return UNKNOWN, False
        by_place, approximate = self._places.find(lat, lon)
        return (UNKNOWN, False) if by_place is None else (by_place, approximate)
