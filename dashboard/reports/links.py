"""Where a number of a report is opened: paths of this product's own pages."""

from datetime import datetime
from functools import lru_cache
from urllib.parse import urlencode

from dashboard.civil import day_end, day_start
from dashboard.reports.asked import Wanted


def of_kpi(wanted: Wanted, kpi: str, unit: str = "", period: str = "", part: str = "", by: str = "") -> str:
    """The KPI's page on which its records lie, of this report's period where none is named.

    `part`: of which its records are listed; `by`: what it is broken down by.
    """
    asked = wanted.of(unit, period)
    return f"/kpi/{kpi}{_query(asked.unit, asked.period, asked.on, part, by)}"


@lru_cache(maxsize=8_192)
def _query(unit: str, period: str, on: str, part: str, by: str) -> str:
    """A report has thousands of numbers, most of them of a unit that was asked for before."""
    query = {"unit": unit, "period": period, "on": on, "part": part, "by": by}
    told = urlencode({name: value for name, value in query.items() if value})
    return f"?{told}" if told else ""


def of_desk(wanted: Wanted, **asked: str) -> str:
    """The desk's list of incidents that were opened in this report's period, by `kind`, `severity` …"""
    units = [("unit", one.unit.code) for one in wanted.whose if one.unit is not None]
    told = [
        *((name, value) for name, value in asked.items() if value),
        *units,
        ("since", _moment(day_start(wanted.span.first, wanted.zone))),
        ("until", _moment(day_end(wanted.span.last, wanted.zone))),
        ("open", "0"),
    ]
    return f"/desk?{urlencode(told)}"


def _moment(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")
