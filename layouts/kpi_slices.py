"""A KPI by field, procedure, channel, service level or category: tabs as links, values, share of all."""

from collections.abc import Mapping, Sequence
from typing import Any

from dash import html

from dashboard.figures import BY_KEY as FIGURE
from dashboard.i18n import Translator
from dashboard.kpis import Kpi
from dashboard.periods import Span
from dashboard.views import Dimension, SliceValue, Value, dimensions
from layouts import kpi_amounts as amounts
from layouts import kpi_words as words
from layouts.download import download
from layouts.kpi_links import View
from layouts.shell import attributes

MOST = 16  # rows; the rest is one row, and all of them are in the file
NAME: Mapping[Dimension, str] = {
    "field": "Field", "item": "Procedure", "channel": "Channel", "level": "Service level",
}  # fmt: skip
ITEM: Mapping[str, str] = {"complaint": "Category", "camera_event": "Kind of event"}
COMPLAINT_CHANNEL: Mapping[str, str] = {
    "app": "App", "1022": "Hotline 1022", "web": "Web", "facebook": "Facebook", "zalo": "Zalo",
    "counter": "At the counter", "other": "Other channel",
}  # fmt: skip
TEXTS = frozenset({*NAME.values(), *ITEM.values(), *COMPLAINT_CHANNEL.values()})


def chosen(kpi: Kpi, by: str) -> Dimension | None:
    """The dimension of an address, else the first one; None where there is none."""
    known = dimensions(kpi)
    return next((one for one in known if one == by), known[0] if known else None)


def record_of(kpi: Kpi) -> str:
    """The kind of record behind it."""
    return FIGURE[kpi.formula.numerator[0]].counted_from


def by_slice(
    t: Translator, kpi: Kpi, found: Sequence[SliceValue], whole: Value, span: Span, view: View
) -> list[Any]:
    """Tabs and the table of one dimension. `whole`: the KPI's own value, of which records may tell a part."""
    now = chosen(kpi, view.by)
    menu = download(t, view.but(by=now or "").file("slices"))
    head = html.H3([t("Broken down"), _tabs(t, kpi, view, now), menu])
    if not found:
        return [head, html.P(t("Nothing of this period can be broken down."), className="hint")]
    return [head, *_told_of(t, found, whole, span), _table(t, kpi, found, now or "item")]


def _told_of(t: Translator, found: Sequence[SliceValue], whole: Value, span: Span) -> list[Any]:
    """Slices are counted by months, and only from records: what came as a figure is in none of them."""
    if span.kind in ("day", "week", "range"):
        return [html.P(t("Of the whole months that the period touches."), className="hint")]
    counted = sum(size(one) for one in found)
    of_all = whole.numerator if whole.denominator is None else whole.denominator
    if counted > 0.99 * of_all:
        return []
    told = t(
        "Of {counted} records; the others of {all} came as ready-made figures.",
        counted=words.number(t, counted, 0),
        all=words.number(t, of_all, 0),
    )
    return [html.P(told, className="hint")]


def _tabs(t: Translator, kpi: Kpi, view: View, now: Dimension | None) -> Any:
    links = [
        html.A(
            name(t, kpi, one),
            href=view.but(by=one).href() + "#by",
            **attributes(**({"aria_current": "true"} if one == now else {})),
        )
        for one in dimensions(kpi)
    ]
    return html.Nav(links, className="tabs", **attributes(aria_label=t("Broken down by")))


def name(t: Translator, kpi: Kpi, dimension: Dimension) -> str:
    """What a dimension is called for this kind of record."""
    return t(ITEM.get(record_of(kpi), NAME["item"]) if dimension == "item" else NAME[dimension])


def member(t: Translator, kpi: Kpi, dimension: Dimension, one: SliceValue) -> str:
    """A member's name: codes of channels and levels in words."""
    code = one.code
    if not code:
        return t("not told")
    if dimension == "channel":
        if record_of(kpi) == "dossier" and code.isdecimal():
            return t(words.CHANNEL[int(code)]) if int(code) in words.CHANNEL else code
        return t(COMPLAINT_CHANNEL[code]) if code in COMPLAINT_CHANNEL else code
    if dimension == "level" and code.isdecimal():
        return t(words.SERVICE_LEVEL[int(code)]) if int(code) in words.SERVICE_LEVEL else code
    return one.name or code


def size(one: SliceValue) -> float:
    """How many records it holds: those below the line, where there is one."""
    return one.value.numerator if one.value.denominator is None else one.value.denominator


def _table(t: Translator, kpi: Kpi, found: Sequence[SliceValue], dimension: Dimension) -> Any:
    whole = sum(size(one) for one in found)
    with_line = found[0].value.denominator is not None
    shown = found[:MOST]
    greatest = max((one.value.value or 0.0 for one in shown), default=0.0)
    heads = [
        name(t, kpi, dimension),
        t("Value"),
        "",
        *([t("Above / below")] if with_line else []),
        t("Of all"),
    ]
    rows = [_row(t, kpi, one, dimension, greatest, whole) for one in shown]
    rest = found[MOST:]
    if rest:
        share = words.number(t, 100 * sum(size(one) for one in rest) / whole if whole else 0.0, 1, "%")
        told = t("{count} others", count=len(rest))
        rows.append(html.Tr([html.Th(told, scope="row"), *[html.Td()] * (len(heads) - 2), html.Td(share)],
                            className="rest"))  # fmt: skip
    head = html.Thead(html.Tr([html.Th(text, scope="col") for text in heads]))
    return html.Div(html.Table([head, html.Tbody(rows)], className="slices"), className="wide")


def _row(
    t: Translator, kpi: Kpi, one: SliceValue, dimension: Dimension, greatest: float, whole: float
) -> Any:
    value = one.value.value
    length = 100 * max(value or 0.0, 0.0) / greatest if greatest else 0.0
    counts = [html.Td(amounts.counts(t, kpi, one.value))] if one.value.denominator is not None else []
    return html.Tr(
        [
            html.Th(member(t, kpi, dimension, one), scope="row"),
            html.Td(amounts.amount(t, kpi, value), className="count"),
            html.Td(html.I(style={"width": f"{length:.1f}%"}), className="bar"),
            *counts,
            html.Td(words.number(t, 100 * size(one) / whole if whole else 0.0, 1, "%"), className="count"),
        ]
    )
