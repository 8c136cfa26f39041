"""Tables of a morning's digest: promises, units with overdue dossiers, incidents of the night."""

from datetime import date

from dashboard.digest import texts
from dashboard.digest.body import Body
from dashboard.digest.keeping import DigestDesk
from dashboard.exporting import Table
from dashboard.exporting.table import moment, number, text
from dashboard.kpis import BY_KEY
from dashboard.outbox.texts import SEVERITIES
from dashboard.reports.numbers import day as written
from web.exporting.asking import Asking, table


def promises(asking: Asking) -> Table:
    """Those off track first, those that are met too. Raises KeyError where there is no such digest."""
    t, body = asking.t, _body(asking)
    columns = (
        *text(t("KPI"), t("State")), number(t("Value")), number(t("Must reach")), number(t("Year")),
        *text(t("Reference level"), t("Source")),
    )  # fmt: skip
    rows = [
        (t(BY_KEY[one.kpi].name) if one.kpi in BY_KEY else one.kpi, t(texts.STATES[one.state]), one.value,
         one.target, one.year, t("reference") if one.reference else "", one.source)
        for one in body.promises
    ]  # fmt: skip
    return table(asking, "digest-promises", _title(asking, body), columns, rows)


def overdue(asking: Asking) -> Table:
    """Raises KeyError where there is no such digest."""
    t, body = asking.t, _body(asking)
    columns = (
        *text(t("Unit")), number(t("Overdue"), 0), number(t("Open dossiers"), 0),
        *text(t("Mostly in"), t("Late this month by")),
    )  # fmt: skip
    rows = [
        (one.unit, one.overdue, one.open, texts.fields_of(t, one), texts.causes_of(t, one))
        for one in body.overdue
    ]
    return table(asking, "digest-overdue", _title(asking, body), columns, rows)


def night(asking: Asking) -> Table:
    """The gravest, as the page has them. Raises KeyError where there is no such digest."""
    t, body = asking.t, _body(asking)
    columns = (moment(t("Opened")), *text(t("Severity"), t("What"), t("Unit")), moment(t("Dealt with")))
    rows = [
        (one.opened_at, t(SEVERITIES[one.severity]), one.subject, one.unit, one.resolved_at)
        for one in body.night.told
    ]
    return table(asking, "digest-night", _title(asking, body), columns, rows)


def _title(asking: Asking, body: Body) -> str:
    return asking.t("Digest of {day}", day=written(body.day))


def _body(asking: Asking) -> Body:
    """Of the day that the address names, else the newest."""
    desk = asking.doors.digests
    kept = None if desk is None else _kept(desk, asking.told("day"))
    if kept is None:
        raise KeyError("digest")
    return kept


def _kept(desk: DigestDesk, told: str) -> Body | None:
    try:
        found = desk.of_day(date.fromisoformat(told)) if told else next(iter(desk.newest("morning", 1)), None)
    except ValueError:
        return None
    return found.body if found is not None and isinstance(found.body, Body) else None
