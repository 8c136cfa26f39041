"""From records to incidents: one a cause, raised when it grows graver, never closed by the source."""

from sqlalchemy import Engine

from dashboard.ingest import Ingest
from dashboard.records import Device, DeviceKind
from tests.dashboard.incidents.by_hand import incidents, put, timeline
from tests.dashboard.records import alarm, local, reading

GAUGE = Device(
    external_id="S-07", kind=DeviceKind.GAUGE, name="Calmette", quantity="level", alarm_levels=(0.2, 0.4, 0.6)
)


def test_a_rising_gauge_opens_one_incident_and_raises_it(ingest: Ingest, store: Engine) -> None:
    put(ingest, "flood", GAUGE, reading("S-07", "2025-11-05 11:20", 0.25))
    put(ingest, "flood", reading("S-07", "2025-11-05 11:21", 0.30))
    put(ingest, "flood", reading("S-07", "2025-11-05 11:22", 0.615))
    (only,) = incidents(store)
    assert (only.dedup_key, only.severity, only.subject) == ("flood:flood:S-07", "extreme", "Calmette")
    assert only.opened_at == local("2025-11-05 11:20")
    assert timeline(store) == ["triggered", "escalated"]


def test_a_peak_between_two_looks_is_not_missed(ingest: Ingest, store: Engine) -> None:
    put(
        ingest,
        "flood",
        GAUGE,
        reading("S-07", "2025-11-05 11:22", 0.1),
        reading("S-07", "2025-11-05 11:20", 0.1),
        reading("S-07", "2025-11-05 11:21", 0.65),
    )
    (only,) = incidents(store)
    assert only.severity == "extreme"
    assert only.closing_proposed_at == local("2025-11-05 11:22")


def test_a_gauge_that_falls_proposes_closing_and_closes_nothing(ingest: Ingest, store: Engine) -> None:
    put(ingest, "flood", GAUGE, reading("S-07", "2025-11-05 11:20", 0.25))
    put(ingest, "flood", reading("S-07", "2025-11-05 11:25", 0.05))
    (only,) = incidents(store)
    assert (only.state, only.resolved_at) == ("triggered", None)
    assert only.closing_proposed_at == local("2025-11-05 11:25")
    put(ingest, "flood", reading("S-07", "2025-11-05 11:30", 0.25))  # the water comes back
    (same,) = incidents(store)
    assert same.closing_proposed_at is None
    assert timeline(store) == ["triggered", "closing_proposed", "again"]


def test_history_rings_no_bell_and_the_next_reading_does(ingest: Ingest, store: Engine) -> None:
    put(
        ingest,
        "flood",
        GAUGE,
        reading("S-07", "2025-11-05 04:00", 0.65),
        reading("S-07", "2025-11-05 10:59", 0.45),
    )
    assert incidents(store) == []
    put(ingest, "flood", reading("S-07", "2025-11-05 11:59", 0.45))
    (only,) = incidents(store)
    assert (only.severity, only.opened_at) == ("severe", local("2025-11-05 11:59"))


def test_an_old_reading_opens_nothing(ingest: Ingest, store: Engine) -> None:
    put(ingest, "flood", GAUGE, reading("S-07", "2025-11-05 11:25", 0.05))
    put(ingest, "flood", reading("S-07", "2025-11-05 11:20", 0.9))
    assert incidents(store) == []


def test_a_fire_told_three_times_is_one_incident(ingest: Ingest, store: Engine) -> None:
    for _time in range(3):
        put(ingest, "fire", alarm(title="Kho Bình Quới"))
    put(ingest, "fire", alarm(at="2025-11-05 01:51", ended_at=local("2025-11-05 01:51")))
    (only,) = incidents(store)
    assert (only.kind, only.severity, only.subject) == ("fire", "severe", "Kho Bình Quới")
    assert only.closing_proposed_at == local("2025-11-05 01:51")


def test_an_exercise_opens_nothing(ingest: Ingest, store: Engine) -> None:
    put(ingest, "fire", alarm(test=True), alarm("B", kind="fault"))
    assert incidents(store) == []
