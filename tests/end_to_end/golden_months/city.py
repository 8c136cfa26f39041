"""A store that was told all golden cases, through the wire formats and the one door in."""

import os
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, select, text

from collectors.formats import Message
from collectors.formats.registry import FORMATS
from dashboard import db, flood_minutes, procedures
from dashboard.feeds import FeedInfo
from dashboard.figures import BY_KEY
from dashboard.ingest import Cursor, Ingest
from dashboard.models import daily_figure
from dashboard.records import Batch, Rejected
from dashboard.settings import Settings
from tests.end_to_end.golden_months.complaint_cases import LIVES, PROMISE, TIERS
from tests.end_to_end.golden_months.device_cases import EVENTS, FIRES, FLOODS
from tests.end_to_end.golden_months.dossier_deadlines import LATE, STATUTORY
from tests.end_to_end.golden_months.dossier_edges import FLAGS, ORDERS, TIMES
from tests.end_to_end.golden_months.dossier_ends import ENDS
from tests.end_to_end.golden_months.dossier_open import OPEN, SUPPLEMENTS
from tests.end_to_end.golden_months.telling import Case, Sent
from tests.end_to_end.golden_months.told_cases import TOLD

FOLDER = Path(__file__).parent
NOW = datetime(2026, 3, 20, 10, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))

CASES: tuple[Case, ...] = (
    *(*ENDS, *SUPPLEMENTS, *OPEN, *STATUTORY, *LATE, *TIMES, *FLAGS, *ORDERS),
    *(*PROMISE, *TIERS, *LIVES, *FIRES, *FLOODS, *EVENTS, *TOLD),
)
_FORMAT = {
    "dossiers": "dvcqg",
    "complaints": "open311",
    "fire": "panel",
    "flood": "sensorthings",
    "cameras": "frigate",
    "queues": "figures",
}
FEEDS = tuple(
    FeedInfo(name=name, kind="figures" if name == "queues" else name, transport="http") for name in _FORMAT
)
REJECTED = {"dossiers": 1, "complaints": 1, "queues": 2}  # R07; K35; 29/2/2026 and an unknown figure


def settings() -> Settings:
    return Settings(_env_file=None, clocks=FOLDER / "clocks.toml")


@contextmanager
def process_zone(name: str) -> Iterator[None]:
    """What this process takes for local time."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = name
    time.tzset()
    try:
        yield
    finally:
        if before is None:
            del os.environ["TZ"]
        else:
            os.environ["TZ"] = before
        time.tzset()


def server_zone(url: str, name: str) -> None:
    """What the database's server takes for local time, in every session from now on."""
    store = db.engine(url)
    if store.dialect.name != "postgresql":
        return
    with db.writing(store) as connection:
        base = connection.execute(text("SELECT current_database()")).scalar_one()
        connection.execute(text(f"ALTER DATABASE {base} SET timezone TO '{name}'"))
    store.dispose()
    with db.reading(store) as connection:
        assert connection.execute(text("SHOW timezone")).scalar_one() == name


def tell_all(store: Engine) -> dict[str, int]:
    """Every message alone, a second after the other, up to now. How many items of a feed were rejected."""
    db.migrate(store)
    with db.writing(store) as connection:
        procedures.load(connection, procedures.read_csv(FOLDER / "register.csv"), NOW - timedelta(days=1))
    ingest = Ingest(store, settings(), FEEDS)
    told = [sent for case in CASES for sent in case.sent]
    refused: dict[str, int] = defaultdict(int)
    for number, sent in enumerate(told):
        at = NOW - timedelta(seconds=len(told) - number)
        batch = _read(sent, at)
        refused[sent.feed] += len(batch.rejected)
        ingest.store(batch, at, Cursor())
    flood_minutes.update(store, settings(), NOW)
    return dict(refused)


def _read(sent: Sent, at: datetime) -> Batch:
    found = FORMATS[_FORMAT[sent.feed]].read(Message(body=sent.body, received_at=at), {})
    read = [one for one in found if not isinstance(one, Rejected)]
    return Batch(sent.feed, read, [one for one in found if isinstance(one, Rejected)], 1)


def monthly(store: Engine) -> dict[tuple[str, str], float]:
    """(month, figure) → what the store's daily figures come to: the sum, the greatest or the last."""
    made: dict[tuple[str, str], float] = defaultdict(float)
    with db.reading(store) as connection:
        rows = connection.execute(select(daily_figure).order_by(daily_figure.c.day)).all()
    for row in rows:
        key = f"{row.day:%Y-%m}", row.figure
        merge = BY_KEY[row.figure].merge
        made[key] = {
            "sum": made[key] + row.value,
            "max": max(made[key], row.value),
            "last": row.value or made[key],
        }[merge]
    return {key: value for key, value in made.items() if value}
