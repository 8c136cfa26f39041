"""The dossiers behind a figure: the rules of `figures.dossiers`, as conditions of the store."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, and_, literal_column

from dashboard.dossiers import RESOLVED, SUPPLEMENT
from dashboard.figures import ONLINE
from dashboard.models import dossier
from dashboard.opening.period import Period
from dashboard.opening.sources.source import Branch, Condition, Source, within

D = dossier.c
_NOT_ACCEPTED = (1, 3)  # only registered, refused
_SUPPLEMENT: ColumnElement[int] = literal_column(
    str(SUPPLEMENT)
)  # no parameter, so that the partial index can be seen to fit


def _received(*also: Condition) -> Source:
    def branches(period: Period) -> tuple[Branch, ...]:
        submitted = and_(D.accepted_at.is_(None), D.status.not_in(_NOT_ACCEPTED))
        return (
            Branch(D.accepted_at, and_(within(D.accepted_at, period), *also)),
            Branch(D.submitted_at, and_(submitted, within(D.submitted_at, period), *also)),
        )

    return Source(table=dossier, month=branches)


def _resolved(*also: Condition) -> Source:
    def branches(period: Period) -> tuple[Branch, ...]:
        return (Branch(D.ended_at, and_(within(D.ended_at, period), D.status.in_(RESOLVED), *also)),)

    return Source(table=dossier, month=branches)


def _dossiers_overdue(period: Period) -> tuple[Branch, ...]:
    late = and_(D.ended_at > D.overdue_at, D.overdue_at < period.end)
    return (
        Branch(D.overdue_at, and_(D.ended_at.is_(None), D.overdue_at < period.due_before)),
        Branch(D.overdue_at, and_(late, D.status != _SUPPLEMENT, D.ended_at >= period.end)),
        Branch(D.overdue_at, and_(late, D.status == _SUPPLEMENT)),
    )


def _due_soon(period: Period) -> tuple[Branch, ...]:
    due = and_(D.overdue_at >= period.now, D.overdue_at < period.soon)
    return (Branch(D.overdue_at, and_(D.ended_at.is_(None), due)),)


_IS_ONLINE = D.channel == ONLINE
_HAS_DUE = D.overdue_at.is_not(None)
_HAS_FEE = D.has_fee.is_(True)

OF_FIGURE: Mapping[str, Source] = {
    "dossiers_received": _received(),
    "dossiers_received_online": _received(_IS_ONLINE),
    "dossiers_with_fee": _received(_HAS_FEE),
    "dossiers_paid_online": _received(_HAS_FEE, D.paid_online.is_(True)),
    "dossiers_resolved": _resolved(),
    "dossiers_resolved_online": _resolved(_IS_ONLINE),
    "dossiers_due_resolved": _resolved(_HAS_DUE),
    "dossiers_resolved_on_time": _resolved(_HAS_DUE, D.ended_at <= D.overdue_at),
    "dossiers_due_soon": Source(table=dossier, month=None, present=_due_soon),
}

OF_STOCK: Mapping[tuple[str, str], Source] = {
    ("dossiers_overdue_entered", "dossiers_overdue_left"): Source(
        table=dossier, month=_dossiers_overdue, is_stock=True
    ),
}
