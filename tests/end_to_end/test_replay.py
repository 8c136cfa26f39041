"""The main job on recorded input: a CSV is served, collected by a process of its own, and counted by hand."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
from sqlalchemy import Engine, func, select

from dashboard import db, models
from dashboard.board import Board
from dashboard.settings import Settings
from tests.end_to_end import by_hand, recorded
from tests.end_to_end.by_hand import CITY, FIGURES, Counts
from tests.end_to_end.running import accepts, collectors, opened, running, until, write_feeds
from tests.servers import free_port

WAIT = 120.0  # s
ROWS = 2_000
AT_THE_END = datetime(2011, 11, 29, 12, tzinfo=UTC)
COMPLAINTS = {"name": "complaints", "kind": "complaints", "format": "open311"}
READINGS = {"name": "flood", "kind": "flood", "format": "ea"}
PAGED = {"page_param": "_offset", "page_size": 500, "first_page": 0}


@contextmanager
def collected(file: Path, preset: str, url: str, path: str, feed: Mapping[str, Any]) -> Iterator[Engine]:
    """The store after one poll of all that the file holds, and after another."""
    port, folder = free_port(), file.parent
    asked = {"transport": "http", "address": f"http://127.0.0.1:{port}{path}", "period": 2}
    feeds = write_feeds(folder / "feeds.toml", [{**feed, **asked}])
    serve = ["-m", "simulator.replay", str(file), "--preset", preset, "--speed", "0", "--http", str(port)]
    with running(serve, {}, folder / "replay.log"), opened(url) as store:
        db.migrate(store)
        assert until(lambda: accepts(port), WAIT)
        with collectors(feeds, url, folder / "collectors.log") as program:
            assert until(lambda: _polled_at(store), WAIT), program.said()
            first = _polled_at(store)
            assert until(lambda: _polled_at(store) != first, WAIT), program.said()
            assert program.end() == 0
        yield store


def _polled_at(store: Engine) -> datetime | None:
    """When a poll last came to its end."""
    return scalar(store, select(func.max(models.feed_cursor.c.polled_at)))  # type: ignore[no-any-return]


def scalar(store: Engine, statement: Any) -> Any:
    with db.reading(store) as connection:
        return connection.execute(statement).scalar()


def rows(store: Engine, statement: Any) -> list[Any]:
    with db.reading(store) as connection:
        return [tuple(row) for row in connection.execute(statement)]


def count(store: Engine, table: Any) -> int:
    return int(scalar(store, select(func.count()).select_from(table)))


def figures(store: Engine) -> Counts:
    """The store's daily figures of complaints, without the noughts."""
    told = models.daily_figure.c
    statement = select(told.day, models.unit.c.code, told.figure, told.value)
    statement = statement.join(models.unit, models.unit.c.id == told.unit_id)
    found = rows(store, statement.where(told.figure.in_(FIGURES), told.value != 0))
    return Counter({(day, code, figure): int(value) for day, code, figure, value in found})


def test_every_complaint_is_stored_and_each_days_figures_are_those_counted_by_hand(
    store_url: str, tmp_path: Path
) -> None:
    file = recorded.complaints(tmp_path / "complaints.csv", ROWS)
    with collected(file, "boston311", store_url, "/open311/v2/requests.json", COMPLAINTS) as store:
        table = by_hand.complaints(file)
        assert count(store, models.complaint) == len(table) == ROWS
        assert count(store, models.rejected) == 0
        assert figures(store) == by_hand.counted(table)
        _check_board(store, table)
        _check_edges(store)


def _check_board(store: Engine, table: pd.DataFrame) -> None:
    board = Board(store, Settings(_env_file=None)).compute(AT_THE_END)
    kpis = {kpi["key"]: kpi["value"] for kpi in board["kpis"]}
    lost = table[(table.unit == "") & (table.open_dt.dt.tz_convert(CITY).dt.month == 11)]
    assert board["unknown_unit"]["complaints"] == len(lost) > 0
    assert kpis["complaints_open"] == table.closed_dt.isna().sum() > 0


def _check_edges(store: Engine) -> None:
    """The hour that came twice (6 November), and the one that never was (13 March), by Boston's clock."""
    told = models.complaint.c
    statement = select(told.external_id, told.requested_at, told.closed_at)
    found = {number: (begun, over) for number, begun, over in rows(store, statement)}
    assert found["101000300000"] == (
        datetime(2011, 11, 6, 5, 30, tzinfo=UTC),
        datetime(2011, 11, 8, 6, 30, tzinfo=UTC),
    )
    assert found["101000300003"][0] == datetime(2011, 3, 13, 7, 30, tzinfo=UTC)


def test_every_reading_is_stored_or_rejected_and_the_days_peaks_are_those_found_by_hand(
    store_url: str, tmp_path: Path
) -> None:
    file = recorded.readings(tmp_path / "readings.csv", stations=20)
    feed = {**READINGS, "query": PAGED, "page_step": 500}
    with collected(file, "ea", store_url, "/flood-monitoring/data/readings", feed) as store:
        read, unread = by_hand.readings(file)
        assert count(store, models.observation) == len(read)
        assert count(store, models.rejected) == len(unread) > 0
        assert _reasons(store) == by_hand.reasons(unread)
        assert _sums(store) == by_hand.sums(read)
        assert _peaks(store) == by_hand.peaks(read)


def _reasons(store: Engine) -> dict[str, int]:
    told = models.rejected.c
    return dict(rows(store, select(told.reason, func.count()).group_by(told.reason)))


def _sums(store: Engine) -> dict[str, tuple[int, float]]:
    """How many readings of each quantity, and their sum."""
    told = models.observation.c
    statement = select(told.quantity, func.count(), func.sum(told.value)).group_by(told.quantity)
    return {quantity: (number, round(total, 3)) for quantity, number, total in rows(store, statement)}


def _peaks(store: Engine) -> dict[tuple[str, date], float]:
    """The deepest reading of each gauge and day of the city."""
    statement = select(models.device.c.external_id, models.gauge_day.c.day, models.gauge_day.c.peak)
    statement = statement.join(models.device, models.device.c.id == models.gauge_day.c.device_id)
    return {(gauge, day): peak for gauge, day, peak in rows(store, statement)}
