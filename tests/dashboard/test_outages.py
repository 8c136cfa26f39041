"""How long a feed was silent, and how much of a period is missing for it."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, select

from dashboard.db import reading
from dashboard.ingest import Ingest
from dashboard.models import feed, feed_outage
from dashboard.outages import Missing, behind, gaps, missing, silences
from dashboard.records import Batch, Record
from tests.dashboard.records import local
from tests.dashboard.records import reading as gauge_reading

DAY = local("2025-11-05 00:00"), local("2025-11-06 00:00")
HOUR = timedelta(hours=1)


def outages(store: Engine) -> list[tuple[str, datetime, datetime]]:
    statement = select(feed.c.name, feed_outage.c.began_at, feed_outage.c.ended_at).join(
        feed, feed.c.id == feed_outage.c.feed_id
    )
    with reading(store) as connection:
        return [(name, began, ended) for name, began, ended in connection.execute(statement)]


def answer(ingest: Ingest, at: str) -> None:
    """The one-stop shop answers a poll with nothing new; it is silent after 15 minutes."""
    ingest.store(Batch("dossiers", [], [], 1), local(at))


def told(ingest: Ingest, *at: str, now: str = "") -> None:
    """Readings of a gauge, all in one batch; floods are silent after 3 minutes."""
    records: list[Record] = [gauge_reading("S-07", moment, 0.1) for moment in at]
    ingest.store(Batch("flood", records, [], len(records)), local(now or max(at)))


def test_a_polled_feed_that_answers_again_leaves_its_silence_behind(ingest: Ingest, store: Engine) -> None:
    answer(ingest, "2025-11-05 08:00")
    answer(ingest, "2025-11-05 08:15")
    assert outages(store) == []
    answer(ingest, "2025-11-05 14:27")
    assert outages(store) == [("dossiers", local("2025-11-05 08:15"), local("2025-11-05 14:27"))]


def test_a_first_word_ends_no_silence(ingest: Ingest, store: Engine) -> None:
    answer(ingest, "2025-11-05 08:00")
    assert outages(store) == []


def test_what_a_broker_kept_leaves_no_silence_and_what_was_never_said_does(
    ingest: Ingest, store: Engine
) -> None:
    told(ingest, "2025-11-05 08:00")
    told(ingest, "2025-11-05 08:06", "2025-11-05 08:03", "2025-11-05 08:09", now="2025-11-05 10:00")
    assert outages(store) == []
    told(ingest, "2025-11-05 09:00", "2025-11-05 09:02", "2025-11-05 09:30")
    assert outages(store) == [
        ("flood", local("2025-11-05 08:09"), local("2025-11-05 09:00")),
        ("flood", local("2025-11-05 09:02"), local("2025-11-05 09:30")),
    ]


def test_what_is_told_late_or_ahead_of_the_clock_writes_no_silence(ingest: Ingest, store: Engine) -> None:
    told(ingest, "2025-11-05 08:00")
    told(ingest, "2025-11-05 05:00", now="2025-11-05 08:01")
    told(ingest, "2025-11-05 09:00", now="2025-11-05 08:02")
    assert outages(store) == []


def test_a_day_misses_what_fell_into_it(ingest: Ingest, store: Engine) -> None:
    answer(ingest, "2025-11-04 23:00")
    answer(ingest, "2025-11-05 02:00")  # two of these three hours are the day's
    for at in range(2 * 60, 12 * 60, 15):
        answer(ingest, f"2025-11-05 {at // 60:02}:{at % 60:02}")
    now = local("2025-11-05 14:00")  # the last word was at 11:45
    with reading(store) as connection:
        (dossiers,) = behind(connection, ["dossiers"])
        assert missing(connection, [dossiers], *DAY, now) == {dossiers: timedelta(hours=4, minutes=15)}
        earlier = missing(connection, [dossiers], local("2025-11-04 00:00"), DAY[0], now)
        assert earlier == {dossiers: HOUR}


def test_a_silence_that_is_not_one_yet_is_not_missing(ingest: Ingest, store: Engine) -> None:
    answer(ingest, "2025-11-05 12:00")
    with reading(store) as connection:
        found = behind(connection, ["dossiers"])
        assert set(missing(connection, found, *DAY, local("2025-11-05 12:14")).values()) == {timedelta()}
        over = missing(connection, found, *DAY, local("2025-11-05 12:16"))
        assert set(over.values()) == {timedelta(minutes=16)}


def test_a_feed_that_never_spoke_misses_all_that_has_passed(ingest: Ingest, store: Engine) -> None:
    with reading(store) as connection:
        found = behind(connection, ["complaints"])
        known = silences(connection, DAY[0], local("2025-11-05 06:00"))
    assert known.missing(found, *DAY) == Missing(6 * HOUR, 1.0)


def test_the_share_is_of_the_elapsed_time_and_of_the_feed_that_was_silent_longest(
    ingest: Ingest, store: Engine
) -> None:
    answer(ingest, "2025-11-05 01:00")
    answer(ingest, "2025-11-05 02:00")
    told(ingest, "2025-11-05 01:00")
    told(ingest, "2025-11-05 04:00")
    answer(ingest, "2025-11-05 04:00")
    with reading(store) as connection:
        known = silences(connection, DAY[0], local("2025-11-05 04:00"))
        found = behind(connection, ["dossiers", "flood"])
    assert known.missing(found, *DAY) == Missing(3 * HOUR, 0.75)
    assert known.missing([], *DAY) == Missing(timedelta(), 0.0)


def test_a_period_that_has_not_begun_misses_nothing(ingest: Ingest, store: Engine) -> None:
    answer(ingest, "2025-11-05 01:00")
    with reading(store) as connection:
        known = silences(connection, DAY[0], local("2025-11-04 12:00"))
        assert known.missing(behind(connection, ["dossiers"]), *DAY) == Missing(timedelta(), 0.0)


MINUTES = st.integers(0, 600)


@given(MINUTES, st.lists(MINUTES, max_size=20), st.integers(1, 120))
def test_gaps_and_what_was_heard_fill_the_time_between(last: int, heard: list[int], longest: int) -> None:
    start = local("2025-11-05 00:00")
    since = start + timedelta(minutes=last)
    moments = [start + timedelta(minutes=one) for one in heard]
    found = gaps(since, moments, timedelta(minutes=longest))
    assert all(after - before > timedelta(minutes=longest) for before, after in found)
    assert not [one for one in moments for before, after in found if before < one < after]
    assert sum((after - before for before, after in found), timedelta()) <= max([since, *moments]) - since


@pytest.mark.parametrize("heard", [[], ["2025-11-05 07:00"]])
def test_nothing_new_ends_no_silence(heard: list[str]) -> None:
    assert gaps(local("2025-11-05 08:00"), [local(one) for one in heard], timedelta(0)) == []
