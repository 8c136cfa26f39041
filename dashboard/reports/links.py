"""Where a number of a report is opened: paths of this product's own pages."""

from urllib.parse import urlencode

from dashboard.reports.asked import Wanted


def of_kpi(wanted: Wanted, kpi: str, unit: str = "", period: str = "", part: str = "") -> str:
    """The KPI's page on which its records lie, of this report's period where none is named."""
    asked = wanted.of(unit, period)
    query = {"unit": asked.unit, "period": asked.period, "on": asked.on, "part": part}
    told = urlencode({name: value for name, value in query.items() if value})
    return f"/kpi/{kpi}" + (f"?{told}" if told else "")
