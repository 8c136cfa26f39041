"""The clock's job: who did not acknowledge, who forgot, what fell silent."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, update

from dashboard.db import reading as reading_store
from dashboard.db import writing
from dashboard.desk.sources import sources as desk_sources
from dashboard.feeds import FeedInfo
from dashboard.incidents import overdue
from dashboard.ingest import Ingest
from dashboard.models import incident
from dashboard.records import Device, DeviceKind, DeviceStatus, Health
from dashboard.rules import rule_file
from dashboard.settings import Settings
from tests.dashboard.conftest import FEEDS
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
    tuned,
)
from tests.dashboard.records import alarm, dossier, gauge, local, reading

MINUTE = timedelta(minutes=1)


def a_fire(ingest: Ingest) -> None:
    put(ingest, "fire", alarm(at="2025-11-05 12:00"))


def acknowledged(store: Engine) -> None:
    with writing(store) as connection:
        connection.execute(
            update(incident).values(
                state="acknowledged",
                acknowledged_at=NOW + MINUTE,
                wake_at=NOW + 6 * MINUTE,
                version=incident.c.version + 1,
            )
        )


def test_what_nobody_acknowledges_goes_to_the_next_role_each_time(
    ingest: Ingest, store: Engine, settings: Settings
) -> None:
    a_fire(ingest)
    tick(store, settings, NOW + 2 * MINUTE - timedelta(seconds=1))
    assert timeline(store) == ["triggered"]
    tick(store, settings, NOW + 2 * MINUTE)
    tick(store, settings, NOW + 3 * MINUTE)
    (only,) = incidents(store)
    assert (only.escalated, only.wake_at, only.due_at) == (1, NOW + 4 * MINUTE, NOW + 2 * MINUTE)
    assert steps(store)[-1].detail == {"role": "leader", "escalated": 1}
    tick(store, settings, NOW + 4 * MINUTE)
    tick(store, settings, NOW + 60 * MINUTE)  # nobody is left to be told
    (only,) = incidents(store)
    assert (only.escalated, only.wake_at, only.version) == (2, None, 3)
    assert timeline(store) == ["triggered", "overdue", "overdue"]


def test_an_acknowledgement_that_is_forgotten_comes_back(
    ingest: Ingest, store: Engine, settings: Settings
) -> None:
    a_fire(ingest)
    acknowledged(store)
    tick(store, settings, NOW + 6 * MINUTE - timedelta(seconds=1))
    assert timeline(store) == ["triggered"]
    tick(store, settings, NOW + 6 * MINUTE)
    (only,) = incidents(store)
    assert (only.state, only.acknowledged_at, only.escalated) == ("triggered", None, 0)
    assert (only.due_at, only.wake_at) == (NOW + 8 * MINUTE, NOW + 8 * MINUTE)
    tick(store, settings, NOW + 8 * MINUTE)
    assert timeline(store) == ["triggered", "expired", "overdue"]


def test_one_that_has_been_sent_for_does_not_expire(
    ingest: Ingest, store: Engine, settings: Settings
) -> None:
    a_fire(ingest)
    acknowledged(store)
    with writing(store) as connection:
        connection.execute(update(incident).values(state="dispatched", dispatched_at=NOW + 2 * MINUTE))
    tick(store, settings, NOW + 10 * MINUTE)
    (only,) = incidents(store)
    assert (only.state, only.wake_at) == ("dispatched", None)
    assert timeline(store) == ["triggered"]


def test_the_clock_gives_way_to_a_person_who_was_faster(ingest: Ingest, store: Engine) -> None:
    a_fire(ingest)
    rules, later = rule_file.read(), NOW + 2 * MINUTE
    with writing(store) as connection:
        rows = overdue.due(connection, later)
    acknowledged(store)
    with writing(store) as connection:
        assert overdue.wake(connection, rows, rules, later) == []
    (only,) = incidents(store)
    assert (only.state, only.escalated) == ("acknowledged", 0)


def test_an_incident_whose_devices_are_all_mute_is_unknown_until_one_speaks(
    ingest: Ingest, store: Engine, settings: Settings
) -> None:
    devices = gauge("g1", period=60.0, **north(0)), gauge("g2", period=300.0, **north(100))
    put(ingest, "flood", *devices, reading("g1", "2025-11-05 12:00", 0.35))
    put(ingest, "flood", reading("g2", "2025-11-05 12:00", 0.35))
    tick(store, settings, NOW + 2 * MINUTE)  # g1 is mute, g2 is not
    assert incidents(store)[0].unknown_at is None
    tick(store, settings, NOW + 6 * MINUTE)
    tick(store, settings, NOW + 7 * MINUTE)
    (only,) = incidents(store)
    assert (only.unknown_at, only.resolved_at) == (NOW + 6 * MINUTE, None)
    put(ingest, "flood", reading("g1", "2025-11-05 12:08", 0.35), now=NOW + 8 * MINUTE)
    tick(store, settings, NOW + 8 * MINUTE)
    assert incidents(store)[0].unknown_at is None
    assert timeline(store) == ["triggered", "joined", "unknown", "known"]


def camera(name: str, **told: Any) -> Device:
    return Device(external_id=name, kind=DeviceKind.CAMERA, name=name, period=60.0, **told)


def alive(name: str, at: str) -> DeviceStatus:
    return DeviceStatus(device_id=name, kind=DeviceKind.CAMERA, observed_at=local(at), health=Health.ONLINE)


CAMERAS = tuple(f"c{number}" for number in range(60))


def heard(ingest: Ingest, names: tuple[str, ...], at: str) -> None:
    put(ingest, "cameras", *(alive(name, at) for name in names), now=local(at))


def test_a_camera_mute_for_longer_than_it_may_opens_and_its_return_closes(
    ingest: Ingest, store: Engine, settings: Settings
) -> None:
    put(ingest, "cameras", camera("c0", **north(0)), camera("c1", **north(5000)))
    heard(ingest, ("c0", "c1"), "2025-11-05 12:00")
    heard(ingest, ("c1",), "2025-11-05 12:14")
    tick(store, settings, local("2025-11-05 12:14:59"))
    assert incidents(store) == []
    tick(store, settings, local("2025-11-05 12:15"))
    tick(store, settings, local("2025-11-05 12:15:05"))
    (only,) = incidents(store)
    assert (only.kind, only.subject, only.severity, only.version) == ("mute", "c0", "minor", 1)
    heard(ingest, ("c0",), "2025-11-05 12:20")
    tick(store, settings, local("2025-11-05 12:20:05"))
    (only,) = incidents(store)
    assert (only.state, only.resolved_at) == ("closed", local("2025-11-05 12:20:05"))
    assert (only.cause, only.closed_at, only.due_at) == ("recovered", only.resolved_at, None)
    assert timeline(store) == ["triggered", "closing_proposed", "resolve"]
    assert open_keys(store) == set()


def test_a_whole_feed_that_falls_silent_is_one_incident(
    ingest: Ingest, store: Engine, settings: Settings
) -> None:
    put(ingest, "cameras", *(camera(name, **north(1000.0 * at)) for at, name in enumerate(CAMERAS)))
    for at, name in enumerate(CAMERAS):
        heard(ingest, (name,), f"2025-11-05 12:00:{at:02}")  # each at its own second
    for seconds in range(0, 3600, 30):
        tick(store, settings, NOW + timedelta(seconds=seconds))
    (only,) = incidents(store)
    assert (only.dedup_key, only.severity) == ("mute:feed:cameras", "severe")
    assert len(sources(store)) == 61  # the feed and each camera: none is lost
    tick(store, settings, NOW + timedelta(hours=2))
    assert incidents(store)[0].resolved_at is None  # silence closes nothing
    heard(ingest, CAMERAS, "2025-11-05 14:30")
    tick(store, settings, local("2025-11-05 14:30:05"))
    assert incidents(store)[0].state == "closed"


def test_many_of_a_feed_that_still_speaks_are_one_incident_too(
    ingest: Ingest, store: Engine, settings: Settings
) -> None:
    put(ingest, "cameras", *(camera(name, **north(1000.0 * at)) for at, name in enumerate(CAMERAS)))
    heard(ingest, CAMERAS, "2025-11-05 12:00")
    heard(ingest, CAMERAS[:20], "2025-11-05 12:15")
    tick(store, settings, local("2025-11-05 12:15:30"))
    (only,) = incidents(store)
    assert (only.severity, only.value, len(sources(store))) == ("minor", 40, 41)


def test_a_backlog_over_its_limit_opens_and_goes_once_it_is_worked_off(store: Engine, tmp_path: Path) -> None:
    settings = tuned(tmp_path, '[rule.backlog]\nlimit = 9\nlimits = { "26740" = 3 }\nback = 0.7\n')
    ingest = Ingest(store, settings, FEEDS)
    late: dict[str, Any] = {"unit": "Phường Sài Gòn", "due_at": local("2025-11-05 11:00")}
    numbers = [f"H29.1-251105-000{number}" for number in range(3)]
    put(ingest, "dossiers", *(dossier(number, **late) for number in numbers[:2]))
    tick(store, settings, NOW)
    assert incidents(store) == []
    put(ingest, "dossiers", dossier(numbers[2], **late))
    tick(store, settings, NOW)
    (only,) = incidents(store)
    assert (only.kind, only.value, only.subject) == ("backlog", 3, "Phường Sài Gòn")
    done: dict[str, Any] = {"status": 9, "finished_at": local("2025-11-05 11:55"), "at": "2025-11-05 11:55"}
    put(ingest, "dossiers", dossier(numbers[0], **late, **done))
    tick(store, settings, NOW + MINUTE)
    assert incidents(store)[0].state == "closed"


def test_a_feed_that_no_file_names_any_more_is_not_missed(store: Engine, settings: Settings) -> None:
    old = FeedInfo(name="old", kind="cameras", transport="mqtt")
    put(Ingest(store, settings, (old,)), "old", camera("c0"))
    with writing(store) as connection:
        connection.exec_driver_sql("UPDATE feed SET active = false")
    tick(store, settings, NOW + timedelta(hours=1))
    assert incidents(store) == []


def test_the_desk_names_the_feed_that_is_silent(ingest: Ingest, store: Engine, settings: Settings) -> None:
    put(ingest, "cameras", camera("c0"))
    heard(ingest, ("c0",), "2025-11-05 12:00")
    tick(store, settings, local("2025-11-05 13:00"))
    with reading_store(store) as connection:
        told = desk_sources(connection, 1, "", local("2025-11-05 13:00"))
    assert [(one.source, one.title) for one in told] == [("device", "c0"), ("feed", "cameras")]
