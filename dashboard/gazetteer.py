"""A supplier's own word for a unit (code or name, any spelling) to the unit; old districts to their code."""

import json
from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from dashboard.placenames import OURS, THE_CITY, Part, Phrase, glue, plain, read, split_kind
from dashboard.units import CITY_CODE, CITY_ID, Unit, dataset, rows, seed_units

WARD_KINDS = {"phường", "xã", "đặc khu", "thị trấn"}
OLD_PROVINCES = ("79", "74", "77")  # Hồ Chí Minh, Bình Dương, Bà Rịa – Vũng Tàu, merged on 1/7/2025
# Districts that ended on 1/1/2021, when they became Thành phố Thủ Đức; the data set holds those of 2025.
ENDED_2021 = (("Quận 2", "769"), ("Quận 9", "763"), ("Quận Thủ Đức", "762"))
LONGEST = 300  # characters; a longer text is no name of a unit
REMEMBERED = 50_000  # texts; suppliers repeat themselves


class _Names:
    """Full names to codes, found by kind and by name without accents or spaces."""

    def __init__(self, named: Iterable[tuple[str, str]]) -> None:
        self._short: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
        self._full: dict[str, set[str]] = defaultdict(set)
        for name, code in named:
            kind, short = split_kind(name)
            self._short[plain(glue(short))].append((kind, glue(short), code))
            self._full[plain(glue(name))].add(code)

    def whole(self, text: str) -> str | None:
        """Code of the unit whose full name this is, written in any way, if only one has it."""
        codes = self._full.get(plain(glue(text)), set())
        return next(iter(codes)) if len(codes) == 1 else None

    def find(self, part: Part, accented: bool) -> str | None:
        """Code of the only unit of this name; kind, then accents, decide between several."""
        found = self._short.get(plain(glue(part.name)), [])
        if part.kind:
            found = [row for row in found if row[0] == part.kind]
        if len(found) > 1 and accented:
            found = [row for row in found if row[1] == glue(part.name)]
        codes = {code for _, _, code in found}
        return codes.pop() if len(codes) == 1 else None


class Gazetteer:
    """Finds units by what suppliers call them. Holds no state but a memory of its answers."""

    def __init__(self, units: Iterable[Unit] | None = None) -> None:
        wards = [unit for unit in (units or seed_units()) if unit.level == "ward" and unit.valid_to is None]
        self._ids = {unit.code: unit.id for unit in wards}
        self._wards = _Names((unit.name, unit.code) for unit in wards)
        self._districts = _Names(_old_districts())
        self._district_codes = {code for _, code in _old_districts()}
        self._memory: dict[str, int | None] = {}

    def find(self, text: str) -> int | None:
        """Id of today's unit that the text means, or None where it means none or more than one.

        Old districts and old wards are no units of today. "Phường An Phú, TP Thủ Đức" is an old ward and
        not the An Phú of today, which lies elsewhere: a district named beside must have given land to it.
        """
        if len(text) > LONGEST:
            return None
        if text not in self._memory:
            if len(self._memory) >= REMEMBERED:
                self._memory.clear()
            self._memory[text] = self._find(text)
        return self._memory[text]

    def find_district(self, text: str) -> str | None:
        """GSO code of the old district that the text means (until 30/6/2025), or None.

        Quận 2 and Thành phố Thủ Đức are both 769: the statistics office gave Quận 2's code on.
        """
        if len(text) > LONGEST:
            return None
        if text.strip() in self._district_codes:
            return text.strip()
        if whole := self._districts.whole(text):
            return whole
        phrase = read(text)
        found = (self._districts.find(part, phrase.accented) for part in _districts(phrase))
        codes = {code for code in found if code}
        if codes or any(part.kind for part in phrase.parts if not _is_ours(part)):
            return codes.pop() if len(codes) == 1 else None
        bare = _bare(phrase)
        return self._districts.find(bare, phrase.accented) if bare and not bare.name.isdigit() else None

    def _find(self, text: str) -> int | None:
        code = text.strip()
        if code.isdigit():
            return CITY_ID if code == CITY_CODE else self._ids.get(code)
        if whole := self._wards.whole(text):
            return self._ids[whole]
        phrase = read(text)
        if _names_the_city(phrase):
            return CITY_ID
        ward = self._ward(phrase)
        return self._ids[ward] if ward and self._agrees(ward, phrase) else None

    def _ward(self, phrase: Phrase) -> str | None:
        typed = [part for part in phrase.parts if part.kind in WARD_KINDS]
        if not typed and _districts(phrase):
            return None
        if not typed:
            bare = _bare(phrase)
            return self._wards.find(bare, phrase.accented) if bare else None
        codes = {code for part in typed if (code := self._wards.find(part, phrase.accented))}
        return codes.pop() if len(codes) == 1 else None

    def _agrees(self, ward: str, phrase: Phrase) -> bool:
        """No other province is named, and the old districts named once held some of the ward."""
        bare = [part for part in phrase.parts if not part.kind]
        elsewhere = [part for part in bare if plain(glue(part.name)) in _other_provinces()]
        # Phú Thọ is a ward of ours and a province in the north
        if any(self._wards.find(part, phrase.accented) != ward for part in elsewhere):
            return False
        former = _former_districts()[ward]
        return all(self._districts.find(part, phrase.accented) in former for part in _districts(phrase))


