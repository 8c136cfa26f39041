"""The site over a store with three years of hand-made dossiers (`--port N --store FILE`). It ends with stdin.

Each month has ten dossiers of two procedures; from month to month more of them are filed online.
"""

import argparse
import os
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import uvicorn

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from dashboard.civil import day_of
from dashboard.db import engine, migrate, writing
from dashboard.feeds import FeedInfo
from dashboard.ingest import Ingest
from dashboard.records import Batch, Dossier, DossierStep, Person, Record, version
from dashboard.settings import settings
from dashboard.targets import seed
from tests.browser.kpi_site import site

FEED = FeedInfo(name="dossiers", kind="dossiers", transport="mqtt")
MONTHS, EACH = 34, 10
PROCEDURES = (("2.000815", "Chứng thực bản sao", "CT", "Chứng thực"),
              ("1.004222", "Đăng ký khai sinh", "HT", "Hộ tịch"))  # fmt: skip
WARDS_SINCE = datetime(2025, 7, 1, tzinfo=UTC)


def ends(now: datetime) -> Iterator[tuple[datetime, int]]:
    """When dossiers ended, the newest first, and how many of the month's ten are online."""
    day = day_of(now, settings().zone)
    for back in range(MONTHS):
        number = day.year * 12 + day.month - 1 - back
        middle = datetime(number // 12, number % 12 + 1, 15, 3, tzinfo=UTC)
        yield (now if back == 0 else middle), max(1, 9 - back // 4)


def unit(ended: datetime, n: int) -> str:
    """Before 1/7/2025 a district of those days."""
    if ended < WARDS_SINCE:
        return ("Quận 1", "Quận Bình Thạnh")[n % 2]
    return ("Phường Sài Gòn", "Phường Bến Thành", "Phường Bình Thạnh")[n % 3]


def dossiers(now: datetime) -> Iterator[Record]:
    """All of them, each with one step."""
    for month, (last, online) in enumerate(ends(now)):
        for n in range(EACH):
            ended = last - timedelta(minutes=n)
            code, name, field, field_name = PROCEDURES[n % 3 == 0]
            number = f"H29.1-{month:04}-{n:04}"
            yield Dossier(
                external_id=number,
                version=version(ended, 9),
                procedure_code=code,
                procedure_name=name,
                field_code=field,
                field_name=field_name,
                channel=2 if n < online else 1,
                status=9,
                unit=unit(ended, n),
                submitted_at=ended - timedelta(days=3),
                accepted_at=ended - timedelta(days=3),
                due_at=ended + timedelta(hours=2),
                finished_at=ended,
                person=Person(name="Nguyễn Văn An", phone="0901234123", id_number="079085001234"),
            )
            yield DossierStep(
                dossier_id=number,
                observed_at=ended - timedelta(days=2),
                status=4,
                officer="Lê Thị Xuyến",
                department="Bộ phận một cửa",
                content="Thẩm định, gọi 090 1234 123",
            )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--store", type=Path, required=True)
    asked = parser.parse_args()
    store = engine(f"sqlite:///{asked.store}")
    migrate(store)
    now = datetime.now(UTC)
    with writing(store) as connection:
        seed(connection, now)
    records = list(dossiers(now))
    Ingest(store, settings(), [FEED]).store(Batch("dossiers", records, [], len(records)), now)
    threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
    config = site(store)
    config.port = asked.port
    uvicorn.Server(config).run()


if __name__ == "__main__":
    main()
