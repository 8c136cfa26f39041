"""Tables of the targets: those that hold, and who changed one when."""

from dashboard.exporting import Table
from dashboard.exporting.table import moment, number, text
from layouts import target_words
from web.exporting.asking import Asking, table


def targets(asking: Asking) -> Table:
    """Raises KeyError where no store stands behind the site."""
    t, desk = asking.t, asking.doors.targets
    if desk is None:
        raise KeyError("targets")
    columns = (
        *text(t("KPI"), t("Level")), number(t("Year")), number(t("Value")),
        *text(t("Reference level"), t("Source")),
    )  # fmt: skip
    rows = [
        (target_words.name(t, one.kpi), target_words.level(t, one.level), one.year, one.value,
         t("reference") if one.reference else "", one.source)
        for one in desk.shown(asking.told("kpi")).targets
    ]  # fmt: skip
    return table(asking, "targets", t("Targets"), columns, rows)


def target_changes(asking: Asking) -> Table:
    """Who changed a target when. Raises KeyError where no store stands behind the site."""
    t, desk = asking.t, asking.doors.targets
    if desk is None:
        raise KeyError("targets")
    columns = (
        moment(t("Time")), *text(t("By whom"), t("KPI"), t("Level")), number(t("Year")),
        number(t("Before")), number(t("Now")), *text(t("Source")),
    )  # fmt: skip
    rows = [
        (one.set_at, target_words.person(t, one.set_by), target_words.name(t, one.kpi),
         target_words.level(t, one.level), one.year, one.before, one.after, one.source)
        for one in desk.shown(asking.told("kpi")).changes
    ]  # fmt: skip
    return table(asking, "target-changes", t("Latest changes"), columns, rows)
