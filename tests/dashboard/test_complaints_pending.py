"""A complaint in its time is neither answered nor failed: by its 48 hours, and by its unit's own clock."""

from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from dashboard.feeds import Cursor
from dashboard.ingest import Ingest
from dashboard.records import Batch
from dashboard.settings import Settings
from dashboard.views import Asked, KpiReader
from tests.dashboard.records import complaint, local, tiers

FRIDAY = "2026-02-13 15:00"  # the last one before Tết


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(_env_file=None, clocks=tiers(tmp_path))


@pytest.fixture
def reader(ingest: Ingest, store: Engine, settings: Settings) -> KpiReader:
    saigon = {
        name: complaint(name, at=FRIDAY, unit="Phường Sài Gòn", category_name=category)
        for name, category in (("urgent", "Cháy rác"), ("building", "Xây dựng"), ("normal", "Rác"))
    }
    elsewhere = complaint("elsewhere", at=FRIDAY, unit="Phường Bến Thành", category_name="Cháy rác")
    ingest.store(Batch("complaints", [*saigon.values(), elsewhere], [], 1), local(FRIDAY), Cursor())
    return KpiReader(store, settings)


def parts(reader: KpiReader, now: datetime, key: str) -> tuple[float, float | None]:
    value = reader.detail(Asked(), now, key).now
    return value.numerator, value.denominator


@pytest.mark.parametrize(
    ("now", "decided", "decided_by_clock"),
    [
        ("2026-02-13 17:59:59", 0, 0),
        ("2026-02-13 18:00:01", 0, 1),  # 3 hours of the urgent one
        ("2026-02-15 14:59:59", 0, 1),
        ("2026-02-15 15:00:01", 4, 2),  # the 48 hours of all, and the clock of the one elsewhere
        ("2026-02-20 15:00:01", 4, 3),  # 7 days of the one about building
        ("2026-02-25 14:59:59", 4, 3),
        ("2026-02-25 15:00:01", 4, 4),  # 3 working days of the last, over Tết
    ],
)
def test_each_clock_runs_out_at_its_own_moment_not_that_morning(
    reader: KpiReader, now: str, decided: int, decided_by_clock: int
) -> None:
    assert parts(reader, local(now), "complaints_48h_share") == (0, decided)
    assert parts(reader, local(now), "complaints_clock_share") == (0, decided_by_clock)
    assert parts(reader, local(now), "complaints_overdue") == (decided_by_clock, None)
    assert parts(reader, local(now), "complaints_open") == (4, None)
    for key, number in (("complaints_48h_share", decided), ("complaints_clock_share", decided_by_clock)):
        (page,) = reader.all_records(Asked(), local(now), key, "denominator")
        assert len(page.rows) == number
