"""The file of figures that other systems tell: groups, figures and KPIs as entries of a TOML, checked whole.

`dashboard/figures/figures.toml` says what an entry may hold; a city's own file has the same form.
"""

import difflib
import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, pattern=r"^[^{}]*$")]


class FigureFileError(Exception):
    """A file of figures is wrong; the message is one line that names file, entry and key, and what to do."""


class Entry(BaseModel):
    """What every table of the file has."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    key: Key
    name_vi: Text
    name_en: Text


class Group(Entry):
    """What the KPI pages put together."""


class ToldFigure(Entry):
    """A figure that is told. `merge`: how days and units are put together."""

    unit: str = ""
    merge: Literal["sum", "max", "last"] = "sum"
    level: Literal["", "city"] = ""


class ToldKpi(Entry):
    """A KPI: either a figure as it is, or numerator ÷ denominator × scale."""

    group: str
    source: Text
    count: str = ""
    numerator: str = ""
    denominator: str = ""
    scale: float | None = Field(None, gt=0, allow_inf_nan=False, strict=False)
    unit: Literal["", "%", "points", "days", "hours", "minutes"] = ""
    decimals: int = Field(0, ge=0, le=3)
    direction: Literal["up", "down"] = "up"
    on_map: bool = True
    formula_vi: str = ""
    formula_en: str = ""

    @model_validator(mode="after")
    def _has_one_formula(self) -> Self:
        if bool(self.count) == bool(self.numerator or self.denominator):
            raise ValueError("say either count, or numerator and denominator")
        if bool(self.numerator) != bool(self.denominator):
            raise ValueError("numerator and denominator go together")
        return self

    @property
    def figures(self) -> Mapping[str, str]:
        """The figures that it reads, by key of the entry."""
        named = {name: getattr(self, name) for name in ("count", "numerator", "denominator")}
        return {name: figure for name, figure in named.items() if figure}

    @property
    def factor(self) -> float:
        """The scale; per cent where nothing else is said."""
        return self.scale if self.scale is not None else 100.0 if self.unit == "%" else 1.0


E = TypeVar("E", bound=Entry)
_TABLES: Mapping[str, type[Entry]] = {"group": Group, "figure": ToldFigure, "kpi": ToldKpi}


@dataclass(frozen=True, slots=True)
class FigureFile:
    """The entries of a file, or of several."""

    groups: tuple[Group, ...] = ()
    figures: tuple[ToldFigure, ...] = ()
    kpis: tuple[ToldKpi, ...] = ()

    def __add__(self, other: "FigureFile") -> "FigureFile":
        return FigureFile(self.groups + other.groups, self.figures + other.figures, self.kpis + other.kpis)

    def formula(self, kpi: ToldKpi, language: str) -> str:
        """A KPI's formula in words: the file's own, else the figures' names."""
        if written := kpi.formula_vi if language == "vi" else kpi.formula_en:
            return written
        names = {one.key: one.name_vi if language == "vi" else one.name_en for one in self.figures}
        return " ÷ ".join(_uncapped(names.get(figure, figure)) for figure in kpi.figures.values())

    def words(self, language: str) -> dict[str, str]:
        """English text → text of the language, for every name and formula."""
        entries: Iterable[Entry] = (*self.groups, *self.figures, *self.kpis)
        told = {one.name_en: one.name_vi if language == "vi" else one.name_en for one in entries}
        return told | {self.formula(kpi, "en"): self.formula(kpi, language) for kpi in self.kpis}


def _uncapped(name: str) -> str:
    """A name inside a sentence; an abbreviation stays as it is."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


def read(path: Path) -> FigureFile:
    """The entries of a file. Raises FigureFileError."""
    try:
        found = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise FigureFileError(f"{path}: {error.strerror}: is the path right?") from error
    except UnicodeDecodeError as error:
        raise FigureFileError(
            f"{path.name}: byte {error.start} is no UTF-8: save the file as UTF-8"
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise FigureFileError(f"{path.name}: no TOML: {error}") from error
    for table in found:
        if table not in _TABLES:
            said = meant(table, _TABLES) or ": there are [[group]], [[figure]] and [[kpi]]"
            raise FigureFileError(f"{path.name}: unknown table {table!r}{said}")
    return FigureFile(
        groups=_entries(path, found, "group", Group),
        figures=_entries(path, found, "figure", ToldFigure),
        kpis=_entries(path, found, "kpi", ToldKpi),
    )


def _entries(path: Path, found: Mapping[str, Any], table: str, model: type[E]) -> tuple[E, ...]:
    listed = found.get(table, [])
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        raise FigureFileError(f"{path.name}: {table}: write every one as a table of its own, [[{table}]]")
    made = []
    for number, told in enumerate(listed, 1):
        try:
            made.append(model.model_validate(told))
        except ValidationError as error:
            raise FigureFileError(
                f"{entry(path, table, told.get('key') or number)}: {_said(error, model)}"
            ) from None
    return tuple(made)


def entry(path: Path, table: str, key: object) -> str:
    """How a line calls an entry: "figures.toml: kpi 'x'", by its number where it has no key."""
    return f"{path.name}: {table} {key!r}"


def _said(error: ValidationError, model: type[Entry]) -> str:
    faults = error.errors()
    # A key misspelt is both unknown and missing: say the one that shows the mistake.
    first = next((one for one in faults if one["type"] == "extra_forbidden"), faults[0])
    key = ".".join(str(part) for part in first["loc"])
    match first["type"]:
        case "extra_forbidden":
            return f"key {key!r}: unknown{meant(key, model.model_fields)}"
        case "missing":
            return f"key {key!r}: is missing"
        case "value_error":
            return first["msg"].removeprefix("Value error, ")
        case _ if first["msg"].endswith("'^[^{}]*$'"):
            return f"key {key!r}: braces are not allowed in a name"
        case "string_pattern_mismatch":
            return (
                f"key {key!r}: small letters, digits and _ only, at most 40 (given: {first['input']!r:.80})"
            )
        case _:
            return f"key {key!r}: {first['msg']} (given: {first['input']!r:.80})"


def meant(word: str, known: Collection[str]) -> str:
    """ "; did you mean 'x'?" where a known word is near."""
    near = difflib.get_close_matches(word, list(known), 1)
    return f"; did you mean {near[0]!r}?" if near else ""
