"""The list of the records behind a figure, and a single one of them."""

from typing import Any

from dash import html

from dashboard.access import Right, may
from dashboard.i18n import Translator
from dashboard.kpis import BY_KEY
from dashboard.opening import Opened, figures_of
from dashboard.opening.record import Moment, Record
from dashboard.opening.rows import COLUMNS, PERSONAL, Cell, Listed
from dashboard.units import CITY_ID
from layouts import kpi_words as words
from layouts.download import FORMATS, PLACE, download
from layouts.kpi_links import View
from layouts.shell import attributes


def records_section(t: Translator, page: Opened, view: View) -> list[Any]:
    """The records, or why there are none."""
    children: list[Any] = [html.H3([t("Records behind it"), *_parts(t, view)]), *_loaded(t, page)]
    if page.reason == "sampled":
        children.append(
            html.P(t("Only their number was kept of a past month, no records."), className="hint")
        )
    elif not page.rows and not page.reason:
        children.append(html.P(t("No record."), className="hint"))
    if page.rows:
        children += [_table(t, page, view), _ways(t, page, view)]
    return children


def _loaded(t: Translator, page: Opened) -> list[Any]:
    if page.loaded_until is None:
        return []
    if page.reason == "loaded":
        return [html.P(t("Figures loaded ready-made, no records."), className="hint")]
    until = words.cell(t, "day", page.loaded_until)
    return [
        html.P(t("Up to {day} figures were loaded ready-made, without records.", day=until), className="hint")
    ]


def _parts(t: Translator, view: View) -> list[Any]:
    """Above and below the line, where there is a line."""
    if not figures_of(BY_KEY[view.key], "denominator"):
        return []
    choices = (("", t("Numerator")), ("denominator", t("Denominator")))
    links = [
        html.A(
            text,
            href=view.but(part=part).href() + "#records",
            **attributes(**({"aria_current": "true"} if part == view.part else {})),
        )
        for part, text in choices
    ]
    return [html.Nav(links, className="tabs", **attributes(aria_label=t("Part of the figure")))]


def _table(t: Translator, page: Opened, view: View) -> Any:
    columns = COLUMNS[page.record]
    head = html.Thead(html.Tr([html.Th(t(words.COLUMN[name]), scope="col") for name in columns]))
    body = html.Tbody([_row(t, columns, row, view) for row in page.rows])
    return html.Div(html.Table([head, body]), className="wide")


def _row(t: Translator, columns: tuple[str, ...], row: Listed, view: View) -> Any:
    kind = "device" if row.record == "gauge_day" else row.record
    link = html.A(row.number, href=view.but(record=f"{kind}-{row.id}").href() + "#record")
    cells = [html.Td(_cell(t, name, row.cells[name])) for name in columns[1:]]
    return html.Tr([html.Th(link, scope="row"), *cells])


def _cell(t: Translator, name: str, value: Cell) -> str:
    """A figure that is told is told without decimals that it does not have."""
    if name == "told_value" and isinstance(value, float) and value.is_integer():
        return words.number(t, value, 0)
    return words.cell(t, name, value)


def _ways(t: Translator, page: Opened, view: View) -> Any:
    address = view.file("records")
    ways: list[Any] = [download(t, address, big=view.key)]
    if page.record in PERSONAL and may(Right.UNMASK, CITY_ID):
        for one in FORMATS:
            asks = attributes(
                data_do="export-personal", data_address=address.replace(PLACE, one), data_key=view.key,
                data_format=one,
            )  # fmt: skip
            named = t("With names ({format})", format=one)
            ways.append(html.Button(named, type="button", className="csv", **asks))
    if view.begin:
        ways.append(html.A(t("Newest records"), href=view.but(begin="", record="").href()))
    if page.more:
        ways.append(html.A(t("Older records"), href=view.but(begin=page.more, record="").href()))
    return html.P(ways, className="ways")


def record_section(t: Translator, record: Record | None, view: View) -> Any:
    """A dossier, complaint, alarm or device with its clock and its steps."""
    close = html.A(t("Close"), href=view.but(record="").href(), className="csv")
    if record is None:
        return html.Section([html.P([t("There is no such record."), " ", close])], id="record")
    title = html.H3([f"{t(words.KIND[record.kind])} {record.number}", close])
    facts = [
        item
        for name, value in record.facts.items()
        if value not in (None, "")
        for item in (html.Dt(t(words.COLUMN[name])), html.Dd(_cell(t, name, value)))
    ]
    children: list[Any] = [
        title,
        html.Div([html.Div([html.Dl(facts), *_unmasking(t, record)]), _clock(t, record)], className="facts"),
    ]
    if record.steps:
        heading = t("Newest readings") if record.kind == "device" else t("Steps")
        children += [html.H3(heading), html.Ol([_step(t, one) for one in record.steps], className="steps")]
    elif record.kind == "dossier":
        children.append(html.P(t("Its source told no steps."), className="hint"))
    return html.Section(children, id="record", className="record")


def _unmasking(t: Translator, record: Record) -> list[Any]:
    """Where `assets/pages/unmask.js` asks for a reason, for whoever may see personal data."""
    if record.kind not in (*PERSONAL, "alarm") or not may(Right.UNMASK):
        return []
    told = attributes(data_part="unmask", data_record=f"{record.kind}/{record.id}")
    return [html.Div(html.Button(t("Show personal data"), type="button", className="action"), **told)]


def _clock(t: Translator, record: Record) -> Any:
    lines = [
        html.Li(
            [html.Span(t(one.what)), html.B(words.cell(t, "at", one.at))],
            className="told" if one.at else "untold",
        )
        for one in record.clock
    ]
    return html.Ol(lines, className="clock-of", **attributes(aria_label=t("Its clock")))


def _step(t: Translator, one: Moment) -> Any:
    status = [] if one.status is None else [html.B(words.cell(t, "dossier_status", one.status))]
    return html.Li([html.Time(words.cell(t, "at", one.at)), *status, html.Span(one.told)])
