"""What a page is made of, for whoever sets it: texts are whole, numbers written, sizes in millimetres."""

from dataclasses import dataclass
from typing import Literal

FEW = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Text in one look. `link` is a whole address, "" for none."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A paragraph, or a line of a list; `number` is its place in it, from 1.

    `stays`: on the page of what follows, as the last words do with the signature.
    """

    kind: Literal["paragraph", "bullet", "number"] = "paragraph"
    number: int = 0
    stays: bool = False
    runs: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """`number`: "I.", as it is written before `text`."""

    kind: Literal["heading"] = "heading"
    number: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexHeading:
    """`of`: to which report it belongs. `breaks`: a page ends before it, where the sheet itself does not."""

    kind: Literal["annex"] = "annex"
    number: str
    text: str
    of: str
    breaks: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A cell. `mark` is the number of its note below the table, 0 for none."""

    text: str
    link: str = ""
    mark: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Heads:
    """A column: its width in mm, and where its texts stand."""

    title: str
    width: float
    align: Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table. `size` in points; the first `totals` rows sum up; `notes` stand below.

    `is_short`: it is not broken over pages; of a longer one never fewer than `FEW` rows stand apart.
    """

    kind: Literal["table"] = "table"
    caption: str
    size: float
    columns: tuple[Heads, ...]
    rows: tuple[tuple[Written, ...], ...]
    totals: int
    notes: tuple[str, ...]
    is_short: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A chart. `name` is that of its SVG among the paper's pictures."""

    kind: Literal["picture"] = "picture"
    caption: str
    alt: str
    name: str
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who signs on the right, whom it goes to on the left."""

    kind: Literal["signature"] = "signature"
    authority: tuple[str, ...]
    signer: str
    word: str
    recipients: tuple[str, ...]


Item = Line | Heading | AnnexHeading | Grid | Picture | Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheets:
    """Pages in a row of one orientation; `turned`: on their side."""

    turned: bool
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Top:
    """What stands above the text of the first page; `draft` is the mark of what is not issued."""

    parent: str
    body: str
    number: str
    draft: str
    country: str
    motto: str
    dated: str
    title: str
    subject: str
    revision: str
