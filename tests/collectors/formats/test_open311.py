"""Open311 GeoReport v2, JSON and XML."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from dashboard.records import Complaint, Person, Reason, Record, Rejected

Reader = Callable[..., list[Record | Rejected]]
Load = Callable[[str], bytes]


def request(**values: Any) -> dict[str, Any]:
    return {
        "service_request_id": "1",
        "status": "open",
        "service_code": "A",
        "requested_datetime": "2026-03-01T20:15:00+07:00",
    } | values


def only(found: list[Record | Rejected]) -> Any:
    assert len(found) == 1
    return found[0]


def test_json_requests_are_read_with_every_field(read: Reader, payload: Load) -> None:
    first, second = read("open311", payload("open311_requests.json"))
    updated_at = datetime(2026, 3, 2, 2, 40, tzinfo=UTC)
    assert first == Complaint(
        external_id="26-000101",
        version=int(updated_at.timestamp() * 1000) * 16 + 1,
        open=False,
        category_code="LIGHT",
        category_name="Chiếu sáng",
        description="Đèn đường tắt ba đêm liền",
        status_notes="Đã thay bóng đèn.",
        requested_at=datetime(2026, 3, 1, 13, 15, tzinfo=UTC),
        updated_at=updated_at,
        expected_at=datetime(2026, 3, 3, 13, 15, tzinfo=UTC),
        closed_at=updated_at,
        unit="Phường Tân Định",
        lat=10.7912,
        lon=106.6925,
        channel="App",
        media_url="https://anh.example.vn/101.jpg",
        person=Person(name="An Nguyễn", phone="0900000101", address="12 Trần Quang Khải"),
    )
    assert isinstance(second, Complaint)
    assert second.external_id == "26000102"
    assert second.requested_at == datetime(2026, 3, 1, 23, 0, tzinfo=UTC)  # no zone: the city's
    assert (second.lat, second.lon, second.closed_at, second.person) == (10.7359, 106.7011, None, None)


def test_xml_requests_are_read_and_a_bad_one_costs_only_itself(read: Reader, payload: Load) -> None:
    tree, pending = read("open311", payload("open311_requests.xml"))
    assert isinstance(tree, Complaint)
    assert (tree.description, tree.unit, tree.updated_at) == (
        "Cây nghiêng & sắp đổ",
        "Phường Thạnh Mỹ Tây",
        None,
    )
    assert (tree.lat, tree.lon, tree.media_url) == (10.8016, 106.7113, "")
    assert isinstance(pending, Rejected)
    assert (pending.reason, pending.external_id) == (Reason.UNKNOWN_CODE, "26-000104")
    mended = only(read("open311", pending.body, statuses={"pending": "open"}))
    assert mended.open is True


def test_single_wrapped_and_listed_requests_say_the_same(read: Reader) -> None:
    bare = read("open311", [request()])
    assert read("open311", request()) == bare
    assert read("open311", {"service_requests": [request()]}) == bare
    assert read("open311", {"service_requests": {"request": [request()]}}) == bare
    assert read("open311", b"<service_requests/>") == []


@pytest.mark.parametrize(
    ("body", "reason", "said"),
    [
        (b'[{"code":403,"description":"Invalid api_key"}]', Reason.ERROR_ANSWER, "Invalid api_key"),
        (b'{"errors":[{"code":400,"description":"no"}]}', Reason.ERROR_ANSWER, "no"),
        (
            b"<errors><error><code>400</code><description>no key</description></error></errors>",
            Reason.ERROR_ANSWER,
            "no key",
        ),
        (
            b'HTTP/1.1 403 Forbidden\r\n\r\n<?xml version="1.0"?>\n<error>key -- refused</error>',
            Reason.ERROR_ANSWER,
            "refused",
        ),
        (
            b"<service_requests><request><token>12</token></request></service_requests>",
            Reason.NOT_THIS_FORMAT,
            "token",
        ),
        (b'[{"token":"12","service_request_id":"5"}]', Reason.NOT_THIS_FORMAT, "token"),
        (b'[{"service_code":"1","service_name":"x","type":"realtime"}]', Reason.NOT_THIS_FORMAT, "services"),
        (
            b"<services><service><service_code>1</service_code></service></services>",
            Reason.NOT_THIS_FORMAT,
            "services",
        ),
        (
            b"<service_definition><service_code>1</service_code></service_definition>",
            Reason.NOT_THIS_FORMAT,
            "services",
        ),
        (b"<discovery><changeset>2</changeset></discovery>", Reason.NOT_THIS_FORMAT, "discovery"),
        (b'{"changeset":"2","endpoints":[]}', Reason.NOT_THIS_FORMAT, "discovery"),
        (b'[{"service_request_id":"5","service_notice":"we come"}]', Reason.NOT_THIS_FORMAT, "no status"),
        (b'{"service_request_id":{"type":"Text","value":"5"}}', Reason.NOT_THIS_FORMAT, "NGSI"),
        (b"<html><body>Bad gateway</body></html>", Reason.NOT_THIS_FORMAT, "html"),
        (b"<service_requests><request>", Reason.BAD_XML, "no XML"),
        (b"7", Reason.NOT_THIS_FORMAT, "list"),
    ],
)
def test_another_answer_is_said_to_be_one(read: Reader, body: bytes, reason: Reason, said: str) -> None:
    rejected = only(read("open311", body))
    assert rejected.reason is reason
    assert said in rejected.detail


def test_an_xml_bomb_is_refused(read: Reader) -> None:
    bomb = b'<!DOCTYPE b [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><service_requests>&b;</service_requests>'
    assert only(read("open311", bomb)).reason is Reason.BAD_XML


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"status": "maybe"}, Reason.UNKNOWN_CODE),
        ({"status": ""}, Reason.MISSING_KEY),
        ({"service_code": ""}, Reason.MISSING_KEY),
        ({"requested_datetime": None}, Reason.MISSING_KEY),
        ({"requested_datetime": "2010-04-14T06:37:38-08:00Z"}, Reason.BAD_DATE),
        ({"requested_datetime": 1272000000}, Reason.BAD_DATE),
        ({"requested_datetime": "0001-01-01T00:00:00+14:00"}, Reason.BAD_DATE),
        ({"lat": 106.7, "long": 10.77}, Reason.BAD_COORDINATES),
        ({"lat": 0, "long": 0.0}, Reason.BAD_COORDINATES),
        ({"lat": 10.77, "long": None}, Reason.BAD_COORDINATES),
        ({"lat": "north", "long": "east"}, Reason.BAD_COORDINATES),
        ({"lat": [10.77], "long": [106.7]}, Reason.BAD_COORDINATES),
        ({"lat": 91, "long": 106.7}, Reason.BAD_COORDINATES),
        ({"description": {"vi": "x"}}, Reason.WRONG_TYPE),
    ],
)
def test_what_cannot_be_is_rejected_with_its_reason(
    read: Reader, values: dict[str, Any], reason: Reason
) -> None:
    assert only(read("open311", [request(**values)])).reason is reason


def test_a_place_in_another_city_is_kept(read: Reader) -> None:
    assert only(read("open311", request(lat=42.36, long=-71.06))).lat == 42.36


def test_swapped_is_judged_by_the_box_of_the_option(read: Reader) -> None:
    box = [42.0, -72.0, 43.0, -70.0]
    assert only(read("open311", request(lat=-71.06, long=42.36), bounds=box)).reason is Reason.BAD_COORDINATES


def test_the_closure_has_its_own_time_where_one_is_given(read: Reader) -> None:
    closed = request(
        status="Closed",
        updated_datetime="2026-03-05T00:00:00Z",
        closed_datetime="2026-03-04T00:00:00Z",
    )
    assert only(read("open311", closed)).closed_at == datetime(2026, 3, 4, tzinfo=UTC)


def test_what_became_of_it_is_read_where_a_supplier_tells_it(read: Reader) -> None:
    told = {
        "answered_datetime": "2026-03-02T09:40:00+07:00",
        "confirmed": True,
        "reopened_count": 2,
        "rating": 4,
    }
    answered_at = datetime(2026, 3, 2, 2, 40, tzinfo=UTC)
    found = only(read("open311", request(**told)))
    assert (found.open, found.answered_at, found.closed_at) == (True, answered_at, None)
    assert (found.confirmed, found.reopened, found.rating) == (True, 2, 4)
    texts = "".join(f"<{key}>{value}</{key}>" for key, value in request(**told).items())
    assert only(read("open311", f"<request>{texts}</request>".encode())) == found
    unsaid = only(read("open311", request(confirmed="", reopened_count=None, rating=0)))
    assert (unsaid.answered_at, unsaid.confirmed, unsaid.reopened, unsaid.rating) == (None, None, 0, None)


@pytest.mark.parametrize(
    "values", [{"confirmed": "maybe"}, {"rating": 6}, {"rating": "4.5"}, {"reopened_count": -1}]
)
def test_what_became_of_it_must_be_readable(read: Reader, values: dict[str, Any]) -> None:
    assert only(read("open311", [request(**values)])).reason is Reason.UNKNOWN_CODE


def test_open_closed_reopened_and_closed_again_follow_each_other_in_one_moment(read: Reader) -> None:
    at = "2026-03-05T00:00:00Z"
    life = [
        ("open", 0),
        ("closed", 0),
        ("open", 1),
        ("closed", 1),
        ("open", 7),
        ("closed", 7),
        ("closed", 99),
    ]
    told = [request(status=status, updated_datetime=at, reopened_count=count) for status, count in life]
    versions = [one.version for one in read("open311", told) if isinstance(one, Complaint)]
    assert versions == sorted(versions)
    assert len(set(versions)) == len(versions) - 1  # beyond seven reopenings only the time tells


def test_without_an_updated_time_the_answer_and_the_closure_tell_which_is_newer(read: Reader) -> None:
    answered = request(answered_datetime="2026-03-02T00:00:00Z")
    closed = request(status="closed", closed_datetime="2026-03-03T00:00:00Z")
    versions = [only(read("open311", told)).version for told in (request(), answered, closed)]
    assert versions == sorted(set(versions))


def test_the_unit_is_read_from_the_key_of_the_option(read: Reader) -> None:
    assert only(read("open311", request(ward="Xuân Hòa"), unit_key="ward")).unit == "Xuân Hòa"
