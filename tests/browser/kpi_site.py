"""The site over a real store with hand-made records, as a process of its own (`--port N --store URL`).

It ends with stdin.
"""

import argparse
import contextlib
import os
import sys
import tempfile
import threading
from collections.abc import AsyncIterator, Callable, Collection, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import uvicorn
from sqlalchemy import Engine

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from collectors.uploading import FigureUploads
from dashboard.accounts.desk import Accounts
from dashboard.anomalies import Anomaly, Findings, Reason
from dashboard.anomalies.keeping import keep
from dashboard.civil import day_of
from dashboard.db import engine, migrate, writing
from dashboard.exporting.jobs import ExportJobs
from dashboard.feeds import FeedInfo
from dashboard.ingest import Ingest
from dashboard.keys.desk import Keys
from dashboard.open_data.desk import OpenData
from dashboard.records import Batch, Dossier, DossierStep, Person, Record, Supplement, version
from dashboard.rejections import rejections
from dashboard.reports.desk import ReportDesk
from dashboard.settings import settings
from dashboard.successions import units_at
from dashboard.targets import TargetDesk, seed
from dashboard.views import KpiReader
from dashboard.wall.documents import Documents
from layouts.doors import Doors
from tests.signed_in import quick
from web.exporting import job_routes
from web.screens import BoardJson
from web.site import Parts, build

FEED = FeedInfo(name="dossiers", kind="dossiers", transport="mqtt")
WARDS = ("Phường Sài Gòn", "Phường Bến Thành")
NUMBER = 60
job_routes.SMALL = 20  # so that this many records are a big file


def dossiers(now: datetime) -> list[Record]:
    """Dossiers that ended one after the other up to now, and some of 40 days before."""
    made: list[Record] = []
    for n in range(NUMBER):
        ended = now - timedelta(days=0 if n < NUMBER - 4 else 40, seconds=n)
        received = ended - timedelta(days=3)
        asked = Supplement(
            requested_at=received + timedelta(hours=5), received_at=received + timedelta(hours=9)
        )
        number = f"H29.1-261101-{n:04}"
        made.append(
            Dossier(
                external_id=number,
                version=version(ended, 9),
                procedure_code="2.000815",
                procedure_name="Chứng thực bản sao",
                channel=1 + n % 2,
                status=9,
                unit=WARDS[n % 3 == 0],
                submitted_at=received - timedelta(hours=1),
                accepted_at=received,
                due_at=ended + timedelta(hours=2),
                finished_at=ended,
                supplements=(asked,),
                person=Person(name="Nguyễn Văn An", phone="0901234123", id_number="079085001234"),
            )
        )
        made.append(
            DossierStep(
                dossier_id=number,
                observed_at=received + timedelta(hours=1),
                status=4,
                officer="Lê Thị Xuyến",
                department="Bộ phận một cửa",
                content="Thẩm định, gọi 090 1234 123",
            )
        )
    return made


def off_habit(today: date) -> Anomaly:
    """Fewer dossiers than on other Mondays, in Phường Sài Gòn."""
    (ward,) = (unit.id for unit in units_at(today) if unit.name == WARDS[0])
    reason = Reason(kind="count", side="low", habit="monday", days=12, city=0.97)
    return Anomaly(
        day=today,
        figure="dossiers_received",
        unit_id=ward,
        value=50,
        expected=100,
        low=79,
        high=121,
        score=9.0,
        reason=reason,
    )


def site(store: Engine, *, has_accounts: bool = False) -> uvicorn.Config:
    """Over the real board and the real reader; with accounts one signs in."""
    chosen = settings()
    documents = Documents(store, chosen)
    reader = KpiReader(store, chosen)

    def compute(now: datetime, walls: Collection[str]) -> Mapping[str, BoardJson]:
        told = documents.compute(now, walls)
        return {name: {**one, "demo": True, "loading": None} for name, one in told.items()}

    @contextlib.asynccontextmanager
    async def watch(_changed: Callable[[], None]) -> AsyncIterator[None]:
        yield

    doors = Doors(
        rejected=partial(rejections, store),
        replay=lambda _feed, _number: (0, 0),
        demo=True,
        kpis=reader,
        reports=ReportDesk(store, reader, chosen),
        uploads=FigureUploads(store, chosen),
        targets=TargetDesk(store),
        findings=Findings(store),
        exports=ExportJobs(store, Path(tempfile.mkdtemp("exports")), chosen.zone, lambda: datetime.now(UTC)),
        keys=Keys(store),
        open_data=OpenData(store),
        accounts=Accounts(store, chosen, quick()) if has_accounts else None,
    )
    parts = Parts(
        prepare=lambda: None,
        compute=compute,
        answers=lambda: True,
        watch=watch,
        doors=doors,
    )
    return uvicorn.Config(build(chosen, parts), log_level="warning", timeout_graceful_shutdown=2)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--store", required=True)
    parser.add_argument("--accounts", action="store_true")
    asked = parser.parse_args()
    store = engine(asked.store)
    migrate(store)
    now = datetime.now(UTC)
    with writing(store) as connection:
        seed(connection, now)
    records = dossiers(now)
    Ingest(store, settings(), [FEED]).store(Batch("dossiers", records, [], len(records)), now)
    today = day_of(now, settings().zone)
    with writing(store) as connection:
        keep(connection, today, [off_habit(today)], now)
    threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
    config = site(store, has_accounts=asked.accounts)
    config.port = asked.port
    uvicorn.Server(config).run()


if __name__ == "__main__":
    main()
