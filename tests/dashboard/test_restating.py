"""When the clocks change, complaints already stored are worked out again, and their figures follow."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given
from hypothesis import settings as tried
from hypothesis import strategies as st
from sqlalchemy import Engine, select

from dashboard.complaints import PROMISE
from dashboard.db import reading
from dashboard.ingest import Ingest
from dashboard.models import complaint
from dashboard.records import Batch, Record
from dashboard.recount import count, held, recount
from dashboard.restating import restate_complaints
from dashboard.settings import Settings
from tests.dashboard.conftest import FEEDS
from tests.dashboard.records import CITY, local, tiers
from tests.dashboard.records import complaint as made
from tests.dashboard.test_recount import START, complaints, empty

ONCE = ("received", "answered", "closed", "reopened", "rated", "rating", "confirmed", "in_time")
SAIGON: dict[str, Any] = {
    "unit": "Phường Sài Gòn",
    "requested_at": local("2026-02-13 15:00"),
}  # the last Friday before Tết
TELLINGS: list[Record] = [
    made("normal", category_name="Rác", answered_at=local("2026-02-25 15:00"), **SAIGON),
    made("urgent", category_name="Dây điện nguy hiểm", answered_at=local("2026-02-13 18:00:01"), **SAIGON),
    made("building", category_name="Xây dựng", **SAIGON),
    made("elsewhere", unit="Phường Bến Thành", requested_at=local("2026-02-13 15:00")),
]


def dues(store: Engine) -> dict[str, tuple[str, datetime]]:
    with reading(store) as connection:
        rows = connection.execute(select(complaint)).all()
    assert all(row.promise_at == row.requested_at + PROMISE for row in rows)
    return {row.external_id: (row.tier, row.due_at) for row in rows}


def total(store: Engine, figure: str) -> float:
    with reading(store) as connection:
        daily = held(connection).daily
    return sum(value for (_day, key, _unit), value in daily.items() if key == figure)


def test_other_clocks_hold_after_a_recount_and_the_48_hours_stay(
    ingest: Ingest, store: Engine, tmp_path: Path, settings: Settings
) -> None:
    ingest.store(Batch("complaints", list(TELLINGS), [], 1), START)
    shipped = ("default", local("2026-02-15 15:00"))
    assert dues(store) == dict.fromkeys(("normal", "urgent", "building", "elsewhere"), shipped)
    assert total(store, "complaints_clock_in_time") == total(store, "complaints_in_time") == 1
    tiered = Settings(_env_file=None, clocks=tiers(tmp_path))
    assert restate_complaints(store, tiered) == 3
    assert dues(store) == {
        "normal": ("normal", local("2026-02-25 15:00")),
        "urgent": ("urgent", local("2026-02-13 18:00")),
        "building": ("building", local("2026-02-20 15:00")),
        "elsewhere": shipped,
    }
    assert total(store, "complaints_in_time") == 1  # the urgent one, a second after its 3 hours
    assert total(store, "complaints_clock_in_time") == 1  # the normal one, after Tết
    assert total(store, "complaints_overdue_entered") == 3
    with reading(store) as connection:
        assert held(connection) == count(connection, CITY)
    assert recount(store, CITY) == 0
    assert restate_complaints(store, tiered) == 0
    assert restate_complaints(store, settings) == 3


@tried(
    max_examples=15,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(records=st.lists(complaints(), min_size=1, max_size=8))
def test_restated_they_are_as_if_the_new_clocks_had_always_held(
    store: Engine, settings: Settings, tmp_path: Path, records: list[Record]
) -> None:
    tiered = Settings(_env_file=None, clocks=tiers(tmp_path))
    empty(store)
    Ingest(store, tiered, FEEDS).store(Batch("complaints", records, [], 1), START)
    with reading(store) as connection:
        always = held(connection)
    empty(store)
    Ingest(store, settings, FEEDS).store(Batch("complaints", records, [], 1), START)
    restate_complaints(store, tiered)
    with reading(store) as connection:
        assert held(connection) == always == count(connection, CITY)


def test_the_newest_telling_holds_in_whatever_order_they_come(ingest: Ingest, store: Engine) -> None:
    """A complaint's life: answered, closed, reopened, closed again and rated."""
    first, again = local("2025-11-05 12:00"), local("2025-11-08 09:00")
    life = [
        made("C", at="2025-11-05 10:00"),
        made("C", at="2025-11-05 12:00", requested_at=local("2025-11-05 10:00"), answered_at=first),
        made("C", at="2025-11-05 18:00", requested_at=local("2025-11-05 10:00"), answered_at=first,
             open=False, closed_at=local("2025-11-05 18:00")),
        made("C", at="2025-11-06 08:00", requested_at=local("2025-11-05 10:00"), answered_at=first,
             reopened=1),
        made("C", at="2025-11-08 09:00", requested_at=local("2025-11-05 10:00"), answered_at=first,
             open=False, closed_at=again, reopened=1, rating=3, confirmed=True),
    ]  # fmt: skip
    for number, order in enumerate(([0, 1, 2, 3, 4], [4, 3, 2, 1, 0], [2, 4, 0, 0, 3, 1, 4])):
        empty(store)
        for step, one in enumerate(order):
            now = START + timedelta(days=number, minutes=step)
            ingest.store(Batch("complaints", [life[one]], [], 1), now)
        found = {figure: total(store, f"complaints_{figure}") for figure in ONCE}
        assert found == dict.fromkeys(found, 1) | {"rating": 3}
        assert total(store, "complaints_answer_minutes") == 120
        assert total(store, "complaints_resolve_minutes") == 71 * 60
