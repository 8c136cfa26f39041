"""Replaying recorded files."""

import gzip
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.servers import free_port
from tests.simulator.conftest import answers, program

CASES = "\n".join(
    (
        "case_enquiry_id,open_dt,target_dt,closed_dt,case_status,closure_reason,case_title,type,location,"
        "neighborhood,latitude,longitude,source,submittedphoto",
        "1,2011-07-01 01:00:00,2011-07-03 01:00:00,2011-07-01 09:00:00,Closed,repaired,Lamp out,"
        "Street Lights,1 A St,Roslindale,42.2839,-71.1447,Self Service,",
        "2,2011-07-01 02:00:00,,,Open, ,Pothole,Potholes,"
        "2 B St,Mattapan,42.2715,-71.0772,Twitter,http://x.example/2.jpg",
        "3,2011-12-01 08:00:00,,2011-12-02 08:00:00,Closed,done,Tree,Trees,3 C St,,,,Employee Generated,",
    )
)
READINGS = """dateTime,stationReference,parameter,qualifier,unitName,value
2021-05-07T00:15:00Z,1491TH,level,Stage,mASD,0.512
2021-05-07T00:00:00Z,1491TH,level,Stage,mASD,0.5
2021-05-07T00:00:00Z,52203,rainfall,Tipping Bucket Raingauge,mm,0.2
2021-05-07T00:30:00Z,4032,level,Stage,mASD,0.260|0.267
2021-05-07T00:45:00Z,E1442,level,Tidal Level,mAOD,
"""
STATIONS = """stationReference,stationName,latitude,longitude,maxOnRecord
1491TH,Abingdon,51.66,-1.28,2.0
52203,Rain,,,
"""


def packed(path: Path, text: str) -> str:
    path.write_bytes(gzip.compress(text.encode()))
    return str(path)


def replaying(*options: str) -> Any:
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    return base, program("simulator.replay", *options, "--http", str(port), ready=lambda: answers(base))


def test_boston_complaints_are_an_open311_feed_with_their_own_times(tmp_path: Path) -> None:
    file = packed(tmp_path / "boston.csv.gz", CASES)
    base, running = replaying(file, "--preset", "boston311", "--speed", "0")
    with running:
        address = f"{base}/open311/v2/requests.json"
        told = {each["service_request_id"]: each for each in httpx.get(address).json()}
        later = httpx.get(address, params={"updated_after": "2011-07-01T13:00:00Z"}).json()
        assert httpx.get(address, params={"page": 2}).json() == []
        assert [len(httpx.get(address, params={"page": n, "page_size": 1}).json()) for n in (1, 3, 4)] == [
            1,
            1,
            0,
        ]
    assert {number: each["status"] for number, each in told.items()} == {
        "1": "closed",
        "2": "open",
        "3": "closed",
    }
    assert told["1"] == {
        "service_request_id": "1",
        "status": "closed",
        "status_notes": "repaired",
        "service_name": "Street Lights",
        "service_code": "Street Lights",
        "description": "Lamp out",
        "agency_responsible": "Roslindale",
        "requested_datetime": "2011-07-01T01:00:00-04:00",
        "updated_datetime": "2011-07-01T09:00:00-04:00",
        "expected_datetime": "2011-07-03T01:00:00-04:00",
        "address": "1 A St",
        "media_url": "",
        "source": "Self Service",
        "lat": 42.2839,
        "long": -71.1447,
    }
    assert told["3"]["requested_datetime"] == "2011-12-01T08:00:00-05:00"  # winter time
    assert "lat" not in told["3"]
    assert [each["service_request_id"] for each in later] == ["1", "3"]


def test_at_a_speed_the_files_past_comes_bit_by_bit(tmp_path: Path) -> None:
    file = packed(tmp_path / "boston.csv.gz", CASES)
    base, running = replaying(file, "--preset", "boston311", "--speed", "1")
    with running:
        told = httpx.get(f"{base}/open311/v2/requests.json").json()
    assert [(each["service_request_id"], each["status"]) for each in told] == [("1", "open")]


def test_columns_can_be_named(tmp_path: Path) -> None:
    file = tmp_path / "own.csv"
    file.write_text("so,ngay,loai\nA-1,2026-01-02T08:00:00,CX\n", "utf-8")
    columns = ("--columns", "id=so", "requested=ngay", "category=loai")
    base, running = replaying(str(file), "--kind", "complaints", "--speed", "0", *columns)
    with running:
        (told,) = httpx.get(f"{base}/open311/v2/requests.json").json()
    assert (told["service_request_id"], told["service_code"], told["status"]) == ("A-1", "CX", "open")
    assert told["requested_datetime"] == "2026-01-02T08:00:00+07:00"


def test_readings_are_a_flood_monitoring_feed(tmp_path: Path) -> None:
    file, stations = packed(tmp_path / "ea.csv.gz", READINGS), packed(tmp_path / "stations.csv.gz", STATIONS)
    base, running = replaying(file, "--preset", "ea", "--stations", stations, "--speed", "0")
    with running:
        address = f"{base}/flood-monitoring/data/readings"
        whole = httpx.get(address).json()
        later = httpx.get(address, params={"since": "2021-05-07T00:15:00Z", "_limit": 1}).json()
        rain = httpx.get(address, params={"parameter": "rainfall"}).json()["items"]
        known = httpx.get(f"{base}/flood-monitoring/id/stations").json()["items"]
    assert [each.get("value") for each in whole["items"]] == [0.5, 0.2, 0.512, [0.26, 0.267], None]
    first = whole["items"][0]
    root = "http://environment.data.gov.uk/flood-monitoring"
    assert first == {
        "@id": f"{root}/data/readings/1491TH-level-stage-i-15_min-mASD/2021-05-07T00-00-00Z",
        "dateTime": "2021-05-07T00:00:00Z",
        "measure": f"{root}/id/measures/1491TH-level-stage-i-15_min-mASD",
        "value": 0.5,
    }
    assert [each["value"] for each in later["items"]] == [0.512]
    assert later["meta"]["limit"] == 1
    assert [each["measure"].rpartition("/")[2] for each in rain] == [
        "52203-rainfall-tipping_bucket_raingauge-t-15_min-mm"
    ]
    assert (known[0]["label"], known[0]["lat"], known[0]["long"]) == ("Abingdon", 51.66, -1.28)
    assert "lat" not in known[1]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("missing.csv", "--preset", "ea"), "No such file"),
        (("own.csv", "--kind", "complaints"), "say which column is id"),
        (("own.csv", "--preset", "ea"), "own.csv has no column"),
        (("own.csv", "--columns", "id"), "id is not name=column"),
    ],
)
def test_a_wrong_file_or_option_is_one_line(tmp_path: Path, options: tuple[str, ...], said: str) -> None:
    (tmp_path / "own.csv").write_text("so,ngay\n", "utf-8")
    command = [sys.executable, "-m", "simulator.replay", str(tmp_path / options[0]), *options[1:]]
    done = subprocess.run(
        [*command, "--http", str(free_port())], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert said in done.stderr
