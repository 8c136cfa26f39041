"""A store with a million incidents of three years, a few thousand of them open, filled in bulk.

`python -m benchmarks.fill_incidents STORE_URL [INCIDENTS]` fills one by hand.
"""

import random
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, func, insert, select, text

from benchmarks.fill import settle
from dashboard import db
from dashboard.db import reading, writing
from dashboard.desk.filters import GRAVITY
from dashboard.incidents import search_words
from dashboard.models import account, incident
from dashboard.seeding import seed_store
from dashboard.units import FIRST_WARD_ID

FULL, QUICK, OPEN, OFFICERS = 1_000_000, 50_000, 5_000, 40
_DAYS, _CHUNK, _WARDS = 1096, 10_000, 168
_KINDS = {"flood": 30, "complaint": 30, "mute": 20, "camera": 10, "fire": 6, "backlog": 2, "alert": 1}
_SEVERITIES = {"minor": 40, "moderate": 40, "severe": 15, "extreme": 3, "unknown": 2}
_STREETS = [
    "Nguyễn Hữu Cảnh",
    "Lê Lợi",
    "Trần Hưng Đạo",
    "Huỳnh Tấn Phát",
    "Calmette",
    "Bình Quới",
    "Trần Xuân Soạn",
    "Lê Văn Lương",
    "Đào Sư Tích",
    "Phạm Hữu Lầu",
    "Nguyễn Bình",
    "Quốc lộ 50",
    "Nguyễn Văn Hưởng",
    "Võ Nguyên Giáp",
    "Mai Chí Thọ",
    "Cách Mạng Tháng Tám",
    "Điện Biên Phủ",
    "Nguyễn Thị Minh Khai",
    "Phan Xích Long",
    "Tô Ngọc Vân",
    "Kha Vạn Cân",
    "Âu Cơ",
]
_WHAT = {
    "flood": "Ngập đường",
    "complaint": "Phản ánh hạ tầng đường",
    "mute": "Camera mất tín hiệu",
    "camera": "Ùn tắc giao thông",
    "fire": "Báo cháy chung cư",
    "backlog": "Hồ sơ trễ hạn",
    "alert": "Cảnh báo mưa lớn",
}


def fill(store: Engine, size: int, now: datetime) -> None:
    """So many, the newest last; one source and two steps each."""
    db.migrate(store)
    with writing(store) as connection:
        seed_store(connection)
        connection.execute(insert(account), [_officer(number, now) for number in range(OFFICERS)])
    triggers = _without_triggers(store)
    chunk: list[dict[str, Any]] = []
    for one in _incidents(size, now):
        chunk.append(one)
        if len(chunk) == _CHUNK or one["id"] == size:
            with writing(store) as connection:
                connection.execute(insert(incident), chunk)
                if triggers:
                    _index(connection, chunk)
            chunk = []
    with writing(store) as connection:
        for trigger in triggers:
            connection.exec_driver_sql(trigger)
        for statement in _REST:
            connection.execute(text(statement))
        if store.dialect.name == "postgresql":
            connection.execute(text(f"SELECT setval('incident_id_seq', {size})"))
    settle(store)


_REST = (
    "INSERT INTO incident_key (incident_id, dedup_key, open)"
    " SELECT id, dedup_key, resolved_at IS NULL FROM incident",
    "INSERT INTO incident_source (incident_id, source, source_id, attached_at, reason, dedup_key)"
    " SELECT id, 'gauge', 1 + id % 200, opened_at, '', dedup_key FROM incident",
    "INSERT INTO incident_event (incident_id, at, kind, who, detail)"
    " SELECT id, opened_at, 'triggered', 'program', '{}' FROM incident",
    "INSERT INTO incident_event (incident_id, at, kind, who, detail)"
    " SELECT id, resolved_at, 'resolve', 'officer1', '{}' FROM incident WHERE resolved_at IS NOT NULL",
)


def _officer(number: int, now: datetime) -> dict[str, Any]:
    return {
        "name": f"officer{number}",
        "full_name": f"Nguyễn Văn {number}",
        "role": "officer",
        "unit_id": 1,
        "may_unmask": False,
        "must_change": False,
        "created_at": now,
    }


def _incidents(size: int, now: datetime) -> Iterator[dict[str, Any]]:
    rng = random.Random(766)
    kinds = rng.choices(list(_KINDS), list(_KINDS.values()), k=size)
    severities = rng.choices(list(_SEVERITIES), list(_SEVERITIES.values()), k=size)
    step = timedelta(days=_DAYS) / size
    for number in range(1, size + 1):
        opened_at = now - step * (size - number)
        is_open = number > size - OPEN
        street, ward = rng.choice(_STREETS), rng.randrange(_WARDS)
        subject = f"{_WHAT[kinds[number - 1]]} {street} {rng.randrange(1, 400)}"
        unit_id, severity = FIRST_WARD_ID + ward, severities[number - 1]
        ended_at = opened_at + timedelta(minutes=rng.randrange(10, 600))
        state = rng.choice(("triggered", "acknowledged", "dispatched", "arrived"))
        words = {"subject": subject, "place": street, "unit_id": unit_id}
        yield {
            "id": number,
            "kind": kinds[number - 1],
            "rule": kinds[number - 1],
            "dedup_key": f"bench:{number}",
            "severity": severity,
            "gravity": GRAVITY[severity],
            "state": state if is_open else ("resolved" if number % 20 == 0 else "closed"),
            "subject": subject,
            "place": street,
            "search": search_words(incident_id=number, kind=kinds[number - 1], **words),  # type: ignore[arg-type]
            "unit_id": unit_id,
            "lat": 10.6 + rng.random() / 3,
            "lon": 106.5 + rng.random() / 3,
            "opened_at": opened_at,
            "changed_at": opened_at if is_open else ended_at,
            "opened_by": "program",
            "acknowledged_at": None if is_open and state == "triggered" else opened_at,
            "resolved_at": None if is_open else ended_at,
            "due_at": now + timedelta(minutes=rng.randrange(-60, 240)) if is_open else None,
            "assignee_id": 1 + rng.randrange(OFFICERS) if rng.random() < 0.5 else None,
            "cause": "" if is_open else "other",
        }


def _without_triggers(store: Engine) -> list[str]:
    """Words are indexed in bulk here: SQLite's triggers are taken away, to be set up again later."""
    if store.dialect.name != "sqlite":
        return []
    with writing(store) as connection:
        found = connection.exec_driver_sql(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'incident_words%'"
        ).all()
        for name, _ in found:
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
    return [sql for _, sql in found]


def _index(connection: Connection, chunk: list[dict[str, Any]]) -> None:
    rows = [(one["id"], " ".join(map(_beginnings, one["search"].split()))) for one in chunk]
    connection.exec_driver_sql("INSERT INTO incident_words (rowid, words) VALUES (?, ?)", rows)


_known: dict[str, str] = {}


def _beginnings(word: str) -> str:
    if word not in _known:
        _known[word] = " ".join(word[:length] for length in range(1, min(len(word), 16) + 1))
    return _known[word]


def is_filled(store: Engine, size: int) -> bool:
    """Whether a store that was kept holds what is wanted."""
    db.migrate(store)
    with reading(store) as connection:
        return connection.execute(select(func.max(incident.c.id))).scalar() == size


if __name__ == "__main__":
    fill(db.engine(sys.argv[1]), int(sys.argv[2]) if sys.argv[2:] else FULL, datetime.now(UTC))
