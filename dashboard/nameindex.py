"""Full names of units, found by kind and by name without accents or spaces."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from dashboard.former import PROVINCES
from dashboard.placenames import Part, Phrase, glue, plain, split_kind
from dashboard.units import CITY_CODE, rows


class NameIndex:
    """(full name, unit id) of units that hold at one time."""

    def __init__(self, named: Iterable[tuple[str, int]]) -> None:
        self._short: dict[str, list[tuple[str, str, int]]] = defaultdict(list)
        self._full: dict[str, set[int]] = defaultdict(set)
        for name, unit_id in named:
            kind, short = split_kind(name)
            self._short[plain(glue(short))].append((kind, glue(short), unit_id))
            self._full[plain(glue(name))].add(unit_id)

    def whole(self, text: str) -> int | None:
        """The unit whose full name this is, written in any way, if only one has it."""
        ids = self._full.get(plain(glue(text)), set())
        return next(iter(ids)) if len(ids) == 1 else None

    def find(self, part: Part, accented: bool) -> int | None:
        """The only unit of this name; kind, then accents, decide between several."""
        found = self._short.get(plain(glue(part.name)), [])
        if part.kind:
            found = [row for row in found if row[0] == part.kind]
        if len(found) > 1 and accented:
            found = [row for row in found if row[1] == glue(part.name)]
        ids = {unit_id for _, _, unit_id in found}
        return ids.pop() if len(ids) == 1 else None


def elsewhere(phrase: Phrase) -> list[Part]:
    """Parts that name a province which is not ours, under no kind: "…, Hà Nội"."""
    bare = [part for part in phrase.parts if not part.kind]
    return [part for part in bare if plain(glue(part.name)) in _other_provinces()]


@cache
def _other_provinces() -> frozenset[str]:
    names = rows(
        "SELECT provinceShort FROM admin_units WHERE provinceCode <> ?"
        " UNION SELECT provinceShort FROM admin_units_legacy WHERE provinceCode NOT IN (?, ?, ?)",
        (CITY_CODE, *PROVINCES),
    )
    return frozenset(plain(glue(name)) for (name,) in names)
