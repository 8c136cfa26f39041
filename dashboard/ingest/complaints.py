"""Storing complaints."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from dashboard.figures import complaint_figures
from dashboard.ingest import people, versioned
from dashboard.ingest.context import Context
from dashboard.models import complaint
from dashboard.records import Complaint, moment

PROMISE = timedelta(hours=48)


def store(context: Context, records: Sequence[Complaint]) -> None:
    """Upsert complaints; figures follow what changed."""
    changes = versioned.store(
        context.connection, complaint, context.feed_id, records, lambda record: _row(context, record)
    )
    for _record, before, after in changes:
        if before is not None:
            context.tally.add(complaint_figures(before, context.zone), before.unit_id, -1)
        context.tally.add(complaint_figures(after, context.zone), after.unit_id)
    people.keep(context.connection, "complaint", ((after.id, record.person) for record, _b, after in changes))


def _row(context: Context, record: Complaint) -> dict[str, Any]:
    made_on = context.day(record.requested_at)
    unit_id, approximate = context.where.find(record.unit, record.lat, record.lon, made_on)
    observed_at = moment(record)
    # A source that closes without saying when: by its own last word.
    closed_at = None if record.open else record.closed_at or record.updated_at or observed_at
    return {
        "feed_id": context.feed_id,
        "external_id": record.external_id,
        "version": record.version,
        "unit_id": unit_id,
        "unit_text": record.unit,
        "lat": record.lat,
        "lon": record.lon,
        "approximate": approximate,
        "open": record.open,
        "category_code": record.category_code,
        "category_name": record.category_name,
        "description": record.description,
        "status_notes": record.status_notes,
        "channel": record.channel,
        "media_url": record.media_url,
        "requested_at": record.requested_at,
        "updated_at": record.updated_at,
        "expected_at": record.expected_at,
        "closed_at": closed_at,
        "due_at": record.requested_at + PROMISE,
        "observed_at": observed_at,
        "received_at": context.now,
    }
