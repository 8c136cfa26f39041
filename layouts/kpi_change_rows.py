"""The rows of a change's table, rounded so that they add up to the change as it is shown."""

from dataclasses import dataclass, replace

from dashboard.kpis import Kpi
from dashboard.views import Change, Contribution

MOST = 12  # units with a row of their own
FINEST = 4  # decimals more than the KPI is shown with


@dataclass(frozen=True, slots=True)
class Row:
    """One bar: `unit` None is all the others together. `shown`: rounded so that the rows add up."""

    unit: Contribution | None
    others: int
    shown: float


def decimals(kpi: Kpi, change: Change) -> int:
    """As many as show what the unit did that did most: a ward moves a share by hundredths of a point."""
    if not kpi.unit:
        return kpi.decimals
    most = max((abs(one.change) for one in change.contributions), default=0.0)
    places = kpi.decimals + 1
    while most < 5 * 10**-places and places < kpi.decimals + FINEST:
        places += 1
    return places


def rows(change: Change, kpi: Kpi, chosen: str = "") -> list[Row]:
    """The greatest, a chosen unit's wherever it stands, the others: as shown, they add up to the change."""
    places = decimals(kpi, change)
    telling = [one for one in change.contributions if round(one.change, places) != 0]
    top = telling[:MOST]
    top += [one for one in change.contributions if one.address == chosen and one not in top]
    left = len(change.contributions) - len(top)
    made = [Row(one, 0, round(one.change, places)) for one in top]
    rest = round(total(change, kpi) - sum(row.shown for row in made), places)
    return [*made, Row(None, left, rest)] if left else _evened(made, rest, places)


def _evened(made: list[Row], rest: float, places: int) -> list[Row]:
    """What rounding left over goes to the units that it took most from, one last digit each."""
    digit = 10**-places if rest > 0 else -(10**-places)
    steps = round(rest / digit)
    owed = sorted(made, key=lambda row: (row.shown - row.unit.change if row.unit else 0.0) * digit)
    given = {id(row) for row in owed[:steps]}
    return [replace(row, shown=round(row.shown + digit, places)) if id(row) in given else row for row in made]


def total(change: Change, kpi: Kpi) -> float:
    """The change of the whole as it is shown."""
    if change.before is None or change.now is None:
        return round(sum(one.change for one in change.contributions), decimals(kpi, change))
    return round(change.now - change.before, decimals(kpi, change))
