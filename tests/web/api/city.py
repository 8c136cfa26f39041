"""A small city for the open interface: records with personal data in all of their fields, and keys."""

import hashlib
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Engine, insert

from dashboard.db import writing
from dashboard.feeds import FeedInfo
from dashboard.ingest import Ingest
from dashboard.keys.desk import Keys
from dashboard.models import incident, incident_event, incident_source, report, report_file
from dashboard.records import Batch, Person
from dashboard.seeding import seed_store
from dashboard.settings import Settings
from dashboard.targets import seed
from tests.dashboard.records import alarm, complaint, dossier, gauge, local, reading

NOW = local("2026-11-25 10:00")
WARD, OTHER = 1001, 1002  # ids of two wards
WARD_CODE = "25747"
FEEDS = (
    FeedInfo(name="dossiers", kind="dossiers", transport="http"),
    FeedInfo(name="1022", kind="complaints", transport="http"),
    FeedInfo(name="fire", kind="fire", transport="mqtt"),
    FeedInfo(name="flood", kind="flood", transport="mqtt"),
)
# None of these may stand in any answer.
SECRETS = (
    *("Nguyễn Văn An", "Trần Thị Bé", "Lê Văn Trực", "0901234123", "0987654321", "an@example.vn"),
    *("079085001234", "12/3 Nguyễn Trãi", "le.truc", "ghi chú mật", "106.701234", "10.775678", "anh.jpg"),
)
AN = Person(
    name="Nguyễn Văn An",
    phone="0901234123",
    email="an@example.vn",
    id_number="079085001234",
    address="12/3 Nguyễn Trãi",
)


def fill(store: Engine, settings: Settings, now: datetime = NOW) -> None:
    """Records up to `now`; the feed "fire" has been silent for two hours."""
    with writing(store) as connection:
        seed_store(connection)
        seed(connection, now)
    ingest = Ingest(store, settings, FEEDS)
    ingest.store(Batch(feed="dossiers", records=[_dossier(n, now) for n in range(6)], heard=1), now)
    ingest.store(Batch(feed="1022", records=complaints(now), heard=1), now)
    fire = alarm(
        "A1",
        at=f"{now - timedelta(hours=2):%Y-%m-%d %H:%M}",
        title="Cháy nhà Nguyễn Văn An 0901234123",
        unit="Phường Sài Gòn",
        person=AN,
    )
    ingest.store(Batch(feed="fire", records=[fire], heard=1), now - timedelta(hours=2))
    ingest.store(Batch(feed="flood", records=[gauge()], heard=1), now)
    flood: list[Any] = [reading("g1", f"{now - timedelta(minutes=20):%Y-%m-%d %H:%M}", 0.42)]
    ingest.store(Batch(feed="flood", records=flood, heard=1), now)
    with writing(store) as connection:
        _incidents(connection, now)
        _reports(connection, now)


def _dossier(number: int, now: datetime) -> Any:
    at = now - timedelta(days=number)
    return dossier(
        f"H29.1-2611-{number}", at=f"{at:%Y-%m-%d %H:%M}", unit="Phường Sài Gòn", person=AN, status=4
    )


def complaints(now: datetime) -> list[Any]:
    """One a day, of two categories and two wards, open and closed."""
    made = []
    for number in range(8):
        at = now - timedelta(days=number, hours=1)
        closed = None if number % 2 else at + timedelta(minutes=50)
        made.append(
            complaint(
                f"C-{number}",
                at=f"{closed or at:%Y-%m-%d %H:%M}",
                requested_at=at,
                updated_at=closed or at,
                answered_at=closed,
                closed_at=closed,
                open=closed is None,
                category_code=("ngap", "rac")[number % 3 == 0],
                category_name=("Ngập nước", "Rác thải")[number % 3 == 0],
                description="Ông Nguyễn Văn An, 0901234123, an@example.vn: ngập sâu < 50 cm & hôi",
                status_notes="Đã gọi Trần Thị Bé 0987654321" if closed else "",
                unit=("Phường Sài Gòn", "Phường Bến Thành")[number % 2],
                lat=10.775678,
                lon=106.701234,
                channel="app",
                media_url="https://supplier.example.vn/anh.jpg",
                person=AN,
            )
        )
    return made


def _incidents(connection: Any, now: datetime) -> None:
    """Two of people's own hand, with names wherever people write."""
    for number, unit_id in enumerate((WARD, OTHER)):
        row = {
            "id": 9001 + number,
            "kind": "fire",
            "topic": "",
            "rule": "",
            "dedup_key": f"own:{number}",
            "severity": "severe",
            "gravity": 3,
            "state": "resolved",
            "unit_id": unit_id,
            "subject": "Cháy nhà Nguyễn Văn An 0901234123",
            "place": "12/3 Nguyễn Trãi",
            "lat": 10.775678,
            "lon": 106.701234,
            "opened_by": "le.truc",
            "opened_at": now - timedelta(hours=5),
            "changed_at": now - timedelta(hours=4),
            "resolved_at": now - timedelta(hours=4),
            "cause": "electric",
            "outcome": "Lê Văn Trực: ghi chú mật",
            "search": "",
        }
        connection.execute(insert(incident).values(row))
        source = {"incident_id": row["id"], "source": "complaint", "source_id": 1, "attached_at": now}
        connection.execute(insert(incident_source).values(source | {"reason": "near 120 m"}))
        for kind, detail in (
            ("note", {"text": "ghi chú mật của Lê Văn Trực"}),
            ("assign", {"assignee": "le.truc", "assignee_name": "Lê Văn Trực"}),
            ("severity", {"from": "minor", "severity": "severe", "reason": "Trần Thị Bé gọi 0987654321"}),
            ("resolve", {"cause": "electric", "outcome": "Lê Văn Trực"}),
        ):
            step = {"incident_id": row["id"], "at": now, "kind": kind, "who": "le.truc", "detail": detail}
            connection.execute(insert(incident_event).values(step))


def _reports(connection: Any, now: datetime) -> None:
    """Of the city, of a ward, and a draft."""
    for number, (scope, issued) in enumerate((([], True), (["26740"], True), ([], False)), 1):
        body = b"%PDF-1.7 report"
        row = {
            "id": number,
            "template": "month",
            "period": "2026-10",
            "scope": scope,
            "language": "vi",
            "choices": {},
            "made_by": "le.truc",
            "made_at": now,
            "changed_by": "le.truc",
            "changed_at": now,
            "issued_by": "le.truc" if issued else "",
        }
        if issued:
            row |= {"number": f"{number}/BC-UBND", "issued_on": date(2026, 11, 5), "code": f"CODE-{number}"}
            row |= {"issued_at": now - timedelta(days=number), "document": "{}", "document_sha256": "0" * 64}
        connection.execute(insert(report).values(row))
        if issued:
            file = {"report_id": number, "format": "pdf", "name": f"BC-{number}.pdf", "size": len(body)}
            file |= {"sha256": hashlib.sha256(body).hexdigest(), "body": body}
            connection.execute(insert(report_file).values(file))


def key(keys: Keys, *scopes: str, unit_id: int = 1, per_minute: int = 6000, name: str = "test") -> str:
    """The token of a new key."""
    told = {"name": name, "unit_id": unit_id, "per_minute": per_minute}
    if scopes:
        told["scopes"] = list(scopes)
    else:
        told["scopes"] = ["figures", "kpis", "units", "feeds", "incidents", "reports", "complaints"]
    return keys.add(told, "test", NOW)
