"""Storing complaints."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache, partial
from typing import Any

from sqlalchemy import select

from dashboard.complaints import PROMISE, Clocks, channel_of
from dashboard.figures import complaint_figures
from dashboard.ingest import people, versioned
from dashboard.ingest.context import Context
from dashboard.models import complaint
from dashboard.records import Complaint, moment
from dashboard.rules.complaints import found, is_news, over
from dashboard.slices import Slice, id_of
from dashboard.successions import history
from dashboard.workdays import WorkCalendar


def store(context: Context, records: Sequence[Complaint]) -> None:
    """Upsert complaints; figures follow what changed."""
    changes = versioned.store(
        context.connection, complaint, context.feed_id, records, lambda record: _row(context, record)
    )
    counts = partial(complaint_figures, zone=context.zone)
    for record, before, after in changes:
        context.tally.follow(before, after, counts)
        context.tally.slices.add(slice_of(record))
    _apply_rules(context, [(before, after) for _record, before, after in changes])
    people.keep(context.connection, "complaint", ((after.id, record.person) for record, _b, after in changes))


def _apply_rules(context: Context, changes: Sequence[tuple[Any, Any]]) -> None:
    """What new complaints say, beside those that lie around them; what is closed is over."""
    fresh = [
        after for before, after in changes if before is None and is_news(context.rules, after, context.now)
    ]
    ended = [over(context.rules, before, after) for before, after in changes]
    context.triggers += [trigger for trigger in ended if trigger is not None]
    if not fresh:
        return
    around = _around(context, fresh)
    for row in fresh:
        context.triggers += found(
            context.rules, row, (one for one in around if one.id != row.id), context.now
        )


def _around(context: Context, fresh: Sequence[Any]) -> Sequence[Any]:
    """Complaints of the same categories in the same time, the new ones among them."""
    within = context.rules["complaints"].within
    moments = [row.requested_at for row in fresh]
    C = complaint.c  # noqa: N806  as short as in the statements
    statement = select(
        *(
            C[name]
            for name in ("id", "category_code", "category_name", "requested_at", "unit_id", "lat", "lon")
        )
    ).where(
        C.requested_at.between(min(moments) - within, max(moments) + within),
        C.category_code.in_({row.category_code for row in fresh}),
    )
    return context.connection.execute(statement).all()


def slice_of(told: Any) -> Slice:
    """What a complaint's figures are broken down by."""
    return Slice(
        record="complaint",
        item=told.category_code,
        item_name=told.category_name,
        channel=channel_of(told.channel),
    )


def worked_out(told: Any, unit_id: int, clocks: Clocks, work: WorkCalendar) -> dict[str, Any]:
    """The columns of a complaint that follow from its message, its unit's clock and the calendar."""
    tier = clocks.tier(_codes(unit_id), told.category_code, told.category_name)
    return {
        "tier": tier.name,
        "due_at": tier.within.after(told.requested_at, work),
        "promise_at": told.requested_at + PROMISE,
        "slice_id": id_of(slice_of(told)),
    }


@cache
def _codes(unit_id: int) -> tuple[str, ...]:
    """The codes of a unit and of those above it, the nearest first."""
    unit = next((one for one in history().units if one.id == unit_id), None)
    if unit is None:
        return ()
    above = () if unit.parent_id is None else _codes(unit.parent_id)
    return (unit.code, *above)


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
        "answered_at": _first(record.answered_at, closed_at),
        "closed_at": closed_at,
        "confirmed": record.confirmed,
        "reopened": record.reopened,
        "rating": record.rating,
        **worked_out(record, unit_id, context.clocks, context.work),
        "observed_at": observed_at,
        "received_at": context.now,
    }


def _first(*moments: datetime | None) -> datetime | None:
    """Closing is an answer too."""
    return min((at for at in moments if at is not None), default=None)
