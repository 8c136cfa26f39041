"""Open311 GeoReport v2: what we serve, our own feed of that format reads into equal complaints."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import pytest
from sqlalchemy import Engine, select

from collectors.formats import Message, open311
from dashboard.db import engine, migrate, reading
from dashboard.ingest import Ingest
from dashboard.models import complaint
from dashboard.records import Batch, Complaint
from dashboard.settings import Settings
from tests.web.api.city import FEEDS, NOW
from tests.web.api.conftest import Interface

_ITS_OWN = {"id", "feed_id", "received_at", "observed_at", "version"}


@pytest.fixture
def second(tmp_path: Path) -> Iterator[Engine]:
    """Another city's store, which reads our interface."""
    made = engine(f"sqlite:///{tmp_path / 'second.db'}")
    migrate(made)
    yield made
    made.dispose()


def _read(body: bytes, kind: str) -> list[Complaint]:
    found = open311.read(Message(body=body, content_type=kind, received_at=NOW), {})
    assert all(isinstance(one, Complaint) for one in found)
    return [one for one in found if isinstance(one, Complaint)]


def _rows(store: Engine) -> dict[str, dict[str, Any]]:
    with reading(store) as connection:
        found = connection.execute(select(complaint)).mappings().all()
    return {
        row["external_id"]: {key: one for key, one in row.items() if key not in _ITS_OWN} for row in found
    }


@pytest.mark.parametrize(("ending", "kind"), [("json", "application/json"), ("xml", "text/xml")])
def test_our_own_feed_reads_equal_complaints(
    interface: Interface, second: Engine, ending: str, kind: str
) -> None:
    body = interface.get(f"/open311/requests.{ending}").content
    records: list[Any] = _read(body, kind)
    ingest = Ingest(second, Settings(_env_file=None), FEEDS)
    ingest.store(Batch(feed="1022", records=records, heard=1), NOW)
    ours, theirs = _rows(interface.store), _rows(second)
    assert len(theirs) == 8
    masked = {"description", "status_notes", "lat", "lon", "media_url"}
    for number, row in ours.items():
        assert {key: one for key, one in theirs[number].items() if key not in masked} == {
            key: one for key, one in row.items() if key not in masked
        }
        assert theirs[number]["description"].startswith("Ô.N.V.A., **********, ***@example.vn: ngập sâu < 50")
        assert (theirs[number]["lat"], theirs[number]["lon"]) == (10.776, 106.701)


def _ids(interface: Interface, query: str) -> list[str]:
    answer = interface.get(f"/open311/requests.json?{query}")
    assert answer.status_code == 200, answer.text
    return [one["service_request_id"] for one in answer.json()]


def test_the_filters_of_the_specification(interface: Interface) -> None:
    assert _ids(interface, "") == [f"C-{number}" for number in range(8)]
    assert _ids(interface, "status=closed") == ["C-0", "C-2", "C-4", "C-6"]
    assert len(_ids(interface, "status=open,closed")) == 8
    assert _ids(interface, "service_code=rac") == ["C-0", "C-3", "C-6"]
    assert len(_ids(interface, "service_code=rac,ngap")) == 8
    assert _ids(interface, "service_request_id=C-7,C-1,nothing&status=closed") == ["C-1", "C-7"]
    days = "start_date=2026-11-20T00:00:00%2B07:00&end_date=2026-11-21T23:59:59%2B07:00"
    assert _ids(interface, days) == ["C-4", "C-5"]
    assert _ids(interface, "start_date=2020-01-01T00:00:00Z") == []
    assert _ids(interface, "updated_after=2026-11-25T09:30:00%2B07:00") == ["C-0"]
    assert _ids(interface, "jurisdiction_id=hcmc&status=closed&page_size=1&page=2") == ["C-2"]


def test_a_further_page_stands_in_the_header(interface: Interface) -> None:
    answer = interface.get("/open311/requests.json?page_size=5")
    assert answer.headers["link"] == '</api/v1/open311/requests.json?page_size=5&page=2>; rel="next"'
    assert "link" not in interface.get("/open311/requests.json?page_size=5&page=2").headers


def test_more_than_90_days_are_an_error_of_the_specification(interface: Interface) -> None:
    query = "start_date=2026-01-01T00:00:00Z&end_date=2026-11-01T00:00:00Z"
    told = interface.get(f"/open311/requests.json?{query}")
    assert (told.status_code, told.json()[0]["code"]) == (400, 400)
    assert "90 days" in told.json()[0]["description"]
    root = fromstring(interface.get(f"/open311/requests.xml?{query}").content)
    assert (root.tag, _text(root, "error/code")) == ("errors", "400")


def test_one_request_by_its_number(interface: Interface) -> None:
    (one,) = interface.get("/open311/requests/C-0.json").json()
    assert one["requested_datetime"] == f"{(NOW - timedelta(hours=1)).isoformat()}"
    assert (one["status"], one["address"], one["agency_responsible"]) == (
        "closed", "Phường Sài Gòn", "Phường Sài Gòn",
    )  # fmt: skip
    assert interface.get("/open311/requests/none.json").json()[0]["code"] == 404
    assert interface.get("/open311/requests/none.xml").headers["content-type"].startswith("text/xml")


def test_services_and_discovery(interface: Interface) -> None:
    told = interface.get("/open311/services.json").json()
    assert [(one["service_code"], one["service_name"], one["metadata"]) for one in told] == [
        ("ngap", "Ngập nước", False), ("rac", "Rác thải", False),
    ]  # fmt: skip
    root = fromstring(interface.get("/open311/services.xml").content)
    assert [_text(one, "service_code") for one in root] == ["ngap", "rac"]
    root = fromstring(interface.get("/open311/discovery.xml").content)
    assert _text(root, "endpoints/endpoint/specification") == "http://wiki.open311.org/GeoReport_v2"
    assert [one.text for one in root.iter("format")] == ["application/json", "text/xml"]
    assert interface.get("/open311/services/ngap.json").json() == {"service_code": "ngap", "attributes": []}
    assert interface.get("/open311/services/none.json").status_code == 404


def _text(root: Element, path: str) -> str | None:
    return root.findtext(path)
