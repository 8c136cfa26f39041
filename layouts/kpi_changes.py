"""What changed since the period before or a year ago, and which units made the change: bars from zero."""

from collections.abc import Sequence
from typing import Any

from dash import html

from dashboard.i18n import Translator
from dashboard.kpis import Kpi
from dashboard.periods import Span, month, parse
from dashboard.successions import within_city
from dashboard.views import Change, Contribution
from layouts import kpi_amounts as amounts
from layouts import kpi_words as words
from layouts.download import download
from layouts.kpi_change_rows import Row, decimals, rows, total
from layouts.kpi_links import View
from layouts.kpi_map import unit_link, unit_name
from layouts.shell import attributes


def changed(t: Translator, kpi: Kpi, change: Change | None, view: View) -> list[Any]:
    """Tabs, a sentence, the bars."""
    head = html.H3([t("What changed, and who made it"), _tabs(t, view), _menu(t, kpi, change, view)])
    if change is None:
        return [
            head,
            html.P(t("It is no sum over units: no unit has a part in its change."), className="hint"),
        ]
    if change.before is None or change.now is None:
        return [head, html.P(t("One of the two periods has no value."), className="hint")]
    return [head, html.P(sentence(t, kpi, change), className="told-change"), _bars(t, kpi, change, view)]


def _tabs(t: Translator, view: View) -> Any:
    choices = (("", t("since the period before")), ("year", t("since a year ago")))
    links = [
        html.A(
            text,
            href=view.but(against=against).href() + "#change",
            **attributes(**({"aria_current": "true"} if against == view.against else {})),
        )
        for against, text in choices
    ]
    return html.Nav(links, className="tabs", **attributes(aria_label=t("Compared with")))


def _menu(t: Translator, kpi: Kpi, change: Change | None, view: View) -> Any:
    if change is None:
        return None
    return download(t, view.file("changes"), picture=".contributions", title=t(kpi.name))


def sentence(t: Translator, kpi: Kpi, change: Change) -> str:
    """Whole city: 67,2 % in 10/2026, 68,4 % in 11/2026: +1,24 points. Up most: … Down most: …"""
    places = decimals(kpi, change)
    outside = any(one.unit.level == "district" and not within_city(one.unit) for one in change.contributions)
    told = t(
        "{whole}: {before} in {earlier}, {now} in {later}: {change}.",
        whole=t("All units of the map") if outside else t("Whole city"),
        before=amounts.amount(t, kpi, change.before),
        earlier=_span(t, change.earlier),
        now=amounts.amount(t, kpi, change.now),
        later=_span(t, change.later),
        change=amounts.difference(t, kpi, total(change, kpi), places - kpi.decimals),
    )
    up = _named(t, [one for one in change.contributions if one.change > 0], places)
    down = _named(t, [one for one in change.contributions if one.change < 0], places)
    told += " " + t("Up most: {units}.", units=up) if up else ""
    told += " " + t("Down most: {units}.", units=down) if down else ""
    return told


def _span(t: Translator, span: Span) -> str:
    """A part of a period is told with its last day."""
    named = words.span(t, span)
    whole = month(span.first) if span.kind == "now" else parse(span.text, span.last)
    if span.kind == "range" or whole is None or whole.last == span.last:
        return named
    return t("{period}, up to {day}", period=named, day=words.day(span.last))


def _named(t: Translator, made: Sequence[Contribution], places: int) -> str:
    telling = [one for one in made if round(one.change, places) != 0][:2]
    return ", ".join(f"{_name(t, one)} {amounts.signed(t, one.change, places)}" for one in telling)


def _name(t: Translator, one: Contribution) -> str:
    return unit_name(t, one.unit)


def _bars(t: Translator, kpi: Kpi, change: Change, view: View) -> Any:
    made = rows(change, kpi, view.unit)
    greatest = max((abs(row.shown) for row in made if row.unit is not None), default=0.0)
    places = decimals(kpi, change)
    whole = amounts.signed(t, total(change, kpi), places)
    head = [t("Unit"), "", t("Part in it"), t("Before → now")]
    body = [_row(t, kpi, row, greatest, view, places) for row in made]
    summed = html.Tr(
        [html.Th(t("All together"), scope="row"), html.Td(), html.Td(whole, className="count"), html.Td()],
        className="sum",
    )
    table = html.Table(
        [
            html.Thead(html.Tr([html.Th(text, scope="col") for text in head])),
            html.Tbody([*body, summed]),
        ],
        className="contributions",
    )
    return html.Div(table, className="wide")


def _row(t: Translator, kpi: Kpi, row: Row, greatest: float, view: View, places: int) -> Any:
    one = row.unit
    name: Any = t("{count} other units", count=row.others)
    if one is not None:
        name = html.A(_name(t, one), href=unit_link(view, one.unit, one.address))
    moved = "" if one is None else f"{amounts.amount(t, kpi, one.before)} → {amounts.amount(t, kpi, one.now)}"
    shown = amounts.signed(t, row.shown, places)
    return html.Tr(
        [
            html.Th(name, scope="row"),
            html.Td(html.Div(_bar(row, greatest), className="zero"), className="from-zero"),
            html.Td(shown, className="count"),
            html.Td(moved, className="moved"),
        ],
        className="chosen" if one is not None and one.address == view.unit else "",
    )


def _bar(row: Row, greatest: float) -> Any:
    """Left or right of zero; the others together have none, beside which no unit's would be seen."""
    if row.unit is None or not greatest:
        return None
    length = 50 * abs(row.shown) / greatest
    start = 50 - length if row.shown < 0 else 50
    side = "left" if row.shown < 0 else "right"
    return html.I(style={"left": f"{start:.1f}%", "width": f"{length:.1f}%"}, className=side)
