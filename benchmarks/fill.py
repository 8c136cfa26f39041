"""A store filled as three years of a city fill it, inside the store itself: millions of rows in minutes.

The figures are then counted by `dashboard.recount`, month by month: what the views read is what the records
say. `python -m benchmarks.fill STORE_URL [DOSSIERS]` fills one by hand.
"""

import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine, select, text

from benchmarks import city
from benchmarks.city import Deck
from benchmarks.fill_others import fill_others
from benchmarks.sql import at, drawn, insert_made, lay_out, numbers
from dashboard import db, procedures, slices
from dashboard.civil import day_start, month_of, months_back
from dashboard.db import writing
from dashboard.feeds import FeedInfo, register
from dashboard.models import dossier, feed_state
from dashboard.recount import recount
from dashboard.targets import seed
from dashboard.units import WARDS_SINCE

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DAYS = 1096
CHUNK = 250_000  # rows a transaction
PEOPLE = 1_000_000  # dossiers that have an applicant and steps: the newest
SILENT = 365.0 * 86_400  # the feeds of a store that is kept still live the next day
FEEDS = tuple(
    FeedInfo(name=kind, kind=kind, transport="http", late_after=SILENT, silent_after=SILENT)
    for kind in ("dossiers", "complaints", "cameras", "fire", "flood", "figures")
)


def fill(store: Engine, size: int, now: datetime) -> None:
    """So many dossiers, a tenth as many complaints, and what else a city has, over 36 months up to now."""
    begun = time.monotonic()

    def say(what: str) -> None:
        print(f"  {time.monotonic() - begun:6.0f} s: {what}", file=sys.stderr, flush=True)

    db.migrate(store)
    ids = register(store, FEEDS)
    with writing(store) as connection:
        seed(connection, now)
        procedures.load(connection, city.procedures(), now)
        _speak(connection, list(ids.values()), now)
    for last in _dossiers(store, size, now):
        if last % 1_000_000 < CHUNK:
            say(f"{last:,} dossiers")
    _people(store, size)
    for _last in _complaints(store, size // 10, now):
        pass
    fill_others(store, now)
    say("complaints, devices, alarms, tellings")
    settle(store)
    for month in months_back(month_of(now.date() + timedelta(days=62)), 40):
        wrong = recount(store, ZONE, month)
        say(f"{wrong:,} figures of {month:%Y-%m}")
    settle(store)


def settle(store: Engine) -> None:
    """What autovacuum and a checkpoint do by themselves after a load like this."""
    statement = "VACUUM ANALYZE" if store.dialect.name == "postgresql" else "PRAGMA wal_checkpoint(TRUNCATE)"
    with store.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(statement))


def _speak(connection: Connection, feed_ids: list[int], now: datetime) -> None:
    until = now + timedelta(seconds=SILENT)
    connection.execute(
        feed_state.insert(),
        [
            {"feed_id": one, "spoke_at": now, "data_at": now, "late_at": until, "silent_at": until}
            for one in feed_ids
        ],
    )


def _eras(size: int, now: datetime) -> Iterator[tuple[date, int, int]]:
    """A day of the era and the numbers, from and to, of its records: offices changed on 1/7/2025."""
    begun, turned = now - timedelta(days=DAYS), day_start(WARDS_SINCE, ZONE)
    cut = int(size * ((turned - begun) / (now - begun)))
    yield WARDS_SINCE - timedelta(days=1), 0, cut
    yield WARDS_SINCE, cut, size


def _chunks(first: int, last: int) -> Iterator[tuple[int, int]]:
    for start in range(first, last, CHUNK):
        yield start, min(start + CHUNK, last)


def _made(store: Engine, size: int, now: datetime, table: str, decks: dict[date, Deck]) -> Iterator[int]:
    """Rows of a table, one after the other over the 36 months, in the order in which they come in life.

    So its indexes grow at their ends: one that is filled at random takes hours.
    """
    kind = store.dialect.name
    start, span = int((now - timedelta(days=DAYS)).timestamp()), DAYS * 86_400
    courses = list(city.dossier_courses() if table == "dossier" else city.complaint_courses())
    columns = dossier_columns(kind, now) if table == "dossier" else complaint_columns(kind, now)
    for day, first, last in _eras(size, now):
        for begin, end in _chunks(first, last):
            with writing(store) as connection:
                lay_out(connection, "card", decks[day].cards)
                lay_out(connection, "course", courses)
                slices.keep(connection, decks[day].slices)
                made = (
                    f"(SELECT i, {start} + i * {span} / {size} AS at FROM {numbers(kind, begin, end)}) AS n"
                )
                insert_made(
                    connection,
                    table,
                    columns,
                    f"FROM {made} CROSS JOIN card AS p CROSS JOIN course AS c"
                    f" WHERE p.i = {drawn('n.i', city.CARDS, 0)} AND c.i = {drawn('n.i', city.COURSES, 1)}",
                )
            yield end


def _dossiers(store: Engine, size: int, now: datetime) -> Iterator[int]:
    decks = {day: city.dossier_deck(city.units_of(day)) for day, _first, _last in _eras(size, now)}
    return _made(store, size, now, "dossier", decks)


