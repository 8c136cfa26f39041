"""The report on cameras: days, kinds, hours offline."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, insert

from dashboard.db import writing
from dashboard.ingest import Cursor, Ingest
from dashboard.models import device, incident, incident_source
from dashboard.records import Batch
from dashboard.reports.document import LineChart, Section
from dashboard.reports.sections import cameras
from dashboard.settings import Settings
from dashboard.tally import put, touch
from dashboard.units import seed_units
from tests.dashboard.records import camera_event, local
from tests.dashboard.reports.asking import wanted
from tests.dashboard.reports.reading_tables import cells, sentences

NOW = local("2025-11-20 10:00")
WARD = 1001


def built(store: Engine, settings: Settings) -> Section:
    return cameras.build(wanted(store, settings, "2025-10", NOW))


def sampled(store: Engine, day: date, online: float, known: float) -> None:
    """As the clock's job keeps a day's last look."""
    with writing(store) as connection:
        put(connection, {(day, "cameras_online", WARD): online, (day, "cameras_known", WARD): known})
        touch(connection, {(day, "cameras_online"), (day, "cameras_known")})


@pytest.mark.usefixtures("ingest")
def test_the_share_online_is_drawn_by_day_with_a_gap_where_nobody_looked(
    store: Engine, settings: Settings
) -> None:
    sampled(store, date(2025, 10, 1), 3, 4)
    sampled(store, date(2025, 10, 3), 1, 4)
    section = built(store, settings)
    (chart,) = (part for part in section.parts if isinstance(part, LineChart))
    assert chart.series[0].values[:4] == (75.0, None, 25.0, None)
    assert len(chart.series[0].values) == 31
    said = sentences(section)
    assert "Tỷ lệ camera hoạt động bình quân cuối các ngày trong tháng 10 năm 2025: 50,0 %." in said


def test_events_stand_by_kind_with_the_false_ones_apart(
    store: Engine, settings: Settings, ingest: Ingest
) -> None:
    told = [
        camera_event("1", at="2025-10-05 08:00", kind="crowd"),
        camera_event("2", at="2025-10-05 09:00", kind="crowd"),
        camera_event("3", at="2025-10-05 10:00", kind="crowd", false_positive=True),
        camera_event("4", at="2025-10-05 10:00", kind="jam"),
        camera_event("5", at="2025-11-01 00:00", kind="jam"),
    ]
    ingest.store(Batch("cameras", list(told), [], 1), NOW, Cursor())
    assert cells(built(store, settings), "camera_kinds") == {
        "Tất cả": [3, 1, 25.0],
        "crowd": [2, 1, pytest.approx(100 / 3)],
        "jam": [1, 0, 0.0],
    }


@pytest.mark.usefixtures("ingest")
def test_hours_offline_are_those_of_the_incidents_of_silence_within_the_period(
    store: Engine, settings: Settings
) -> None:
    with writing(store) as connection:
        connection.execute(insert(device), [_device(1, "Bến Thành 1"), _device(2, "Bến Thành 2")])
        connection.execute(
            insert(incident),
            [
                _mute(1, "2025-10-05 08:00", "2025-10-05 10:00"),  # 2 h
                _mute(2, "2025-09-30 20:00", "2025-10-01 06:00"),  # 6 h of October
                _mute(3, "2025-10-31 18:00", None),  # 6 h of October, open since
                _mute(4, "2025-11-02 08:00", "2025-11-02 09:00"),  # none
            ],
        )
        of = {1: 1, 2: 1, 3: 2, 4: 2}
        connection.execute(insert(incident_source), [_source(*pair) for pair in of.items()])
    assert cells(built(store, settings), "cameras_offline") == {
        "2 camera": [None, 3, 14.0],
        "Bến Thành 1": ["Phường Sài Gòn", 2, 8.0],
        "Bến Thành 2": ["Phường Sài Gòn", 1, 6.0],
    }


def _device(number: int, name: str) -> dict[str, Any]:
    return {
        "id": number, "feed_id": 3, "external_id": f"c{number}", "kind": "camera", "name": name,
        "unit_id": _saigon(), "approximate": False, "period": 60.0, "alarm_levels": [],
    }  # fmt: skip


def _saigon() -> int:
    return next(unit.id for unit in seed_units() if unit.name == "Phường Sài Gòn")


def _mute(number: int, opened: str, ended: str | None) -> dict[str, Any]:
    return {
        "id": number, "kind": "mute", "severity": "minor", "dedup_key": f"mute:{number}", "unit_id": 1,
        "state": "resolved" if ended else "triggered",
        "opened_at": local(opened), "changed_at": local(opened),
        "resolved_at": local(ended) if ended else None,
    }  # fmt: skip


def _source(incident_id: int, device_id: int) -> dict[str, Any]:
    at = local("2025-10-05 08:00")
    return {"incident_id": incident_id, "source": "device", "source_id": device_id, "attached_at": at}
