"""A morning out of the store: what is off track, who is overdue, the night, and silence as silence."""

import pytest
from sqlalchemy import Engine

from dashboard.digest import texts
from dashboard.digest.body import Body
from dashboard.digest.gathering import gather
from dashboard.ingest import Cursor, Ingest
from dashboard.records import Batch, Record
from dashboard.settings import Settings
from dashboard.views import KpiReader
from tests.dashboard.incidents import by_hand
from tests.dashboard.records import alarm, complaint, dossier, local

NOW = local("2025-11-06 06:30")  # a Thursday
JUST = local("2025-11-06 06:29")
SAIGON = "Phường Sài Gòn"


def put(ingest: Ingest, feed: str, *records: Record) -> None:
    ingest.store(
        Batch(feed, list(records), [], 1), JUST, Cursor()
    )  # the whole of it: its feed is not loading


@pytest.fixture
def morning(store: Engine, ingest: Ingest, settings: Settings) -> "Morning":
    return Morning(store, ingest, settings)


class Morning:
    def __init__(self, store: Engine, ingest: Ingest, settings: Settings) -> None:
        self.store, self.ingest, self.settings = store, ingest, settings

    def body(self) -> Body:
        reader = KpiReader(self.store, self.settings)
        return gather(self.store, reader, self.settings, NOW)


def test_a_missed_promise_is_told_with_its_target(morning: Morning) -> None:
    # of two complaints of 2 November one was answered after an hour, one is past its 48 hours: 1 of 2
    put(
        morning.ingest,
        "complaints",
        complaint("a", at="2025-11-02 08:00", open=False, answered_at=local("2025-11-02 09:00"),
                  closed_at=local("2025-11-02 09:00")),
        complaint("b", at="2025-11-02 08:00"),
    )  # fmt: skip
    body = morning.body()
    told = {one.kpi: one for one in body.promises}["complaints_48h_share"]
    assert (told.state, told.value, told.target, told.year) == ("missed", 50.0, 100.0, 2025)
    assert told in texts.off_track(body)


def test_a_promise_whose_feed_never_spoke_is_without_data_and_not_met(morning: Morning) -> None:
    body = morning.body()
    told = {one.kpi: one for one in body.promises}["complaints_48h_share"]
    assert (told.state, told.value) == ("no_data", None)
    assert {"dossiers", "complaints", "fire", "flood", "cameras"} <= {one.name for one in body.silent}
    assert body.dossiers_silent


def test_units_with_overdue_dossiers_are_told_with_their_fields_the_worst_first(morning: Morning) -> None:
    due = local("2025-11-04 17:00")
    put(
        morning.ingest,
        "dossiers",
        *(
            dossier(f"H-{number}", at="2025-11-03 08:00", due_at=due, unit=unit,
                    procedure_code=f"1.{field}", field_code=field, field_name=name)
            for number, (unit, field, name) in enumerate(
                [
                    (SAIGON, "D", "Đất đai"), (SAIGON, "D", "Đất đai"), (SAIGON, "H", "Hộ tịch"),
                    ("Phường Tân Định", "H", "Hộ tịch"),
                ]
            )
        ),
        dossier("H-in-time", at="2025-11-03 08:00", due_at=local("2025-11-20 17:00"), unit=SAIGON),
    )  # fmt: skip
    body = morning.body()
    assert [(one.unit, one.overdue, one.open) for one in body.overdue] == [
        (SAIGON, 3, 4),
        ("Phường Tân Định", 1, 1),
    ]
    assert [(why.name, why.count) for why in body.overdue[0].fields] == [("Đất đai", 2), ("Hộ tịch", 1)]
    assert not body.dossiers_silent


def test_the_night_begins_at_six_in_the_evening(morning: Morning) -> None:
    for number, at in enumerate(("2025-11-05 17:59:59", "2025-11-05 18:00:00", "2025-11-06 03:00:00")):
        put_at = local(at)
        by_hand.put(
            morning.ingest,
            "fire",
            alarm(f"F{number}", at=at, unit=SAIGON, lat=10.7 + number * 0.02, lon=106.7),
            now=put_at,
        )
    night = morning.body().night
    assert night.since == local("2025-11-05 18:00")
    assert (night.opened, night.open_now, night.unacknowledged, night.resolved) == (2, 3, 3, 0)
    assert sum(night.by_severity.values()) == 2
    assert [one.opened_at for one in night.told] == [local("2025-11-06 03:00"), local("2025-11-05 18:00")]
