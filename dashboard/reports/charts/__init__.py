"""A report's charts as SVG: black, grey and one colour, so that they survive a photocopier."""

from dashboard.i18n import Translator
from dashboard.reports.charts import bars, city, heat, lines
from dashboard.reports.charts.ink import POINTS
from dashboard.reports.document import BarChart, Chart, HeatChart, LineChart


def natural_height(chart: Chart, width_mm: float) -> float:
    """How high a chart wants to be at this width, mm."""
    if isinstance(chart, LineChart):
        return lines.HEIGHT_MM
    if isinstance(chart, BarChart):
        return bars.height_mm(chart)
    return heat.height_mm(chart) if isinstance(chart, HeatChart) else city.height_mm(chart, width_mm)


def svg(chart: Chart, t: Translator, width_mm: float, height_mm: float = 0.0) -> str:
    """The chart without its title, which stands over it as text. No height: as high as it wants to be.

    `<title>` and `<desc>` say what it shows. No name in it has to be unique on a page; the same chart gives
    the same bytes. Letters are 8 pt or more at this width, which is 120 mm or more.
    """
    wide, high = width_mm * POINTS, (height_mm or natural_height(chart, width_mm)) * POINTS
    if isinstance(chart, LineChart):
        sheet = lines.draw(chart, t, wide, high)
    elif isinstance(chart, BarChart):
        sheet = bars.draw(chart, t, wide, high)
    elif isinstance(chart, HeatChart):
        sheet = heat.draw(chart, t, wide, high)
    else:
        sheet = city.draw(chart, t, wide, high)
    return sheet.svg(chart.title, chart.alt)
