"""Storing dossiers and their steps."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from dashboard.db import upsert
from dashboard.dossiers import clock, work_on
from dashboard.figures import ONLINE, dossier_figures
from dashboard.ingest import people, versioned
from dashboard.ingest.context import Context
from dashboard.models import dossier, dossier_step
from dashboard.procedures import Procedure
from dashboard.records import Dossier, DossierStep, Supplement, moment
from dashboard.slices import Slice, id_of
from dashboard.workdays import WorkCalendar


def store(context: Context, records: Sequence[Dossier]) -> None:
    """Upsert dossiers; figures follow what changed."""
    context.register.refresh(context.connection)
    changes = versioned.store(
        context.connection, dossier, context.feed_id, records, lambda record: _row(context, record)
    )
    counts = partial(dossier_figures, zone=context.zone)
    for record, before, after in changes:
        context.tally.follow(before, after, counts)
        context.tally.slices.add(slice_of(record, context.register[record.procedure_code]))
    people.keep(context.connection, "dossier", ((after.id, record.person) for record, _b, after in changes))


def slice_of(told: Any, procedure: Procedure | None) -> Slice:
    """What a dossier's figures are broken down by; the register's names go before the message's."""
    return Slice(
        record="dossier",
        item=told.procedure_code,
        item_name=told.procedure_name if procedure is None else procedure.name,
        field=told.field_code if procedure is None else procedure.field,
        field_name=told.field_name if procedure is None else procedure.field_name,
        channel=str(told.channel),
        level=0 if procedure is None else procedure.level,
    )


def worked_out(told: Any, procedure: Procedure | None, work: WorkCalendar) -> dict[str, Any]:
    """The columns of a dossier that follow from its message, its procedure and the calendar."""
    times = clock(told, work, None if procedure is None else procedure.statutory_days)
    done = work_on(told, times, work)
    return {
        "ended_at": times.ended_at,
        "overdue_at": times.overdue_at,
        "worked_minutes": done.worked_minutes,
        "early": done.early,
        "late_minutes": done.late_minutes,
        "late_cause": done.late_cause,
        "supplement_count": len(told.supplements),
        "service_level": 0 if procedure is None else procedure.level,
        "counts_online": told.channel == ONLINE and (told.electronic_result or _has_no_paper(procedure)),
        "slice_id": id_of(slice_of(told, procedure)),
    }


def _has_no_paper(procedure: Procedure | None) -> bool:
    return procedure is not None and not procedure.paper_result


def _row(context: Context, record: Dossier) -> dict[str, Any]:
    made_at = record.accepted_at or record.submitted_at or moment(record) or context.now
    unit_id, _approximate = context.where.find(record.unit, None, None, context.day(made_at))
    return {
        "feed_id": context.feed_id,
        "external_id": record.external_id,
        "version": record.version,
        "unit_id": unit_id,
        "unit_text": record.unit,
        "procedure_code": record.procedure_code,
        "procedure_name": record.procedure_name,
        "field_code": record.field_code,
        "field_name": record.field_name,
        "channel": record.channel,
        "applicant_type": record.applicant_type,
        "status": record.status,
        "submitted_at": record.submitted_at,
        "accepted_at": record.accepted_at,
        "due_at": record.due_at,
        "finished_at": record.finished_at,
        "returned_at": record.returned_at,
        "refused_at": record.refused_at,
        "supplements": [_supplement(asked) for asked in record.supplements],
        "has_fee": record.has_fee,
        "paid_online": record.paid_online,
        "digitised": record.digitised,
        "electronic_result": record.electronic_result,
        "reused": record.reused,
        "from_national_store": record.from_national_store,
        "population_checked": record.population_checked,
        **worked_out(record, context.register[record.procedure_code], context.work),
        "observed_at": moment(record),
        "received_at": context.now,
    }


def _supplement(asked: Supplement) -> dict[str, str | None]:
    def text(value: datetime | None) -> str | None:
        return None if value is None else value.isoformat()

    return {
        "requested_at": text(asked.requested_at),
        "received_at": text(asked.received_at),
        "due_before": text(asked.due_before),
        "due_after": text(asked.due_after),
    }


def store_steps(context: Context, records: Sequence[DossierStep]) -> None:
    """Upsert the steps of dossiers; a step is known by its dossier, time and status."""
    rows = {
        (step.dossier_id, step.observed_at, step.status): {
            "feed_id": context.feed_id,
            "dossier_external_id": step.dossier_id,
            "observed_at": step.observed_at,
            "status": step.status,
            "officer": step.officer,
            "department": step.department,
            "content": step.content,
            "started_at": step.started_at,
            "due_at": step.due_at,
            "received_at": context.now,
        }
        for step in records
    }
    key = ["feed_id", "dossier_external_id", "observed_at", "status"]
    statement = upsert(context.connection, dossier_step)
    changed = ("officer", "department", "content", "started_at", "due_at", "received_at")
    statement = statement.on_conflict_do_update(
        index_elements=key, set_={name: statement.excluded[name] for name in changed}
    )
    context.connection.execute(statement, list(rows.values()))