def _complaints(store: Engine, size: int, now: datetime) -> Iterator[int]:
    decks = {day: city.complaint_deck(city.units_of(day)) for day, _first, _last in _eras(size, now)}
    return _made(store, size, now, "complaint", decks)


def dossier_columns(kind: str, now: datetime) -> dict[str, str]:
    """Of a number n with its moment, a card p and a course c."""
    ended = "n.at + c.took"
    over = f"{ended} <= {int(now.timestamp())}"

    def then(made: str, otherwise: str = "NULL") -> str:
        return f"CASE WHEN {over} THEN {made} ELSE {otherwise} END"

    return {
        "feed_id": "1",
        "external_id": "'H29.1-' || (100000000 + n.i)",
        "version": "n.i",
        "unit_id": "p.unit_id",
        "unit_text": "''",
        "procedure_code": "p.code",
        "procedure_name": "p.name",
        "field_code": "p.field",
        "field_name": "p.field_name",
        "channel": "p.channel",
        "applicant_type": "1",
        "status": then("c.status", "4"),
        "submitted_at": at(kind, "n.at - 3600"),
        "accepted_at": f"CASE WHEN c.accepted THEN {at(kind, 'n.at')} END",
        "due_at": at(kind, "n.at + c.due"),
        "finished_at": then(at(kind, ended)),
        "supplements": "'[]'",
        "has_fee": "p.has_fee",
        "paid_online": "(p.has_fee AND c.paid_online)",
        "digitised": "c.digitised",
        "electronic_result": "c.electronic_result",
        "reused": "c.reused",
        "from_national_store": "c.from_store",
        "population_checked": "c.checked",
        "supplement_count": "c.supplements",
        "service_level": "p.level",
        "ended_at": then(at(kind, ended)),
        "overdue_at": at(kind, "n.at + c.due"),
        "worked_minutes": then("c.worked_minutes"),
        "early": then("c.early", "FALSE"),
        "late_minutes": then("c.late_minutes"),
        "late_cause": then("c.late_cause", "''"),
        "counts_online": "(p.channel = 2 AND (c.electronic_result OR p.no_paper))",
        "slice_id": "p.slice_id",
        "observed_at": at(kind, "n.at"),
        "received_at": at(kind, "n.at"),
    }


def complaint_columns(kind: str, now: datetime) -> dict[str, str]:
    """Of a number n with its moment, a card p and a course c."""

    def once(seconds: str, made: str) -> str:
        return f"CASE WHEN n.at + {seconds} <= {int(now.timestamp())} THEN {made} END"

    return {
        "feed_id": "2",
        "external_id": "'PA-' || (100000000 + n.i)",
        "version": "n.i",
        "unit_id": "p.unit_id",
        "unit_text": "''",
        "approximate": "FALSE",
        "open": f"n.at + c.closed > {int(now.timestamp())}",
        "category_code": "p.code",
        "category_name": "p.name",
        "description": "'Nội dung phản ánh'",
        "status_notes": "''",
        "channel": "p.channel",
        "media_url": "c.media",
        "requested_at": at(kind, "n.at"),
        "closed_at": once("c.closed", at(kind, "n.at + c.closed")),
        "answered_at": once("c.answered", at(kind, "n.at + c.answered")),
        "due_at": at(kind, "n.at + c.due"),
        "promise_at": at(kind, "n.at + 172800"),
        "confirmed": once("c.answered", "c.confirmed"),
        "reopened": "c.reopened",
        "rating": once("c.closed", "c.rating"),
        "slice_id": "p.slice_id",
        "observed_at": at(kind, "n.at"),
        "received_at": at(kind, "n.at"),
    }


def _people(store: Engine, size: int) -> None:
    """Applicants and two steps of the newest dossiers."""
    with writing(store) as connection:
        for begin, end in _chunks(max(size - PEOPLE, 0), size):
            chosen = f"FROM dossier WHERE id > {begin} AND id <= {end}"
            person = {"record": "'dossier'", "record_id": "id", "name": "'Nguyễn Văn An'", "phone": "''"}
            empty = dict.fromkeys(("email", "id_number", "address"), "''")
            insert_made(connection, "person", person | empty, chosen)
            for status, moment in ((2, "submitted_at"), (9, "ended_at")):
                step = {
                    "feed_id": "1",
                    "dossier_external_id": "external_id",
                    "observed_at": moment,
                    "status": str(status),
                    "officer": "'CB'",
                    "department": "''",
                    "content": "''",
                    "received_at": moment,
                }
                insert_made(connection, "dossier_step", step, f"{chosen} AND {moment} IS NOT NULL")


def is_filled(store: Engine, size: int) -> bool:
    """Whether a store that was kept holds what is wanted."""
    try:
        with store.connect() as connection:
            newest = connection.execute(select(dossier.c.id).order_by(dossier.c.id.desc()).limit(1)).scalar()
            counted = connection.execute(text("SELECT max(day) FROM figure_day")).scalar()
    except db.StoreError:
        return False
    return newest == size and counted is not None


if __name__ == "__main__":
    fill(db.engine(sys.argv[1]), int(sys.argv[2]) if sys.argv[2:] else 10_000_000, datetime.now(UTC))
