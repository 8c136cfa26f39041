"""Lines and bars: the figures on the sheet, and a native chart of them."""

from itertools import cycle
from typing import Any

from xlsxwriter.chart import Chart

from dashboard.reports.document import BarChart, LineChart
from dashboard.reports.files.sheets.looks import BLUE, CAPTION, FACE, GREY, percent, plain
from dashboard.reports.files.sheets.sheet import ROW_PIXELS, Sheet
from dashboard.reports.files.sheets.table import stored

_INKS = (BLUE, "#000000", "#7f7f7f", "#86a6cc", "#4f7cb0")  # one colour, black and grey: for a photocopier
_PALE, _LEVEL_INKS = "#a6a6a6", ("#000000", GREY)
_WIDE, _HIGH, _MOST_HIGH = 760, 360, 2400  # pixels
_WHOLE = 100  # percent
_BAR, _AROUND = 15, 110
LABELS = {"lines": "Point in time", "bars": "Name of the bar"}
_DASHES = {"dashed": "dash", "dotted": "round_dot", "main": "solid", "pale": "solid", "solid": "solid"}


def widths(chart: LineChart | BarChart) -> list[float]:
    names = [max((len(label) for label in chart.labels), default=0) + 2.0]
    return [min(max(names[0], 12), 46), *(max(len(one), 8) / 1.6 + 3 for one in _names(chart))]


def _names(chart: LineChart | BarChart) -> list[str]:
    return [*(series.name for series in chart.series), *(level.name for level in chart.levels)]


def write(sheet: Sheet, chart: LineChart | BarChart, caption: str) -> int:
    """Caption, chart, and below it the lines that it is drawn from; gives the caption's row."""
    begin = sheet.line(caption, CAPTION)
    high = _height(chart)
    drawn_at = sheet.row
    sheet.row += -(-high // ROW_PIXELS) + 1
    first = _figures(sheet, chart) + 1
    made = sheet.told.book.add_chart({"type": "line" if chart.kind == "lines" else "bar"})
    _series(sheet, made, chart, first)
    _axes(made, chart)
    made.set_size({"width": _WIDE, "height": high})
    made.set_title({"name": chart.title, "name_font": _face(12, bold=True), "overlay": False})
    made.show_blanks_as("gap")
    sheet.on.insert_chart(drawn_at, 0, made, {"description": chart.alt, "object_position": 2})
    sheet.together(begin)
    sheet.row += 1
    return begin


def _height(chart: LineChart | BarChart) -> int:
    if chart.kind == "lines":
        return _HIGH
    bars = len(chart.labels) * (len(_names(chart)) * _BAR + 8)
    return min(max(bars + _AROUND, 220), _MOST_HIGH)


def _face(size: int, *, bold: bool = False) -> dict[str, Any]:
    return {"name": FACE["font_name"], "size": size, "bold": bold}


def _figures(sheet: Sheet, chart: LineChart | BarChart) -> int:
    """Labels, series and levels as columns; gives the header's row."""
    is_share, told = chart.unit == "%", sheet.told
    number_format = percent(chart.decimals) if is_share else plain(chart.decimals)
    look = told.looks.cell(number_format, is_text=False, is_total=False, is_linked=False)
    label_look = told.looks.cell("@", is_text=True, is_total=False, is_linked=False)
    unit = f" ({chart.unit})" if chart.unit and not is_share else ""
    header = sheet.headers([told.t(LABELS[chart.kind]), *(f"{name}{unit}" for name in _names(chart))])
    columns = [*(series.values for series in chart.series)]
    columns += [(level.value,) * len(chart.labels) for level in chart.levels]
    for at, label in enumerate(chart.labels):
        sheet.on.write_string(sheet.row, 0, label, label_look)
        for column, values in enumerate(columns, 1):
            value = values[at]
            if value is None:
                sheet.on.write_blank(sheet.row, column, None, told.looks.unknown())
            else:
                sheet.on.write_number(sheet.row, column, stored(value, is_share), look)
        sheet.row += 1
    return header


def _series(sheet: Sheet, made: Chart, chart: LineChart | BarChart, first: int) -> None:
    last = first + len(chart.labels) - 1
    for column, drawn in enumerate(_drawings(chart), 1):
        made.add_series(
            {
                "name": [sheet.name, first - 1, column],
                "categories": [sheet.name, first, 0, last, 0],
                "values": [sheet.name, first, column, last, column],
                **drawn,
            }
        )


def _drawings(chart: LineChart | BarChart) -> list[dict[str, Any]]:
    """How each series is drawn, then each level."""
    inks = cycle(_INKS)
    return [
        *(_drawn(chart.kind, _PALE if one.look == "pale" else next(inks), one.look) for one in chart.series),
        *(
            _drawn(chart.kind, ink, one.look, is_level=True)
            for ink, one in zip(cycle(_LEVEL_INKS), chart.levels, strict=False)
        ),
    ]


def _drawn(kind: str, ink: str, look: str, *, is_level: bool = False) -> dict[str, Any]:
    if kind == "lines":
        width = 1.25 if is_level else 2.25
        return {
            "line": {"color": ink, "width": width, "dash_type": _DASHES[look]},
            "marker": {"type": "none"},
        }
    if is_level or look == "dashed":
        return {"fill": {"color": "#ffffff"}, "border": {"color": ink, "dash_type": "dash"}, "gap": 40}
    return {"fill": {"color": ink}, "border": {"none": True}, "gap": 40}


def _axes(made: Chart, chart: LineChart | BarChart) -> None:
    number_format = percent(chart.decimals) if chart.unit == "%" else plain(chart.decimals)
    values: dict[str, Any] = {
        "num_format": number_format,
        "num_font": _face(10),
        "major_gridlines": {"visible": True, "line": {"color": "#cfcfcf", "width": 0.5}},
        "line": {"none": True},
    }
    if chart.unit == "%" and _most(chart) <= _WHOLE:
        values |= {"max": 1}
    elif chart.unit and chart.unit != "%":
        values |= {"name": chart.unit, "name_font": _face(10)}
    labels: dict[str, Any] = {"num_font": _face(10), "line": {"color": GREY}, "text_axis": True}
    if chart.kind == "bars":  # the first label on top, the numbers below
        made.set_x_axis(values | {"min": 0} if _is_upward(chart) else values)
        made.set_y_axis(labels | {"reverse": True, "crossing": "max", "major_gridlines": {"visible": False}})
    else:
        made.set_x_axis(labels)
        made.set_y_axis(values)
    shown = len(_names(chart)) > 1
    made.set_legend({"position": "bottom", "font": _face(10)} if shown else {"none": True})


def _most(chart: LineChart | BarChart) -> float:
    known = [value for series in chart.series for value in series.values if value is not None]
    return max([*known, *(level.value for level in chart.levels)], default=0)


def _is_upward(chart: LineChart | BarChart) -> bool:
    return all(value is None or value >= 0 for series in chart.series for value in series.values)
