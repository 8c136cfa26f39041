"""Figures of one-stop-shop dossiers (counting rules in docs/figures.md; Decree 118/2025, 766/QĐ-TTg)."""

from datetime import date, tzinfo
from typing import Any, Literal

from dashboard.civil import day_of
from dashboard.dossiers import RESOLVED, STOPPED, SUPPLEMENT, WITHDRAWN
from dashboard.figures.figure import Counted, Figure

ONLINE = 2
PARTIAL, FULL = 3, 4  # service levels: một phần, toàn trình (Decree 42/2022)
_NOT_ACCEPTED = (1, 3)  # only registered, refused
LATE_1, LATE_5 = 8 * 60, 5 * 8 * 60  # working minutes of one and of five days


def _of(key: str, formula: str, merge: Literal["sum", "last"] = "sum", unit: str = "") -> Figure:
    return Figure(key=key, counted_from="dossier", formula=formula, merge=merge, unit=unit)


def _register(key: str, formula: str) -> Figure:
    return Figure(key=key, counted_from="procedure", formula=formula, merge="last", is_citywide=True)


def _distinct(key: str, formula: str, of: str) -> Figure:
    return Figure(key=key, counted_from="dossier", formula=formula, merge="distinct", of=of)


FIGURES = (
    _of("dossiers_received", "accepted (NgayTiepNhan) on the day"),
    _of("dossiers_received_online", "of these, channel 2"),
    _of("dossiers_online_index", "received online, with an electronic result or none on paper"),
    _of("dossiers_received_partial", "received, of a procedure at level một phần"),
    _of("dossiers_received_partial_online", "of these, channel 2"),
    _of("dossiers_received_full", "received, of a procedure at level toàn trình"),
    _of("dossiers_received_full_online", "of these, channel 2"),
    _of("dossiers_resolved", "status 9 or 10, ended on the day"),
    _of("dossiers_resolved_online", "of these, channel 2"),
    _of("dossiers_due_resolved", "resolved, with a due time"),
    _of("dossiers_resolved_on_time", "of these, ended ≤ due"),
    _of("dossiers_resolved_early", "of these, ended on a day before the due day"),
    _of("dossiers_resolved_late", "of these, ended > due"),
    _of("dossiers_late_1", "resolved late by at most one working day"),
    _of("dossiers_late_5", "resolved late by more than one, at most five working days"),
    _of("dossiers_late_over", "resolved late by more than five working days"),
    _of("dossiers_late_minutes", "working minutes past the due time, of those resolved late", unit="minutes"),
    _of("dossiers_late_supplement", "resolved late; the citizen was asked for supplements"),
    _of("dossiers_late_intake", "resolved late; accepted more than 8 working hours after it was submitted"),
    _of("dossiers_late_processing", "resolved late for another cause: the office's own work"),
    _of("dossiers_timed", "resolved, with the time of acceptance"),
    _of("dossiers_worked_minutes", "working minutes from acceptance to the end, of these", unit="minutes"),
    _of("dossiers_digitised", "resolved, with digitised papers"),
    _of("dossiers_electronic_result", "resolved, with an electronic result"),
    _of("dossiers_reused", "received, with papers reused from earlier ones"),
    _of("dossiers_from_national_store", "received, with papers from the national store"),
    _of("dossiers_population_checked", "received, checked against a national database"),
    _of("dossiers_with_fee", "received, fees not all 0"),
    _of("dossiers_paid_online", "of these, paid online (1 or 2)"),
    _of("dossiers_supplemented", "received, and sent back for supplements at least once"),
    _of("dossiers_withdrawn", "withdrawn by the citizen on the day"),
    _of("dossiers_refused", "refused or stopped on the day"),
    _of("dossiers_left", "accepted before, ended on the day for whatever reason"),
    _of("dossiers_overdue_entered", "turned overdue on the day"),
    _of("dossiers_overdue_left", "overdue, ended on the day"),
    _of("dossiers_due_soon", "open, due within 8 working hours, at the day's end", merge="last"),
    _register("procedures_known", "procedures in the register at the day's end"),
    _register("procedures_partial", "of these, at level một phần"),
    _register("procedures_full", "of these, at level toàn trình"),
    _register("procedures_with_fee", "procedures in the register that have a fee"),
    _distinct("procedures_used", "procedures with dossiers received", "dossiers_received"),
    _distinct("procedures_used_online", "procedures with dossiers online", "dossiers_received_online"),
    _distinct("procedures_with_fee_used", "procedures with dossiers that had a fee", "dossiers_with_fee"),
    _distinct("procedures_paid_online", "procedures with a dossier paid online", "dossiers_paid_online"),
)


