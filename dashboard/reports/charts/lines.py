"""Lines over months or hours: each named beside its end, targets drawn across, gaps hatched."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.i18n import Translator
from dashboard.reports.charts.ink import BLACK, BLUE, GREY, HAIR, PALE, SMALL, Point, Sheet, key_row
from dashboard.reports.charts.scale import Scale, apart, scale
from dashboard.reports.charts.widths import width, wrapped
from dashboard.reports.document import LineChart, Series
from dashboard.reports.numbers import number

HEIGHT_MM = 54.0
_LOOKS = {  # colour, thickness, dash
    "main": (BLUE, 1.8, ""),
    "pale": (PALE, 1.3, ""),
    "dashed": (BLACK, 1.1, "5 2.5"),
    "dotted": (BLUE, 1.5, "1.6 2.2"),
}
_LEVELS = {"solid": (BLACK, 0.6, ""), "dashed": (BLACK, 0.6, "4 3")}
_LINE = 9.4  # from one label's base line to the next
_SWATCH = 15.0


@dataclass(frozen=True, slots=True)
class _Label:
    look: tuple[str, float, str]
    at: float
    lines: list[str]


def draw(chart: LineChart, t: Translator, wide: float, high: float) -> Sheet:
    sheet = Sheet(wide, high)
    named = _named(chart, t.language, wide)
    beside = max((width(line, SMALL) for label in named for line in label.lines), default=0) + _SWATCH + 10
    known = [value for series in chart.series for value in series.values]
    foot = 24 if any(_is_gap(chart, n) for n in range(len(chart.labels))) else 14
    levels = [level.value for level in chart.levels]
    up = scale([*known, *levels], high - foot, 14, zero=False, decimals=chart.decimals)
    left = max(width(_tick(up, tick, t.language), SMALL) for tick in up.ticks) + 5
    places = _places(len(chart.labels), left + 4, wide - beside)
    _frame(sheet, chart, up, left, wide - beside + 4, t.language)
    _below(sheet, chart.labels, places, high - foot + 11)
    if _hatch(sheet, chart, places, up):
        key_row(sheet, (left, high - 1.5), [("", t("No data"))])
    for level in chart.levels:
        sheet.line((left, up.at(level.value)), (wide - beside + 4, up.at(level.value)), *_LEVELS[level.look])
    for series in sorted(chart.series, key=lambda series: series.look == "main"):
        _draw_series(sheet, series, places, up)
    _highest(sheet, chart, places, up, t.language)
    _label(sheet, named, up, wide - beside + 8)
    return sheet


def _tick(up: Scale, tick: float, language: str) -> str:
    return number(tick, up.decimals, language)


def _places(count: int, left: float, right: float) -> list[float]:
    if count == 1:
        return [(left + right) / 2]
    return [left + (right - left) * n / (count - 1) for n in range(count)]


def _named(chart: LineChart, language: str, wide: float) -> list[_Label]:
    """What stands beside the lines' ends: name and last value."""
    labels = []
    for series in chart.series:
        last = next((value for value in reversed(series.values) if value is not None), None)
        if last is not None:
            labels.append((_LOOKS[series.look], last, series.name))
    labels += [(_LEVELS[level.look], level.value, level.name) for level in chart.levels]
    return [
        _Label(
            look,
            value,
            wrapped(f"{name}: {number(value, chart.decimals, language, chart.unit)}", SMALL, wide * 0.22),
        )
        for look, value, name in labels
    ]


def _frame(sheet: Sheet, chart: LineChart, up: Scale, left: float, right: float, language: str) -> None:
    for tick in up.ticks:
        base = tick == up.low
        sheet.line((left, up.at(tick)), (right, up.at(tick)), GREY if base else HAIR, 0.6 if base else 0.4)
        sheet.text((left - 4, up.at(tick) + 2.7), _tick(up, tick, language), SMALL, "end", GREY)
    if chart.unit:
        sheet.text((left - 4, 5.5), chart.unit, SMALL, "end", GREY)


def _below(sheet: Sheet, labels: Sequence[str], places: Sequence[float], y: float) -> None:
    """As many labels as have room, the last one always: it is the month that the report is of."""
    if not labels:
        return
    room = max(width(label, SMALL) for label in labels) + 6
    between = (places[-1] - places[0]) / max(len(labels) - 1, 1)
    every = max(1, -(-int(room) // max(int(between), 1)))
    for n, (label, x) in enumerate(zip(labels, places, strict=True)):
        if (len(labels) - 1 - n) % every == 0:
            sheet.line((x, y - 11), (x, y - 8.5), GREY)
            sheet.text((x, y), label, SMALL, "middle")


def _hatch(sheet: Sheet, chart: LineChart, places: Sequence[float], up: Scale) -> bool:
    """Bands where nothing of this period is known; was there one?"""
    half = (places[1] - places[0]) / 2 if len(places) > 1 else 20.0
    found = False
    for n, x in enumerate(places):
        if _is_gap(chart, n):
            left, right = max(x - half, places[0]), min(x + half, places[-1])
            if len(places) == 1:
                left, right = x - half, x + half
            sheet.unknown_box(left, up.end, right - left, up.start - up.end)
            found = True
    return found


def _is_gap(chart: LineChart, n: int) -> bool:
    """Is nothing known there but what only stands behind for comparison?"""
    told = [series for series in chart.series if series.look != "pale"] or list(chart.series)
    return all(series.values[n] is None for series in told)


def _draw_series(sheet: Sheet, series: Series, places: Sequence[float], up: Scale) -> None:
    """Stretches of what is known; a value that stands alone is a dot."""
    look = _LOOKS[series.look]
    for stretch in _stretches(series, places, up):
        if len(stretch) == 1:
            sheet.dot(stretch[0], 1.9, look[0])
        else:
            sheet.way(stretch, *look)


def _stretches(series: Series, places: Sequence[float], up: Scale) -> list[list[Point]]:
    found: list[list[Point]] = [[]]
    for x, value in zip(places, series.values, strict=True):
        if value is not None:
            found[-1].append((x, up.at(value)))
        elif found[-1]:
            found.append([])
    return [stretch for stretch in found if stretch]


def _highest(sheet: Sheet, chart: LineChart, places: Sequence[float], up: Scale, language: str) -> None:
    """The main line's last value is a dot; its highest, where that is another one, bears its value."""
    for series in chart.series:
        known = [n for n, value in enumerate(series.values) if value is not None]
        if series.look != "main" or not known:
            continue
        sheet.dot((places[known[-1]], up.at(series.values[known[-1]] or 0)), 2.3, BLUE)
        top = max(known, key=lambda n: series.values[n] or 0)
        value = series.values[top]
        if value is not None and value != series.values[known[-1]]:
            sheet.dot((places[top], up.at(value)), 2.3, BLUE)
            anchor = "start" if top == 0 else "middle"
            told = number(value, chart.decimals, language, chart.unit)
            sheet.text((places[top], up.at(value) - 4.5), told, SMALL, anchor, BLUE, bold=True, halo=True)


def _label(sheet: Sheet, named: Sequence[_Label], up: Scale, x: float) -> None:
    """Beside the lines, moved apart where they would touch, each with a stretch of its line."""
    tall = max((len(label.lines) for label in named), default=1) * _LINE
    places = apart([up.at(label.at) for label in named], tall, up.end, up.start - tall + _LINE)
    for label, y in zip(named, places, strict=True):
        sheet.line((x, y), (x + _SWATCH - 4, y), *label.look)
        for n, line in enumerate(label.lines):
            sheet.text((x + _SWATCH, y + 2.7 + n * _LINE), line, SMALL)
