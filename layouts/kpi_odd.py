"""What was off its own habit in a KPI lately: a short list, each with its reason."""

from collections.abc import Sequence
from typing import Any

from dash import html

from dashboard.anomalies import Anomaly
from dashboard.i18n import Translator
from dashboard.kpis import Kpi
from dashboard.successions import history
from dashboard.units import CITY_ID, Unit
from dashboard.views.asked import address
from layouts import anomaly_words
from layouts import kpi_words as words
from layouts.kpi_links import View

MOST = 5
LOOKED_AT = 300  # the newest of all KPIs: a handful a day, so two months and more


def of_kpi(found: Sequence[Anomaly], kpi: Kpi, unit: Unit | None) -> list[Anomaly]:
    """Of its own series, or of a figure that it counts; of one unit where one is asked about."""
    series = {kpi.key, *kpi.formula.numerator, *kpi.formula.left}
    return [one for one in found if one.figure in series and unit in (None, _unit(one))][:MOST]


def odd(t: Translator, found: Sequence[Anomaly], view: View) -> list[Any]:
    """Nothing where nothing was noticed."""
    if not found:
        return []
    return [html.H3(t("Off its habit")), html.Ul([_one(t, one, view) for one in found], className="odd")]


def _unit(one: Anomaly) -> Unit | None:
    return next((unit for unit in history().units if unit.id == one.unit_id), None)


def _one(t: Translator, one: Anomaly, view: View) -> Any:
    unit, is_month = _unit(one), one.reason.habit == "month"
    when = words.month(one.day) if is_month else words.day(one.day)
    period = f"{one.day:%Y-%m}" if is_month else one.day.isoformat()
    of_city = unit is None or unit.id == CITY_ID
    name = t("Whole city") if unit is None or of_city else unit.name
    there = "" if unit is None or of_city else address(unit, one.day)
    link = html.A(f"{when} · {name}", href=view.but(unit=there, level="", period=period).href())
    return html.Li(
        [
            html.B(link),
            html.Span(f"{anomaly_words.name(t, one)}: {anomaly_words.sentence(t, one)}"),
            html.Small("; ".join(anomaly_words.reasons(t, one))),
        ]
    )
