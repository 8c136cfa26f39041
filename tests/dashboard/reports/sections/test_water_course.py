"""The water at a gauge through a day, as the chart of a report draws it."""

from datetime import date

import pytest
from sqlalchemy import Engine, select

from dashboard.db import reading
from dashboard.ingest import Cursor, Ingest
from dashboard.models import device
from dashboard.records import Batch, Observation
from dashboard.reports.sections.flood_gauges import Extreme
from dashboard.reports.sections.water_course import Course, course
from dashboard.settings import Settings
from tests.dashboard import records
from tests.dashboard.records import gauge, local
from tests.dashboard.reports.asking import wanted

NOW = local("2025-11-05 12:00")


def drawn(store: Engine, settings: Settings, ingest: Ingest, *told: Observation, now: str = "") -> Course:
    """5 November, of a gauge that speaks each ten minutes and is mute three seconds later."""
    ingest.store(Batch("flood", [gauge("g1"), *told], [], 1), NOW, Cursor())
    asked = wanted(store, settings, "2025-11", local(now) if now else NOW)
    with reading(store) as connection:
        gauge_id = connection.execute(select(device.c.id)).scalar_one()
        of = Extreme(gauge_id, "g1", 1, date(2025, 11, 5), 0.5)
        return course(connection, asked, of, "level")


def known(told: Course) -> dict[str, float | None]:
    return {label: value for label, value in zip(told.labels, told.values, strict=True) if value is not None}


def test_a_step_has_the_highest_of_its_readings_and_of_the_one_that_still_holds(
    store: Engine, settings: Settings, ingest: Ingest
) -> None:
    told = drawn(
        store, settings, ingest,
        records.reading("g1", "2025-11-05 08:02", 0.2), records.reading("g1", "2025-11-05 08:05", 0.4),
        records.reading("g1", "2025-11-05 08:12", 0.1),
    )  # fmt: skip
    # 08:10 begins with the 0.4 of 08:05; at 08:20 the 0.1 of 08:12 still holds, at 08:30 nobody knows
    assert known(told) == pytest.approx({"08:00": 0.4, "08:10": 0.4, "08:20": 0.1})
    assert len(told.labels) == 144
    assert told.levels == (0.15, 0.3, 0.5)


def test_where_a_gauge_says_nothing_there_is_a_gap_and_no_line_through_it(
    store: Engine, settings: Settings, ingest: Ingest
) -> None:
    told = drawn(
        store, settings, ingest,
        records.reading("g1", "2025-11-05 08:00", 0.2), records.reading("g1", "2025-11-05 09:00", 0.3),
    )  # fmt: skip
    # 603 seconds: each reading reaches three seconds into the step after its own
    assert known(told) == pytest.approx({"08:00": 0.2, "08:10": 0.2, "09:00": 0.3, "09:10": 0.3})


def test_the_evening_before_holds_into_the_morning_and_the_day_ends_with_itself(
    store: Engine, settings: Settings, ingest: Ingest
) -> None:
    told = drawn(
        store, settings, ingest,
        records.reading("g1", "2025-11-04 23:55", 0.2), records.reading("g1", "2025-11-05 23:59", 0.3),
        records.reading("g1", "2025-11-06 00:00", 0.5), now="2025-11-07 08:00",
    )  # fmt: skip
    assert known(told) == pytest.approx({"00:00": 0.2, "23:50": 0.3})
