"""What is missing of a period, by the feeds behind a figure."""

from datetime import date, timedelta

import pytest

from dashboard.board.feeds import FeedRow
from dashboard.feeds import FeedState
from dashboard.i18n import translator
from dashboard.outages import Silences
from dashboard.periods import Span, month
from dashboard.reports.commentary import Heard
from tests.dashboard.records import CITY, local

SEPTEMBER, OCTOBER = month(date(2025, 9, 1)), month(date(2025, 10, 1))
FEED, OTHER = 1, 2


def heard() -> Heard:
    """Feed 1 was silent from 25 September to 2 October at noon, feed 2 never."""
    spans = {FEED: [(local("2025-09-25 00:00"), local("2025-10-02 12:00"))]}
    silences = Silences(spans, local("2025-11-20 10:00"))
    return Heard(feeds=(), silences=silences, since=SEPTEMBER.first, zone=CITY)


@pytest.mark.parametrize(
    ("feeds", "span", "hours", "is_sound"),
    [
        ([FEED], SEPTEMBER, 144, True),  # 6 of 30 days: just 20 %
        ([FEED], OCTOBER, 36, True),
        ([OTHER], SEPTEMBER, 0, True),
        ([OTHER, FEED], OCTOBER, 36, True),
        ([], OCTOBER, 0, True),
    ],
)
def test_the_feed_silent_longest_counts(feeds: list[int], span: Span, hours: int, is_sound: bool) -> None:
    assert heard().missing(feeds, span).longest == timedelta(hours=hours)
    assert heard().is_sound(feeds, span) is is_sound
    read = heard().reading(translator("vi"), 5.0, span, feeds, "/kpi/x")
    assert (read.silent, read.is_sound, read.href) == (hours, is_sound, "/kpi/x")


def test_more_than_a_fifth_missing_is_no_value_to_compare() -> None:
    spans = {FEED: [(local("2025-09-23 00:00"), local("2025-10-01 00:00"))]}
    found = Heard(
        feeds=(), silences=Silences(spans, local("2025-11-20 10:00")), since=SEPTEMBER.first, zone=CITY
    )
    assert not found.is_sound([FEED], SEPTEMBER)
    assert found.is_sound([FEED], OCTOBER)


def test_a_period_before_the_silences_that_were_read_is_not_answered_for() -> None:
    with pytest.raises(ValueError, match="2025-08-01"):
        heard().missing([FEED], month(date(2025, 8, 1)))


def _row(feed_id: int, kind: str, *, filling: bool = False) -> FeedRow:
    return FeedRow(
        id=feed_id, name=kind, title="", kind=kind, transport="http", state=FeedState.LIVE, spoke_at=None,
        data_at=None, per_minute=0.0, messages=1, records=1, rejected=0, rejected_open=0, filling=filling,
        error="", error_at=None,
    )  # fmt: skip


def test_of_a_feed_that_loads_for_the_first_time_no_period_is_believed_but_what_came_ready_made() -> None:
    found = Heard(
        feeds=(_row(FEED, "dossiers", filling=True), _row(OTHER, "flood")),
        silences=Silences({}, local("2025-11-20 10:00")),
        since=SEPTEMBER.first,
        zone=CITY,
        loaded={"dossiers": date(2025, 9, 30)},
    )
    assert not found.is_sound([FEED], OCTOBER)
    assert found.reading(translator("vi"), 5.0, OCTOBER, [FEED]).is_filling
    assert found.is_sound([FEED], SEPTEMBER)
    assert found.is_sound([OTHER], OCTOBER)


def test_figures_that_came_ready_made_need_no_feed_to_have_spoken() -> None:
    began = local("2025-09-01 00:00")
    silent = Silences({FEED: [(began, local("2025-11-20 10:00"))]}, local("2025-11-20 10:00"))
    found = Heard(
        feeds=(_row(FEED, "dossiers"),),
        silences=silent,
        since=SEPTEMBER.first,
        zone=CITY,
        loaded={"dossiers": date(2025, 9, 30)},
    )
    assert found.is_loaded("dossiers", SEPTEMBER)
    assert found.missing([FEED], SEPTEMBER).longest == timedelta()
    assert not found.is_loaded("dossiers", OCTOBER)
    assert not found.is_sound([FEED], OCTOBER)
