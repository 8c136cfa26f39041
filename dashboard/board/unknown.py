"""How many of this month's records belong to no known unit."""

from dashboard.civil import month_of
from dashboard.rollup import Rollup
from dashboard.units import UNKNOWN_ID

UNKNOWN_FIGURES = ("dossiers_received", "complaints_received")


def unknown_unit(rollup: Rollup) -> dict[str, int]:
    """Dossiers and complaints of the month under "chưa xác định"."""
    figures = rollup.month(month_of(rollup.today))[:, rollup.units[UNKNOWN_ID]]
    dossiers, complaints = (int(figures[rollup.row[key]]) for key in UNKNOWN_FIGURES)
    return {"dossiers": dossiers, "complaints": complaints}
