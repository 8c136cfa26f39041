"""Anomalies in the store: kept once, read, judged, muted."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine

from dashboard.anomalies import Anomaly, Reason, Verdict, judge, of_day, recent
from dashboard.anomalies.keeping import hushed, keep, muted
from dashboard.db import reading, writing
from dashboard.seeding import seed_store

DAY = date(2026, 11, 16)
NOW = datetime(2026, 11, 16, 17, 10, tzinfo=UTC)
WARD = 1007
LOW = Anomaly(
    day=DAY,
    figure="dossiers_received",
    unit_id=WARD,
    value=50,
    expected=100,
    low=79,
    high=121,
    score=5.4,
    reason=Reason(kind="count", side="low", habit="monday", days=12, city=0.98),
)
OTHER = replace(LOW, figure="complaints_received", unit_id=1009, score=6.0)


@pytest.fixture
def seeded(store: Engine) -> Engine:
    with writing(store) as connection:
        seed_store(connection)
    return store


def kept(store: Engine, *found: Anomaly, day: date = DAY, now: datetime = NOW) -> list[Anomaly]:
    with writing(store) as connection:
        keep(connection, day, found, now)
        return of_day(connection, day)


def judged(store: Engine, one: Anomaly, verdict: Verdict, now: datetime = NOW) -> None:
    with writing(store) as connection:
        judge(connection, one.id, verdict, "lan", now)


def test_what_is_kept_is_read_as_it_was(seeded: Engine) -> None:
    (one,) = kept(seeded, LOW)
    assert replace(one, id=0, found_at=None) == LOW
    assert (one.id > 0, one.found_at, one.verdict, one.judged_at) == (True, NOW, "", None)


def test_kept_again_it_is_the_same_rows(seeded: Engine) -> None:
    first = kept(seeded, LOW, OTHER)
    assert kept(seeded, OTHER, LOW, now=NOW + timedelta(hours=1)) == first


def test_what_is_found_no_longer_is_taken_out_unless_it_was_judged(seeded: Engine) -> None:
    other, low = kept(seeded, LOW, OTHER)
    judged(seeded, low, Verdict.USEFUL)
    left = kept(seeded)
    assert [(one.id, one.verdict) for one in left] == [(low.id, "useful")]
    assert other.id not in {one.id for one in left}


def test_a_judged_one_keeps_its_numbers(seeded: Engine) -> None:
    (one,) = kept(seeded, LOW)
    judged(seeded, one, Verdict.NOT)
    (again,) = kept(seeded, replace(LOW, value=70))
    assert (again.value, again.verdict, again.judged_by, again.judged_at) == (50, "not", "lan", NOW)


def test_a_later_judgement_replaces_the_first(seeded: Engine) -> None:
    (one,) = kept(seeded, LOW)
    judged(seeded, one, Verdict.NOT)
    judged(seeded, one, Verdict.USEFUL, NOW + timedelta(hours=1))
    (again,) = kept(seeded)
    assert (again.verdict, again.judged_at) == ("useful", NOW + timedelta(hours=1))


def test_an_unknown_anomaly_cannot_be_judged(seeded: Engine) -> None:
    with pytest.raises(KeyError), writing(seeded) as connection:
        judge(connection, 999, Verdict.NOT, "lan", NOW)


def test_the_newest_come_first_and_of_a_day_the_weightiest(seeded: Engine) -> None:
    before = DAY - timedelta(days=1)
    kept(seeded, replace(LOW, day=before, score=9.0), day=before)
    kept(seeded, LOW, OTHER)
    with reading(seeded) as connection:
        told = recent(connection, 10)
        assert recent(connection, 2) == told[:2]
    assert [(one.day, one.score) for one in told] == [(DAY, 6.0), (DAY, 5.4), (before, 9.0)]


def test_the_same_is_not_pointed_out_twice_in_a_week(seeded: Engine) -> None:
    kept(seeded, LOW)
    with reading(seeded) as connection:
        assert hushed(connection, DAY, NOW) == set()
        assert hushed(connection, DAY + timedelta(days=6), NOW) == {LOW.key}
        assert hushed(connection, DAY + timedelta(days=7), NOW) == set()


def history(*verdicts: str) -> list[Anomaly]:
    """Judged a week apart, the last of them now."""
    return [
        replace(LOW, verdict=verdict, judged_at=NOW - timedelta(weeks=len(verdicts) - 1 - number))
        for number, verdict in enumerate(verdicts)
    ]


@pytest.mark.parametrize(
    ("verdicts", "is_muted"),
    [
        (["not", "not"], False),
        (["not", "not", "not"], True),
        (["useful", "not", "not", "not"], True),
        (["not", "not", "", "not"], True),  # one that nobody judged says nothing
        (["not", "not", "not", "useful"], False),
        (["not", "useful", "not", "not"], False),
    ],
)
def test_three_times_not_useful_in_a_row_mutes(verdicts: list[str], is_muted: bool) -> None:
    assert (LOW.key in muted(history(*verdicts), NOW)) is is_muted


def test_what_is_muted_speaks_again_after_sixty_days() -> None:
    told = history("not", "not", "not")
    assert muted(told, NOW + timedelta(days=59)) == {LOW.key}
    assert muted(told, NOW + timedelta(days=60)) == set()


def test_the_other_side_of_a_muted_series_still_speaks() -> None:
    high = replace(LOW, reason=replace(LOW.reason, side="high"))
    assert high.key not in muted(history("not", "not", "not"), NOW)


def test_a_muted_series_is_hushed(seeded: Engine) -> None:
    for weeks in range(3):
        day = DAY - timedelta(weeks=weeks + 2)
        (one,) = kept(seeded, replace(LOW, day=day), day=day)
        judged(seeded, one, Verdict.NOT, NOW - timedelta(weeks=weeks))
    with reading(seeded) as connection:
        assert hushed(connection, DAY, NOW) == {LOW.key}
