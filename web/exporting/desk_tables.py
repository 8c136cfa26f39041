"""The desk as tables: incidents as they are filtered and sorted, a shift handed over, earlier hand-overs."""

from dataclasses import replace
from typing import Any

from starlette.datastructures import QueryParams

from dashboard.desk.asker import asker
from dashboard.desk.desk import Desk
from dashboard.exporting import Table
from dashboard.exporting.table import Row, moment, number, text
from dashboard.i18n import Translator
from layouts.desk_filters import KIND_NAMES, SEVERITY_NAMES, STATE_NAMES
from web.desk_asking import filters
from web.exporting.asking import Asking, moment_of, table

MOST, PAGE = 10_000, 500  # incidents


def incidents(asking: Asking) -> Table:
    """As the list is filtered and sorted, `MOST` at most."""
    t, desk = asking.t, _desk(asking)
    wanted = filters(QueryParams(asking.raw))
    found: list[Any] = []
    while len(found) < MOST:
        page = desk.rows(replace(wanted, start=len(found), end=len(found) + PAGE), asker(), asking.now)
        found += page.rows
        if len(page.rows) < PAGE:
            break
    columns = (
        number(t("Number")), *text(t("Kind"), t("What"), t("Severity"), t("State"), t("Place"), t("Unit")),
        moment(t("Opened")), moment(t("Clock over")), *text(t("With")), number(t("Sources")),
    )  # fmt: skip
    rows = [
        (
            one.id,
            _word(t, KIND_NAMES, one.kind),
            one.subject,
            _word(t, SEVERITY_NAMES, "unknown" if one.unknown else one.severity),
            _word(t, STATE_NAMES, one.state),
            one.place,
            one.unit_name,
            one.opened_at,
            one.due_at,
            one.assignee or one.assignee_unit,
            one.sources,
        )
        for one in found
    ]
    return table(asking, "incidents", t("Incidents"), columns, rows)


def handovers(asking: Asking) -> Table:
    """The earlier hand-overs of the asker's unit."""
    t = asking.t
    columns = (
        number(t("Number")), moment(t("From")), moment(t("To")), *text(t("Handed over by")),
        moment(t("Handed over")), *text(t("Taken over by")), moment(t("Taken over")),
    )  # fmt: skip
    rows = [
        (
            one["id"],
            moment_of(one["began_at"]),
            moment_of(one["ended_at"]),
            one["handed_name"] or one["handed_by"],
            moment_of(one["handed_at"]),
            one["signed_name"] or one["signed_by"],
            moment_of(one["signed_at"]),
        )
        for one in _desk(asking).papers.handovers(asker())
    ]
    return table(asking, "handovers", t("Earlier hand-overs"), columns, rows)


def shift(asking: Asking) -> Table:
    """What is open in the shift as it is handed over, or in an earlier one by `number`."""
    t, papers, wanted = asking.t, _desk(asking).papers, asking.number("number")
    body = papers.handed(asker(), wanted)["body"] if wanted else papers.draft(asker(), None, asking.now)
    columns = (
        number(t("Number")), *text(t("Kind"), t("What"), t("Severity"), t("State"), t("Place"), t("Unit")),
        moment(t("Opened")), moment(t("Clock over")), *text(t("With")),
    )  # fmt: skip
    rows: list[Row] = [
        (
            one["id"],
            _word(t, KIND_NAMES, one["kind"]),
            one["subject"],
            _word(t, SEVERITY_NAMES, one["severity"]),
            _word(t, STATE_NAMES, one["state"]),
            one["place"],
            one["unit_name"],
            moment_of(one["opened_at"]),
            moment_of(one["due_at"]),
            one["assignee"] or one["assignee_unit"],
        )
        for one in body["open"]
    ]
    return table(asking, "shift", t("Hand-over of the shift"), columns, rows)


def _desk(asking: Asking) -> Desk:
    """Raises KeyError where no store stands behind the site."""
    if asking.doors.desk is None:
        raise KeyError("desk")
    return asking.doors.desk


def _word(t: Translator, names: dict[str, str], code: str) -> str:
    return t(names[code]) if code in names else code
