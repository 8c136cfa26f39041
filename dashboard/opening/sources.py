"""Which records stand behind a figure: one entry a figure, and one for each stock (come in and not gone out).

The same rules as `figures.py` says for a single record, here as conditions of the store;
tests/dashboard/test_opening.py holds the two equal on SQLite and PostgreSQL.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import ColumnElement, Table, and_, literal_column, or_

from dashboard.dossiers import RESOLVED, SUPPLEMENT
from dashboard.figures import ONLINE
from dashboard.models import alarm, complaint, device, dossier, gauge_day
from dashboard.opening.period import Period
from dashboard.records import Health

Condition = ColumnElement[bool]
_NOT_ACCEPTED = (1, 3)  # only registered, refused: see figures.dossier_figures


@dataclass(frozen=True, slots=True)
class Branch:
    """Records with `where`, the greatest `at` first. Branches of one figure share no record."""

    at: ColumnElement[Any]
    where: Condition


Branches = Callable[[Period], tuple[Branch, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What is listed of a month, and of the present where that is not a sum of days.

    `month` None: the figure was sampled, and no records of a past month exist.
    """

    table: Table
    month: Branches | None
    present: Branches | None = None
    now_table: Table | None = None
    is_stock: bool = False

    def branches(
        self, period: Period, of: Literal["month", "now"]
    ) -> tuple[Table, tuple[Branch, ...]] | None:
        """None where nothing was kept that could be listed."""
        if of == "now" and period.is_present and self.present is not None:
            table = self.table if self.now_table is None else self.now_table
            return table, self.present(period)
        return None if self.month is None else (self.table, self.month(period))


def _in(at: ColumnElement[Any], period: Period) -> Condition:
    return and_(at >= period.start, at < period.end)


D, C, A, V, G = dossier.c, complaint.c, alarm.c, device.c, gauge_day.c
_SUPPLEMENT: ColumnElement[int] = literal_column(
    str(SUPPLEMENT)
)  # no parameter, so that the partial index can be seen to fit


def _received(*also: Condition) -> Source:
    def branches(period: Period) -> tuple[Branch, ...]:
        submitted = and_(D.accepted_at.is_(None), D.status.not_in(_NOT_ACCEPTED))
        return (
            Branch(D.accepted_at, and_(_in(D.accepted_at, period), *also)),
            Branch(D.submitted_at, and_(submitted, _in(D.submitted_at, period), *also)),
        )

    return Source(table=dossier, month=branches)


def _resolved(*also: Condition) -> Source:
    def branches(period: Period) -> tuple[Branch, ...]:
        return (Branch(D.ended_at, and_(_in(D.ended_at, period), D.status.in_(RESOLVED), *also)),)

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


def _decided(period: Period) -> tuple[Branch, ...]:
    return (
        *_in_time(period),
        Branch(C.due_at, and_(C.closed_at > C.due_at, _in(C.due_at, period))),
        Branch(
            C.due_at,
            and_(C.closed_at.is_(None), C.due_at >= period.start, C.due_at < period.due_before),
        ),
    )


def _in_time(period: Period) -> tuple[Branch, ...]:
    return (Branch(C.closed_at, and_(C.closed_at <= C.due_at, _in(C.closed_at, period))),)


def _complaints_open(period: Period) -> tuple[Branch, ...]:
    # due_at is requested_at and 48 h: the same order, and an index has it
    come = C.requested_at < period.end
    return (
        Branch(C.due_at, and_(come, C.closed_at.is_(None))),
        Branch(C.due_at, and_(come, C.closed_at >= period.end)),
    )


def _complaints_overdue(period: Period) -> tuple[Branch, ...]:
    late = and_(C.closed_at > C.due_at, C.due_at < period.end)
    return (
        Branch(C.due_at, and_(C.closed_at.is_(None), C.due_at < period.due_before)),
        Branch(C.due_at, and_(late, C.closed_at >= period.end)),
    )


def _fires(period: Period) -> tuple[Branch, ...]:
    fire = and_(A.kind == "fire", A.test.is_(False), A.observed_at < period.end)
    return (
        Branch(A.observed_at, and_(fire, A.ended_at.is_(None))),
        Branch(A.observed_at, and_(fire, A.ended_at >= period.end)),
    )


def _speaks(period: Period) -> Condition:
    return V.stale_at > period.now


def _mute(period: Period) -> Condition:
    return or_(V.stale_at.is_(None), V.stale_at <= period.now)


def _known(period: Period) -> Condition:
    return or_(_mute(period), V.observed_at.is_not(None))


def _online(period: Period) -> Condition:
    return and_(_speaks(period), V.health == Health.ONLINE.value)


def _devices(kind: str, state: Callable[[Period], Condition]) -> Source:
    """Devices as they are now: a day keeps only how many they were."""

    def branches(period: Period) -> tuple[Branch, ...]:
        return (Branch(V.id, and_(V.kind == kind, state(period))),)

    return Source(table=device, month=None, present=branches)


def _over(level: int) -> Source:
    def past(period: Period) -> tuple[Branch, ...]:
        return (Branch(G.day, and_(G.day.between(period.first, period.last), G.level >= level)),)

    def present(period: Period) -> tuple[Branch, ...]:
        return (Branch(V.id, and_(V.kind == "gauge", _speaks(period), V.level >= level)),)

    return Source(table=gauge_day, month=past, present=present, now_table=device)


def _peaks(period: Period) -> tuple[Branch, ...]:
    return (Branch(G.peak, and_(G.day.between(period.first, period.last), G.quantity == "level")),)


def _depths(period: Period) -> tuple[Branch, ...]:
    street = and_(V.kind == "gauge", V.quantity == "level", V.value.is_not(None))
    return (Branch(V.value, and_(street, _speaks(period))),)


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
    "complaints_decided": Source(table=complaint, month=_decided),
    "complaints_in_time": Source(table=complaint, month=_in_time),
    "cameras_known": _devices("camera", _known),
    "cameras_online": _devices("camera", _online),
    "panels_known": _devices("panel", _known),
    "panels_mute": _devices("panel", _mute),
    "gauges_known": _devices("gauge", _known),
    "gauges_level_1": _over(1),
    "gauges_level_2": _over(2),
    "gauges_level_3": _over(3),
    "flood_peak": Source(table=gauge_day, month=_peaks, present=_depths, now_table=device),
}

OF_STOCK: Mapping[tuple[str, str], Source] = {
    ("dossiers_overdue_entered", "dossiers_overdue_left"): Source(
        table=dossier, month=_dossiers_overdue, is_stock=True
    ),
    ("complaints_received", "complaints_closed"): Source(
        table=complaint, month=_complaints_open, is_stock=True
    ),
    ("complaints_overdue_entered", "complaints_overdue_left"): Source(
        table=complaint, month=_complaints_overdue, is_stock=True
    ),
    ("fire_alarms", "fire_alarms_ended"): Source(table=alarm, month=_fires, is_stock=True),
}
