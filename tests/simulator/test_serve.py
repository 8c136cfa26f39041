"""The city's HTTP services, over real sockets."""

from collections import Counter
from datetime import datetime
from typing import Any
from xml.etree.ElementTree import Element

import httpx
import pytest
from defusedxml.ElementTree import fromstring

from simulator.city import City
from tests.simulator.conftest import Start, moment, services_at, serving

AT = "2026-11-19T14:00:00"  # a Thursday afternoon


@pytest.fixture(scope="module")
def base(start: Start) -> str:
    return start("--start", AT)


def pages(base: str, path: str, size: int = 1000, **query: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    with httpx.Client(base_url=base, timeout=30) as client:
        for page in range(1, 200):
            body = (
                client.get(path, params={"page": page, "page_size": size, **query}).raise_for_status().json()
            )
            part = body["data"] if isinstance(body, dict) else body
            if not part:
                return found
            found += part
    raise AssertionError("no end of pages")


def test_the_first_question_gets_todays_dossiers_and_those_still_open(base: str) -> None:
    told = pages(base, "/dvcqg/dossiers")
    assert max(Counter(each["MaHoSo"] for each in told).values()) == 1
    today = [each for each in told if each["NgayNopHoSo"].startswith("20261119")]
    assert 8_000 < len(today) < 18_000
    older = [each for each in told if each["NgayNopHoSo"] < "20261119"]
    ended = [each for each in older if each["NgayTra"] and each["NgayTra"] < "20261119"]
    assert len(older) > 20_000
    assert not ended


def test_since_tells_only_what_changed_from_then_on_oldest_change_first(base: str) -> None:
    told = pages(base, "/dvcqg/dossiers", since="20261119134500")
    assert 500 < len(told) < 5_000
    times = ("NgayNopHoSo", "NgayTiepNhan", "NgayTra", "NgayKetThucXuLy", "NgayTuChoi")
    dated = [
        max(each[key] for key in times)
        for each in told
        if each["TrangThaiHoSo"] in ("1", "2", "3", "9", "10")
    ]
    assert dated == sorted(dated)
    assert dated[0] >= "20261119134500"


def test_the_envelope_is_dongbohosomcs(base: str) -> None:
    body = httpx.get(f"{base}/dvcqg/dossiers", params={"size": 1}).json()
    assert set(body) == {"session", "madonvi", "isUpdating", "service", "data"}
    assert (body["madonvi"], body["service"], body["isUpdating"]) == ("H29", "DongBoHoSoMC", "True")
    assert len(body["data"]) == 1


def test_complaints_are_told_as_json_and_as_xml(base: str) -> None:
    asked = {"start_date": "2026-11-19T00:00:00+07:00", "end_date": "2026-11-19T12:00:00+07:00"}
    told = pages(base, "/open311/v2/requests.json", 100, **asked)
    assert 100 < len(told) < 500
    assert {each["requested_datetime"][:10] for each in told} == {"2026-11-19"}
    root: Element = fromstring(
        httpx.get(f"{base}/open311/v2/requests.xml", params=asked | {"page_size": "1000"}).content
    )
    assert root.tag == "service_requests"
    ids = [request.findtext("service_request_id") for request in root]
    assert sorted(map(str, ids)) == sorted(each["service_request_id"] for each in told)


def test_changed_complaints_are_those_updated_after(base: str) -> None:
    told = pages(base, "/open311/v2/requests.json", updated_after="2026-11-19T06:00:00Z")
    assert told
    assert all(datetime.fromisoformat(each["updated_datetime"]).hour >= 13 for each in told)
    statuses = {each["status"] for each in pages(base, "/open311/v2/requests.json", status="open")}
    assert statuses == {"open"}


def test_one_complaint_can_be_asked_for_by_its_number(base: str) -> None:
    number = pages(base, "/open311/v2/requests.json", status="open")[0]["service_request_id"]
    for path in (
        f"/open311/v2/requests/{number}.json",
        f"/open311/v2/requests.json?service_request_id={number}",
    ):
        assert [each["service_request_id"] for each in httpx.get(base + path).json()] == [number]


def test_complaints_can_be_asked_for_by_category(base: str) -> None:
    told = pages(base, "/open311/v2/requests.json", service_code="CTN")
    assert {each["service_name"] for each in told} == {"Cấp thoát nước, ngập nước"}


def test_readings_are_paged_by_next_links(base: str) -> None:
    address = f"{base}/v1.1/Observations?$filter=phenomenonTime gt 2026-11-19T06:58:00Z&$top=100"
    seen: list[int] = []
    while address:
        body = httpx.get(address).raise_for_status().json()
        seen += [each["@iot.id"] for each in body["value"]]
        address = body.get("@iot.nextLink", "")
    assert len(set(seen)) == len(seen) > 150


def test_devices_can_be_looked_up(base: str, city: City) -> None:
    told = httpx.get(f"{base}/inventory/cameras.json").json()
    assert len(told) == 600
    assert set(told[0]) == {"id", "name", "unit", "lat", "lon"}
    assert told[0]["unit"] == city.wards[city.cameras[0].ward].code
    assert httpx.get(f"{base}/inventory/trees.json").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/dvcqg/dossiers?since=yesterday",
        "/dvcqg/dossiers?page=0",
        "/open311/v2/requests.json?updated_after=now",
        "/v1.1/Observations?$filter=result gt 1",
    ],
)
def test_a_wrong_question_is_answered_400_with_the_reason(base: str, path: str) -> None:
    answer = httpx.get(base + path)
    assert answer.status_code == 400
    assert len(answer.text) > 10


def test_a_feed_that_is_down_answers_503_and_the_others_answer(city: City) -> None:
    wall = [moment(AT)]
    with serving(services_at(city, wall, often=True)) as base:
        address = f"{base}/open311/v2/requests.json?page_size=1"
        assert httpx.get(address).status_code == 200
        wall[0] += 300  # complaints are down from the fourth to the seventh minute
        down = httpx.get(address)
        assert (down.status_code, down.headers["retry-after"]) == (503, "30")
        assert httpx.get(f"{base}/dvcqg/dossiers?size=1").status_code == 200
        wall[0] += 180
        assert httpx.get(address).status_code == 200


def test_a_walk_through_pages_sees_one_state_though_time_goes_on(city: City) -> None:
    wall = [moment("2026-11-19T07:40:00")]
    with serving(services_at(city, wall)) as base:
        whole = pages(base, "/dvcqg/dossiers")
        first = httpx.get(f"{base}/dvcqg/dossiers?page=1&page_size=777").json()["data"]
        wall[0] += 600
        rest: list[dict[str, Any]] = []
        for page in range(2, 100):
            body = httpx.get(f"{base}/dvcqg/dossiers?page={page}&page_size=777").json()
            assert body["session"] == "20261119073959"  # the moment that the answer goes by
            if not body["data"]:
                break
            rest += body["data"]
        assert first + rest == whole
        assert len(pages(base, "/dvcqg/dossiers")) > len(whole)
