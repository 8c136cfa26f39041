"""How the HTTP services answer, whatever they are asked."""

import base64
from datetime import datetime, timedelta

import httpx
import pytest

from simulator.city import City
from tests.simulator.conftest import Start, moment, services_at, serving

AT = "2026-11-19T14:00:00"  # a Thursday afternoon


@pytest.fixture(scope="module")
def base(start: Start) -> str:
    return start("--start", AT, "--fresh")


def test_an_unchanged_answer_is_304_and_long_ones_are_packed(base: str) -> None:
    address = f"{base}/v1.1/Datastreams?$expand=Thing/Locations,ObservedProperty"
    first = httpx.get(address)
    assert first.headers["content-encoding"] == "gzip"
    assert len(first.json()["value"]) == 219
    again = httpx.get(address, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "content-encoding" not in httpx.get(address, headers={"Accept-Encoding": "identity"}).headers


def test_an_answers_date_is_the_simulated_clocks(base: str) -> None:
    date = httpx.get(f"{base}/cap/alerts").headers["date"]
    told = datetime.strptime(date, "%a, %d %b %Y %H:%M:%S GMT")  # noqa: DTZ007  GMT it is
    began = datetime.fromisoformat(AT) - timedelta(hours=7)
    assert timedelta(0) <= told - began < timedelta(minutes=10)


def test_faults_can_be_switched_on_and_off(base: str) -> None:
    def control(fault: str) -> httpx.Response:
        return httpx.get(f"{base}/control", params={"fault": fault, "seconds": 30})

    assert control("429").status_code == 200
    limited = httpx.get(f"{base}/dvcqg/dossiers")
    assert limited.status_code == 429
    assert 1 <= int(limited.headers["retry-after"]) <= 31
    control("500")
    assert httpx.get(f"{base}/dvcqg/dossiers").status_code == 500
    control("garbage")
    broken = httpx.get(f"{base}/dvcqg/dossiers")
    assert broken.status_code == 200
    with pytest.raises(ValueError, match=r"codec|JSON|Expecting"):
        broken.json()
    control("slow")
    with pytest.raises(httpx.ReadTimeout):
        httpx.get(f"{base}/dvcqg/dossiers", timeout=0.5)
    control("off")
    assert httpx.get(f"{base}/dvcqg/dossiers?size=1").status_code == 200
    assert control("fire").status_code == 400


def basic(text: str) -> str:
    return "Basic " + base64.b64encode(text.encode()).decode()


@pytest.mark.parametrize(
    ("auth", "wrong", "right"),
    [
        ("key:k-1", {"X-API-Key": "k-2"}, {"X-API-Key": "k-1"}),
        ("bearer:t-1", {"Authorization": "Bearer t-2"}, {"Authorization": "Bearer t-1"}),
        ("basic:ops:s:x", {"Authorization": basic("ops:s")}, {"Authorization": basic("ops:s:x")}),
    ],
)
def test_credentials_are_asked_for(
    city: City, auth: str, wrong: dict[str, str], right: dict[str, str]
) -> None:
    with serving(services_at(city, [moment(AT)], auth=auth)) as base:
        address = f"{base}/inventory/cameras.json"
        answers = [httpx.get(address, headers=headers).status_code for headers in ({}, wrong, right)]
    assert answers == [401, 401, 200]
