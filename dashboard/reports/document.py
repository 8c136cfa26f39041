"""A report as data: what was frozen at issuing, and all that any file or page of it is made from.

One JSON document; `Document.model_json_schema()` is its published schema. Texts are in the report's language,
numbers are plain (shares in percent, 0–100), moments aware UTC, days of the city's own calendar.
"""

from datetime import date, datetime
from hashlib import sha256
from typing import Annotated, Literal

import orjson
from pydantic import BaseModel, ConfigDict, Field

FORMAT: Literal[1] = 1  # of this document; another one when an old program could not read it

Kind = Literal["text", "number", "share", "date", "moment"]
Scalar = str | float | int | None


class Piece(BaseModel):
    """What every part of a document is: never changed, and nothing in it that is not named here."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Run(Piece):
    """A stretch of text in one look. `href`: the figure that it tells of, a path of this product."""

    text: str
    bold: bool = False
    italic: bool = False
    href: str = ""


class Block(Piece):
    """A paragraph, or a line of a list. `key`: the rule that wrote it; "" where a person did."""

    runs: tuple[Run, ...]
    kind: Literal["paragraph", "bullet", "number"] = "paragraph"
    key: str = ""


class Cell(Piece):
    """`href`: where its records are opened, a path of this product. `note`: what must be known of it.

    A date is "2026-11-30", a moment "2026-11-30T17:00:00Z"; None is drawn as a dash.
    """

    value: Scalar = None
    href: str = ""
    note: str = ""


class Column(Piece):
    """`width` is relative to the others. A share is written with its %."""

    key: str
    title: str
    kind: Kind = "number"
    decimals: int = 0
    unit: str = ""
    width: float = 1.0


class Table(Piece):
    """`totals`: so many rows at the top that sum the others up. `is_wide`: wants a page on its side."""

    kind: Literal["table"] = "table"
    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    totals: int = 0
    note: str = ""
    is_wide: bool = False


class Series(Piece):
    """One line or one set of bars. None is a gap: nothing is drawn through what is not known."""

    name: str
    values: tuple[float | None, ...]
    look: Literal["main", "pale", "dashed", "dotted"] = "main"


class Level(Piece):
    """A horizontal line: a target, an alarm level."""

    name: str
    value: float
    look: Literal["solid", "dashed"] = "solid"


class LineChart(Piece):
    """Values over `labels` (months, hours). `alt` says in words what the picture shows."""

    kind: Literal["lines"] = "lines"
    key: str
    title: str
    alt: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    levels: tuple[Level, ...] = ()
    unit: str = ""
    decimals: int = 0


class BarChart(Piece):
    """Bars by label, the longest name as it is: they lie. `levels` are drawn across."""

    kind: Literal["bars"] = "bars"
    key: str
    title: str
    alt: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    levels: tuple[Level, ...] = ()
    unit: str = ""
    decimals: int = 0


class Day(Piece):
    """A day of a calendar; None: nothing is known."""

    day: date
    value: float | None


class HeatChart(Piece):
    """A calendar, week below week, each day the darker the more."""

    kind: Literal["heat"] = "heat"
    key: str
    title: str
    alt: str
    days: tuple[Day, ...]
    unit: str = ""
    decimals: int = 0


class Area(Piece):
    """A unit on the map: rings of (x, y) from 0 to 1, y downwards; None: no value."""

    name: str
    rings: tuple[tuple[tuple[float, float], ...], ...]
    value: float | None
    label: str = ""


class MapChart(Piece):
    """The city, darker where there is more. `aspect`: width ÷ height; `is_schematic`: hexagons."""

    kind: Literal["map"] = "map"
    key: str
    title: str
    alt: str
    areas: tuple[Area, ...]
    aspect: float
    is_schematic: bool
    unit: str = ""
    decimals: int = 0


Chart = LineChart | BarChart | HeatChart | MapChart
Part = Annotated[Table | LineChart | BarChart | HeatChart | MapChart, Field(discriminator="kind")]


class Section(Piece):
    """A chapter: what is said, then what it is said of. An annex stands after the signature."""

    key: str
    title: str
    commentary: tuple[Block, ...]
    parts: tuple[Part, ...]
    is_annex: bool = False


class Period(Piece):
    """First and last civil day. `name` as it stands in a sentence: "tháng 11 năm 2026"."""

    kind: Literal["month", "quarter", "half", "year"]
    text: str
    first: date
    last: date
    name: str


class Unit(Piece):
    """An administrative unit as of the period's last day."""

    id: int
    code: str
    name: str
    level: str
    parent_id: int | None = None


class Scope(Piece):
    """Of whom the report tells. No units: of the whole city."""

    name: str
    units: tuple[Unit, ...] = ()


class Letter(Piece):
    """What Decree 30/2020/NĐ-CP asks of an administrative document around its text.

    `authority`: the lines above the signer's name ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"). `recipients`: the lines
    of "Nơi nhận" without the last one, which is `copies` ("Lưu: VT, KH.").
    """

    parent: str
    body: str
    place: str
    number: str = ""
    issued_on: date | None = None
    subject: str
    opening: tuple[Block, ...] = ()
    authority: tuple[str, ...]
    signer: str = ""
    recipients: tuple[str, ...]
    copies: str


class TargetUsed(Piece):
    """A target as it held at issuing."""

    kpi: str
    level: str
    year: int
    value: float
    source: str
    reference: bool


class Figure(Piece):
    """A raw figure of the period: what a unit counted."""

    figure: str
    unit_id: int
    value: float


class Difference(Piece):
    """What a revision changed: where it stands, what it was, what it is, and why where that is known."""

    where: str
    before: Scalar
    now: Scalar
    why: str = ""


class Revision(Piece):
    """2 is "lần 2". `revises`: the number and date of the one before."""

    number: int = 1
    revises: str = ""
    reason: str = ""
    differences: tuple[Difference, ...] = ()


class Document(Piece):
    """The report whole. `taken_at`: figures as the store had them at this moment ("số liệu đến").

    `rules`: what else the figures depend on, by name: versions or SHA-256 of formulas, calendar, clocks,
    successions, rules of incidents. `names`: what figures and KPIs are called, by their keys; a key may have
    no name. `code`: by which the issued files are verified; "" in a draft.
    """

    format: Literal[1] = FORMAT
    program: str
    template: str
    language: Literal["vi", "en"]
    timezone: str
    city: str
    period: Period
    scope: Scope
    taken_at: datetime
    letter: Letter
    revision: Revision = Revision()
    code: str = ""
    verify_url: str = ""
    sections: tuple[Section, ...]
    targets: tuple[TargetUsed, ...] = ()
    units: tuple[Unit, ...] = ()
    figures: tuple[Figure, ...] = ()
    names: dict[str, str] = Field(default_factory=dict)
    rules: dict[str, str] = Field(default_factory=dict)

    def canonical(self) -> bytes:
        """The same bytes for the same document, on every machine: JSON with sorted keys, UTF-8."""
        return orjson.dumps(self.model_dump(mode="json"), option=orjson.OPT_SORT_KEYS)

    @property
    def sha256(self) -> str:
        """Of the canonical bytes, hexadecimal."""
        return sha256(self.canonical()).hexdigest()

    @classmethod
    def read(cls, stored: str | bytes) -> "Document":
        """A stored document. Raises pydantic.ValidationError for what is none."""
        return cls.model_validate_json(stored)
