"""What is near in place and time is one incident; what is just outside is another."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from dashboard.ingest import Ingest
from dashboard.records import Severity
from dashboard.settings import Settings
from tests.dashboard.incidents.by_hand import (
    NOW,
    incidents,
    north,
    open_keys,
    put,
    sources,
    steps,
    tick,
    timeline,
)
from tests.dashboard.records import alarm, camera_event, complaint, gauge, local, reading

FLOOD = {"category_code": "CTN", "category_name": "Cấp thoát nước, ngập nước"}


def test_a_gauge_and_the_flood_complaints_around_it_are_one_incident(ingest: Ingest, store: Engine) -> None:
    put(ingest, "flood", gauge(**north(0)), reading("g1", "2025-11-05 11:30", 0.35))
    put(ingest, "complaints", complaint("1", at="2025-11-05 11:44", **FLOOD, **north(120)))
    put(ingest, "complaints", complaint("2", at="2025-11-05 11:50", **FLOOD, **north(501)))  # too far
    put(ingest, "complaints", complaint("3", at="2025-11-05 11:50", category_code="MT", **north(10)))
    (only,) = incidents(store)
    assert (only.rule, only.version) == ("flood", 2)
    joined = steps(store)[-1]
    assert (joined.kind, joined.who, joined.detail) == (
        "joined",
        "program",
        {
            "source": "complaint",
            "source_id": sources(store)[0].source_id,
            "reason": "near",
            "metres": 120,
            "minutes": 14,
        },
    )
    assert [one.reason for one in sources(store)] == ["near 120 m 14 min", "first"]
    assert len(open_keys(store)) == 2


def test_complaints_that_lay_there_first_come_to_the_gauges_incident(ingest: Ingest, store: Engine) -> None:
    put(ingest, "complaints", complaint("1", at="2025-11-05 11:10", **FLOOD, **north(200)))
    put(ingest, "complaints", complaint("2", at="2025-11-05 10:20", **FLOOD, **north(100)))  # 70 min before
    put(ingest, "flood", gauge(**north(0)), reading("g1", "2025-11-05 11:30", 0.35))
    (only,) = incidents(store)
    assert [one.reason for one in sources(store)] == ["near 200 m 20 min", "first"]
    assert only.kind == "flood"


def test_water_that_still_stands_takes_complaints_hours_later(ingest: Ingest, store: Engine) -> None:
    put(ingest, "flood", gauge(period=60.0, **north(0)), reading("g1", "2025-11-05 11:30", 0.35))
    later = local("2025-11-05 15:00")
    put(ingest, "flood", reading("g1", "2025-11-05 15:00", 0.36), now=later)
    put(ingest, "complaints", complaint("1", at="2025-11-05 14:59", **FLOOD, **north(10)), now=later)
    assert [one.reason for one in sources(store)] == ["near 10 m 0 min", "first"]


def test_a_complaint_that_is_graver_raises_the_incident(ingest: Ingest, store: Engine) -> None:
    put(ingest, "flood", gauge(**north(0)), reading("g1", "2025-11-05 11:30", 0.20))
    put(
        ingest,
        "complaints",
        complaint("1", at="2025-11-05 11:44", description="Rò rỉ điện", **FLOOD, **north(120)),
    )
    (only,) = incidents(store)
    assert (only.severity, only.gravity) == ("severe", 3)
    assert timeline(store) == ["triggered", "joined", "escalated"]


@pytest.mark.parametrize(
    ("metres", "at", "number"),
    [
        (199.0, "2025-11-05 11:20", 1),
        (201.0, "2025-11-05 11:20", 2),
        (0.0, "2025-11-05 11:20", 1),
        (0.0, "2025-11-05 11:20:01", 2),
        (0.0, "2025-11-05 10:40", 1),  # told later, and it was before
    ],
)
def test_fires_within_200_metres_and_20_minutes_are_one(
    ingest: Ingest, store: Engine, metres: float, at: str, number: int
) -> None:
    put(ingest, "fire", alarm("a", at="2025-11-05 11:00", **north(0)))
    put(ingest, "fire", alarm("b", at=at, **north(metres)))
    assert len(incidents(store)) == number
    assert len(sources(store)) == 2


def test_without_coordinates_one_ward_is_near_and_another_is_far(ingest: Ingest, store: Engine) -> None:
    put(ingest, "fire", alarm("a", at="2025-11-05 11:00", unit="Phường Sài Gòn"))
    put(ingest, "fire", alarm("b", at="2025-11-05 11:05", unit="Phường Sài Gòn"))
    put(ingest, "fire", alarm("c", at="2025-11-05 11:05", unit="Phường Bến Thành"))
    put(ingest, "fire", alarm("d", at="2025-11-05 11:05"))  # nobody knows where: near nothing
    assert len(incidents(store)) == 3
    assert sources(store)[1].reason == "unit 5 min"


def test_a_camera_that_sees_the_fire_joins_the_alarm(ingest: Ingest, store: Engine) -> None:
    put(ingest, "fire", alarm("a", at="2025-11-05 11:50", unit="Phường Sài Gòn"))
    put(ingest, "cameras", camera_event("e", at="2025-11-05 11:55", kind="fire", score=0.9))
    assert len(incidents(store)) == 2  # a camera that stands nowhere is near nothing


def test_an_incident_that_is_over_takes_nothing_more(ingest: Ingest, store: Engine) -> None:
    put(ingest, "fire", alarm("a", at="2025-11-05 11:00", **north(0)))
    with store.begin() as connection:
        connection.exec_driver_sql("UPDATE incident SET resolved_at = opened_at, state = 'resolved'")
        connection.exec_driver_sql("UPDATE incident_key SET open = false")
    put(ingest, "fire", alarm("b", at="2025-11-05 11:05", **north(0)))
    assert len(incidents(store)) == 2


def test_one_of_two_gauges_that_falls_proposes_nothing(ingest: Ingest, store: Engine) -> None:
    put(ingest, "flood", gauge("g1", **north(0)), gauge("g2", **north(300)))
    put(ingest, "flood", reading("g1", "2025-11-05 11:30", 0.35))
    put(ingest, "flood", reading("g2", "2025-11-05 11:31", 0.35))
    put(ingest, "flood", reading("g1", "2025-11-05 11:40", 0.05))
    (only,) = incidents(store)
    assert only.closing_proposed_at is None
    put(ingest, "flood", reading("g2", "2025-11-05 11:45", 0.05))
    assert incidents(store)[0].closing_proposed_at == local("2025-11-05 11:45")


def test_a_graver_telling_shortens_the_clock(ingest: Ingest, store: Engine) -> None:
    put(ingest, "fire", alarm("a", at="2025-11-05 12:00"))
    assert incidents(store)[0].due_at == NOW + timedelta(minutes=2)
    graver = alarm("a", at="2025-11-05 12:00:30", observed_at=NOW, severity=Severity.EXTREME)
    put(ingest, "fire", graver, now=NOW + timedelta(seconds=30))
    (only,) = incidents(store)
    assert only.due_at == NOW + timedelta(minutes=1)  # of 12:00, where the alarm's own time stands


def test_words_of_what_joined_find_the_incident(ingest: Ingest, store: Engine, settings: Settings) -> None:
    put(ingest, "fire", alarm("a", at="2025-11-05 11:50", title="Chợ Bến Thành", **north(0)))
    put(ingest, "fire", alarm("b", at="2025-11-05 11:51", title="Nhà thuốc Đức Bà", **north(50)))
    tick(store, settings, NOW)
    (only,) = incidents(store)
    assert "cho ben thanh" in only.search
    assert "nha thuoc duc ba" in only.search
