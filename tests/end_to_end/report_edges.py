"""Records of October's last second and of November's first, and what the reports of both months say.

`python -m tests.end_to_end.report_edges STORE_URL` tells them to an empty store and writes what the months
come to as JSON: run by the test in zones of their own.
"""

import json
import sys
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, insert

from dashboard import db, flood_minutes
from dashboard.ingest import Cursor, Ingest
from dashboard.models import incident
from dashboard.records import Batch, Record
from dashboard.reports.document import HeatChart, Section
from dashboard.reports.sections import CHAPTERS
from dashboard.settings import Settings
from dashboard.views import KpiReader
from tests.dashboard.conftest import FEEDS
from tests.dashboard.records import alarm, camera_event, complaint, dossier, gauge, local, reading
from tests.dashboard.reports.asking import wanted
from tests.dashboard.reports.reading_tables import cells, table, titles

EDGES = ("2025-10-31 23:59:59", "2025-11-01 00:00:00")
MONTHS = ("2025-10", "2025-11")
NOW = local("2025-12-05 08:00")
UNIT = "Phường Bến Thành"


def tell(store: Engine, settings: Settings) -> None:
    """One of every kind at each edge; all at once, long after."""
    db.migrate(store)
    ingest = Ingest(store, settings, FEEDS)
    told: dict[str, list[Record]] = {"dossiers": [], "complaints": [], "fire": [], "flood": [], "cameras": []}
    told["flood"].append(gauge("g1", unit=UNIT))
    for number, at in enumerate(EDGES):
        moment = local(at)
        told["dossiers"] += [
            dossier(f"received-{number}", at=at, unit=UNIT),
            dossier(f"resolved-{number}", at=at, unit=UNIT, status=9, accepted_at=local("2025-09-15 08:00"),
                    due_at=local("2025-12-01 08:00"), finished_at=moment),
        ]  # fmt: skip
        told["complaints"] += [
            complaint(f"received-{number}", at=at, unit=UNIT, answered_at=local("2025-12-01 08:00")),
            complaint(f"answered-{number}", at="2025-09-15 08:00", unit=UNIT, answered_at=moment),
        ]
        told["fire"].append(alarm(f"fire-{number}", at=at, unit=UNIT))
        told["cameras"].append(camera_event(f"event-{number}", at=at))
        told["flood"].append(reading("g1", at, 0.2 + number / 10))
    for feed, records in told.items():
        ingest.store(Batch(feed, records, [], 1), NOW, Cursor())
    flood_minutes.update(store, settings, NOW)
    with db.writing(store) as connection:
        connection.execute(insert(incident), [_incident(at) for at in EDGES])


def _incident(at: str) -> dict[str, Any]:
    moment: datetime = local(at)
    return {
        "kind": "fire", "dedup_key": at, "severity": "severe", "state": "closed", "unit_id": 1,
        "opened_at": moment, "changed_at": moment, "resolved_at": moment,
    }  # fmt: skip


def numbers(store: Engine, settings: Settings) -> dict[str, dict[str, Any]]:
    """By month, what each kind came to."""
    reader = KpiReader(store, settings)
    made: dict[str, dict[str, Any]] = {}
    for month in MONTHS:
        asked = wanted(store, settings, month, NOW, reader=reader)
        sections = {chapter.key: chapter.build(asked) for chapter in CHAPTERS if chapter.key in _READ}
        made[month] = {name: value for section in sections.values() for name, value in _told(section).items()}
    return made


_READ = ("one_stop", "complaints", "incidents", "fire", "flood", "cameras")


def _told(section: Section) -> dict[str, Any]:
    def first(key: str, *names: str) -> dict[str, Any]:
        line = dict(
            zip(titles(section, key), [cell.value for cell in table(section, key).rows[0][1:]], strict=True)
        )
        return {f"{section.key} {name}": line[name] for name in names}

    match section.key:
        case "one_stop":
            return first("fields", "received", "resolved", "on_time")
        case "complaints":
            (heat,) = (part for part in section.parts if isinstance(part, HeatChart))
            days = {day.day.isoformat(): day.value for day in heat.days if day.value}
            by_category = next(iter(cells(section, "complaints_by_category").values()))[:2]
            kept = first("complaints", "complaints_received", "complaints_answer_hours_denominator")
            return kept | {"complaint days": days, "complaint records": by_category}
        case "incidents":
            return first("incidents", "opened", "resolved", "open")
        case "fire":
            return first("fire", "fire_alarms")
        case "flood":
            peak = next(iter(cells(section, "flood_points").values()))[-1]
            return first("flood", "flood_point_days_1", "flood_worst") | {"flood point": peak}
        case _:
            return first("cameras", "camera_events")


if __name__ == "__main__":
    made_at, chosen = db.engine(sys.argv[1]), Settings(_env_file=None)
    tell(made_at, chosen)
    sys.stdout.write(json.dumps(numbers(made_at, chosen)))
    made_at.dispose()
