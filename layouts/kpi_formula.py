"""How a KPI is counted: the formula and the law it comes from, its components, the feeds behind it."""

from collections.abc import Mapping, Sequence
from typing import Any

from dash import html

from dashboard.board.feeds import FeedRow
from dashboard.i18n import Translator
from dashboard.kpis import BY_KEY, Kpi
from dashboard.kpis.index766 import BANDS, PUBLISHED, band
from dashboard.views import KpiRow
from layouts import kpi_amounts as amounts
from layouts import kpi_words as words
from layouts.kpi_links import View

# Names of what `Kpi.source` calls by number.
LAWS: Mapping[str, str] = {
    "766/QĐ-TTg": "Decision 766/QĐ-TTg of 23/6/2022: the index of service to citizens and firms",
    "2393/QĐ-UBND (2020)": "Decision 2393/QĐ-UBND of 3/7/2020: the city's digital transformation programme",
    "2629/QĐ-TTg": "Decision 2629/QĐ-TTg of 1/12/2025: the programme of digital government",
    "118/2025/NĐ-CP": "Decree 118/2025/NĐ-CP of 9/6/2025 on the one-stop shop",
    "37/2025/TT-BCA": "Circular 37/2025/TT-BCA of the Ministry of Public Security",
    "Quận 12": "the promise of District 12's operations center",
    "1022": "the practice of hotline 1022",
    "TTĐH": "the practice of the operations centers",
}
COMPONENTS = ("Component", "", "Points", "Of most")
TEXTS = frozenset({*LAWS.values(), *COMPONENTS, *(name for _least, name in BANDS)} - {""})


def parts_asked(kpi: Kpi) -> tuple[str, ...]:
    """The KPIs that are shown as its components, and the published score beside an estimate."""
    published = (PUBLISHED[kpi.key],) if kpi.key in PUBLISHED else ()
    return (*kpi.formula.of, *published)


def formula(t: Translator, detail: KpiRow, parts: Sequence[KpiRow], view: View) -> list[Any]:
    """In words, with its law; a sum's components as links."""
    kpi = detail.kpi
    return [
        html.H3(t("How it is counted")),
        _fraction(t, kpi),
        html.P([t("By:"), " ", law(t, kpi.source)], className="law"),
        *_estimate(t, detail, parts),
        *_components(t, [row for row in parts if row.kpi.key in kpi.formula.of], view),
        *_part_of(t, kpi, view),
    ]


def law(t: Translator, source: str) -> str:
    """A law by its name; of several, each."""
    return "; ".join(t(LAWS[one]) if one in LAWS else one for one in source.split("; "))


def _fraction(t: Translator, kpi: Kpi) -> Any:
    over, divided, under = t(kpi.formula_text).partition(" ÷ ")
    if not divided or kpi.formula.of:
        return html.P(t(kpi.formula_text), className="in-words")
    hundred = [html.Span("× 100")] if kpi.unit == "%" else []
    return html.Div([html.P([html.Span(over), html.Span(under)]), *hundred], className="in-words divided")


def _estimate(t: Translator, detail: KpiRow, parts: Sequence[KpiRow]) -> list[Any]:
    """That it is one, its band, and the published score beside it."""
    kpi = detail.kpi
    if not kpi.estimate:
        return []
    why = t("An estimate: how shares become points is not in the decision's text.")
    told = [html.P(why, className="hint")]
    if kpi.key == "index766" and detail.now.value is not None:
        told.append(html.P(t("Band: {band}", band=t(band(detail.now.value)))))
    published = next((row for row in parts if row.kpi.key == PUBLISHED.get(kpi.key)), None)
    return told if published is None else [*told, html.P(_published(t, published), className="hint")]


def _published(t: Translator, row: KpiRow) -> str:
    known = [(span, value) for span, value in row.line if value is not None]
    if not known:
        return t("No published score is loaded.")
    span, value = known[-1]
    shown = amounts.amount(t, row.kpi, value)
    return t("Published score of {period}: {value}", period=words.span(t, span), value=shown)


def _components(t: Translator, parts: Sequence[KpiRow], view: View) -> list[Any]:
    """Each with its points of its greatest, as a bar of as many points."""
    if not parts:
        return []
    greatest = max((row.kpi.most or 0.0 for row in parts), default=0.0) or 1.0
    rows = [_component(t, row, greatest, view) for row in parts]
    head = html.Thead(html.Tr([html.Th(t(text), scope="col") for text in COMPONENTS]))
    return [html.Table([head, html.Tbody(rows)], className="components")]


def _component(t: Translator, row: KpiRow, greatest: float, view: View) -> Any:
    most, value = row.kpi.most or 0.0, row.now.value
    room = html.I(style={"width": f"{100 * most / greatest:.1f}%"}, className="room")
    got = html.I(style={"width": f"{100 * max(value or 0.0, 0.0) / greatest:.1f}%"})
    return html.Tr(
        [
            html.Th(html.A(t(row.kpi.name), href=view.but(key=row.kpi.key, part="").href()), scope="row"),
            html.Td(html.Div([room, got], className="room-of"), className="of-most"),
            html.Td(words.number(t, value, row.kpi.decimals), className="count"),
            html.Td(words.number(t, most, 0), className="count"),
        ]
    )


def _part_of(t: Translator, kpi: Kpi, view: View) -> list[Any]:
    """The sums in which it stands."""
    sums = [one for one in BY_KEY.values() if kpi.key in one.formula.of]
    if not sums:
        return []
    links = [html.A(t(one.name), href=view.but(key=one.key, part="").href()) for one in sums]
    return [html.P([t("A part of:"), " ", *links])]


def feeds(t: Translator, detail: KpiRow) -> list[Any]:
    """Each feed behind it: whether it speaks, when it was heard, until when its data reach."""
    rows = [html.Li(_feed(t, feed), className=feed.state.value) for feed in detail.feeds]
    return [html.H3(t("Feeds behind it")), html.Ul(rows or [html.Li(t("nothing yet"))], className="behind")]


def _feed(t: Translator, feed: FeedRow) -> list[Any]:
    heard = t("nothing yet")
    if feed.spoke_at is not None:
        heard = t("heard at {time}", time=words.cell(t, "at", feed.spoke_at))
    data = t("data up to {time}", time=words.cell(t, "at", feed.data_at)) if feed.data_at else ""
    return [
        html.I(),
        html.Span(feed.title or feed.name),
        html.B(t(words.FEED[feed.state.value])),
        html.Small("; ".join(text for text in (heard, data) if text)),
    ]
