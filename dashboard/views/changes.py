"""What changed between two spans, and which units did it: contributions that add up to the change."""

from datetime import date

import numpy as np
from sqlalchemy import Connection

from dashboard.figures import BY_KEY as FIGURE
from dashboard.kpis import BY_KEY, Kpi, Values
from dashboard.kpis.evaluate import Evaluated, evaluate
from dashboard.periods import Span, before, year_before
from dashboard.views.asked import View, address
from dashboard.views.cells import figures_read
from dashboard.views.figures_now import FiguresNow
from dashboard.views.lines import told
from dashboard.views.ranking import gathered
from dashboard.views.rows import Change, Contribution
from dashboard.views.scope import targets_of


def change(connection: Connection, figures: FiguresNow, view: View, kpi: Kpi, against: str) -> Change | None:
    """From the span before (or of a year ago) to this one; None for what no sum makes (a depth, an index).

    A span that goes on is compared with as many days of the earlier one.
    """
    if not has_contributions(kpi):
        return None
    later = view.elapsed
    earlier = (year_before if against == "year" else before)(view.span)
    earlier = as_long_as(earlier, later, view.today)
    units, carried, columns = targets_of(view, figures.places)
    shares = carried.matrix[:, columns]
    old, new = (_worked_out(connection, figures, span, kpi, shares) for span in (earlier, later))
    did = contributions(old, new, kpi)
    made = [
        Contribution(
            unit=unit,
            address=address(unit, view.on),
            change=float(did[place]),
            before=told(old.values[place]),
            now=told(new.values[place]),
        )
        for place, unit in enumerate(units)
    ]
    return Change(
        earlier=earlier,
        later=later,
        before=_whole(old, kpi),
        now=_whole(new, kpi),
        contributions=tuple(sorted(made, key=lambda one: (-abs(one.change), one.unit.name))),
    )


def has_contributions(kpi: Kpi) -> bool:
    """Sums over units have them; a greatest value, a count of kinds and a capped score do not."""
    figures = (*kpi.formula.numerator, *kpi.formula.denominator, *kpi.formula.left)
    return (
        bool(figures)
        and kpi.formula.cap is None
        and all(FIGURE[figure].merge in ("sum", "last") for figure in figures)
    )


def as_long_as(earlier: Span, later: Span, today: date) -> Span:
    """The earlier span cut to as many days as have passed of the later one, where that goes on."""
    if later.last < today or earlier.days <= later.days:
        return earlier
    return Span("range", earlier.first, date.fromordinal(earlier.first.toordinal() + later.days - 1),
                earlier.text)  # fmt: skip


def contributions(old: Evaluated, new: Evaluated, kpi: Kpi) -> Values:
    """Each place's part in the change of the whole.

    A count: its own difference. A share: by how much it pulled the whole away from the mean of both shares,
    weighed by its size; these add up to the change exactly.
    """
    both = [(one.numerator, one.denominator) for one in (old, new) if one.denominator is not None]
    if len(both) < 2:
        return (new.numerator - old.numerator) * kpi.formula.scale
    wholes = [(float(above.sum()), float(below.sum())) for above, below in both]
    if any(below <= 0 for _above, below in wholes):
        return np.zeros(len(new.numerator))
    mean = float(np.mean([above / below for above, below in wholes]))
    pulls = [
        (above - mean * below) / whole for (above, below), (_above, whole) in zip(both, wholes, strict=True)
    ]
    pulled: Values = (pulls[1] - pulls[0]) * kpi.formula.scale
    return pulled


def _worked_out(
    connection: Connection, figures: FiguresNow, span: Span, kpi: Kpi, shares: Values
) -> Evaluated:
    period, ever = figures.of_places(connection, span, figures_read(kpi))
    return evaluate(kpi, gathered(period, ever, shares, {}), BY_KEY)


def _whole(found: Evaluated, kpi: Kpi) -> float | None:
    above = float(found.numerator.sum())
    if found.denominator is None:
        return above * kpi.formula.scale
    below = float(found.denominator.sum())
    return above / below * kpi.formula.scale if below > 0 else None
