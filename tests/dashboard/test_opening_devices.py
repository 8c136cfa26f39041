"""Fires, camera events and gauges' days listed behind a figure are as many as the figure says."""

from datetime import timedelta

from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as tried
from hypothesis import strategies as st
from sqlalchemy import Engine

from dashboard import flood_minutes
from dashboard.figures import BY_KEY as FIGURE
from dashboard.ingest import Ingest
from dashboard.kpis import BY_KEY, KPIS
from dashboard.opening import Part, figures_of
from dashboard.records import Batch, Record
from dashboard.settings import Settings
from dashboard.views import Asked, KpiReader
from tests.dashboard.records import alarm, camera_event, gauge, local
from tests.dashboard.records import reading as told
from tests.dashboard.test_recount import START, empty
from tests.dashboard.test_recount_devices import REGISTERED, camera_events, fires, readings

PARTS: tuple[Part, ...] = ("numerator", "denominator")
NOW = local("2025-11-20 10:00")
MONTHS = ("2025-10", "2025-11")


@tried(
    max_examples=10,
    phases=(Phase.explicit, Phase.generate),
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(records=st.lists(st.one_of(fires(), camera_events(), readings()), min_size=4, max_size=20))
def test_as_many_records_are_listed_as_the_figure_counts(
    ingest: Ingest, store: Engine, settings: Settings, records: list[Record]
) -> None:
    empty(store)
    ingest.store(Batch("flood", [*REGISTERED, *records], [], len(records)), START + timedelta(hours=150))
    flood_minutes.update(store, settings, NOW)
    reader = KpiReader(store, settings)
    for kpi in KPIS:
        if kpi.group not in ("cameras", "fire", "flood") or kpi.of == "now":
            continue
        for month, part in ((month, part) for month in MONTHS for part in PARTS):
            asked = Asked(period=month)
            value = getattr(reader.detail(asked, NOW, kpi.key).now, part)
            counts = all(not FIGURE[one].unit for one in figures_of(kpi, part))
            if value is None or not counts:
                continue
            pages = reader.all_records(asked, NOW, kpi.key, part)
            listed = [(row.record, row.id, row.cells.get("day")) for page in pages for row in page.rows]
            assert (len(listed), len(set(listed))) == (value, value), (kpi.key, month, part)


def numbers(reader: KpiReader, key: str, part: Part = "numerator") -> list[str]:
    page = reader.records(Asked(period="2025-11"), NOW, key, part, "")
    return [row.number for row in page.rows]


def value(reader: KpiReader, key: str) -> float | None:
    known = reader.detail(Asked(period="2025-11"), NOW, key).now.value
    return None if known is None else round(known, BY_KEY[key].decimals)


def test_the_minutes_of_a_fire_open_into_the_fires_that_they_are_the_average_of(
    ingest: Ingest, store: Engine, settings: Settings
) -> None:
    made = [
        alarm("A1", arrived_at=local("2025-11-05 01:01"), ended_at=local("2025-11-05 01:51")),
        alarm(
            "A2", arrived_at=local("2025-11-05 01:08"), ended_at=local("2025-11-05 01:10"), false_alarm=True
        ),
        alarm("A3", arrived_at=local("2025-11-05 00:50")),
        alarm("A4"),
    ]
    ingest.store(Batch("fire", list(made), [], 4), NOW)
    reader = KpiReader(store, settings)
    # (8 + 15) ÷ 2; the third arrived before it was detected
    assert value(reader, "fire_arrived_minutes") == 11.5
    assert numbers(reader, "fire_arrived_minutes") == ["A2", "A1"]
    assert (value(reader, "fire_out_minutes"), numbers(reader, "fire_out_minutes")) == (58.0, ["A1"])
    assert (value(reader, "fire_alarms"), value(reader, "fire_alarms_true")) == (4, 1)
    assert value(reader, "fire_false_share") == 50.0
    assert numbers(reader, "fire_false_share") == ["A2"]
    assert sorted(numbers(reader, "fire_false_share", "denominator")) == ["A1", "A2"]


def test_camera_events_open_down_to_a_single_one(ingest: Ingest, store: Engine, settings: Settings) -> None:
    made = [
        camera_event("E1", kind="car", zones=("street", "gate"), score=0.87, severity="alert"),
        camera_event("E2", at="2025-11-05 01:00", false_positive=True),
    ]
    ingest.store(Batch("cameras", list(made), [], 2), NOW)
    reader = KpiReader(store, settings)
    assert (value(reader, "camera_events"), numbers(reader, "camera_events")) == (1, ["E1"])
    assert (value(reader, "camera_events_false_share"), numbers(reader, "camera_events_false_share")) == (
        50.0,
        ["E2"],
    )
    page = reader.records(Asked(period="2025-11"), NOW, "camera_events", "numerator", "")
    whole = reader.record(NOW, page.rows[0].record, page.rows[0].id)
    assert whole is not None
    assert (whole.kind, whole.number, whole.facts["zones"]) == ("camera_event", "E1", "street, gate")
    assert [one.what for one in whole.clock] == ["Detected", "Ended"]


def test_floods_rain_and_tide_of_a_month_open_into_their_gauges_days(
    ingest: Ingest, store: Engine, settings: Settings
) -> None:
    stations = [gauge("g1"), gauge("r1", quantity="rain"), gauge("t1", quantity="tide", alarm_levels=())]
    made = [
        told("g1", "2025-11-05 20:00", 0.35),
        told("g1", "2025-11-05 20:10", 0.1),
        told("g1", "2025-11-06 20:00", 0.2),
        told("r1", "2025-11-05 19:00", 40.0, "rain"),
        told("r1", "2025-11-06 19:00", 12.5, "rain"),
        told("t1", "2025-11-05 17:00", 1.45, "tide"),
    ]
    ingest.store(Batch("flood", [*stations, *made], [], 1), NOW)
    flood_minutes.update(store, settings, NOW)
    reader = KpiReader(store, settings)
    told_of = {
        key: value(reader, key)
        for key in BY_KEY
        if key.startswith("flood_") or key in ("rain_wettest", "tide_highest")
    }
    told_of.pop("flood_deepest")
    assert told_of == {
        "flood_point_days_1": 2,
        "flood_point_days_2": 1,
        "flood_point_days_3": 0,
        "flood_minutes_1": 20,
        "flood_minutes_2": 10,
        "flood_minutes_3": 0,
        "flood_worst": 0.35,
        "tide_highest": 1.45,
        "rain_wettest": 40.0,
    }
    page = reader.records(Asked(period="2025-11"), NOW, "flood_minutes_1", "numerator", "")
    assert [(row.number, str(row.cells["day"]), row.cells["minutes"]) for row in page.rows] == [
        ("g1", "2025-11-06", 10),
        ("g1", "2025-11-05", 10),
    ]
    page = reader.records(Asked(period="2025-11"), NOW, "rain_wettest", "numerator", "")
    assert [(row.number, row.cells["rain"]) for row in page.rows] == [("r1", 40.0), ("r1", 12.5)]
    assert numbers(reader, "tide_highest") == ["t1"]
    assert reader.detail(Asked(), NOW, "gauges_mute").now.value == 3
    live = reader.records(Asked(), NOW, "gauges_mute", "numerator", "")
    assert sorted(row.number for row in live.rows) == ["g1", "r1", "t1"]
