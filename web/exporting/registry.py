"""Every table that can be had as a file, by the name that its address bears, and the right of its page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dashboard.access import Right
from dashboard.exporting import Table
from web.exporting import (
    admin_tables,
    city_tables,
    compare_tables,
    desk_tables,
    digest_tables,
    feed_tables,
    kpi_tables,
    target_tables,
)
from web.exporting.asking import Asking


@dataclass(frozen=True, slots=True)
class Listed:
    """`make` raises KeyError where there is no such table; `right` beside that of exports."""

    make: Callable[[Asking], Table]
    right: Right = Right.SEE


# Of one KPI: /api/kpi/<key>/<name>.<format>; its records are a stream of their own (record_tables).
OF_KPI: Mapping[str, Listed] = {
    "months": Listed(kpi_tables.months),
    "units": Listed(kpi_tables.units),
    "slices": Listed(kpi_tables.slices),
    "changes": Listed(kpi_tables.changes),
}

# /api/tables/<name>.<format>
TABLES: Mapping[str, Listed] = {
    "kpi": Listed(kpi_tables.every),
    "compare": Listed(compare_tables.compared),
    "overview": Listed(city_tables.overview),
    "tide": Listed(city_tables.tide),
    "gauges": Listed(city_tables.gauges),
    "feeds": Listed(feed_tables.feeds),
    "rejected": Listed(feed_tables.rejected),
    "targets": Listed(target_tables.targets),
    "target-changes": Listed(target_tables.target_changes),
    "findings": Listed(city_tables.findings),
    "stages": Listed(city_tables.stages),
    "digest-promises": Listed(digest_tables.promises),
    "digest-overdue": Listed(digest_tables.overdue),
    "digest-night": Listed(digest_tables.night),
    "incidents": Listed(desk_tables.incidents),
    "handovers": Listed(desk_tables.handovers),
    "shift": Listed(desk_tables.shift),
    "log": Listed(admin_tables.log, Right.ADMINISTER),
}
