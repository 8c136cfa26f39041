"""The tables of floods: levels, points, and the highest of the period."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.i18n import Translator
from dashboard.kpis import BY_KEY
from dashboard.reports.asked import Wanted
from dashboard.reports.document import Cell, Column, Table
from dashboard.reports.numbers import number
from dashboard.reports.sections.beginnings import loaded_note
from dashboard.reports.sections.compared import Compared, href
from dashboard.reports.sections.flood_gauges import LEVELS, Extreme, Gauge
from dashboard.reports.sections.measures import FIRST, Measure
from dashboard.successions import history

SHOWN = 15  # points of the table
ROMAN = {1: "I", 2: "II", 3: "III"}
MEASURES = (
    Measure(kpi="flood_point_days_1", title="Point days over I"),
    Measure(kpi="flood_point_days_2", title="Point days over II"),
    Measure(kpi="flood_point_days_3", title="Point days over III"),
    Measure(kpi="flood_minutes_1", title="Minutes over I"),
    Measure(kpi="flood_minutes_2", title="Minutes over II"),
    Measure(kpi="flood_minutes_3", title="Minutes over III"),
    Measure(kpi="flood_worst", title="Deepest (m)"),
    Measure(kpi="tide_highest", title="Tide (m)"),
    Measure(kpi="rain_wettest", title="Rain of a day (mm)"),
)
_SAME = 0.0005


@dataclass(frozen=True, slots=True)
class Highest:
    """The greatest of the period; `at`: the gauge and day, where they are known."""

    kpi: str
    name: str
    value: float
    at: Extreme | None

    def written(self, t: Translator) -> str:
        """0,53 m."""
        kpi = BY_KEY[self.kpi]
        return number(self.value, kpi.decimals, t.language, kpi.unit)


TEXTS = {one.title for one in MEASURES}


def levels(found: Compared, points: Sequence[Gauge]) -> Table:
    """A line a level: how many points, on how many days together, for how many minutes together."""
    wanted, t = found.wanted, found.wanted.t
    rows, note = [], loaded_note(wanted, ("gauges_level_1",))
    for place, level in enumerate(LEVELS):
        days, minutes = f"flood_point_days_{level}", f"flood_minutes_{level}"
        there = sum(one.days[place] > 0 for one in points)
        rows.append(
            (
                Cell(value=t("Alarm level {level}", level=ROMAN[level])),
                Cell(value=there, href=href(wanted, days, wanted.span)),
                Cell(value=sum(one.days[place] for one in points), href=href(wanted, days, wanted.span)),
                Cell(
                    value=sum(one.minutes[place] for one in points), href=href(wanted, minutes, wanted.span)
                ),
            )
        )
    columns = (
        Column(key=FIRST, title=t("Reached"), kind="text", width=2),
        Column(key="points", title=t("Number of points")),
        Column(key="days", title=t("Point days")),
        Column(key="minutes", title=t("Minutes, all points together"), width=1.5),
    )
    return Table(
        key="flood_levels", title=t("Over each alarm level"), columns=columns, rows=tuple(rows), note=note
    )


def points(wanted: Wanted, points: Sequence[Gauge]) -> Table:
    t = wanted.t
    link = href(wanted, "flood_point_days_1", wanted.span)
    rows = tuple(
        (
            Cell(value=one.name, href=link),
            Cell(value=unit_name(one.unit_id)),
            *(Cell(value=value) for value in (*one.days, one.minutes[0])),
            Cell(value=one.peak),
        )
        for one in points[:SHOWN]
    )
    columns = (
        Column(key=FIRST, title=t("Point"), kind="text", width=3),
        Column(key="unit", title=t("Unit"), kind="text", width=2.5),
        *(Column(key=f"days_{level}", title=t("Days over {level}", level=ROMAN[level])) for level in LEVELS),
        Column(key="minutes", title=t("Minutes over I"), width=1.2),
        Column(key="peak", title=t("Highest (m)"), decimals=2),
    )
    left = len(points) - SHOWN
    notes = (
        t("{count} more points reached level I.", count=left) if left > 0 else "",
        loaded_note(wanted, ("gauges_level_1",)),
    )
    return Table(
        key="flood_points",
        title=t("Points over alarm levels"),
        columns=columns,
        rows=rows,
        note=" ".join(filter(None, notes)),
    )


def named(found: Compared, extremes: Mapping[str, Extreme | None]) -> list[Highest]:
    """Where the greatest of the period lies after the day up to which figures were loaded, nobody knows which
    gauge it was: the number stands alone."""
    t = found.wanted.t
    names = {
        "flood_worst": t("Deepest flood on a street"),
        "tide_highest": t("Highest tide"),
        "rain_wettest": t("Most rain of a day"),
    }
    told = []
    for kpi, name in names.items():
        value, one = found.now(kpi), extremes[kpi]
        if value:
            is_known = one is not None and abs(one.value - value) < _SAME
            told.append(Highest(kpi, name, value, one if is_known else None))
    return told


def extremes(wanted: Wanted, extremes: Sequence[Highest]) -> Table:
    t = wanted.t
    columns = (
        Column(key=FIRST, title=t("What"), kind="text", width=2.5),
        Column(key="value", title=t("Value"), decimals=2),
        Column(key="measure", title=t("Measured in"), kind="text"),
        Column(key="gauge", title=t("Gauge"), kind="text", width=2.5),
        Column(key="unit", title=t("Unit"), kind="text", width=2.5),
        Column(key="day", title=t("Day"), kind="date", width=1.3),
    )
    rows = tuple(
        (
            Cell(value=one.name),
            Cell(value=one.value, href=href(wanted, one.kpi, wanted.span)),
            Cell(value=BY_KEY[one.kpi].unit),
            *(_place(one.at)),
        )
        for one in extremes
    )
    note = (
        ""
        if all(one.at for one in extremes)
        else loaded_note(wanted, ("flood_peak", "tide_peak", "rain_day"))
    )
    return Table(
        key="flood_extremes", title=t("The highest of the period"), columns=columns, rows=rows, note=note
    )


def _place(at: Extreme | None) -> tuple[Cell, Cell, Cell]:
    if at is None:
        return Cell(), Cell(), Cell()
    return Cell(value=at.name), Cell(value=unit_name(at.unit_id)), Cell(value=at.day.isoformat())


def unit_name(unit_id: int) -> str:
    return next((one.name for one in history().units if one.id == unit_id), "")
