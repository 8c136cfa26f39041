"""How a Vietnamese place is written: a text cut into parts, each a kind (phường, quận, …) and a name."""

import re
import unicodedata
from dataclasses import dataclass

# Spellings of each kind, longest first. Accents count: "quận" is a district, the "Quán" of Chợ Quán is not.
KINDS = {
    ("thành", "phố"): "thành phố",
    ("thanh", "pho"): "thành phố",
    ("thị", "trấn"): "thị trấn",
    ("thi", "tran"): "thị trấn",
    ("thị", "xã"): "thị xã",
    ("thi", "xa"): "thị xã",
    ("đặc", "khu"): "đặc khu",
    ("dac", "khu"): "đặc khu",
    ("phường",): "phường",
    ("phuong",): "phường",
    ("ward",): "phường",
    ("p",): "phường",
    ("xã",): "xã",
    ("xa",): "xã",
    ("commune",): "xã",
    ("x",): "xã",
    ("quận",): "quận",
    ("quan",): "quận",
    ("district",): "quận",
    ("q",): "quận",
    ("huyện",): "huyện",
    ("huyen",): "huyện",
    ("h",): "huyện",
    ("tp",): "thành phố",
    ("city",): "thành phố",
    ("tt",): "thị trấn",
    ("tx",): "thị xã",
    ("đk",): "đặc khu",
    ("tỉnh",): "tỉnh",
    ("tinh",): "tỉnh",
    ("province",): "tỉnh",
}
WARD_KINDS = {"phường", "xã", "đặc khu", "thị trấn"}
ENGLISH = {"ward", "commune", "district", "city", "province"}  # written after the name
THE_CITY = {"hochiminh", "hcm", "hcmc", "thanhpho"}
# With the provinces it was merged from and the country: named beside a unit, they say nothing new.
OURS = THE_CITY | {"binhduong", "bariavungtau", "brvt", "vietnam", "vn"}

_SEPARATORS = re.compile(r"[,;|/()\[\]\n\t]")
_NOT_LETTERS = re.compile(r"[^\w]+|_+")
_KIND_AND_NUMBER = re.compile(r"^(phường|phuong|quận|quan|p|q)(\d+)$")
_OFFICE = re.compile(r"^(van phong |hdnd |va )*(ubnd|uy ban nhan dan|uy ban|hdnd|dang uy)( |$)")
_CITY_TAIL = re.compile(r"^(.+?) (ho chi minh|hcm|hcmc|viet nam|vietnam|vn)$")


@dataclass(frozen=True, slots=True)
class Part:
    """A kind ("" where none is written) and a name, lower case, words a space apart."""

    kind: str
    name: str

    @property
    def is_ours(self) -> bool:
        """The city itself, or what it belongs to: beside a unit's name it says nothing new."""
        return self.kind in {"", "thành phố", "tỉnh"} and plain(glue(self.name)) in OURS


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text in its parts; `accented` where its writer used Vietnamese letters at all."""

    parts: tuple[Part, ...]
    accented: bool

    @property
    def wards(self) -> list[Part]:
        return [part for part in self.parts if part.kind in WARD_KINDS]

    @property
    def districts(self) -> list[Part]:
        """Parts that name a district or a province other than the city's own, old or new."""
        return [part for part in self.parts if part.kind and part.kind not in WARD_KINDS and not part.is_ours]

    @property
    def bare(self) -> Part | None:
        """The only part that says something, where nothing says what kind of unit it is."""
        telling = [part for part in self.parts if not part.is_ours]
        return telling[0] if len(telling) == 1 else None

    @property
    def names_the_city(self) -> bool:
        """The city's own offices and departments ("Sở …") belong to no ward."""
        first = self.parts[0].name if self.parts else ""
        if first == "sở" or first.startswith("sở "):
            return True
        names = {plain(glue(part.name)) for part in self.parts}
        return bool(names & THE_CITY) and all(part.is_ours for part in self.parts)


def lower(text: str) -> str:
    """One spelling for what Unicode writes in several; the Icelandic Ð often stands for Đ."""
    return unicodedata.normalize("NFC", text).replace("Ð", "Đ").replace("ð", "đ").lower()


def plain(text: str) -> str:
    """Without accents, Đ as D."""
    letters = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def glue(text: str) -> str:
    """Letters and digits alone, in lower case."""
    return _NOT_LETTERS.sub("", lower(text))


def split_kind(name: str) -> tuple[str, str]:
    """("phường", "sài gòn") of "Phường Sài Gòn"; a number keeps its kind, for "1" alone names nothing."""
    (part, *_) = read(name).parts
    return part.kind, part.name


def read(text: str) -> Phrase:
    """Cut at commas and brackets, and wherever a kind is written before a name."""
    parts: list[Part] = []
    for piece in _SEPARATORS.split(lower(text)):
        words = _words(piece)
        if len(words) > 1 and words[-1] in ENGLISH:
            words = [words[-1], *words[:-1]]
        parts += _cut(words)
    return Phrase(tuple(parts), not text.isascii())


def _words(piece: str) -> list[str]:
    words: list[str] = []
    for word in _NOT_LETTERS.sub(" ", piece).split():
        if glued := _KIND_AND_NUMBER.match(word):
            words += [glued[1], str(int(glued[2]))]
        elif word in {"tphcm", "tphochiminh"}:
            words += ["tp", word[2:]]
        else:
            words.append(str(int(word)) if word.isdecimal() and len(word) < 5 else word)
    return words


def _kind_at(words: list[str], at: int) -> tuple[str, int]:
    """The kind written at a word and how many words it takes; ("", 0) where none is."""
    for length in (2, 1):
        if kind := KINDS.get(tuple(words[at : at + length])):
            return kind, length
    return "", 0


def _cut(words: list[str]) -> list[Part]:
    """A kind begins a part if a name follows: in "cho quan, q5" the first "quan" is part of a name."""
    parts: list[Part] = []
    kind, name = "", list[str]()
    at = 0
    while at < len(words):
        found, length = _kind_at(words, at)
        after = at + length
        if found and after < len(words) and not _kind_at(words, after)[0]:
            parts += _part(kind, name)
            kind, name, at = found, [], after
            name.append(words[at])
        else:
            name.append(words[at])
        at += 1
    return [*parts, *_part(kind, name)]


def _part(kind: str, name: list[str]) -> list[Part]:
    text = " ".join(name)
    if not kind and (office := _OFFICE.match(plain(text))):
        name = name[len(office[0].split()) :]
    if tail := _CITY_TAIL.match(plain(" ".join(name))):
        name = name[: len(tail[1].split())]
    return [Part(kind, " ".join(name))] if name else []
