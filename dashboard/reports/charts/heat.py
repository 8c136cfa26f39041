"""A calendar: weeks from Monday, each day the darker the more; what is not known is hatched."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from dashboard.i18n import Translator
from dashboard.reports.charts.ink import BLACK, GREY, HAIR, POINTS, SMALL, TEXT, Sheet, key_row
from dashboard.reports.charts.shades import Shades
from dashboard.reports.document import Day, HeatChart
from dashboard.reports.numbers import number

_TALL = 26.0  # a day of a single month: its number and its value
_LOW = 14.0  # a day among several months: its number
_LEGEND = 18.0
_BESIDE = 3  # months in a row


def height_mm(chart: HeatChart) -> float:
    months = _months(chart)
    if len(months) == 1:
        return (_weeks(months[0]) * _TALL + 14 + _LEGEND) / POINTS
    return (-(-len(months) // _BESIDE) * (6 * _LOW + 34) + _LEGEND) / POINTS


def _months(chart: HeatChart) -> list[list[Day]]:
    days = sorted(chart.days, key=lambda day: day.day)
    return [list(some) for _month, some in groupby(days, key=lambda day: (day.day.year, day.day.month))]


def _weeks(days: Sequence[Day]) -> int:
    return _week(days[-1].day) + 1


def _week(day: date) -> int:
    """The row of a day in its month, from 0."""
    return (day.day - 1 + day.replace(day=1).weekday()) // 7


def weekdays(t: Translator) -> tuple[str, ...]:
    return t("Mo"), t("Tu"), t("We"), t("Th"), t("Fr"), t("Sa"), t("Su")


def draw(chart: HeatChart, t: Translator, wide: float, high: float) -> Sheet:
    sheet = Sheet(wide, high)
    shades = Shades((day.value for day in chart.days), chart.decimals)
    months = _months(chart)
    if len(months) == 1:
        rows = max(_weeks(months[0]), 1)
        _month(sheet, chart, months[0], shades, t, (0, 0, wide, (high - 14 - _LEGEND) / rows), tells=True)
    else:
        _several(sheet, chart, months, shades, t)
    entries = shades.legend(t.language, chart.unit)
    if any(day.value is None for day in chart.days):
        entries.append(("", t("No data")))
    key_row(sheet, (0, high - 4), entries)
    return sheet


def _several(
    sheet: Sheet, chart: HeatChart, months: Sequence[Sequence[Day]], shades: Shades, t: Translator
) -> None:
    rows = -(-len(months) // _BESIDE)
    wide, high = (sheet.wide + 14) / _BESIDE, (sheet.high - _LEGEND) / rows
    for n, days in enumerate(months):
        left, top = n % _BESIDE * wide, n // _BESIDE * high
        first = days[0].day
        name = t("Month {number}/{year}", number=first.month, year=first.year)
        sheet.text((left, top + 9), name, TEXT, bold=True)
        _month(sheet, chart, days, shades, t, (left, top + 12, wide - 14, (high - 34) / 6), tells=False)


def _month(
    sheet: Sheet,
    chart: HeatChart,
    days: Iterable[Day],
    shades: Shades,
    t: Translator,
    place: tuple[float, float, float, float],
    *,
    tells: bool,
) -> None:
    """`place`: left, top, the month's width, a day's height. `tells`: the values stand in the days."""
    left, top, wide, high = place
    each = wide / 7
    for n, name in enumerate(weekdays(t)):
        sheet.text((left + each * (n + 0.5), top + 9), name, SMALL, "middle", GREY)
    for day in days:
        x, y = left + day.day.weekday() * each, top + 13 + _week(day.day) * high
        _cell(sheet, day, shades, (x, y, each, high))
        colour = "#ffffff" if day.value is not None and shades.is_dark(day.value) else BLACK
        if not tells:
            at = (x + each / 2, y + high / 2 + 2.8)
            sheet.text(at, str(day.day.day), SMALL, "middle", colour, halo=day.value is None)
            continue
        sheet.text((x + 4, y + 9.5), str(day.day.day), SMALL, fill=colour, halo=day.value is None)
        told = number(day.value, chart.decimals, t.language)
        at = (x + each - 5, y + high - 6)
        sheet.text(at, told, 10, "end", colour, bold=True, halo=day.value is None)


def _cell(sheet: Sheet, day: Day, shades: Shades, box: tuple[float, float, float, float]) -> None:
    if day.value is None:
        sheet.unknown_box(*box)
    else:
        sheet.box(*box, shades.fill(day.value), HAIR)
