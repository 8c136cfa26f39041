"""Tables of the first screen, the stage, and what was off its habit."""

from itertools import chain
from typing import Any

from dashboard.exporting import Table
from dashboard.exporting.table import Row, moment, number, text
from dashboard.exporting.table import day as day_column
from dashboard.kpis import BOARD
from dashboard.successions import history
from dashboard.units import CITY_ID
from dashboard.views import Asked
from layouts import anomaly_words, kpi_words, stage_words
from layouts.kpi_amounts import unit_word
from layouts.overview import GROUPS
from web.exporting.asking import Asking, moment_of, table
from web.exporting.kpi_tables import reader_of

FINDINGS = 2_000  # the newest
PAGES = 400  # of the stage's history


def overview(asking: Asking) -> Table:
    """The KPIs of the first screen with their twelve months."""
    t, reader = asking.t, reader_of(asking)
    rows = reader.table(Asked(), asking.now, [kpi.key for kpi in BOARD])
    spans = [kpi_words.span(t, span) for span, _value in rows[0].line]
    columns = (
        *text(t("Group"), t("KPI"), t("Unit of measure"), t("State")), *(number(one) for one in spans),
    )  # fmt: skip
    body = [
        (t(GROUPS.get(row.kpi.group, row.kpi.group)), t(row.kpi.name), unit_word(t, row.kpi),
         t(kpi_words.STATE[row.state]), *(value for _span, value in row.line))
        for row in rows
    ]  # fmt: skip
    return table(asking, "overview", t("Overview"), columns, body)


def tide(asking: Asking) -> Table:
    """The last 24 hours of the tide station, as the board has them."""
    t = asking.t
    told: dict[str, Any] = asking.board.get("tide") or {"station": "", "points": [], "levels": []}
    title = t("Tide at {station}", station=told["station"])
    levels = " · ".join(f"{level:g}" for level in told["levels"])
    rows = [(moment_of(at), value) for at, value in told["points"]]
    columns = (moment(t("Time")), number(t("Water level (m)"), 2))
    return table(asking, "tide", title, columns, rows, about=[(t("Alarm levels (m)"), levels)])


def gauges(asking: Asking) -> Table:
    """Every gauge of the board with its newest reading."""
    t = asking.t
    columns = (
        *text(t("Gauge"), t("Unit")), number(t("Reading")), number(t("Alarm level"), 0),
        *text(t("State")), moment(t("Last heard")),
    )  # fmt: skip
    names = {unit.code: unit.name for unit in history().units_at(asking.now.date())}
    rows = [
        (one["name"], names.get(one["unit"], one["unit"]), one["value"], one["level"],
         t(kpi_words.FEED[one["state"]]), moment_of(one["observed_at"]))
        for one in asking.board.get("gauges", ())
    ]  # fmt: skip
    return table(asking, "gauges", t("Highest water"), columns, rows)


def findings(asking: Asking) -> Table:
    """What was off its habit. Raises KeyError where no store stands behind the site."""
    t = asking.t
    if asking.doors.findings is None:
        raise KeyError("findings")
    names = {unit.id: unit.name for unit in history().units} | {CITY_ID: t("Whole city")}
    columns = (
        day_column(t("Day")), *text(t("Unit"), t("What")), number(t("Value")), number(t("Usual, from")),
        number(t("Usual, to")), *text(t("Why?"), t("Of use?")),
    )  # fmt: skip
    rows = [
        (one.day, names[one.unit_id], anomaly_words.name(t, one), one.value, one.low, one.high,
         "; ".join(anomaly_words.reasons(t, one)), t(anomaly_words.VERDICT[one.verdict]))
        for one in asking.doors.findings.recent(FINDINGS)
    ]  # fmt: skip
    return table(asking, "findings", t("Off its habit"), columns, rows)


def stages(asking: Asking) -> Table:
    """The history of the city's stage. Raises KeyError where no store stands behind the site."""
    t = asking.t
    columns = (
        moment(t("Time")), *text(t("What")), number(t("Stage"), 0), *text(t("Stage's name"), t("By whom")),
        moment(t("Until")), *text(t("Reason")),
    )  # fmt: skip
    what = {"proposed": t("proposed by the program"), "set": t("set"), "released": t("given back")}
    rows: list[Row] = [
        (one["at"], what.get(one["kind"], one["kind"]), one["stage"], stage_words.name(t, one["stage"]),
         one["name"], one["until"], one["reason"])
        for one in _stage_rows(asking)
    ]  # fmt: skip
    return table(asking, "stages", t("City stage"), columns, rows)


def _stage_rows(asking: Asking) -> list[dict[str, Any]]:
    desk, pages, before = asking.doors.stages, [], 0
    if desk is None:
        raise KeyError("stages")
    for _page in range(PAGES):
        told = desk.shown(asking.now, before)
        pages.append(told["history"])
        if not told["more"]:
            break
        before = told["history"][-1]["id"]
    return list(chain.from_iterable(pages))
