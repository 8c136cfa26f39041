"""The figures of complaints counted by the simulator, against what the complaints themselves say."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from simulator import complaint_history, open311
from simulator.city import City
from simulator.clock import midnight, to_date
from simulator.complaints import LONGEST, reported
from simulator.sheet import FOR_EVER, Sheet
from tests.simulator.conftest import day_number

FIRST, LAST = day_number("2026-01-29"), day_number("2026-02-03")  # over the end of a month
PROMISE = timedelta(hours=48)
Added = Iterator[tuple[datetime, str, int]]


def figures(told: dict[str, Any]) -> Added:
    """What a complaint counts for when all has been said: (moment, figure, how much)."""
    requested, answered, closed = (
        datetime.fromisoformat(told[f"{name}_datetime"]) for name in ("requested", "answered", "closed")
    )
    ours = requested.timestamp() >= midnight(FIRST)
    yield requested, "received", 1
    yield requested, "with_media", bool(told["media_url"])
    yield requested, "judged", told["confirmed"] != ""
    yield requested, "confirmed", told["confirmed"] is True
    yield requested, "reopened", told["reopened_count"] > 0
    yield answered, "answered", 1
    yield answered, "answer_minutes", (answered - requested) // timedelta(minutes=1)
    yield answered, "rated", told["rating"] != ""
    yield answered, "rating", told["rating"] or 0
    yield closed, "closed", ours
    yield closed, "resolve_minutes", ours * ((closed - requested) // timedelta(minutes=1))
    in_time = answered <= requested + PROMISE
    for clock in ("", "clock_"):
        yield min(answered, requested + PROMISE), f"{clock}decided", 1
        yield answered, f"{clock}in_time", in_time
    yield requested + PROMISE, "overdue_entered", ours and not in_time
    yield answered, "overdue_left", ours and not in_time


def test_history_equals_what_the_complaints_themselves_say(city: City) -> None:
    sheet = Sheet(FIRST, LAST, [(FOR_EVER, [ward.code for ward in city.wards])])
    codes = {f"UBND {ward.name}": ward.code for ward in city.wards}
    told: Counter[tuple[str, str, str]] = Counter()
    for day in range(FIRST - LONGEST, LAST):
        made = reported(city, day)
        complaint_history.count(sheet, made)
        for row in range(len(made.requested)):
            request = open311.request(city, made, row, float(midnight(day + LONGEST)))
            for moment, figure, amount in figures(request):
                if midnight(FIRST) <= moment.timestamp() < midnight(LAST):
                    key = (moment.date().isoformat(), codes[request["agency_responsible"]], figure)
                    told[key] += amount
    counted = {
        (day.isoformat(), unit, figure.removeprefix("complaints_")): value
        for day, unit, figure, value in sheet.rows()
        if value
    }
    assert counted == {key: value for key, value in told.items() if value}
    assert {day for day, _unit, _figure in counted} == {
        to_date(day).isoformat() for day in range(FIRST, LAST)
    }
