"""What a new report can be of: templates with their periods, and the units of a period's map."""

from datetime import date, datetime
from typing import Any

from dashboard import access
from dashboard.access import Right
from dashboard.i18n import Translator
from dashboard.periods import before, line, parse
from dashboard.reports.desk import ReportDesk
from dashboard.units import CITY_ID
from dashboard.views import Asked, KpiReader
from layouts import kpi_words
from layouts.kpi_choice import newest

OFFERED = {"month": 36, "quarter": 12, "half": 6, "year": 5}


def choices_of_new(desk: ReportDesk, t: Translator, today: date) -> dict[str, Any]:
    """Each template's periods, the newest first; `chosen` is the last one that is over."""
    templates = [
        {"key": one.key, "name": one.said(t.language).name, **_periods(t, one.kind, today)}
        for one in desk.templates()
    ]
    return {"templates": templates, "may_city": access.may(Right.REPORT, CITY_ID)}


def _periods(t: Translator, kind: str, today: date) -> dict[str, Any]:
    last = parse(newest(kind, today), today)
    if last is None:
        return {"periods": [], "chosen": ""}
    spans = line(last, OFFERED[kind])[::-1]
    chosen = before(last).text if last.last > today else last.text
    return {"periods": [(span.text, kpi_words.span(t, span)) for span in spans], "chosen": chosen}


def units_of(reader: KpiReader, period: str, now: datetime) -> dict[str, Any]:
    """Units on the map of the period's last day for which whoever asks may report: (address, name)."""
    today = reader.understood(Asked(), now).today
    span = parse(period, today)
    on = "" if span is None or span.last >= today else span.last.isoformat()
    known = reader.units(Asked(on=on), now)
    return {"units": [(address, unit.name) for unit, address in known if access.may(Right.REPORT, unit.id)]}
