"""Annex: every unit of the map of the period's last day, one line each, across all that is counted."""

from collections.abc import Sequence

from dashboard.i18n import Translator
from dashboard.reports.asked import Wanted
from dashboard.reports.commentary import Heard, gaps, heard, plain
from dashboard.reports.document import Column, Section, Table
from dashboard.reports.numbers import day
from dashboard.reports.sections.one_stop_columns import one_stop_columns
from dashboard.reports.sections.unit_columns import UnitColumn, UnitRow, city_row, unit_rows, whole

KINDS = ("dossiers", "complaints", "cameras", "fire", "flood")


def build(wanted: Wanted) -> Section:
    """Two tables with the city at the top; of some units their own lines."""
    t = wanted.t
    across, one_stop = _columns(t), one_stop_columns(t)
    columns = tuple({(one.kpi, one.of): one for one in (*across, *one_stop)}.values())
    if wanted.is_city:
        totals, rows = [city_row(wanted, columns)], unit_rows(wanted, columns)
    else:
        totals, rows = [], [whole(wanted, columns, whose) for whose in wanted.whose]
    found = heard(wanted)
    lines = (*totals, *rows)
    return Section(
        key="units",
        title=t("Figures of the units"),
        commentary=(),
        parts=(
            _table(wanted, "units", t("Units across all figures"), across, lines, len(totals),
                   _note(wanted, found, KINDS)),
            _table(wanted, "units_one_stop", t("Dossiers of all units"), one_stop, lines, len(totals),
                   _note(wanted, found, KINDS[:1])),
        ),
        is_annex=True,
    )  # fmt: skip


def _columns(t: Translator) -> tuple[UnitColumn, ...]:
    return (
        UnitColumn(
            key="received", title=t("Dossiers received"), kpi="online_received_share", of="denominator"
        ),
        UnitColumn(key="resolved", title=t("Dossiers resolved"), kpi="online_share", of="denominator"),
        UnitColumn(key="online", title=t("Resolved online"), kpi="online_share", kind="share", decimals=1),
        UnitColumn(key="on_time", title=t("On time, share"), kpi="on_time_share", kind="share", decimals=1),
        UnitColumn(key="late", title=t("Ended late"), kpi="late_days", of="denominator"),
        UnitColumn(key="overdue", title=t("Dossiers overdue"), kpi="dossiers_overdue"),
        UnitColumn(key="complaints", title=t("Complaints received"), kpi="complaints_received"),
        UnitColumn(
            key="in_48h", title=t("Within 48 hours"), kpi="complaints_48h_share", kind="share", decimals=1
        ),
        UnitColumn(
            key="in_clock",
            title=t("Within the clock"),
            kpi="complaints_clock_share",
            kind="share",
            decimals=1,
        ),
        UnitColumn(key="complaints_overdue", title=t("Complaints overdue"), kpi="complaints_overdue"),
        UnitColumn(key="fire", title=t("Fire alarms"), kpi="fire_alarms"),
        UnitColumn(key="flood", title=t("Days of gauges over level I"), kpi="flood_point_days_1"),
        UnitColumn(key="cameras", title=t("Camera events"), kpi="camera_events"),
    )


def _table(
    wanted: Wanted,
    key: str,
    title: str,
    columns: Sequence[UnitColumn],
    rows: Sequence[UnitRow],
    totals: int,
    note: str,
) -> Table:
    unit = Column(key="unit", title=wanted.t("Unit"), kind="text", width=3)
    return Table(
        key=key,
        title=title,
        columns=(unit, *(column.column() for column in columns)),
        rows=tuple(row.cells(wanted, columns) for row in rows),
        totals=totals,
        note=note,
        is_wide=True,
    )


def _note(wanted: Wanted, found: Heard, kinds: Sequence[str]) -> str:
    """What must be known of the numbers above it."""
    on = wanted.t("Units as of {day}.", day=day(wanted.on))
    return " ".join([on, *(plain(one) for one in gaps(wanted, found, kinds))])
