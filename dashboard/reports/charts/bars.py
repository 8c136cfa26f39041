"""Bars that lie, the longest name as it is; a value at each end, and hatching where none is known."""

from collections.abc import Sequence

from dashboard.i18n import Translator
from dashboard.reports.charts.ink import BLACK, BLUE, GREY, POINTS, SMALL, Sheet, key_row
from dashboard.reports.charts.scale import Scale, scale
from dashboard.reports.charts.widths import width, wrapped
from dashboard.reports.document import BarChart, Series
from dashboard.reports.numbers import number

_FILLS = {"main": BLUE, "pale": "#c4c4c4", "dashed": "#ffffff", "dotted": "#7f7f7f"}
_THICK = 10.0  # one bar with its space, as natural
_SPACE = 5.0  # between two labels
_UNKNOWN = 26.0


def height_mm(chart: BarChart) -> float:
    """That the words and the bars want."""
    return (len(chart.labels) * (len(chart.series) * _THICK + _SPACE) + _head(chart) + 4) / POINTS


def _head(chart: BarChart) -> float:
    return (14 if len(chart.series) > 1 else 0) + (12 if chart.levels else 2)


def draw(chart: BarChart, t: Translator, wide: float, high: float) -> Sheet:
    sheet = Sheet(wide, high)
    names = [wrapped(label, SMALL, wide * 0.38) for label in chart.labels]
    left = max((width(line, SMALL) for name in names for line in name), default=0) + 6
    values = [value for series in chart.series for value in series.values]
    ends = max((width(_told(chart, value, t), SMALL) for value in values), default=0) + 6
    told = [*values, *(level.value for level in chart.levels)]
    below = ends if any(value is not None and value < 0 for value in told) else 0.0
    along = scale(told, left + below, wide - ends, zero=True, decimals=chart.decimals)
    _legend(sheet, chart)
    top, each = _head(chart), (high - _head(chart) - 4) / max(len(chart.labels), 1)
    for n, name in enumerate(names):
        middle = top + each * (n + 0.5)
        _name(sheet, name, left - 6, middle)
        _bars(sheet, chart, n, middle, each, along, t)
    sheet.line((along.at(0), top), (along.at(0), high - 4), GREY, 0.6)
    _levels(sheet, chart, along, top, high - 4, t)
    return sheet


def _legend(sheet: Sheet, chart: BarChart) -> None:
    if len(chart.series) > 1:
        key_row(sheet, (0, 9), [(_FILLS[series.look], series.name) for series in chart.series])


def _name(sheet: Sheet, lines: Sequence[str], x: float, middle: float) -> None:
    for n, line in enumerate(lines):
        sheet.text((x, middle + 2.8 + (n - (len(lines) - 1) / 2) * 9), line, SMALL, "end")


def _told(chart: BarChart, value: float | None, t: Translator) -> str:
    return t("No data") if value is None else number(value, chart.decimals, t.language, chart.unit)


def _bars(
    sheet: Sheet, chart: BarChart, n: int, middle: float, each: float, along: Scale, t: Translator
) -> None:
    thick = (each - _SPACE) / max(len(chart.series), 1)
    for m, series in enumerate(chart.series):
        _bar(sheet, chart, series, n, middle + (m - len(chart.series) / 2) * thick, thick, along, t)


def _bar(
    sheet: Sheet, chart: BarChart, series: Series, n: int, y: float, thick: float, along: Scale, t: Translator
) -> None:
    value, zero = series.values[n], along.at(0)
    base = y + thick / 2 + 2.8
    if value is None:
        sheet.unknown_box(zero, y + 0.8, _UNKNOWN, thick - 1.6)
        sheet.text((zero + _UNKNOWN + 3, base), t("No data"), SMALL, fill=GREY)
        return
    end = along.at(value)
    edge = BLACK if series.look == "dashed" else ""
    sheet.box(min(zero, end), y + 0.8, abs(end - zero), thick - 1.6, _FILLS[series.look], edge)
    anchor, by = ("end", -3) if value < 0 else ("start", 3)
    sheet.text((end + by, base), _told(chart, value, t), SMALL, anchor, halo=bool(chart.levels))


def _levels(sheet: Sheet, chart: BarChart, along: Scale, top: float, bottom: float, t: Translator) -> None:
    """Across, named above; the later one higher where two names would touch is left to the drawing's room."""
    for level in chart.levels:
        x = along.at(level.value)
        sheet.line((x, top), (x, bottom), BLACK, 0.8, "4 3" if level.look == "dashed" else "")
        told = f"{level.name}: {number(level.value, chart.decimals, t.language, chart.unit)}"
        half = width(told, SMALL) / 2
        sheet.text((min(max(x, half), sheet.wide - half), top - 3), told, SMALL, "middle")
