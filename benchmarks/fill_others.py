"""The rest of a city's three years: devices, their days, alarms, camera events, told and sampled figures."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine

from benchmarks.sql import at, insert_made, numbers
from dashboard import bulk, slices
from dashboard.db import writing
from dashboard.figures import FIGURES
from dashboard.figures.told import OF_THE_CITY, TOLD
from dashboard.ingest.camera_events import slice_of
from dashboard.models import daily_figure, told_figure
from dashboard.successions import history
from dashboard.units import CITY_ID, FIRST_WARD_ID

WARDS, DAYS = 168, 1096
DEVICES = (("camera", 3, 600), ("panel", 4, 2_000), ("gauge", 5, 200))  # kind, feed, how many
ALARMS, EVENTS = 20, 300  # a day
EVENT_KINDS = ("crowd", "jam", "parking", "flood", "fire", "garbage", "vendor")
SAMPLED = tuple(figure.key for figure in FIGURES if figure.is_sampled)


def fill_others(store: Engine, now: datetime) -> None:
    """Rows that the figures are then counted from; the sampled figures themselves, which no record tells."""
    kind, today = store.dialect.name, now.date()
    days = [today - timedelta(days=back) for back in range(DAYS)][::-1]
    with writing(store) as connection:
        for of, feed_id, count in DEVICES:
            devices(connection, kind, feed_id, of, count, now)
        _gauge_days(connection, kind, days)
        _alarms(connection, kind, now)
        slices.keep(connection, map(slice_of, EVENT_KINDS))
        _events(connection, kind, now)
    for month in by_month(days):
        with writing(store) as connection:
            sampled(connection, month)
            _told(connection, month[0], now)


def devices(connection: Connection, kind: str, feed_id: int, of: str, count: int, now: datetime) -> None:
    """Cameras, panels or gauges, spread over the wards."""
    seconds = f"{int(now.timestamp())}"
    made = {
        "feed_id": f"{feed_id}",
        "external_id": f"'{of}-' || n.i",
        "kind": f"'{of}'",
        "name": f"'{of} ' || n.i",
        "unit_id": f"{FIRST_WARD_ID} + n.i % {WARDS}",
        "lat": "10.7 + (n.i % 100) / 1000.0",
        "lon": "106.6 + (n.i % 90) / 1000.0",
        "approximate": "FALSE",
        "quantity": "'level'" if of == "gauge" else "''",
        "period": "60.0",
        "alarm_levels": "'[0.2, 0.4, 0.6]'",
        "health": "'online'",
        "value": "0.1",
        "level": "0",
        "observed_at": at(kind, seconds),
        "stale_at": at(kind, f"{seconds} + 31536000"),
        "received_at": at(kind, seconds),
    }
    insert_made(connection, "device", made, f"FROM {numbers(kind, 0, count)}")


def _gauge_days(connection: Connection, kind: str, days: Sequence[date]) -> None:
    for number, day in enumerate(days):
        wet = f"(d.id + {number}) % 9 = 0"
        made = {
            "device_id": "d.id",
            "day": f"CAST('{day}' AS date)" if kind == "postgresql" else f"'{day}'",
            "peak": f"CASE WHEN {wet} THEN 0.45 ELSE 0.1 END",
            "quantity": "'level'",
            "level": f"CASE WHEN {wet} THEN 2 ELSE 0 END",
            "minutes_1": f"CASE WHEN {wet} THEN 90 ELSE 0 END",
            "minutes_2": f"CASE WHEN {wet} THEN 30 ELSE 0 END",
            "unit_id": "d.unit_id",
        }
        insert_made(connection, "gauge_day", made, "FROM device AS d WHERE d.kind = 'gauge'")


def _alarms(connection: Connection, kind: str, now: datetime) -> None:
    begun = f"{int((now - timedelta(days=DAYS)).timestamp())} + n.i * {86_400 // ALARMS}"
    stages = {"received_by_brigade_at": 60, "dispatched_at": 150, "arrived_at": 700, "controlled_at": 2400}
    made = {
        "feed_id": "4",
        "external_id": "'F-' || n.i",
        "version": "n.i",
        "kind": "'fire'",
        "category": "'Fire'",
        "severity": "'severe'",
        "title": "'Báo cháy'",
        "description": "''",
        "unit_id": f"{FIRST_WARD_ID} + n.i % {WARDS}",
        "unit_text": "''",
        "area": "''",
        "approximate": "FALSE",
        **{column: at(kind, f"{begun} + {seconds}") for column, seconds in stages.items()},
        "ended_at": at(kind, f"{begun} + 3600"),
        "false_alarm": "n.i % 5 = 0",
        "test": "FALSE",
        "observed_at": at(kind, begun),
        "received_at": at(kind, begun),
    }
    insert_made(connection, "alarm", made, f"FROM {numbers(kind, 0, ALARMS * DAYS)}")


def _events(connection: Connection, kind: str, now: datetime) -> None:
    begun = f"{int((now - timedelta(days=DAYS)).timestamp())} + n.i * {86_400 // EVENTS}"
    kinds = " ".join(f"WHEN {number} THEN '{name}'" for number, name in enumerate(EVENT_KINDS))
    made = {
        "feed_id": "3",
        "external_id": "'E-' || n.i",
        "version": "n.i",
        "device_id": "d.id",
        "unit_id": "d.unit_id",
        "kind": f"CASE n.i % {len(EVENT_KINDS)} {kinds} END",
        "severity": "''",
        "zones": "'[]'",
        "score": "0.9",
        "false_positive": "n.i % 11 = 0",
        "observed_at": at(kind, begun),
        "ended_at": at(kind, f"{begun} + 300"),
        "received_at": at(kind, begun),
    }
    cameras = next(count for of, _feed, count in DEVICES if of == "camera")
    source = f"FROM {numbers(kind, 0, EVENTS * DAYS)} JOIN device AS d"
    insert_made(connection, "camera_event", made, f"{source} ON d.id = 1 + n.i % {cameras}")


def sampled(connection: Connection, days: Sequence[date], keys: Sequence[str] = SAMPLED) -> None:
    """Figures of every day and ward, as the store keeps them."""
    buckets = [
        (day, key, FIRST_WARD_ID + number) for day in days for key in sorted(keys) for number in range(WARDS)
    ]
    columns: dict[str, list[Any]] = {
        "day": [day for day, _key, _unit in buckets],
        "figure": [key for _day, key, _unit in buckets],
        "unit_id": [unit_id for _day, _key, unit_id in buckets],
        "loaded": [False] * len(buckets),
        "value": [5.0 + unit_id % 7 for _day, _key, unit_id in buckets],
    }
    bulk.put(connection, daily_figure, columns, keys=("day", "figure", "unit_id", "loaded"))


def _told(connection: Connection, month: date, now: datetime) -> None:
    """Each figure of other systems, told for the month by each unit, or for the city."""
    first = month.replace(day=1)
    units = [unit.id for unit in history().map_at(first)]
    told = [
        (figure.key, unit_id)
        for figure in FIGURES
        if figure.counted_from == TOLD
        for unit_id in ([CITY_ID] if figure.key in OF_THE_CITY else units)
    ]
    columns: dict[str, list[Any]] = {
        "feed_id": [6] * len(told),
        "figure": [figure for figure, _unit_id in told],
        "unit_id": [unit_id for _figure, unit_id in told],
        "day": [first] * len(told),
        "grain": ["month"] * len(told),
        "version": [1] * len(told),
        "value": [10.0 + unit_id % 13 for _figure, unit_id in told],
        "source": [""] * len(told),
        "observed_at": [now] * len(told),
        "received_at": [now] * len(told),
    }
    bulk.put(connection, told_figure, columns, keys=("feed_id", "figure", "unit_id", "day", "grain"))


def by_month(days: Sequence[date]) -> Iterator[list[date]]:
    month: list[date] = []
    for day in days:
        if month and month[0].month != day.month:
            yield month
            month = []
        month.append(day)
    yield month
