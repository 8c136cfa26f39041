"""Storing figures that other systems tell: each a row that says who told it, and the bucket it comes to.

A bucket is set to what its tellings come to (`figures.told`), not added to: so decimals stay exact.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Connection, select, text

from dashboard import bulk
from dashboard.civil import month_of
from dashboard.figures import Bucket, told_figures
from dashboard.figures.told import Telling
from dashboard.ingest.context import Context
from dashboard.ingest.placing import placed
from dashboard.models import told_figure, unit
from dashboard.records import FigureValue, Reason, Rejected, moment
from dashboard.rules.buildings import found
from dashboard.tally import put, touch

T = told_figure.c
Place = tuple[str, int, date, str]  # figure, unit id, day, grain: a telling's identity within its feed
Part = tuple[str, int, date]  # figure, unit id, month: tellings that bear on each other
_KEYS = ("feed_id", "figure", "unit_id", "day", "grain")
_LOCK = 8  # the first half of the advisory lock of all who store figures
_PAGE = 10_000


def lock(connection: Connection) -> None:
    """One writer of told figures at a time: what several feeds tell comes to one value."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:one, 0)"), {"one": _LOCK})


def store(context: Context, records: Sequence[FigureValue]) -> None:
    """Upsert tellings; what cannot be placed is rejected. Figures follow what changed."""
    told = _newest(context, records)
    before = {_key(one): one for one in _held(context.connection, {_part(place) for place in told})}
    fresh = {
        place: record
        for place, record in told.items()
        if _is_news(before.get((context.feed_id, *place)), record)
    }
    if not fresh:
        return
    _write(context, fresh)
    _apply_rule(context, fresh)
    after = dict(before)
    for place, record in fresh.items():
        one = Telling(context.feed_id, *place, record.version, record.value)
        after[_key(one)] = one
    _set(context.connection, told_figures(before.values()), told_figures(after.values()))


def tellings(connection: Connection, *where: ColumnElement[bool]) -> Iterator[Telling]:
    """Stored tellings, those of one figure, unit and month together."""
    statement = select(*(T[name] for name in Telling._fields)).where(*where)
    rows = connection.execute(
        statement.order_by(T.figure, T.unit_id, T.day), execution_options={"yield_per": _PAGE}
    )
    return (Telling(*row) for row in rows)


def counted(connection: Connection, first: date | None = None) -> Iterator[tuple[Bucket, float]]:
    """The buckets that all stored tellings come to, of a month (its first day) or of every day."""
    within = [] if first is None else [T.day.between(first, _last(first))]
    for _part, told in groupby(tellings(connection, *within), _part_of):
        yield from told_figures(told).items()


def _newest(context: Context, records: Iterable[FigureValue]) -> dict[Place, FigureValue]:
    """The newest of each, and of equals the last; what cannot be placed is left with the rejected."""
    told: dict[Place, FigureValue] = {}
    for record in records:
        unit_id, wrong = placed(record, context.where)
        if wrong:
            context.rejected.append(_rejected(record, wrong.detail))
            continue
        day = month_of(record.day) if record.grain == "month" else record.day
        place = record.figure, unit_id, day, record.grain
        if place not in told or record.version >= told[place].version:
            told[place] = record
    return told


def _rejected(record: FigureValue, fault: str) -> Rejected:
    """Kept as an item that the format `figures` reads."""
    day = {"month": f"{record.day:%Y-%m}"} if record.grain == "month" else {"day": record.day.isoformat()}
    told = {"figure": record.figure, "unit": record.unit, **day, "value": record.value}
    changed_at = moment(record) or datetime.now(UTC)
    body = json.dumps(told | {"updated": changed_at.isoformat(), "source": record.source}, ensure_ascii=False)
    return Rejected(reason=Reason.UNKNOWN_CODE, detail=fault, body=body.encode("utf-8", "backslashreplace"))


def _is_news(held: Telling | None, record: FigureValue) -> bool:
    if held is None or record.version > held.version:
        return True
    return record.version == held.version and record.value != held.value


def _held(connection: Connection, parts: Iterable[Part]) -> Iterator[Telling]:
    """All feeds' tellings of some (figure, unit, month)."""
    by_month: dict[date, set[Part]] = defaultdict(set)
    for part in parts:
        by_month[part[2]].add(part)
    for first, wanted in sorted(by_month.items()):
        figures, units = sorted({part[0] for part in wanted}), sorted({part[1] for part in wanted})
        within = T.figure.in_(figures), T.unit_id.in_(units), T.day.between(first, _last(first))
        yield from (one for one in tellings(connection, *within) if _part_of(one) in wanted)


def _write(context: Context, fresh: dict[Place, FigureValue]) -> None:
    places = sorted(fresh)
    records = [fresh[place] for place in places]
    columns: dict[str, list[Any]] = {
        "feed_id": [context.feed_id] * len(places),
        **{name: [place[number] for place in places] for number, name in enumerate(_KEYS[1:])},
        "version": [record.version for record in records],
        "value": [record.value for record in records],
        "source": [record.source for record in records],
        "observed_at": [moment(record) for record in records],
        "received_at": [context.now] * len(places),
    }
    bulk.put(context.connection, told_figure, columns, keys=_KEYS)


def _apply_rule(context: Context, fresh: dict[Place, FigureValue]) -> None:
    """Tellings of the figure that a rule looks for."""
    rule = context.rules["building"]
    told = {place: record for place, record in fresh.items() if rule.on and place[0] == rule.figure}
    if not told:
        return
    days = {place[2] for place in told}
    held = select(T.id, T.figure, T.unit_id, T.day, T.grain, unit.c.name).join(unit, unit.c.id == T.unit_id)
    held = held.where(
        T.feed_id == context.feed_id, T.figure == rule.figure, T.day.between(min(days), max(days))
    )
    for row in context.connection.execute(held):
        if (record := told.get((row.figure, row.unit_id, row.day, row.grain))) is None:
            continue
        trigger = found(
            context.rules,
            figure=row.figure,
            told_id=row.id,
            unit_id=row.unit_id,
            unit_name=row.name,
            day=row.day,
            grain=row.grain,
            value=record.value,
            at=moment(record) or context.now,
            now=context.now,
            zone=context.zone,
        )
        if trigger is not None:
            context.triggers.append(trigger)


def _set(connection: Connection, before: dict[Bucket, float], after: dict[Bucket, float]) -> None:
    """Buckets that changed; one that is told no more (its month is, instead) holds nothing."""
    values = dict.fromkeys(before.keys() - after.keys(), 0.0)
    values |= {bucket: value for bucket, value in after.items() if before.get(bucket) != value}
    if values:
        put(connection, values)
        touch(connection, {(day, figure) for day, figure, _unit_id in values})


def _key(one: Telling) -> tuple[int, str, int, date, str]:
    return one.feed_id, one.figure, one.unit_id, one.day, one.grain


def _part(place: Place) -> Part:
    return place[0], place[1], month_of(place[2])


def _part_of(one: Telling) -> Part:
    return one.figure, one.unit_id, month_of(one.day)


def _last(month: date) -> date:
    return month_of(month + timedelta(days=32)) - timedelta(days=1)
