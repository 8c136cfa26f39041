"""Past figures in a sheet: day or month, unit, figure, value; a column `source` is for its readers."""

from datetime import date

from dashboard.figures import BY_KEY
from dashboard.history import Told
from dashboard.history.cells import DAY_OR_MONTH, Cells
from dashboard.history.checked import need, read_all
from dashboard.history.sheet import Sheet
from dashboard.i18n import Translator

# How many procedures had dossiers is worked out of others, never told.
_KNOWN = frozenset(figure.key for figure in BY_KEY.values() if figure.merge != "distinct")


def read_figures(sheet: Sheet, today: date, t: Translator) -> list[Told]:
    """Raises ProblemsError, SheetError."""
    need(sheet, ("unit", "figure", "value"), t)
    return read_all(sheet, today, t, _read, lambda told: (told.day, told.figure, told.unit_id))


def _read(cells: Cells) -> Told | None:
    """A month's sum is written under its first day, a state under its last one."""
    period, value = cells.period(DAY_OR_MONTH), cells.value()
    figure, unit_id = cells.key("figure", _KNOWN), cells.unit(period)
    if period is None or value is None or figure is None or unit_id is None:
        return None
    first, last = period
    return Told(last if BY_KEY[figure].merge == "last" else first, last, figure, unit_id, value)
