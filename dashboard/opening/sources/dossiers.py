"""The dossiers behind a figure: the rules of `figures.dossiers`, as conditions of the store."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, and_, literal_column, or_

from dashboard.dossiers import REFUSED, RESOLVED, STOPPED, SUPPLEMENT, WITHDRAWN
from dashboard.figures import ONLINE
from dashboard.figures.dossiers import FULL, LATE_1, LATE_5, PARTIAL
from dashboard.models import dossier, procedure
from dashboard.opening.period import Period
from dashboard.opening.sources.source import Branch, Condition, Source, walked, within

D, P = dossier.c, procedure.c
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
        Branch(
            walked(D.overdue_at, D.ended_at, period),
            and_(late, D.status != _SUPPLEMENT, D.ended_at >= period.end),
        ),
        Branch(D.overdue_at, and_(late, D.status == _SUPPLEMENT)),
    )


def _due_soon(period: Period) -> tuple[Branch, ...]:
    due = and_(D.overdue_at >= period.now, D.overdue_at < period.soon)
    return (Branch(D.overdue_at, and_(D.ended_at.is_(None), due)),)


def _ended(*also: Condition) -> Source:
    """Accepted before and ended for whatever reason; a dossier at "supplement" only waits."""

    def branches(period: Period) -> tuple[Branch, ...]:
        return (Branch(D.ended_at, and_(within(D.ended_at, period), *also)),)

    return Source(table=dossier, month=branches)


def _open(period: Period) -> tuple[Branch, ...]:
    """Received and not ended by the period's end, by their acceptance or, without one, submission."""
    submitted = and_(D.accepted_at.is_(None), D.status.not_in(_NOT_ACCEPTED), D.submitted_at < period.end)
    return (
        *_running(D.accepted_at, D.accepted_at < period.end, period),
        *_running(D.submitted_at, submitted, period),
    )


def _running(at: ColumnElement[Any], received: Condition, period: Period) -> tuple[Branch, ...]:
    """Without an end, with one later on, or sent back to the citizen: each has an index of its own."""
    waits = and_(D.status == _SUPPLEMENT, D.ended_at < period.end)
    return (
        Branch(at, and_(received, D.ended_at.is_(None)), has_index=True),
        Branch(walked(at, D.ended_at, period), and_(received, D.ended_at >= period.end)),
        Branch(at, and_(received, waits), has_index=True),
    )


def _procedures(*levels: int) -> Source:
    """The register as it is: a past month keeps only how many procedures stood at each level."""

    def branches(_period: Period) -> tuple[Branch, ...]:
        return (Branch(P.id, P.level.in_(levels) if levels else P.id > 0),)

    return Source(table=procedure, month=None, present=branches)


_IS_ONLINE = D.channel == ONLINE
_HAS_DUE = D.overdue_at.is_not(None)
_HAS_FEE = D.has_fee.is_(True)
_PAID = (_HAS_FEE, D.paid_online.is_(True))
_LATE = D.ended_at > D.overdue_at
_ACCEPTED = or_(D.accepted_at.is_not(None), and_(D.submitted_at.is_not(None), D.status.not_in(_NOT_ACCEPTED)))


def _late(*also: Condition) -> Source:
    return _resolved(_LATE, *also)


OF_FIGURE: Mapping[str, Source] = {
    "dossiers_received": _received(),
    "dossiers_received_online": _received(_IS_ONLINE),
    "dossiers_online_index": _received(D.counts_online.is_(True)),
    "dossiers_received_partial": _received(D.service_level == PARTIAL),
    "dossiers_received_partial_online": _received(D.service_level == PARTIAL, _IS_ONLINE),
    "dossiers_received_full": _received(D.service_level == FULL),
    "dossiers_received_full_online": _received(D.service_level == FULL, _IS_ONLINE),
    "dossiers_with_fee": _received(_HAS_FEE),
    "dossiers_paid_online": _received(*_PAID),
    "dossiers_reused": _received(D.reused.is_(True)),
    "dossiers_from_national_store": _received(D.from_national_store.is_(True)),
    "dossiers_population_checked": _received(D.population_checked.is_(True)),
    "dossiers_supplemented": _received(D.supplement_count > 0),
    "dossiers_resolved": _resolved(),
    "dossiers_resolved_online": _resolved(_IS_ONLINE),
    "dossiers_due_resolved": _resolved(_HAS_DUE),
    "dossiers_resolved_on_time": _resolved(_HAS_DUE, D.ended_at <= D.overdue_at),
    "dossiers_resolved_early": _resolved(D.early.is_(True)),
    "dossiers_resolved_late": _late(),
    "dossiers_late_1": _late(D.late_minutes <= LATE_1),
    "dossiers_late_5": _late(D.late_minutes > LATE_1, D.late_minutes <= LATE_5),
    "dossiers_late_over": _late(D.late_minutes > LATE_5),
    "dossiers_late_minutes": _late(),
    "dossiers_late_supplement": _late(D.late_cause == "supplement"),
    "dossiers_late_intake": _late(D.late_cause == "intake"),
    "dossiers_late_processing": _late(D.late_cause == "processing"),
    "dossiers_timed": _resolved(D.worked_minutes.is_not(None)),
    "dossiers_worked_minutes": _resolved(D.worked_minutes.is_not(None)),
    "dossiers_digitised": _resolved(D.digitised.is_(True)),
    "dossiers_electronic_result": _resolved(D.electronic_result.is_(True)),
    "dossiers_withdrawn": _ended(D.status == WITHDRAWN),
    "dossiers_refused": _ended(D.status.in_((REFUSED, STOPPED))),
    "dossiers_left": _ended(D.status != _SUPPLEMENT, _ACCEPTED),
    "dossiers_due_soon": Source(table=dossier, month=None, present=_due_soon),
    "procedures_known": _procedures(),
    "procedures_partial": _procedures(PARTIAL),
    "procedures_full": _procedures(FULL),
    "procedures_with_fee": Source(
        table=procedure, month=None, present=lambda _period: (Branch(P.id, P.has_fee.is_(True)),)
    ),
    # Of these the number is of procedures, the list of the dossiers that show it.
    "procedures_used": _received(),
    "procedures_used_online": _received(_IS_ONLINE),
    "procedures_with_fee_used": _received(_HAS_FEE),
    "procedures_paid_online": _received(*_PAID),
}

OF_STOCK: Mapping[tuple[str, str], Source] = {
    ("dossiers_received", "dossiers_left"): Source(table=dossier, month=_open, is_stock=True),
    ("dossiers_overdue_entered", "dossiers_overdue_left"): Source(
        table=dossier, month=_dossiers_overdue, is_stock=True
    ),
}
