"""How many of this month's records belong to no known unit."""

from dashboard.civil import month_of
from dashboard.figures import FIGURES
from dashboard.rollup import Rollup
from dashboard.units import UNKNOWN_ID

_ROW = {figure.key: number for number, figure in enumerate(FIGURES)}


def unknown_unit(rollup: Rollup) -> dict[str, int]:
    """Dossiers and complaints of the month under "chưa xác định"."""
    figures = rollup.month(month_of(rollup.today))[:, rollup.units[UNKNOWN_ID]]
    return {
        "dossiers": int(figures[_ROW["dossiers_received"]]),
        "complaints": int(figures[_ROW["complaints_received"]]),
    }
