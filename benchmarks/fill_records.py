"""Dossiers and complaints by the million, made inside the store itself, and the figures they count for."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

import numpy as np
from sqlalchemy import Engine

from benchmarks import city
from benchmarks.city import Deck, Row
from benchmarks.counted import ZONE, Sums
from benchmarks.drawn import Drawn, drawn_complaints, drawn_dossiers
from benchmarks.sql import at, drawn, draws, insert_made, lay_out, numbers
from dashboard import slices
from dashboard.civil import day_start
from dashboard.db import writing
from dashboard.tally import put, put_sliced, touch
from dashboard.units import WARDS_SINCE

DAYS = 1096
CHUNK = 250_000  # rows a transaction
AHEAD = 62  # days that a due time may lie in the future
PEOPLE = 1_000_000  # dossiers that have an applicant and steps: the newest


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """Dossiers, or complaints."""

    table: str
    deck: Callable[[Sequence[int]], Deck]
    courses: Callable[[], Iterator[Row]]
    columns: Callable[[str, datetime], Mapping[str, str]]
    counted: Callable[[Sequence[Row], Sequence[Row]], Drawn]


def make(store: Engine, kind: Kind, size: int, now: datetime) -> Iterator[int]:
    """Rows one after the other over the 36 months, in the order in which they come in life; how many by now.

    So the indexes grow at their ends: one that is filled at random takes hours.
    """
    on, courses = store.dialect.name, list(kind.courses())
    start, span = _begin(now), DAYS * 86_400
    for day, first, last in _eras(size, now):
        deck = kind.deck(city.units_of(day))
        for begin, end in _chunks(first, last):
            moments = f"(SELECT i, {start} + i * {span} / {size} AS at FROM {numbers(on, begin, end)}) AS n"
            cards = f"p.i = {drawn('n.i', city.CARDS, 0)} AND c.i = {drawn('n.i', city.COURSES, 1)}"
            with writing(store) as connection:
                lay_out(connection, "card", deck.cards)
                lay_out(connection, "course", courses)
                slices.keep(connection, deck.slices)
                source = f"FROM {moments} CROSS JOIN card AS p CROSS JOIN course AS c WHERE {cards}"
                insert_made(connection, kind.table, kind.columns(on, now), source)
            yield end


def count(store: Engine, kind: Kind, size: int, now: datetime) -> None:
    """The figures of the rows that `make` made."""
    courses, start = list(kind.courses()), _begin(now)
    days = range((start + 7 * 3600) // 86_400 - 2, start // 86_400 + DAYS + AHEAD)
    for day, first, last in _eras(size, now):
        deck = kind.deck(city.units_of(day))
        rules, sums = kind.counted(deck.cards, courses), Sums(days, deck.cards)
        for begin, end in _chunks(first, last):
            number = np.arange(begin, end, dtype=np.int64)
            moment = start + number * (DAYS * 86_400) // size
            card, course = draws(number, city.CARDS, 0), draws(number, city.COURSES, 1)
            states = rules.states(moment, course, int(now.timestamp()))
            moments = {name: moment + of[course] for name, of in rules.moments.items()}
            sums.add(rules.amounts, (states, rules.kinds[card], course), card, moments)
        _write(store, sums)


def _write(store: Engine, sums: Sums) -> None:
    for part in _parts(sums.buckets()):
        with writing(store) as connection:
            put(connection, part)
            touch(connection, {(day, figure) for day, figure, _unit in part})
    for some in _parts(sums.slices()):
        with writing(store) as connection:
            put_sliced(connection, some, adds=False)


def _parts(buckets: Iterator[tuple[Any, float]]) -> Iterator[dict[Any, float]]:
    while part := dict(islice(buckets, CHUNK)):
        yield part


def _begin(now: datetime) -> int:
    return int((now - timedelta(days=DAYS)).timestamp())


def _eras(size: int, now: datetime) -> Iterator[tuple[date, int, int]]:
    """A day of the era and the numbers, from and to, of its records: offices changed on 1/7/2025."""
    begun, turned = now - timedelta(days=DAYS), day_start(WARDS_SINCE, ZONE)
    cut = int(size * ((turned - begun) / (now - begun)))
    yield WARDS_SINCE - timedelta(days=1), 0, cut
    yield WARDS_SINCE, cut, size


def _chunks(first: int, last: int) -> Iterator[tuple[int, int]]:
    for start in range(first, last, CHUNK):
        yield start, min(start + CHUNK, last)


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


def people(store: Engine, size: int) -> None:
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


DOSSIERS = Kind(
    table="dossier",
    deck=city.dossier_deck,
    courses=city.dossier_courses,
    columns=dossier_columns,
    counted=drawn_dossiers,
)
COMPLAINTS = Kind(
    table="complaint",
    deck=city.complaint_deck,
    courses=city.complaint_courses,
    columns=complaint_columns,
    counted=drawn_complaints,
)
