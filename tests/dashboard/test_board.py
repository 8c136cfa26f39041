"""The board: values worked out by hand, and silence that is never shown as health."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, update

from dashboard.board import Board
from dashboard.clock import tick
from dashboard.db import writing
from dashboard.history import HistoryError, load
from dashboard.ingest import Cursor, Ingest
from dashboard.models import daily_figure
from dashboard.records import Batch, Device, DeviceKind, DeviceStatus, Health, Record
from dashboard.settings import Settings
from tests.dashboard.records import complaint, dossier, local, reading

NOW = local("2025-11-05 12:00")


def put(ingest: Ingest, feed: str, *records: Record) -> None:
    """A poll that came to its last page, or what a broker pushed."""
    ingest.store(Batch(feed, list(records), [], 1), NOW, Cursor())


@pytest.fixture
def board(store: Engine, settings: Settings, ingest: Ingest) -> Board:
    return Board(store, settings)


def kpi(board: Board, key: str, now: Any = NOW) -> dict[str, Any]:
    (found,) = [row for row in board.compute(now)["kpis"] if row["key"] == key]
    return dict(found)


def resolved(external_id: str, channel: int, **told: Any) -> Record:
    return dossier(external_id, status=9, channel=channel, finished_at=local("2025-11-05 10:00"), **told)


def test_the_online_share_is_of_resolved_dossiers_and_is_held_against_2025(
    ingest: Ingest, board: Board
) -> None:
    put(ingest, "dossiers", resolved("a", 2), resolved("b", 2), resolved("c", 1), dossier("d", channel=2))
    row = kpi(board, "online_share")
    assert row["value"] == 66.7  # 2 of 3
    assert row["parts"] == {"numerator": 2.0, "denominator": 3.0}
    assert [(one["year"], one["value"]) for one in row["targets"]] == [(2025, 50.0)]
    assert row["state"] == "met"


def test_half_of_a_first_load_is_no_figure(ingest: Ingest, board: Board) -> None:
    ingest.store(Batch("dossiers", [resolved("a", 1)], [], 1), NOW)  # the first of several pages
    row = kpi(board, "online_share")
    assert (row["value"], row["state"], row["filling"]) == (None, "no_data", True)
    ingest.store(Batch("dossiers", [resolved("b", 2)], [], 1), NOW, Cursor())  # the last one
    row = kpi(board, "online_share")
    assert (row["value"], row["state"], row["filling"]) == (50.0, "met", False)
    assert {one["state"] for one in board.compute(NOW, filling=True)["kpis"]} == {"no_data"}


def test_without_a_target_there_is_no_state(ingest: Ingest, board: Board) -> None:
    put(ingest, "dossiers", resolved("a", 2, due_at=local("2025-11-06 17:00")))
    row = kpi(board, "on_time_share")
    assert (row["value"], row["state"], row["targets"]) == (100.0, "no_target", [])


def test_a_dossier_is_overdue_from_its_due_time_not_from_that_morning(ingest: Ingest, board: Board) -> None:
    put(ingest, "dossiers", dossier(due_at=local("2025-11-05 17:00")))
    assert kpi(board, "dossiers_overdue", NOW)["value"] == 0
    assert kpi(board, "dossiers_overdue", local("2025-11-05 16:59:50"))["last_value"] == 0
    assert kpi(board, "dossiers_overdue", local("2025-11-05 17:00:01"))["last_value"] == 1
    assert kpi(board, "dossiers_overdue", local("2025-11-06 09:00"))["last_value"] == 1


def test_a_complaint_still_in_its_48_hours_is_neither_answered_nor_failed(
    ingest: Ingest, board: Board
) -> None:
    put(
        ingest,
        "complaints",
        complaint("in time", open=False, at="2025-11-04 10:00", closed_at=local("2025-11-05 09:00")),
        complaint("failed", at="2025-11-03 09:00"),
        complaint("due today", at="2025-11-03 18:00"),
        complaint("new", at="2025-11-05 11:00"),
    )
    assert kpi(board, "complaints_48h_share")["parts"] == {"numerator": 1.0, "denominator": 2.0}
    assert kpi(board, "complaints_48h_share")["value"] == 50.0
    assert kpi(board, "complaints_overdue")["value"] == 1
    assert kpi(board, "complaints_open")["value"] == 3


def test_a_silent_feed_takes_its_values_away_and_leaves_the_last_one_in_words(
    ingest: Ingest, board: Board
) -> None:
    put(ingest, "dossiers", resolved("a", 2))
    row = kpi(board, "online_share", NOW + timedelta(seconds=901))
    assert (row["value"], row["state"], row["feed_state"]) == (None, "no_data", "silent")
    assert (row["silent_since"], row["last_value"]) == (NOW, 100.0)


def test_a_feed_that_never_spoke_has_no_value_at_all(board: Board) -> None:
    row = kpi(board, "cameras_online_share")
    assert (row["value"], row["feed_state"], row["silent_since"]) == (None, "silent", None)


def test_a_mute_gauge_is_no_dry_street(ingest: Ingest, board: Board) -> None:
    gauge = Device(
        external_id="S-07", kind=DeviceKind.GAUGE, lat=10.77, lon=106.7, quantity="level",
        alarm_levels=(0.2, 0.4, 0.6), period=60,
    )  # fmt: skip
    put(ingest, "flood", gauge, reading("S-07", "2025-11-05 11:59:30", 0.45))
    live = board.compute(NOW)
    assert (live["gauges"][0]["state"], live["gauges"][0]["level"]) == ("live", 2)
    assert kpi(board, "gauges_level_2")["value"] == 1
    assert kpi(board, "flood_deepest")["value"] == 0.45
    later = board.compute(NOW + timedelta(seconds=34))  # 60 s and the grace of 3 s are over
    assert (later["gauges"][0]["state"], later["gauges"][0]["value"]) == ("silent", 0.45)
    assert later["incidents"][0]["unknown"] is True
    assert kpi(board, "gauges_level_2", NOW + timedelta(seconds=34))["value"] is None


def camera(name: str, health: Health) -> DeviceStatus:
    return DeviceStatus(device_id=name, kind=DeviceKind.CAMERA, observed_at=NOW, health=health)


def test_cameras_online_are_those_that_say_so_and_still_speak(
    ingest: Ingest, board: Board, store: Engine, settings: Settings
) -> None:
    put(
        ingest, "cameras", camera("a", Health.ONLINE), camera("b", Health.OFFLINE), camera("c", Health.ONLINE)
    )
    assert kpi(board, "cameras_online_share")["value"] == 66.7
    tick(store, settings, NOW)
    tick(store, settings, NOW + timedelta(minutes=1))
    november = kpi(board, "cameras_online_share", NOW + timedelta(days=30))["months"][-2]
    assert november == {"month": "2025-11", "value": 66.7}


def test_a_device_just_written_down_is_not_mute_before_its_first_message_is_due(
    ingest: Ingest, board: Board
) -> None:
    panels = [Device(external_id=name, kind=DeviceKind.PANEL, period=120) for name in ("P-1", "P-2")]
    put(
        ingest,
        "fire",
        *panels,
        DeviceStatus(device_id="P-1", kind=DeviceKind.PANEL, observed_at=NOW, health=Health.ONLINE),
    )
    assert kpi(board, "panels_mute")["last_value"] == 0
    assert kpi(board, "panels_mute", NOW + timedelta(seconds=124))["last_value"] == 2


def test_a_gauges_clock_that_is_ahead_keeps_it_alive_no_longer(ingest: Ingest, board: Board) -> None:
    gauge = Device(
        external_id="S-07", kind=DeviceKind.GAUGE, lat=10.77, lon=106.7, quantity="level", period=60
    )
    put(ingest, "flood", gauge, reading("S-07", "2025-11-05 18:00", 0.1))
    assert board.compute(NOW + timedelta(seconds=64))["gauges"][0]["state"] == "silent"


def test_a_reading_that_does_not_say_what_it_measures_is_what_its_gauge_measures(
    ingest: Ingest, board: Board
) -> None:
    tide = Device(
        external_id="PA",
        kind=DeviceKind.GAUGE,
        name="Trạm Phú An",
        lat=10.77,
        lon=106.7,
        quantity="tide",
        alarm_levels=(1.4, 1.5, 1.6),
    )
    put(ingest, "flood", tide, reading("PA", "2025-11-05 11:59:30", 1.52, ""))
    told = board.compute(NOW)["tide"]
    assert (told["station"], told["value"], told["state"]) == ("Trạm Phú An", 1.52, "live")
    assert [value for _at, value in told["points"]] == [1.52]
    assert kpi(board, "flood_deepest")["value"] == 0.0  # the river is no street


def test_a_month_behind_is_read_again_when_a_late_record_changes_it(ingest: Ingest, board: Board) -> None:
    put(ingest, "dossiers", resolved("a", 2))
    assert kpi(board, "online_share")["months"][-2] == {"month": "2025-10", "value": None}
    put(
        ingest,
        "dossiers",
        dossier("late", at="2025-10-31 23:59:59", status=9, finished_at=local("2025-10-31 23:59:59")),
    )
    assert kpi(board, "online_share")["months"][-2] == {"month": "2025-10", "value": 0.0}


def test_the_day_turns_at_the_citys_midnight(ingest: Ingest, board: Board) -> None:
    put(ingest, "dossiers", resolved("a", 2))
    assert kpi(board, "online_share", local("2025-11-30 23:59:59"))["months"][-1]["month"] == "2025-11"
    assert kpi(board, "online_share", local("2025-12-01 00:00:00"))["months"][-1]["month"] == "2025-12"


def test_loaded_history_holds_up_to_its_end_and_counted_figures_after_it(
    ingest: Ingest, board: Board, store: Engine
) -> None:
    put(
        ingest,
        "dossiers",
        resolved("today", 1),
        dossier("old", at="2025-11-01 09:00", status=9, finished_at=local("2025-11-01 09:00")),
    )
    lines = [
        (date(2025, 11, 1), "26740", "dossiers_resolved", 9.0),
        (date(2025, 11, 1), "26740", "dossiers_resolved_online", 9.0),
    ]
    assert load(store, lines) == load(store, lines) == 2
    assert kpi(board, "online_share")["parts"] == {"numerator": 9.0, "denominator": 10.0}
    assert board.compute(NOW)["map"]["online_share"]["26740"] == 100.0


def test_a_history_of_an_unknown_unit_says_which(store: Engine, ingest: Ingest) -> None:
    with pytest.raises(HistoryError, match="no unit has the code '99999'"):
        load(store, [(date(2025, 11, 1), "99999", "dossiers_resolved", 9.0)])


def test_records_of_no_known_unit_are_counted_as_such(ingest: Ingest, board: Board) -> None:
    put(ingest, "dossiers", dossier("a"), dossier("b", unit="Phường Sài Gòn"))
    assert board.compute(NOW)["unknown_unit"] == {"dossiers": 1, "complaints": 0}


def test_only_what_changed_is_read_again(ingest: Ingest, board: Board, store: Engine) -> None:
    put(ingest, "dossiers", resolved("a", 2))
    board.compute(NOW)
    with writing(store) as connection:  # behind the program's back, no day is marked as changed
        connection.execute(update(daily_figure).values(value=5))
    assert kpi(board, "online_share")["parts"]["denominator"] == 1.0
    put(ingest, "dossiers", resolved("b", 2))
    assert kpi(board, "online_share")["parts"]["denominator"] == 6.0


def test_a_feeds_rate_is_of_messages_and_of_a_polled_feed_of_its_records(
    ingest: Ingest, board: Board
) -> None:
    ingest.store(Batch("dossiers", [dossier(str(number)) for number in range(50)], [], 1), NOW)
    ingest.store(Batch("flood", [reading("S-07", "2025-11-05 11:59:30", 0.1)], [], 10), NOW)
    rates = {
        row["name"]: (row["state"], row["messages"], row["per_minute"]) for row in board.compute(NOW)["feeds"]
    }
    assert rates["dossiers"] == ("live", 1, 10.0)
    assert rates["flood"] == ("live", 10, 2.0)
