"""A report's question, as the drafting asks it."""

from datetime import datetime

from sqlalchemy import Engine

from dashboard.i18n import translator
from dashboard.periods import parse
from dashboard.reports.asked import Wanted, Whose
from dashboard.settings import Settings
from dashboard.views import KpiReader
from dashboard.views.asked import address, unit_of


def wanted(
    store: Engine,
    settings: Settings,
    period: str,
    now: datetime,
    *units: str,
    language: str = "vi",
    reader: KpiReader | None = None,
) -> Wanted:
    """Of the city, or of units by their codes."""
    today = now.astimezone(settings.zone).date()
    span = parse(period, today)
    assert span is not None
    on = min(span.last, today)
    chosen = [unit_of(code, on) for code in units]
    whose = tuple(Whose(name=one.name, address=address(one, on), unit=one) for one in chosen if one)
    assert len(whose) == len(units)
    return Wanted(
        store=store,
        reader=reader or KpiReader(store, settings),
        settings=settings,
        t=translator(language),
        now=now,
        span=span,
        on=on,
        whose=whose or (Whose(name=settings.city, address="", unit=None),),
    )
