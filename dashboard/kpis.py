"""What the city promised, as figures put together: each KPI is one entry of `KPIS`.

A KPI reads a `Grid` (figures over units, for one month or for now) and gives one value a unit.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]


class Grid(Protocol):
    """Figures over the units, as arrays in the order of the units."""

    def period(self, figure: str) -> Values:
        """Over the period: summed, or the greatest, or the last, as the figure says."""
        ...

    def ever(self, figure: str) -> Values:
        """Summed over all days up to the period's end: what a stock is made of."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """A value a unit: `parts` gives numerator and denominator (None: the numerator is the value)."""

    parts: Callable[[Grid], tuple[Values, Values | None]]
    merge: Literal["sum", "max"] = "sum"  # how units make the city
    scale: float = 1.0


def ratio(numerator: str, denominator: str) -> Formula:
    """A share in per cent over the period."""
    return Formula(parts=lambda grid: (grid.period(numerator), grid.period(denominator)), scale=100.0)


def stock(entered: str, left: str) -> Formula:
    """What has come in and not gone out by the period's end."""
    return Formula(parts=lambda grid: (np.maximum(grid.ever(entered) - grid.ever(left), 0.0), None))


def count(figure: str) -> Formula:
    """A figure as it is."""
    return Formula(parts=lambda grid: (grid.period(figure), None))


def greatest(figure: str) -> Formula:
    """The greatest of all units."""
    return Formula(parts=lambda grid: (grid.period(figure), None), merge="max")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kpi:
    """One promise. `name` and `formula_text` are texts of the catalogue; `of`: this month so far, or now."""

    key: str
    name: str
    group: Literal["dossiers", "complaints", "cameras", "fire", "flood"]
    formula: Formula
    formula_text: str
    source: str
    unit: Literal["%", "", "m"] = ""
    decimals: int = 0
    direction: Literal["up", "down"] = "down"
    of: Literal["month", "now"] = "now"
    on_map: bool = True


KPIS: tuple[Kpi, ...] = (
    Kpi(
        key="online_share",
        name="Dossiers resolved online",
        group="dossiers",
        formula=ratio("dossiers_resolved_online", "dossiers_resolved"),
        formula_text="resolved dossiers filed online ÷ resolved dossiers",
        source="2393/QĐ-UBND (2020)",
        unit="%",
        decimals=1,
        direction="up",
        of="month",
    ),
    Kpi(
        key="on_time_share",
        name="Dossiers resolved on time",
        group="dossiers",
        formula=ratio("dossiers_resolved_on_time", "dossiers_due_resolved"),
        formula_text="dossiers that ended by their due time ÷ resolved dossiers with a due time",
        source="766/QĐ-TTg",
        unit="%",
        decimals=1,
        direction="up",
        of="month",
    ),
    Kpi(
        key="dossiers_overdue",
        name="Dossiers overdue",
        group="dossiers",
        formula=stock("dossiers_overdue_entered", "dossiers_overdue_left"),
        formula_text="dossiers past their due time and not ended",
        source="766/QĐ-TTg",
    ),
    Kpi(
        key="dossiers_due_soon",
        name="Dossiers due within 8 working hours",
        group="dossiers",
        formula=count("dossiers_due_soon"),
        formula_text="open dossiers that turn overdue within 8 working hours",
        source="766/QĐ-TTg",
    ),
    Kpi(
        key="paid_online_share",
        name="Fees paid online",
        group="dossiers",
        formula=ratio("dossiers_paid_online", "dossiers_with_fee"),
        formula_text="dossiers paid online ÷ dossiers whose fees are not all 0",
        source="766/QĐ-TTg",
        unit="%",
        decimals=1,
        direction="up",
        of="month",
    ),
    Kpi(
        key="complaints_48h_share",
        name="Complaints answered within 48 hours",
        group="complaints",
        formula=ratio("complaints_in_time", "complaints_decided"),
        formula_text="answered within 48 h ÷ complaints answered or past their 48 h",
        source="Quận 12",
        unit="%",
        decimals=1,
        direction="up",
        of="month",
    ),
    Kpi(
        key="complaints_open",
        name="Complaints open",
        group="complaints",
        formula=stock("complaints_received", "complaints_closed"),
        formula_text="complaints received and not closed",
        source="1022",
    ),
    Kpi(
        key="complaints_overdue",
        name="Complaints overdue",
        group="complaints",
        formula=stock("complaints_overdue_entered", "complaints_overdue_left"),
        formula_text="complaints past their 48 h and not answered",
        source="Quận 12",
    ),
    Kpi(
        key="cameras_online_share",
        name="Cameras online",
        group="cameras",
        formula=ratio("cameras_online", "cameras_known"),
        formula_text="cameras online and heard in time ÷ cameras known",
        source="TTĐH",
        unit="%",
        decimals=1,
        direction="up",
    ),
    Kpi(
        key="fire_alarms_open",
        name="Fire alarms open",
        group="fire",
        formula=stock("fire_alarms", "fire_alarms_ended"),
        formula_text="fire alarms that have not ended, tests left out",
        source="37/2025/TT-BCA",
    ),
    Kpi(
        key="panels_mute",
        name="Fire panels mute",
        group="fire",
        formula=count("panels_mute"),
        formula_text="fire panels not heard within their period",
        source="37/2025/TT-BCA",
    ),
    Kpi(
        key="gauges_level_1",
        name="Flood points over alarm level I",
        group="flood",
        formula=count("gauges_level_1"),
        formula_text="gauges whose newest reading is at alarm level I or above",
        source="TTĐH",
    ),
    Kpi(
        key="gauges_level_2",
        name="Flood points over alarm level II",
        group="flood",
        formula=count("gauges_level_2"),
        formula_text="gauges whose newest reading is at alarm level II or above",
        source="TTĐH",
    ),
    Kpi(
        key="gauges_level_3",
        name="Flood points over alarm level III",
        group="flood",
        formula=count("gauges_level_3"),
        formula_text="gauges whose newest reading is at alarm level III",
        source="TTĐH",
    ),
    Kpi(
        key="flood_deepest",
        name="Deepest flood now",
        group="flood",
        formula=greatest("flood_peak"),
        formula_text="the highest newest reading of all street gauges that still speak",
        source="TTĐH",
        unit="m",
        decimals=2,
    ),
)
BY_KEY = {kpi.key: kpi for kpi in KPIS}
