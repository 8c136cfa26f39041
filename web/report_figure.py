"""A chart of a report as an inline picture, with the words that say what it shows."""

from html import escape

from dashboard.i18n import Translator
from dashboard.reports.charts import natural_height, svg
from dashboard.reports.document import Chart

WIDE = 160.0  # mm between the margins of an A4 page
HIGHEST = 235.0  # … and from its top to its foot, with the caption


def figure(chart: Chart, title: str, t: Translator) -> str:
    """The picture tells by itself what it shows, to those who do not see it too."""
    wide, high = _size(chart)
    drawn = svg(chart, t, wide, high)
    return (
        f'<figure class="of-chart" data-key="{escape(chart.key)}">'
        f'<div style="width:{wide:g}mm;height:{high:g}mm">{drawn}</div>'
        f"<figcaption>{escape(title)}</figcaption></figure>"
    )


def _size(chart: Chart) -> tuple[float, float]:
    """Width and height in mm: what the chart wants, never more than a page holds."""
    return WIDE, min(HIGHEST, natural_height(chart, WIDE))