def _is_ours(part: Part) -> bool:
    return part.kind in {"", "thành phố", "tỉnh"} and plain(glue(part.name)) in OURS


def _districts(phrase: Phrase) -> list[Part]:
    """Parts that name a district or a province other than the city's own, old or new."""
    return [part for part in phrase.parts if part.kind and part.kind not in WARD_KINDS and not _is_ours(part)]


def _bare(phrase: Phrase) -> Part | None:
    """The only part that says something, where nothing says what kind of unit it is."""
    telling = [part for part in phrase.parts if not _is_ours(part)]
    return telling[0] if len(telling) == 1 else None


def _names_the_city(phrase: Phrase) -> bool:
    """The city's own offices and departments ("Sở …") belong to no ward."""
    first = phrase.parts[0].name if phrase.parts else ""
    if first == "sở" or first.startswith("sở "):
        return True
    names = {plain(glue(part.name)) for part in phrase.parts}
    return bool(names & THE_CITY) and all(_is_ours(part) for part in phrase.parts)


@cache
def _old_districts() -> tuple[tuple[str, str], ...]:
    found = rows(
        "SELECT DISTINCT district, districtCode FROM admin_units_legacy WHERE provinceCode IN (?, ?, ?)",
        OLD_PROVINCES,
    )
    return (*((name, code) for name, code in found), *ENDED_2021)


@cache
def _other_provinces() -> frozenset[str]:
    names = rows(
        "SELECT provinceShort FROM admin_units WHERE provinceCode <> '79'"
        " UNION SELECT provinceShort FROM admin_units_legacy WHERE provinceCode NOT IN (?, ?, ?)",
        OLD_PROVINCES,
    )
    return frozenset(plain(glue(name)) for (name,) in names)


@cache
def _former_districts() -> dict[str, set[str]]:
    """Ward of today → codes of the old districts that gave land to it."""
    keys = dict(rows("SELECT wardKey, wardCode FROM admin_units WHERE provinceCode = ?", (CITY_CODE,)))
    codes = dict(
        rows(
            "SELECT DISTINCT provinceKey || '_' || districtKey, districtCode FROM admin_units_legacy"
            " WHERE provinceCode IN (?, ?, ?)",
            OLD_PROVINCES,
        )
    )
    table = json.loads(dataset("converter_2025.json").read_text("utf-8"))
    city = "thanhphohochiminh"
    pairs = [(new, old) for new, olds in table["DICT_PROVINCE_WARD_NO_DIVIDED"][city].items() for old in olds]
    for old, news in table["DICT_PROVINCE_WARD_DIVIDED"][city].items():
        pairs += [(new["newWardKey"], old) for new in news]
    former: dict[str, set[str]] = defaultdict(set)
    for new, old in pairs:
        former[keys[new]].add(codes[old.rpartition("_")[0]])
    return former
