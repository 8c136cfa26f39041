"""Figures that other systems tell: plausible, seeded, and the same over HTTP, MQTT and in the history."""

import csv
import io
from collections import defaultdict
from datetime import date
from itertools import islice

import orjson
import pytest

from simulator import told_feeds
from simulator.city import City
from simulator.clock import from_date, midnight
from simulator.told import lines, so_far
from simulator.told_history import past
from simulator.told_list import BY_FIGURE, TOLD
from tests.simulator.conftest import moment

TODAY = date(2026, 11, 19)
NOW = moment("2026-11-19T14:07:00")
Table = dict[tuple[date, str, str], float]


@pytest.fixture(scope="module")
def table(city: City) -> Table:
    return {(day, unit, figure): value for day, unit, figure, value in past(city, TODAY)}


def city_wide(told: dict[tuple[str, str], float]) -> dict[str, float]:
    sums: dict[str, float] = defaultdict(float)
    for (_unit, figure), value in told.items():
        sums[figure] += value
    return sums


def on(city: City, grain: str, day: date, done: float = 1.0) -> dict[tuple[str, str], float]:
    found = lines(city, "month" if grain == "month" else "day", from_date(day), done)
    return {(unit, figure): value for unit, figure, value in found}


def test_a_share_is_never_more_than_its_whole_in_any_ward(city: City) -> None:
    for grain, day in (("day", TODAY), ("month", date(2026, 10, 1))):
        told = on(city, grain, day)
        for (unit, figure), value in told.items():
            whole = BY_FIGURE.get(figure)
            if whole is not None and whole.of and whole.level < 1:
                assert value <= told[unit, whole.of], (unit, figure)


def test_the_citys_sums_are_those_of_the_list_and_grow_with_the_years(city: City) -> None:
    now, then = (city_wide(on(city, "month", day)) for day in (date(2026, 10, 1), date(2023, 12, 1)))
    assert 550_000 < now["work_dossiers"] < 800_000
    assert 0.7 < now["work_dossiers_online"] / now["work_dossiers"] < 0.85
    assert 0.35 < then["work_dossiers_online"] / then["work_dossiers"] < 0.55
    assert 0.95 < now["dossiers_synced"] / now["dossiers_in_report_system"] < 0.98
    assert now["index_published_total"] == pytest.approx(
        sum(value for figure, value in now.items() if figure.startswith("index_published_")) / 2
    )
    assert 80 < now["index_published_total"] < 90


def test_school_is_out_on_sundays_and_in_july(city: City) -> None:
    for day in (date(2026, 11, 22), date(2026, 7, 15)):
        assert city_wide(on(city, "day", day))["pupils_expected"] == 0
    assert city_wide(on(city, "day", TODAY))["pupils_expected"] > 2_000_000


def test_a_running_day_grows_and_ends_as_what_the_history_says(city: City, table: Table) -> None:
    yesterday = date(2026, 11, 18)
    morning, evening = (city_wide(on(city, "day", yesterday, done)) for done in (0.3, 1.0))
    assert morning["queue_tickets"] < evening["queue_tickets"]
    assert morning["app_installs_citizens"] == evening["app_installs_citizens"]
    assert evening["queue_tickets"] == sum(
        value for (day, _, figure), value in table.items() if (day, figure) == (yesterday, "queue_tickets")
    )
    assert so_far(moment("2026-11-19T06:59:00")) == 0
    assert so_far(moment("2026-11-19T18:00:00")) == 1


def test_history_has_36_whole_months_of_every_figure_and_the_last_days_by_day(
    city: City, table: Table
) -> None:
    figures = {one.figure for one in TOLD} | {"index_published_total"}
    assert {figure for _, _, figure in table} == figures
    months = {day for day, _, figure in table if figure == "health_records"}
    assert (min(months), max(months), len(months)) == (date(2023, 12, 1), date(2026, 10, 1), 35)
    days = {day for day, _, figure in table if figure == "queue_tickets"}
    assert (min(days), max(days)) == (date(2023, 12, 1), date(2026, 11, 18))
    assert len([day for day in days if day >= date(2026, 10, 1)]) == 31 + 18


def test_before_july_2025_the_districts_tell(city: City, table: Table) -> None:
    june, july = (
        {unit for day, unit, figure in table if (day, figure) == (first, "work_dossiers")}
        for first in (date(2025, 6, 1), date(2025, 7, 1))
    )
    assert {"760", "769"} <= june
    assert len(july) == len(city.wards)
    assert not june & july


def test_a_spreadsheet_of_days_is_asked_for_again_only_for_what_changed(city: City) -> None:
    whole = told_feeds.days_csv(city, None, NOW)
    assert whole.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(whole.decode("utf-8-sig")), delimiter=";"))
    assert {row["Ngày"] for row in rows} == {"16/11/2026", "17/11/2026", "18/11/2026", "19/11/2026"}
    assert {row["Cập nhật"] for row in rows if row["Ngày"] == "19/11/2026"} == {"19/11/2026 14:00:00"}
    later = told_feeds.days_csv(city, NOW - 600, NOW).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(later), delimiter=";"))
    assert {row["Ngày"] for row in rows} == {"19/11/2026"}
    assert len(told_feeds.days_csv(city, NOW, NOW).splitlines()) == 1


def test_months_are_told_each_morning_as_far_as_they_have_come(city: City) -> None:
    told = told_feeds.months(city, None, NOW)
    assert {each["month"] for each in told} == {"2026-09", "2026-10", "2026-11"}
    running = {each["updated"] for each in told if each["month"] == "2026-11"}
    assert running == {"2026-11-18T23:00:00.000Z"}
    assert {each["figure"] for each in told if each["month"] == "2026-11"} & {
        "index_published_total"
    } == set()
    assert {each["month"] for each in told_feeds.months(city, NOW - 86_400, NOW)} == {"2026-11"}
    first = moment("2026-12-01T05:00:00")
    over = told_feeds.months(city, first - 86_400, first)
    assert {(each["month"], each["updated"]) for each in over} == {("2026-11", "2026-11-29T23:00:00.000Z")}


def test_messages_tell_the_day_so_far_and_after_midnight_the_day_that_is_over(city: City) -> None:
    start = moment("2026-11-19T11:58:00")
    told = list(islice(told_feeds.messages(city, start), 10))
    first, noon = told[:5], told[5:]
    assert {each.moment for each in first} == {start}
    assert {each.topic for each in noon} == {
        f"figures/{subject}" for subject in ("traffic", "security", "bots", "planning", "apps")
    }
    assert {each.moment for each in noon} == {moment("2026-11-19T12:00:00")}
    body = orjson.loads(noon[0].body)
    assert (body["day"], body["updated"]) == ("2026-11-19", "2026-11-19T05:00:00.000Z")
    night = list(islice(told_feeds.messages(city, float(midnight(from_date(TODAY))) - 1), 5, 15))
    assert {orjson.loads(each.body)["day"] for each in night} == {"2026-11-18", "2026-11-19"}


def test_the_same_seed_tells_the_same(city: City) -> None:
    assert told_feeds.days_csv(city, None, NOW) == told_feeds.days_csv(city, None, NOW)
