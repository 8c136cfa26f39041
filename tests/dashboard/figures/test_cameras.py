"""What camera events count for, by hand; and by kind."""

from datetime import date

from sqlalchemy import Engine, select

from dashboard.db import reading
from dashboard.figures.cameras import camera_event_figures
from dashboard.ingest import Ingest
from dashboard.models import slice_, slice_figure
from dashboard.records import Batch
from dashboard.recount import count, held
from tests.dashboard.records import CITY, camera_event, local

FIFTH = date(2025, 11, 5)


def test_an_event_counts_on_the_day_on_which_it_began() -> None:
    seen = camera_event(at="2025-11-06 00:01", observed_at=local("2025-11-05 23:59:59"))
    assert list(camera_event_figures(seen, CITY)) == [(FIFTH, "camera_events", 1)]
    false = camera_event(false_positive=True)
    assert list(camera_event_figures(false, CITY)) == [(FIFTH, "camera_events_false", 1)]


def test_events_are_kept_by_kind_and_follow_what_their_source_says_later(
    ingest: Ingest, store: Engine
) -> None:
    first = [camera_event("E1"), camera_event("E2", kind="car"), camera_event("E3", kind="car")]
    again = [
        camera_event("E1", at="2025-11-05 00:54"),
        camera_event("E3", at="2025-11-05 00:54", kind="car", false_positive=True),
    ]
    for number, events in enumerate((first, again)):
        ingest.store(Batch("cameras", list(events), [], 1), local(f"2025-11-05 01:0{number}"))
    statement = (
        select(slice_.c.item, slice_figure.c.figure, slice_figure.c.value)
        .join(slice_, slice_.c.id == slice_figure.c.slice_id)
        .where(slice_figure.c.value != 0)
        .order_by(slice_.c.item, slice_figure.c.figure)
    )
    with reading(store) as connection:
        assert [tuple(row) for row in connection.execute(statement)] == [
            ("car", "camera_events", 1),
            ("car", "camera_events_false", 1),
            ("person", "camera_events", 1),
        ]
        assert held(connection) == count(connection, CITY)