def dossier_figures(row: Any, zone: tzinfo) -> Counted:
    """The buckets to which a row of `dossier` adds."""
    accepted_at = row.accepted_at or (row.submitted_at if row.status not in _NOT_ACCEPTED else None)
    if accepted_at is not None:
        yield from _received(row, day_of(accepted_at, zone))
        if row.ended_at is not None and row.status != SUPPLEMENT:
            yield day_of(row.ended_at, zone), "dossiers_left", 1
    if row.ended_at is not None:
        day = day_of(row.ended_at, zone)
        if row.status in RESOLVED:
            yield from _resolved(row, day)
        elif row.status == WITHDRAWN:
            yield day, "dossiers_withdrawn", 1
        elif row.status in (_NOT_ACCEPTED[1], STOPPED):
            yield day, "dossiers_refused", 1
    yield from _overdue(row, zone)


def _received(row: Any, day: date) -> Counted:
    online = row.channel == ONLINE
    yield day, "dossiers_received", 1
    if online:
        yield day, "dossiers_received_online", 1
    if row.counts_online:
        yield day, "dossiers_online_index", 1
    if row.service_level in (PARTIAL, FULL):
        level = "partial" if row.service_level == PARTIAL else "full"
        yield day, f"dossiers_received_{level}", 1
        if online:
            yield day, f"dossiers_received_{level}_online", 1
    if row.supplement_count:
        yield day, "dossiers_supplemented", 1
    if row.has_fee:
        yield day, "dossiers_with_fee", 1
        if row.paid_online:
            yield day, "dossiers_paid_online", 1
    if row.reused:
        yield day, "dossiers_reused", 1
    if row.from_national_store:
        yield day, "dossiers_from_national_store", 1
    if row.population_checked:
        yield day, "dossiers_population_checked", 1


def _resolved(row: Any, day: date) -> Counted:
    yield day, "dossiers_resolved", 1
    if row.channel == ONLINE:
        yield day, "dossiers_resolved_online", 1
    if row.digitised:
        yield day, "dossiers_digitised", 1
    if row.electronic_result:
        yield day, "dossiers_electronic_result", 1
    if row.worked_minutes is not None:
        yield day, "dossiers_timed", 1
        yield day, "dossiers_worked_minutes", row.worked_minutes
    if row.overdue_at is None:
        return
    yield day, "dossiers_due_resolved", 1
    if row.ended_at <= row.overdue_at:
        yield day, "dossiers_resolved_on_time", 1
        if row.early:
            yield day, "dossiers_resolved_early", 1
        return
    yield day, "dossiers_resolved_late", 1
    if row.late_minutes is not None:
        yield day, f"dossiers_late_{late_step(row.late_minutes)}", 1
        yield day, "dossiers_late_minutes", row.late_minutes
        yield day, f"dossiers_late_{row.late_cause}", 1


def late_step(minutes: int) -> str:
    """How late, by working days of eight hours: at most one, at most five, more."""
    if minutes <= LATE_1:
        return "1"
    return "5" if minutes <= LATE_5 else "over"


def _overdue(row: Any, zone: tzinfo) -> Counted:
    if row.overdue_at is None or (row.ended_at is not None and row.ended_at <= row.overdue_at):
        return
    yield day_of(row.overdue_at, zone), "dossiers_overdue_entered", 1
    if row.ended_at is not None and row.status != SUPPLEMENT:
        yield day_of(row.ended_at, zone), "dossiers_overdue_left", 1
