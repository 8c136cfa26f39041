"""A KPI over spans: the figures of one scope, span beside span, and the KPI's value in each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
from sqlalchemy import Connection

from dashboard.figures import BY_KEY as FIGURE
from dashboard.kpis import BY_KEY, Kpi, Values
from dashboard.kpis.evaluate import Evaluated, evaluate
from dashboard.periods import OF_NOW, Span
from dashboard.rollup import EVER_ROW
from dashboard.views.asked import View
from dashboard.views.cells import ROW, Cells
from dashboard.views.distinct import Distinct
from dashboard.views.figures_now import FiguresNow
from dashboard.views.rows import Value
from dashboard.views.scope import Scope


@dataclass(frozen=True, slots=True)
class Lines:
    """`periods` for KPIs of a period; `lives` for those of now, with the present in the last place."""

    periods: Cells
    lives: Cells
    estimated: frozenset[str]  # figures of the last span that were partly shared out by area

    def of(self, kpi: Kpi) -> Evaluated:
        """The KPI's value in each span.

        A sum of which fewer parts are known than in the last span is no value: the line would jump.
        """
        found = evaluate(kpi, self.lives if kpi.of == "now" else self.periods, BY_KEY)
        if not kpi.formula.of or found.denominator is None:
            return found
        comparable = found.denominator >= found.denominator[-1]
        return replace(found, values=np.where(comparable, found.values, np.nan))


def is_live(span: Span, view: View) -> bool:
    """Whether what is true now stands for a span: it ends today or later, and is no more than a month."""
    return span.kind in OF_NOW and span == view.span and view.is_present


def lines(
    connection: Connection,
    figures: FiguresNow,
    scope: Scope,
    spans: Sequence[Span],
    view: View,
    distinct: Distinct,
    kpis: Sequence[Kpi],
    now: datetime,
) -> Lines:
    """The scope's figures of each span."""
    told = [figures.of_scope(connection, span, scope) for span in spans]
    period, ever = np.stack([one for one, _ever in told]), np.stack([one for _period, one in told])
    special = distinct.by_span(connection, figures, scope, spans, kpis, now)
    of_period = {figure: period[:, row] for figure, row in ROW.items()} | special
    of_ever = {figure: ever[:, row] for figure, row in EVER_ROW.items()}
    live = figures.live_of(scope) if spans[-1] == view.span and view.is_present else {}
    of_period |= {
        key: _ended_by(of_period[key], value) for key, value in live.items() if FIGURE[key].is_sampled
    }
    lives = dict(of_period)
    if is_live(spans[-1], view):
        lives |= {key: _ended_by(of_period[key], value) for key, value in live.items()}
    estimated = figures.estimated(connection, spans[-1], scope)
    return Lines(Cells(of_period, of_ever), Cells(lives, of_ever), estimated)


def _ended_by(line: Values, now: float) -> Values:
    """A line whose last place is what is so now."""
    return np.append(line[:-1], now)


def value_at(found: Evaluated, place: int) -> Value:
    """One place's value with its parts."""
    below = None if found.denominator is None else float(found.denominator[place])
    return Value(value=told(found.values[place]), numerator=float(found.numerator[place]), denominator=below)


def told(value: np.float64) -> float | None:
    """None in place of NaN."""
    return None if np.isnan(value) else float(value)
