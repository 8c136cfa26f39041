"""How the promises stand: every KPI that has a target, by the rule that the pages use."""

from collections.abc import Sequence

from dashboard.digest.body import Promise
from dashboard.targets import State
from dashboard.targets.state import in_force
from dashboard.views import KpiRow

_ORDER = ("missed", "at_risk", "no_data", "met")
SECONDS = 3600.0


def promises(rows: Sequence[KpiRow]) -> tuple[Promise, ...]:
    """Of the rows with a target: the missed first, those that are met last."""
    found = [_promise(row) for row in rows if row.targets and row.state is not State.NO_TARGET]
    return tuple(sorted(found, key=lambda one: (_ORDER.index(one.state), one.kpi)))


def _promise(row: KpiRow) -> Promise:
    asked = in_force(row.targets, row.line[-1][0].last.year, row.kpi.direction)
    is_known = row.state is not State.NO_DATA
    hours = row.missing.longest.total_seconds() / SECONDS if row.missing else 0.0
    return Promise(
        kpi=row.kpi.key,
        state=row.state.value,
        value=row.now.value if is_known else None,
        target=asked.value if asked else None,
        year=asked.year if asked else None,
        source=asked.source if asked else "",
        reference=bool(asked and asked.reference),
        missing_hours=round(hours, 2),
    )


def is_sound(row: KpiRow, least: int) -> bool:
    """Whether enough stands behind a value to say that it turned: a share of three turns each hour."""
    return row.now.denominator is None or row.now.denominator >= least
