"""What a chart is drawn with: black, greys, one blue, hatching for what is not known; sizes in points."""

from collections.abc import Iterable, Sequence

from dashboard.reports.charts.widths import width

BLUE = "#1d4a86"
BLACK = "#000000"
GREY = "#595959"
PALE = "#9a9a9a"
HAIR = "#cfcfcf"
SHADES = ("#e6edf6", "#b9cbe3", "#86a6cc", "#4f7cb0", BLUE)  # apart on a photocopier too
SMALL = 8.0  # nothing smaller on paper
TEXT = 9.0
_FACE = "Liberation Serif, Times New Roman, serif"
_BESIDE = 3.2  # between two hatching lines

Point = tuple[float, float]


class Sheet:
    """A picture being drawn, origin at its upper left corner. The same calls give the same bytes."""

    def __init__(self, wide: float, high: float) -> None:
        self.wide, self.high = wide, high
        self._drawn: list[str] = []

    def line(self, a: Point, b: Point, colour: str = BLACK, thick: float = 0.5, dash: str = "") -> None:
        self._drawn.append(
            f'<line x1="{num(a[0])}" y1="{num(a[1])}" x2="{num(b[0])}" y2="{num(b[1])}"'
            f"{_stroke(colour, thick, dash)}/>"
        )

    def way(self, points: Sequence[Point], colour: str, thick: float, dash: str = "") -> None:
        """A line through all the points."""
        told = " ".join(f"{num(x)},{num(y)}" for x, y in points)
        self._drawn.append(
            f'<polyline points="{told}" fill="none" stroke-linejoin="round"{_stroke(colour, thick, dash)}/>'
        )

    def shape(self, rings: Iterable[Sequence[Point]], fill: str, edge: str = "", thick: float = 0.5) -> None:
        """A closed area, its holes as further rings."""
        told = "".join("M" + "L".join(f"{num(x)} {num(y)}" for x, y in ring) + "Z" for ring in rings)
        around = _stroke(edge, thick, "") if edge else ""
        self._drawn.append(f'<path d="{told}" fill="{fill}" fill-rule="evenodd"{around}/>')

    def box(self, x: float, y: float, w: float, h: float, fill: str, edge: str = "") -> None:
        self.shape([_corners(x, y, w, h)], fill, edge)

    def dot(self, at: Point, radius: float, fill: str) -> None:
        self._drawn.append(f'<circle cx="{num(at[0])}" cy="{num(at[1])}" r="{num(radius)}" fill="{fill}"/>')

    def unknown(self, rings: Sequence[Sequence[Point]]) -> None:
        """Hatched: nothing is known here. Lines are cut to the shape, so no name has to be unique."""
        self.shape(rings, "#ffffff", PALE, 0.4)
        for a, b in _hatching(rings):
            self.line(a, b, PALE, 0.5)

    def unknown_box(self, x: float, y: float, w: float, h: float) -> None:
        self.unknown([_corners(x, y, w, h)])

    def text(
        self,
        at: Point,
        told: str,
        size: float = TEXT,
        anchor: str = "start",
        fill: str = BLACK,
        *,
        bold: bool = False,
        halo: bool = False,
    ) -> None:
        """`at` is on the base line. `halo`: a white rim, where lines may pass beneath."""
        look = ' font-weight="bold"' if bold else ""
        x, y = num(at[0]), num(at[1])
        place = f'x="{x}" y="{y}" font-size="{num(size)}" text-anchor="{anchor}"'
        if halo:  # drawn beneath: `paint-order` is not known to every program that reads the picture
            rim = 'stroke="#ffffff" stroke-width="2.4" stroke-linejoin="round"'
            self._drawn.append(
                f'<text {place} fill="#ffffff" {rim} aria-hidden="true"{look}>{escaped(told)}</text>'
            )
        self._drawn.append(f'<text {place} fill="{fill}"{look}>{escaped(told)}</text>')

    def svg(self, title: str, alt: str) -> str:
        """The picture, with its words for who does not see it."""
        mm = f'width="{num(self.wide / POINTS)}mm" height="{num(self.high / POINTS)}mm"'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" {mm} viewBox="0 0 {num(self.wide)} {num(self.high)}"'
            f' role="img" font-family="{_FACE}"><title>{escaped(title)}</title><desc>{escaped(alt)}</desc>'
            f"{''.join(self._drawn)}</svg>"
        )


POINTS = 72 / 25.4  # a millimetre


def num(value: float) -> str:
    """Two decimals at most, the same on every machine."""
    written = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def escaped(text: str) -> str:
    """What XML takes: control characters are left out."""
    clean = "".join(letter for letter in text if letter >= " " or letter == "\t")
    return clean.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _stroke(colour: str, thick: float, dash: str) -> str:
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return f' stroke="{colour}" stroke-width="{num(thick)}"{dashed}'


def _corners(x: float, y: float, w: float, h: float) -> list[Point]:
    return [(x, y), (x + w, y), (x + w, y + h), (x, y + h)]


def _hatching(rings: Sequence[Sequence[Point]]) -> list[tuple[Point, Point]]:
    """Parts of the lines x + y = c that lie within."""
    edges = [(ring[n - 1], ring[n]) for ring in rings for n in range(len(ring))]
    sums = [x + y for ring in rings for x, y in ring]
    found: list[tuple[Point, Point]] = []
    step = int(min(sums) / _BESIDE) + 1
    while sums and step * _BESIDE < max(sums):
        cuts = sorted(_cuts(edges, step * _BESIDE))
        found += list(zip(cuts[::2], cuts[1::2], strict=False))
        step += 1
    return found


def _cuts(edges: Sequence[tuple[Point, Point]], c: float) -> list[Point]:
    points = []
    for (ax, ay), (bx, by) in edges:
        a, b = ax + ay - c, bx + by - c
        if (a < 0) != (b < 0):
            share = a / (a - b)
            points.append((ax + (bx - ax) * share, ay + (by - ay) * share))
    return points


def key_row(sheet: Sheet, at: Point, entries: Sequence[tuple[str, str]]) -> None:
    """A row of swatches with words, where nothing can be labelled directly; a fill of "" is hatched."""
    x, y = at
    for fill, told in entries:
        if fill:
            sheet.box(x, y - 7, 12, 8, fill, GREY)
        else:
            sheet.unknown_box(x, y - 7, 12, 8)
        sheet.text((x + 16, y), told, SMALL)
        x += 16 + width(told, SMALL) + 12
