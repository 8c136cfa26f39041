"""What the city promised, as figures put together: each KPI is one entry of its group's `KPIS`.

A KPI reads a `Grid` (figures over units, for one period or for now) and gives one value a unit.
"""

from dashboard.kpis import cameras, complaints, dossiers, fire, flood, index766, procedures, told
from dashboard.kpis.kpi import Formula, Grid, Kpi, Values, count, points, ratio, stock, total

KPIS: tuple[Kpi, ...] = (
    *dossiers.KPIS,
    *procedures.KPIS,
    *complaints.KPIS,
    *cameras.KPIS,
    *fire.KPIS,
    *flood.KPIS,
    *index766.KPIS,
    *told.KPIS,
)
BY_KEY = {kpi.key: kpi for kpi in KPIS}
# Worked out for every screen at every change; the wall chooses its tiles among them.
BOARD = tuple(kpi for kpi in KPIS if kpi.on_board)

__all__ = [
    "BOARD",
    "BY_KEY",
    "KPIS",
    "Formula",
    "Grid",
    "Kpi",
    "Values",
    "count",
    "points",
    "ratio",
    "stock",
    "total",
]
