"""A calendar as a grid that Excel shades itself, and a map as a table with bars in its cells."""

from datetime import date, timedelta

from dashboard.reports.charts.heat import weekdays
from dashboard.reports.document import HeatChart, MapChart
from dashboard.reports.files.sheets.looks import BLUE, CAPTION, DAY, PALE_BLUE, percent, plain
from dashboard.reports.files.sheets.sheet import Sheet
from dashboard.reports.files.sheets.table import stored

_SHADES = {"type": "2_color_scale", "min_color": "#ffffff", "max_color": "#86a6cc"}  # black is read on both


def calendar_widths(chart: HeatChart) -> list[float]:
    most = max((abs(day.value) for day in chart.days if day.value is not None), default=0)
    return [13.0, *[max(len(f"{most:,.{chart.decimals}f}") + 2.0, 8.0)] * 7]


def map_widths(chart: MapChart) -> list[float]:
    return [min(max((len(area.name) for area in chart.areas), default=0) + 2.0, 46.0), 16.0]


def write_calendar(sheet: Sheet, chart: HeatChart, caption: str) -> int:
    """Week below week, from Monday; gives the caption's row."""
    begin = sheet.line(caption, CAPTION)
    t, looks, is_share = sheet.told.t, sheet.told.looks, chart.unit == "%"
    sheet.headers([t("Week from"), *weekdays(t)])
    day_look = looks.cell(DAY, is_text=False, is_total=False, is_linked=False)
    number_format = percent(chart.decimals) if is_share else plain(chart.decimals)
    look = looks.cell(number_format, is_text=False, is_total=False, is_linked=False)
    first, rows = sheet.row, _weeks(chart)
    for monday, values in rows.items():
        sheet.on.write_datetime(sheet.row, 0, monday, day_look)
        for weekday, value in values.items():
            if value is None:
                sheet.on.write_blank(sheet.row, weekday + 1, None, looks.unknown())
            else:
                sheet.on.write_number(sheet.row, weekday + 1, stored(value, is_share), look)
        sheet.row += 1
    if rows:
        sheet.on.conditional_format(first, 1, sheet.row - 1, 7, _SHADES)
    sheet.together(begin)
    sheet.row += 1
    return begin


def _weeks(chart: HeatChart) -> dict[date, dict[int, float | None]]:
    """Monday → weekday (0: Monday) → value, of the days that the chart names."""
    weeks: dict[date, dict[int, float | None]] = {}
    for one in sorted(chart.days, key=lambda day: day.day):
        monday = one.day - timedelta(days=one.day.weekday())
        weeks.setdefault(monday, {})[one.day.weekday()] = one.value
    return weeks


def write_map(sheet: Sheet, chart: MapChart, caption: str) -> int:
    """A line a unit, its bar as long as its value; gives the caption's row."""
    begin = sheet.line(caption, CAPTION)
    t, looks, is_share = sheet.told.t, sheet.told.looks, chart.unit == "%"
    unit = f" ({chart.unit})" if chart.unit and not is_share else ""
    sheet.headers([t("Unit"), t("Value") + unit])
    name_look = looks.cell("@", is_text=True, is_total=False, is_linked=False)
    number_format = percent(chart.decimals) if is_share else plain(chart.decimals)
    look = looks.cell(number_format, is_text=False, is_total=False, is_linked=False)
    first = sheet.row
    for area in chart.areas:
        sheet.on.write_string(sheet.row, 0, area.name, name_look)
        if area.value is None:
            sheet.on.write_blank(sheet.row, 1, None, looks.unknown())
        else:
            sheet.on.write_number(sheet.row, 1, stored(area.value, is_share), look)
        sheet.row += 1
    if chart.areas:
        bar = {"type": "data_bar", "bar_color": PALE_BLUE, "bar_solid": True, "bar_border_color": BLUE}
        sheet.on.conditional_format(first, 1, sheet.row - 1, 1, bar)
    sheet.row += 1
    return begin
