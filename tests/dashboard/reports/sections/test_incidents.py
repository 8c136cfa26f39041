"""The report on incidents, worked out by hand; and how the store is asked."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event, insert

from dashboard.db import reading, writing
from dashboard.models import incident, incident_event
from dashboard.reports.document import Section
from dashboard.reports.sections import incidents
from dashboard.settings import Settings
from dashboard.units import seed_units
from tests.dashboard.records import local
from tests.dashboard.reports.asking import wanted
from tests.dashboard.reports.reading_tables import cells, sentences, table

NOW = local("2025-11-20 10:00")
FIRST_WARD = 1001

pytestmark = pytest.mark.usefixtures("ingest")


def one(
    number: int, kind: str, severity: str, at: str, *, taken: float | None = None, there: float | None = None,
    done: float | None = None, rule: str = "", state: str = "triggered", unit_id: int = 1,
) -> dict[str, Any]:  # fmt: skip
    """An incident; `taken`, `there`, `done`: minutes after its opening."""
    opened = local(at)

    def after(minutes: float | None) -> Any:
        return None if minutes is None else opened + timedelta(minutes=minutes)

    return {
        "id": number, "kind": kind, "severity": severity, "rule": rule or kind, "dedup_key": f"k{number}",
        "state": "resolved" if done is not None and state == "triggered" else state, "unit_id": unit_id,
        "opened_at": opened, "changed_at": opened, "acknowledged_at": after(taken),
        "arrived_at": after(there), "resolved_at": after(done),
    }  # fmt: skip


INDEXES = tuple(
    f"ix_incident_{name}" for name in ("list", "open", "resolved", "event_unknown", "state_opened_at")
)
# fire: taken within 2 minutes, on the spot within 15, dealt with within 4 hours; an extreme one in half.
# mute: taken within an hour (a minor one in two), nobody has to come, dealt with within 24 hours (48).
HELD = (
    one(1, "fire", "severe", "2025-10-02 08:00", taken=1, there=10, done=60),
    one(2, "fire", "severe", "2025-10-03 08:00", taken=3, there=20, done=250),  # past all three
    one(
        3, "fire", "extreme", "2025-10-04 08:00", taken=1, there=8, done=100
    ),  # 7.5 minutes until it is there
    one(
        4, "fire", "severe", "2025-10-31 23:50", taken=2, there=15, done=240
    ),  # each to the minute; in November
    one(5, "mute", "minor", "2025-10-10 08:00", done=90),  # spoke again, nobody took it
    one(6, "mute", "minor", "2025-10-11 08:00"),  # open since, past both
    one(7, "fire", "severe", "2025-10-05 08:00", done=5, state="merged"),
    one(8, "fire", "severe", "2025-09-30 23:59", taken=1, there=5, done=30),  # September's, done in October
    one(9, "mute", "minor", "2025-11-01 00:00", done=10),
)


@pytest.fixture
def held(store: Engine) -> Engine:
    with writing(store) as connection:
        connection.execute(insert(incident), HELD)
        told = [
            (1, "2025-10-02 08:30"),
            (1, "2025-10-02 08:40"),
            (8, "2025-09-30 23:59"),
            (4, "2025-11-01 00:10"),
        ]
        connection.execute(
            insert(incident_event),
            [
                {"incident_id": number, "at": local(at), "kind": "unknown", "who": "program", "detail": {}}
                for number, at in told
            ],
        )
    return store


def built(store: Engine, settings: Settings, period: str = "2025-10", *units: str) -> Section:
    return incidents.build(wanted(store, settings, period, NOW, *units))


def test_what_came_and_went_and_was_there_at_the_end(held: Engine, settings: Settings) -> None:
    # Opened: 1 to 6, the merged one not. Done in October: 1, 2, 3, 5, 8. At the end: 4 and 6.
    assert cells(built(held, settings), "incidents") == {
        "Tháng 10 năm 2025": [6, 5, 2],
        "Tháng 9 năm 2025": [1, 0, 1],
        "Tháng 10 năm 2024": [None, None, None],
    }


def test_each_kind_with_its_severities_and_those_whose_source_fell_silent(
    held: Engine, settings: Settings
) -> None:
    section = built(held, settings)
    # opened; extreme, severe, moderate, minor, unknown; dealt with, open at the end, silent (1, told twice)
    assert cells(section, "incidents_by_kind") == {
        "Tất cả": [6, 1, 3, 0, 2, 0, 5, 2, 1],
        "Cháy": [4, 1, 3, 0, 0, 0, 4, 1, 1],
        "Mất tín hiệu": [2, 0, 0, 0, 2, 0, 1, 1, 0],
    }
    assert table(section, "incidents_by_kind").note.startswith("1 sự cố khác đã được gộp")


def test_times_are_those_of_who_got_so_far_and_clocks_those_of_the_rule(
    held: Engine, settings: Settings
) -> None:
    section = built(held, settings)
    # Fires, taken after 1, 1, 2, 3 minutes: median 1.5, 9 in 10 within 3; on the spot after 8, 10, 15, 20;
    # dealt with after 60, 100, 240, 250. Past: 2 was taken late; 2 and the extreme 3 came late; 2 took long.
    # Silences: nobody took or came; one was over after 90 minutes, the other is past its 2 and its 48 hours.
    assert cells(section, "incident_times") == {
        "Tất cả": [1.5, 3.0, 2, 12.5, 20.0, 2, 100.0, 250.0, 2],
        "Cháy": [1.5, 3.0, 1, 12.5, 20.0, 2, 170.0, 250.0, 1],
        "Mất tín hiệu": [None, None, 1, None, None, None, 90.0, 90.0, 1],
    }
    assert cells(section, "incident_times_severity")["Đặc biệt nghiêm trọng"] == [
        *(1.0, 1.0, 0), *(8.0, 8.0, 1), *(100.0, 100.0, 0),
    ]  # fmt: skip
    said = sentences(section)
    assert "Quá hạn có mặt tại hiện trường: 2 trên 4 sự cố có quy định thời hạn này (50,0 %)." in said


def test_the_numbers_open_the_desk_on_the_period(held: Engine, settings: Settings) -> None:
    rows = table(built(held, settings, "2025-10", "26740"), "incidents").rows
    period = "since=2025-09-30T17%3A00%3A00Z&until=2025-10-31T17%3A00%3A00Z&open=0"
    assert rows[0][1].href == f"/desk?unit=26740&{period}"
    fires = table(built(held, settings), "incidents_by_kind").rows[1]
    assert fires[3].href == f"/desk?kind=fire&severity=severe&{period}"


def test_a_unit_has_its_own_alone(store: Engine, settings: Settings) -> None:
    with writing(store) as connection:
        connection.execute(insert(incident), [HELD[0] | {"unit_id": FIRST_WARD}, HELD[1]])
    code = next(unit.code for unit in seed_units() if unit.id == FIRST_WARD)
    assert cells(built(store, settings, "2025-10", code), "incidents")["Tháng 10 năm 2025"] == [1, 1, 0]


def test_without_any_incident_nothing_is_claimed(store: Engine, settings: Settings) -> None:
    section = built(store, settings)
    assert set(map(tuple, cells(section, "incidents").values())) == {(None, None, None)}
    assert sentences(section) == ["Sự cố phát sinh: không có số liệu tháng 10 năm 2025."]


def test_the_store_reads_no_incident_of_another_time(held: Engine, settings: Settings) -> None:
    """Every question to `incident` goes along an index that begins with a time, on both stores."""
    asked: list[tuple[str, Any]] = []

    @event.listens_for(held, "before_cursor_execute")
    def keep(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_more: Any) -> None:
        if "FROM incident" in statement:
            asked.append((statement, parameters))

    built(held, settings)
    event.remove(held, "before_cursor_execute", keep)
    assert len(asked) >= 6
    with reading(held) as connection:
        is_sqlite = held.dialect.name == "sqlite"
        if not is_sqlite:
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")  # of nine rows it would read all
        for statement, parameters in asked:
            told = "EXPLAIN QUERY PLAN " if is_sqlite else "EXPLAIN "
            plan = "\n".join(str(row[-1]) for row in connection.exec_driver_sql(told + statement, parameters))
            assert "SCAN incident\n" not in f"{plan}\n", (statement, plan)
            assert "Seq Scan" not in plan, (statement, plan)
            assert any(name in plan for name in INDEXES), (statement, plan)
