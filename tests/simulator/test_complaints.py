"""The complaints of a day, and how they are told as Open311."""

from datetime import datetime

import numpy as np
import pytest

from simulator.city import City
from simulator.clock import DAY, midnight
from simulator.complaints import CATEGORIES, CLOCK, LONGEST, Reported, reported
from simulator.dossiers import NEVER
from simulator.open311 import request, services, to_xml
from tests.simulator.conftest import day_number

MONDAY = day_number("2026-11-16")


@pytest.fixture(scope="module")
def monday(city: City) -> Reported:
    return reported(city, MONDAY)


def test_a_day_brings_about_500_complaints_most_answered_within_48_hours(city: City) -> None:
    days = [reported(city, MONDAY - back) for back in range(60)]
    assert 450 < np.mean([len(day.requested) for day in days]) < 600
    in_time = np.concatenate([day.answered - day.requested <= CLOCK for day in days])
    assert 0.91 < in_time.mean() < 0.945


def test_categories_are_the_hotlines_twelve(monday: Reported) -> None:
    assert len(CATEGORIES) == 12
    assert sum(category.weight for category in CATEGORIES) == 100
    assert set(monday.category.tolist()) <= set(range(12))
    assert [entry["service_code"] for entry in services()] == [category.code for category in CATEGORIES]


def test_a_complaint_lives_from_request_to_its_second_closing(city: City, monday: Reported) -> None:
    whole = (monday.reopened < NEVER) & (monday.closed > monday.answered) & (monday.rating > 0)
    row = int(np.flatnonzero(whole & monday.judged)[0])
    moments = [float(moment) for moment in monday.moments[row]]
    assert moments == sorted(moments)
    told = [request(city, monday, row, now) for now in moments]
    assert [each["status"] for each in told] == ["open", "open", "open", "closed", "open", "closed"]
    ward = city.wards[monday.ward[row]].name
    assert [each["status_notes"] for each in told] == [
        "",
        f"Đã chuyển UBND {ward}",
        "Đã trả lời người dân, đang xử lý",
        "Đã xử lý và trả lời người dân",
        "Mở lại theo ý kiến người dân",
        "Đã xử lý và trả lời người dân",
    ]
    assert [datetime.fromisoformat(each["updated_datetime"]).timestamp() for each in told] == moments
    answers = {each["answered_datetime"] for each in told[2:]}
    assert [datetime.fromisoformat(text).timestamp() for text in answers] == [moments[2]]
    assert [each["answered_datetime"] for each in told[:2]] == ["", ""]
    assert [bool(each["closed_datetime"]) for each in told] == [False, False, False, True, False, True]
    assert [each["reopened_count"] for each in told] == [0, 0, 0, 0, 1, 1]
    assert [each["confirmed"] for each in told[2:]] == [bool(monday.confirmed[row])] * 4
    assert [each["rating"] for each in told] == ["", "", "", "", "", int(monday.rating[row])]
    assert all(each["service_request_id"].startswith("1022-261116-") for each in told)
    expected = datetime.fromisoformat(told[0]["expected_datetime"])
    assert expected.timestamp() - moments[0] == 48 * 3600


def test_what_becomes_of_complaints_is_plausible_and_ends_in_time(city: City) -> None:
    days = [reported(city, MONDAY - back) for back in range(60)]
    ended = np.concatenate([day.ended - day.requested for day in days])
    answered = np.concatenate([day.answered - day.requested for day in days])
    assert (ended >= answered).all()
    assert ended.max() < LONGEST * DAY
    assert 16 * 3600 < answered.mean() < 26 * 3600
    assert 0.02 < np.concatenate([day.reopened < NEVER for day in days]).mean() < 0.06
    judged = np.concatenate([day.judged for day in days])
    assert 0.93 < np.concatenate([day.confirmed for day in days])[judged].mean() < 0.97
    ratings = np.concatenate([day.rating for day in days])
    assert set(ratings.tolist()) == {0, 1, 2, 3, 4, 5}


def test_complaints_come_in_order_and_on_their_day(monday: Reported) -> None:
    assert (np.diff(monday.requested) >= 0).all()
    assert midnight(MONDAY) <= monday.requested[0] < monday.requested[-1] < midnight(MONDAY + 1)


def test_xml_carries_the_same_and_escapes(city: City, monday: Reported) -> None:
    told = request(city, monday, 0, float(monday.requested[0])) | {"description": "<a> & b"}
    text = to_xml("service_requests", "request", [told]).decode()
    assert text.startswith(
        '<?xml version="1.0" encoding="utf-8"?><service_requests><request><service_request_id>'
    )
    assert "<description>&lt;a&gt; &amp; b</description>" in text
    assert f"<lat>{told['lat']}</lat>" in text
