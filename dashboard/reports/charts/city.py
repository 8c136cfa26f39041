"""The city's units, darker where there is more, hatched where nothing is known."""

from dashboard.i18n import Translator
from dashboard.reports.charts.ink import BLACK, GREY, PALE, POINTS, SMALL, Point, Sheet, key_row
from dashboard.reports.charts.shades import Shades
from dashboard.reports.document import Area, MapChart

_BELOW = 18.0
_NOTE = 11.0
_MOST_MM = 104.0  # two maps, with their captions, are a page


def height_mm(chart: MapChart, width_mm: float) -> float:
    return min(width_mm / chart.aspect, _MOST_MM) + _below(chart) / POINTS


def _below(chart: MapChart) -> float:
    return _BELOW + (_NOTE if chart.is_schematic else 0.0)


def draw(chart: MapChart, t: Translator, wide: float, high: float) -> Sheet:
    sheet = Sheet(wide, high)
    room = high - _below(chart)
    across = min(wide, room * chart.aspect)
    down = across / chart.aspect
    left, top = (wide - across) / 2, (room - down) / 2
    shades = Shades((area.value for area in chart.areas), chart.decimals)
    for area in chart.areas:
        _area(
            sheet,
            area,
            shades,
            [[(left + x * across, top + y * down) for x, y in ring] for ring in area.rings],
        )
    for area in chart.areas:
        if area.label and area.rings:
            x, y = _middle(area)
            at = (left + x * across, top + y * down + 2.8)
            is_dark = area.value is not None and shades.is_dark(area.value)
            colour = "#ffffff" if is_dark else BLACK
            sheet.text(at, area.label, SMALL, "middle", colour, halo=not is_dark)
    entries = shades.legend(t.language, chart.unit)
    if any(area.value is None for area in chart.areas):
        entries.append(("", t("No data")))
    key_row(sheet, (0, room + 14), entries)
    if chart.is_schematic:
        sheet.text((0, high - 4), t("One hexagon a unit, no borders"), SMALL, fill=GREY)
    return sheet


def _area(sheet: Sheet, area: Area, shades: Shades, rings: list[list[Point]]) -> None:
    if area.value is None:
        sheet.unknown(rings)
    else:
        sheet.shape(rings, shades.fill(area.value), PALE, 0.3)


def _middle(area: Area) -> Point:
    """Of the largest ring's box."""
    ring = max(area.rings, key=len)
    across, down = [x for x, _y in ring], [y for _x, y in ring]
    return (min(across) + max(across)) / 2, (min(down) + max(down)) / 2
