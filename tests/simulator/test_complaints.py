"""The complaints of a day, and how they are told as Open311."""

from datetime import datetime

import numpy as np
import pytest

from simulator.city import City
from simulator.clock import midnight
from simulator.complaints import CATEGORIES, CLOCK, Reported, reported
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


def test_a_complaint_is_open_then_forwarded_then_answered(city: City, monday: Reported) -> None:
    row = 7
    made, sent, done = (
        float(column[row]) for column in (monday.requested, monday.forwarded, monday.answered)
    )
    told = [request(city, monday, row, now) for now in (made, sent, done)]
    assert [each["status"] for each in told] == ["open", "open", "closed"]
    ward = city.wards[monday.ward[row]].name
    assert [each["status_notes"] for each in told] == [
        "",
        f"Đã chuyển UBND {ward}",
        "Đã xử lý và trả lời người dân",
    ]
    assert [datetime.fromisoformat(each["updated_datetime"]).timestamp() for each in told] == [
        made,
        sent,
        done,
    ]
    assert all(each["service_request_id"].startswith("1022-261116-") for each in told)
    expected = datetime.fromisoformat(told[0]["expected_datetime"])
    assert expected.timestamp() - made == 48 * 3600


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
