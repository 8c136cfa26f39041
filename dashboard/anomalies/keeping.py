"""The anomalies in the store: kept once a day, read, judged, and silent about what nobody found useful."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, delete, or_, select, update

from dashboard.anomalies.anomaly import Anomaly, Key, Reason, Verdict
from dashboard.db import upsert
from dashboard.models import anomaly

IN_A_ROW = 3  # verdicts "not useful" on one series, subject and side, after which it is muted
MUTED_FOR = timedelta(days=60)  # since the last of them
ONCE_IN = timedelta(days=7)  # days in which one thing is told once
_REMEMBERED = timedelta(days=730)  # how old a verdict may be


def keep(connection: Connection, day: date, found: Iterable[Anomaly], now: datetime) -> None:
    """Make these the anomalies of a day; what a user has judged stays as it is."""
    old = [one for one in of_day(connection, day) if not one.verdict]
    new = [_row(one, now) for one in found]
    named = {(row["figure"], row["unit_id"], row["item"]) for row in new}
    gone = [one.id for one in old if (one.figure, one.unit_id, one.item) not in named]
    if gone:
        connection.execute(delete(anomaly).where(anomaly.c.id.in_(gone)))
    if not new:
        return
    statement = upsert(connection, anomaly)
    numbers = ("value", "expected", "low", "high", "score", "detail")
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["day", "figure", "unit_id", "item"],
            set_={name: statement.excluded[name] for name in numbers},
            where=anomaly.c.verdict == "",
        ),
        new,
    )


def of_day(connection: Connection, day: date) -> list[Anomaly]:
    """What was pointed out of a day, the weightiest first."""
    statement = select(anomaly).where(anomaly.c.day == day).order_by(anomaly.c.score.desc(), anomaly.c.id)
    return [_told(row) for row in connection.execute(statement)]


def recent(connection: Connection, limit: int) -> list[Anomaly]:
    """The newest anomalies, the weightiest of a day first."""
    order = (anomaly.c.day.desc(), anomaly.c.score.desc(), anomaly.c.id)
    return [_told(row) for row in connection.execute(select(anomaly).order_by(*order).limit(limit))]


def judge(connection: Connection, anomaly_id: int, verdict: Verdict, who: str, now: datetime) -> None:
    """Write down what a user thinks of it; a later judgement replaces it. Raises KeyError for an unknown id.

    Whether the user may is asked by the caller (`access`).
    """
    statement = update(anomaly).where(anomaly.c.id == anomaly_id)
    done = connection.execute(statement.values(verdict=verdict.value, judged_by=who, judged_at=now))
    if not done.rowcount:
        raise KeyError(anomaly_id)


def hushed(connection: Connection, day: date, now: datetime) -> set[Key]:
    """What is not pointed out on a day: muted by its users, or told on one of the six days before."""
    statement = select(anomaly).where(
        or_(
            and_(anomaly.c.day > day - ONCE_IN, anomaly.c.day < day),
            and_(anomaly.c.verdict != "", anomaly.c.judged_at > now - _REMEMBERED),
        )
    )
    told = [_told(row) for row in connection.execute(statement)]
    lately = {one.key for one in told if day - ONCE_IN < one.day < day}
    return lately | muted(told, now)


def muted(told: Collection[Anomaly], now: datetime) -> set[Key]:
    """What was found not useful three times in a row, for 60 days since the last time. Pure."""
    verdicts: dict[Key, list[tuple[datetime, str]]] = defaultdict(list)
    for one in told:
        if one.verdict and one.judged_at is not None:
            verdicts[one.key].append((one.judged_at, one.verdict))
    silent = set()
    for key, judged in verdicts.items():
        last = sorted(judged)[-IN_A_ROW:]
        refused = len(last) == IN_A_ROW and all(verdict == Verdict.NOT for _at, verdict in last)
        if refused and now - last[-1][0] < MUTED_FOR:
            silent.add(key)
    return silent


def _row(one: Anomaly, now: datetime) -> dict[str, Any]:
    return {
        "day": one.day,
        "figure": one.figure,
        "unit_id": one.unit_id,
        "item": one.item,
        "value": one.value,
        "expected": one.expected,
        "low": one.low,
        "high": one.high,
        "score": one.score,
        "detail": asdict(one.reason),
        "found_at": now,
    }


def _told(row: Any) -> Anomaly:
    columns = dict(row._mapping)
    return Anomaly(reason=Reason(**columns.pop("detail")), **columns)
