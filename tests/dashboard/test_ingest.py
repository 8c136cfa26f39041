"""The one door in: what is stored, what wins, what is counted, what the feed's books say."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, select

from dashboard.db import reading as read
from dashboard.feeds import Cursor, load_cursor
from dashboard.ingest import Ingest, Source
from dashboard.models import alarm as alarms
from dashboard.models import complaint as complaints
from dashboard.models import dossier as dossiers
from dashboard.models import feed_state, gauge_day, observation, person
from dashboard.models import rejected as rejected_table
from dashboard.records import (
    Batch,
    Device,
    DeviceKind,
    Person,
    Reason,
    Record,
    Rejected,
)
from dashboard.recount import count, held
from tests.dashboard.records import CITY, alarm, complaint, dossier, local, reading

NOW = local("2025-11-05 12:00")


def put(ingest: Ingest, feed: str, *records: Record) -> None:
    ingest.store(Batch(feed, list(records), [], 1), NOW)


def test_a_message_told_twice_is_stored_once(ingest: Ingest, store: Engine) -> None:
    put(ingest, "dossiers", dossier(), dossier())
    put(ingest, "dossiers", dossier())
    with read(store) as connection:
        assert len(connection.execute(select(dossiers)).all()) == 1
        assert held(connection) == count(connection, CITY)


def test_an_older_telling_never_overwrites_a_newer_one(ingest: Ingest, store: Engine) -> None:
    finished = dossier(
        at="2025-11-05 11:00",
        status=9,
        accepted_at=local("2025-11-05 08:00"),
        finished_at=local("2025-11-05 11:00"),
    )
    put(ingest, "dossiers", finished)
    put(ingest, "dossiers", dossier(at="2025-11-05 08:00"))
    with read(store) as connection:
        assert connection.execute(select(dossiers.c.status)).scalar_one() == 9
        assert held(connection) == count(connection, CITY)


def test_of_two_equal_versions_the_later_received_holds(ingest: Ingest, store: Engine) -> None:
    put(ingest, "complaints", complaint(description="ngập"))
    put(ingest, "complaints", complaint(description="ngập sâu"))
    with read(store) as connection:
        assert connection.execute(select(complaints.c.description)).scalar_one() == "ngập sâu"


def test_one_external_id_of_two_feeds_is_two_records(ingest: Ingest, store: Engine) -> None:
    put(ingest, "complaints", complaint("1"))
    put(ingest, "dossiers", complaint("1"))
    with read(store) as connection:
        assert len(connection.execute(select(complaints)).all()) == 2


def test_personal_data_lives_apart_from_the_record(ingest: Ingest, store: Engine) -> None:
    who = Person(name="NGUYỄN VĂN A", phone="0901234123", address="12 Lê Lợi")
    put(ingest, "complaints", complaint(person=who))
    with read(store) as connection:
        kept = connection.execute(select(person)).one()
        row = connection.execute(select(complaints)).one()
    assert (kept.record, kept.record_id, kept.name) == ("complaint", row.id, "NGUYỄN VĂN A")
    assert "NGUYỄN" not in str(row)


def test_a_place_finds_its_unit_and_boston_is_kept_under_unknown(ingest: Ingest, store: Engine) -> None:
    put(
        ingest,
        "complaints",
        complaint("here", lat=10.7769, lon=106.7009),
        complaint("boston", lat=42.3587, lon=-71.0574),
    )
    with read(store) as connection:
        rows = connection.execute(select(complaints.c.external_id, complaints.c.unit_id)).all()
    units = {row.external_id: row.unit_id for row in rows}
    assert units["boston"] == 0
    assert units["here"] > 1000


def test_what_cannot_be_read_is_kept_with_its_bytes_and_counted(ingest: Ingest, store: Engine) -> None:
    bad = Rejected(reason=Reason.BAD_JSON, detail="Expecting value", body=b"{,}")
    ingest.store(Batch("cameras", [], [bad], 1), NOW, source=Source("frigate/events", "application/json"))
    with read(store) as connection:
        row = connection.execute(select(rejected_table)).one()
        state = connection.execute(select(feed_state)).one()
    assert (row.body, row.topic, row.reason) == (b"{,}", "frigate/events", "bad_json")
    assert (state.rejected, state.messages, state.records) == (1, 1, 0)
    assert state.spoke_at is None  # garbage is no sign of life


def test_an_empty_answer_keeps_an_http_feed_alive(ingest: Ingest, store: Engine) -> None:
    ingest.store(Batch("dossiers", [], [], 1), NOW)
    with read(store) as connection:
        state = connection.execute(select(feed_state)).one()
    assert (state.spoke_at, state.data_at) == (NOW, None)


def test_what_no_poll_brought_is_no_sign_of_an_http_feeds_life(ingest: Ingest, store: Engine) -> None:
    ingest.store(Batch("dossiers", [dossier()], [], 0), NOW)  # replayed after a mend
    with read(store) as connection:
        assert connection.execute(select(feed_state.c.spoke_at)).scalar_one() is None


def test_an_mqtt_feed_is_as_fresh_as_its_newest_reading(ingest: Ingest, store: Engine) -> None:
    put(ingest, "flood", reading("S-07", "2025-11-05 11:40", 0.1))  # a retained message of 20 minutes ago
    put(ingest, "flood", reading("S-07", "2025-11-05 11:30", 0.1))
    with read(store) as connection:
        state = connection.execute(select(feed_state)).one()
    assert state.spoke_at == local("2025-11-05 11:40")
    assert state.silent_at == local("2025-11-05 11:43")


def test_a_clock_that_is_ahead_keeps_no_feed_alive(ingest: Ingest, store: Engine) -> None:
    put(ingest, "flood", reading("S-07", "2025-11-05 20:00", 0.1))
    with read(store) as connection:
        assert connection.execute(select(feed_state.c.spoke_at)).scalar_one() == NOW


def test_the_days_peak_follows_the_readings_and_their_corrections(ingest: Ingest, store: Engine) -> None:
    gauge = Device(external_id="S-07", kind=DeviceKind.GAUGE, quantity="level", alarm_levels=(0.2, 0.4, 0.6))
    put(
        ingest,
        "flood",
        gauge,
        reading("S-07", "2025-11-05 10:00", 0.65),
        reading("S-07", "2025-11-05 10:01", 0.3),
    )
    with read(store) as connection:
        assert connection.execute(select(gauge_day.c.peak, gauge_day.c.level)).one() == (0.65, 3)
    put(ingest, "flood", reading("S-07", "2025-11-05 10:00", 0.25))  # the source corrects itself
    with read(store) as connection:
        assert connection.execute(select(gauge_day.c.peak, gauge_day.c.level)).one() == (0.3, 1)
        assert len(connection.execute(select(observation)).all()) == 2
        assert held(connection) == count(connection, CITY)


def test_a_station_that_told_rain_first_loses_neither_rain_nor_level(ingest: Ingest, store: Engine) -> None:
    put(ingest, "flood", reading("S-07", "2025-11-05 10:00", 0.4, "rain"))
    put(ingest, "flood", reading("S-07", "2025-11-05 10:00", 1.5, "level"))
    with read(store) as connection:
        rows = connection.execute(select(observation.c.quantity, observation.c.value)).all()
    assert sorted((row.quantity, row.value) for row in rows) == [("level", 1.5), ("rain", 0.4)]


def test_a_fires_stages_are_merged_whatever_their_order(ingest: Ingest, store: Engine) -> None:
    arrived = alarm(
        at="2025-11-05 01:01", observed_at=local("2025-11-05 01:01"), arrived_at=local("2025-11-05 01:01")
    )
    detected = alarm(title="Kho Bình Quới", lat=10.82, lon=106.73)
    put(ingest, "fire", arrived)
    put(ingest, "fire", detected)
    with read(store) as connection:
        row = connection.execute(select(alarms)).one()
        assert held(connection) == count(connection, CITY)
    assert (row.observed_at, row.arrived_at) == (local("2025-11-05 00:53"), local("2025-11-05 01:01"))
    assert (row.title, row.lat) == ("Kho Bình Quới", 10.82)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_cancelled_alert_is_ended_even_if_the_cancel_comes_first(
    ingest: Ingest, store: Engine, order: tuple[int, int]
) -> None:
    told = (
        alarm("a"),
        alarm("b", at="2025-11-05 02:00", kind="alert", replaces=("a",), ended_at=local("2025-11-05 02:00")),
    )
    for number in order:
        put(ingest, "fire", told[number])
    with read(store) as connection:
        rows = connection.execute(select(alarms.c.external_id, alarms.c.ended_at)).all()
        ended = {row.external_id: row.ended_at for row in rows}
        assert held(connection) == count(connection, CITY)
    assert ended == {"a": local("2025-11-05 02:00"), "b": local("2025-11-05 02:00")}


def test_the_cursor_is_stored_with_the_records(ingest: Ingest, store: Engine) -> None:
    assert load_cursor(store, "dossiers") == Cursor()
    cursor = Cursor(since=NOW - timedelta(minutes=1), etag='"abc"')
    ingest.store(Batch("dossiers", [dossier()], [], 1), NOW, cursor)
    assert load_cursor(store, "dossiers") == cursor


def test_a_record_that_the_store_refuses_costs_only_itself(ingest: Ingest, store: Engine) -> None:
    told = [dossier(f"d{number}") for number in range(5)]
    told[3] = dossier("bad", applicant_type=2**80)
    stored = ingest.store(Batch("dossiers", [*told], [], 5), NOW, Cursor(etag="x"))
    with read(store) as connection:
        kept = connection.execute(select(dossiers.c.external_id).order_by(dossiers.c.external_id))
        assert kept.scalars().all() == ["d0", "d1", "d2", "d4"]
        assert connection.execute(select(rejected_table.c.reason)).scalars().all() == ["refused_by_store"]
        assert connection.execute(select(feed_state.c.messages)).scalar_one() == 5
        assert held(connection) == count(connection, CITY)
    assert (stored.records, stored.rejected) == (4, 1)
    assert load_cursor(store, "dossiers").etag == "x"


def test_a_rejection_delivered_again_is_kept_once_but_a_repeated_one_twice(
    ingest: Ingest, store: Engine
) -> None:
    def told(body: bytes, again: bool = False) -> Rejected:
        return Rejected(reason=Reason.BAD_JSON, detail="no JSON", body=body, topic="gauges/1", again=again)

    ingest.store(Batch("flood", [], [told(b"{"), told(b"{")], 2), NOW)  # the gauge says it twice
    ingest.store(Batch("flood", [], [told(b"{", again=True), told(b"[", again=True)], 2), NOW)
    ingest.store(Batch("flood", [], [told(b"("), told(b"(", again=True), told(b"[", again=True)], 3), NOW)
    with read(store) as connection:
        bodies = (
            connection.execute(select(rejected_table.c.body).order_by(rejected_table.c.id)).scalars().all()
        )
        assert connection.execute(select(feed_state.c.rejected)).scalar_one() == 4
    assert [bytes(body) for body in bodies] == [b"{", b"{", b"[", b"("]
