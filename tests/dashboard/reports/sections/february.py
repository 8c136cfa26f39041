"""A small month at the counters with every edge case, put into a store; its figures are worked out by hand.

February 2026 has Tết: 14 to 22 February are not worked. Two wards, two fields.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, insert, select

from dashboard.db import writing
from dashboard.ingest import Cursor, Ingest
from dashboard.models import feed, feed_outage, rejected
from dashboard.records import Batch, Dossier, Supplement
from tests.dashboard.records import dossier, local

NOW = local("2026-03-05 10:00")
SAIGON, BEN_THANH = "Phường Sài Gòn", "Phường Bến Thành"
FIELDS = {SAIGON: "Hộ tịch", BEN_THANH: "Đất đai"}


def fill(store: Engine, ingest: Ingest) -> None:
    """Twelve dossiers; the feed was silent for half of January and for 12 hours of February."""
    ingest.store(Batch("dossiers", [*_of_saigon(), *_of_ben_thanh()], [], 1), NOW, Cursor())
    silences = [("2026-01-05 00:00", "2026-01-21 00:00"), ("2026-02-10 00:00", "2026-02-10 12:00")]
    with writing(store) as connection:
        feed_id = connection.execute(select(feed.c.id).where(feed.c.name == "dossiers")).scalar_one()
        rows = [{"feed_id": feed_id, "began_at": local(a), "ended_at": local(b)} for a, b in silences]
        connection.execute(insert(feed_outage), rows)
        at = [local("2026-02-01 00:00"), local("2026-02-28 23:59:59"), local("2026-03-01 00:00")]
        connection.execute(insert(rejected), [_turned_away(feed_id, one) for one in at])


def _of_saigon() -> list[Dossier]:
    """Received 6, resolved 5: on time 2, late 3 (supplements 2, intake 1); overdue and open 1."""
    asked = Supplement(
        requested_at=local("2026-02-03 09:00"), received_at=local("2026-02-03 11:00"),
        due_after=local("2026-02-05 17:00"),
    )  # fmt: skip
    # 5.5 working hours before Tết and 2.5 after it: due a working day later, on 25 February at 17:00
    over_tet = Supplement(requested_at=local("2026-02-13 10:00"), received_at=local("2026-02-23 10:00"))
    return [
        _told("S1", SAIGON, "2026-02-02 09:00", due="2026-02-06 17:00", end="2026-02-05 15:00"),
        _told("S2", SAIGON, "2026-02-02 09:00", due="2026-02-05 17:00", end="2026-02-09 10:00",
              supplements=(asked,)),
        _told("S3", SAIGON, "2026-02-04 09:00", due="2026-02-06 17:00", end="2026-02-09 10:00",
              submitted_at=local("2026-02-02 08:00")),
        _told("S4", SAIGON, "2026-02-13 09:00", due="2026-02-24 17:00", end="2026-02-26 16:00",
              supplements=(over_tet,)),
        _told("S5", SAIGON, "2026-02-02 09:00", due="2026-02-10 17:00", status=4),
        # the first and the last second of the month
        _told("S6", SAIGON, "2026-02-01 00:00:00", due="2026-03-02 17:00", end="2026-02-28 23:59:59"),
    ]  # fmt: skip


def _of_ben_thanh() -> list[Dossier]:
    """Received 4, resolved 2: one late in its own work, one without a due time; overdue 1, open 2."""
    first = Supplement(
        requested_at=local("2026-02-04 09:00"), received_at=local("2026-02-05 10:00"),
        due_after=local("2026-02-12 17:00"),
    )  # fmt: skip
    second = Supplement(requested_at=local("2026-02-09 15:00"))
    return [
        _told("B1", BEN_THANH, "2026-02-02 09:00", due="2026-02-05 17:00", end="2026-02-06 09:00"),
        _told("B2", BEN_THANH, "2026-02-03 09:00", end="2026-02-04 09:00", status=7),  # withdrawn
        _told("B3", BEN_THANH, "2026-02-03 09:00", end="2026-02-10 09:00"),  # no due time
        _told("B4", BEN_THANH, "2026-02-02 09:00", due="2026-02-12 17:00", status=5,
              supplements=(first, second)),
        # received in January's last second, ended in March's first: only open at February's end
        _told("B5", BEN_THANH, "2026-01-31 23:59:59", due="2026-03-31 17:00", end="2026-03-01 00:00:00"),
    ]  # fmt: skip


def _told(number: str, unit: str, at: str, *, due: str = "", end: str = "", **more: Any) -> Dossier:
    filled: dict[str, Any] = {
        "unit": unit,
        "status": 9,
        "channel": 2 if number == "S1" else 1,
        "field_code": FIELDS[unit],
        "field_name": FIELDS[unit],
        "due_at": local(due) if due else None,
        "finished_at": local(end) if end else None,
    }
    return dossier(number, at=at, **(filled | more))


def _turned_away(feed_id: int, at: datetime) -> dict[str, Any]:
    mended = at + timedelta(days=1) if at < local("2026-02-02 00:00") else None
    return {
        "feed_id": feed_id, "received_at": at, "reason": "invalid", "detail": "", "body": b"{}",
        "replayed_at": mended,
    }  # fmt: skip
