"""Tables as files over HTTP: by right, masked, noted; big ones as jobs of who asked for them."""

import csv
import io
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import Engine

from dashboard.db import writing
from dashboard.digest.gathering import gather
from dashboard.digest.keeping import keep
from dashboard.feeds import FeedInfo
from dashboard.ingest import Ingest
from dashboard.records import Batch, Person
from dashboard.targets import seed
from dashboard.views import KpiReader
from tests.dashboard.records import complaint
from tests.web.accounts_site import AccountsSite
from web.exporting import job_routes
from web.exporting.registry import OF_KPI, TABLES

PATIENCE = 10.0
RECORDS = "/api/kpi/complaints_received/records"
REASON = "kiểm tra theo đơn thư của dân"


@pytest.fixture
def site(store: Engine, tmp_path: Path) -> AccountsSite:
    made = AccountsSite(store, data_dir=tmp_path)
    feed = FeedInfo(name="complaints", kind="complaints", transport="http")
    at = made.now - timedelta(hours=5)
    records = [
        complaint(f"c{number}", requested_at=at, person=Person(name="Nguyễn Văn An")) for number in range(3)
    ]
    Ingest(store, made.settings, (feed,)).store(Batch("complaints", list(records), [], 3), made.now)
    with writing(store) as connection:
        seed(connection, made.now)
    morning = gather(store, KpiReader(store, made.settings), made.settings, made.now)
    with writing(store) as connection:
        keep(connection, "morning", morning, morning.day, made.now)
    return made


def noted(site: AccountsSite, action: str = "export") -> list[tuple[str, str, dict[str, Any]]]:
    page = site.accounts.log("", action, "", 0)
    return [(one.who, one.subject, one.detail) for one in page.entries]


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_every_table_is_had_both_ways_and_noted(site: AccountsSite, file_format: str) -> None:
    mine = site.sign_in("an", "administrator")
    for name in TABLES:
        told = site.get(f"/api/tables/{name}.{file_format}?feed=complaints", mine)
        assert told.status_code == 200, name
        assert told.headers["content-disposition"].endswith(f'.{file_format}"'), name
        if file_format == "xlsx":
            book = openpyxl.load_workbook(io.BytesIO(told.content))
            assert book.sheetnames[-1] == "Về bảng này", name
            told_of = dict(book.worksheets[-1].iter_rows(values_only=True))
            assert (told_of["Người tải"], told_of["Dữ liệu cá nhân"]) == ("an", "đã che"), name
        else:
            assert told.text.startswith("\ufeff"), name
    assert {subject for _who, subject, _detail in noted(site)} == set(TABLES)
    assert {detail["format"] for _who, _subject, detail in noted(site)} == {file_format}


def test_a_digest_is_had_as_a_file_of_its_own_day_alone(site: AccountsSite) -> None:
    mine = site.sign_in("an", "leader")
    told = site.get("/api/tables/digest-promises.csv?day=2026-11-25", mine)
    states = {row[0]: row[1] for row in rows(told.text)[1:]}
    assert states["Hồ sơ giải quyết trực tuyến"] == "Chưa đủ số liệu"  # its feed never spoke
    assert site.get("/api/tables/digest-promises.csv?day=2026-11-24", mine).status_code == 404
    assert site.get("/api/tables/digest-night.csv?day=yesterday", mine).status_code == 404


def test_the_tables_of_a_kpi_are_had_both_ways(site: AccountsSite) -> None:
    mine = site.sign_in("an", "planner")
    for name in [*OF_KPI, "records"]:
        for file_format in ("csv", "xlsx"):
            told = site.get(f"/api/kpi/complaints_received/{name}.{file_format}", mine)
            assert told.status_code == 200, name
    assert site.get("/api/kpi/nothing/months.csv", mine).status_code == 404
    assert site.get("/api/kpi/complaints_received/months.pdf", mine).status_code == 404
    assert site.get("/api/tables/nothing.csv", mine).status_code == 404


def test_the_audit_log_is_for_administrators_alone(site: AccountsSite) -> None:
    assert site.get("/api/tables/log.xlsx", site.sign_in("binh", "leader")).status_code == 403
    assert noted(site) == []


def test_a_picture_of_a_chart_is_noted(site: AccountsSite) -> None:
    mine = site.sign_in("an", "officer")
    assert site.post("/api/exports/drawn", mine, told={"name": "Triều", "page": "/"}).status_code == 200
    assert noted(site) == [("an", "Triều", {"format": "png", "page": "/"})]


def test_records_are_masked_unless_somebody_may_and_says_why(site: AccountsSite) -> None:
    plain = site.sign_in("an", "planner")
    trusted = site.sign_in("binh", "planner", may_unmask=True)
    assert rows(site.get(f"{RECORDS}.csv", plain).text)[1][3] == "N.V.A."
    assert site.get(f"{RECORDS}.csv?reason={REASON}", plain).status_code == 403
    assert site.get(f"{RECORDS}.csv?reason=x", trusted).status_code == 403
    told = site.get(f"{RECORDS}.xlsx?reason={REASON}", trusted)
    book = openpyxl.load_workbook(io.BytesIO(told.content))
    assert book.worksheets[0]["D2"].value == "Nguyễn Văn An"
    assert REASON in dict(book.worksheets[-1].iter_rows(values_only=True))["Dữ liệu cá nhân"]
    assert noted(site)[0][2]["personal"] is True


def test_few_records_are_sent_at_once(site: AccountsSite) -> None:
    mine = site.sign_in("an", "planner")
    told = asked(site, mine)
    assert told.json() == {"address": f"{RECORDS}.csv?part=denominator&unit="}
    assert noted(site) == []  # it is noted when it is fetched


def asked(site: AccountsSite, mine: dict[str, str], **more: str) -> Any:
    form = {
        "what": "records",
        "key": "complaints_received",
        "format": "csv",
        "query": "part=denominator&unit=",
    }
    return site.post("/api/exports", mine, told=form | more)


def ready(site: AccountsSite, mine: dict[str, str], number: str) -> dict[str, Any]:
    end = time.monotonic() + PATIENCE
    while True:
        told: dict[str, Any] = site.get(f"/api/exports/{number}", mine).json()
        if told["state"] not in ("waiting", "running"):
            return told
        assert time.monotonic() < end
        time.sleep(0.02)


def test_many_records_are_a_job_of_who_asked(site: AccountsSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job_routes, "SMALL", 2)
    mine, other = site.sign_in("an", "planner"), site.sign_in("binh", "planner")
    told = asked(site, mine)
    assert told.status_code == 202
    number = told.json()["job"]["id"]
    found = ready(site, mine, number)
    assert (found["state"], found["done"], found["name"]) == ("ready", 3, "Phản ánh tiếp nhận")
    file = site.get(f"/api/exports/{number}/file", mine)
    assert rows(file.text)[0][:2] == ["Số hiệu", "Lĩnh vực"] or len(rows(file.text)) == 4
    assert file.headers["content-disposition"] == 'attachment; filename="complaints_received.csv"'
    assert site.get(f"/api/exports/{number}", other).status_code == 404
    assert site.get(f"/api/exports/{number}/file", other).status_code == 404
    assert (
        site.ask("DELETE", f"/api/exports/{number}", other, {"X-CSRF": site.csrf(other)}).status_code == 404
    )
    assert noted(site)[0][:2] == ("an", "complaints_received records")
    assert site.ask("DELETE", f"/api/exports/{number}", mine, {"X-CSRF": site.csrf(mine)}).status_code == 200
    assert site.get(f"/api/exports/{number}/file", mine).status_code == 404
    assert [one["state"] for one in site.get("/api/exports", mine).json()["jobs"]] == ["cancelled"]


def test_names_in_a_big_file_need_the_right_and_a_reason(
    site: AccountsSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job_routes, "SMALL", 2)
    assert asked(site, site.sign_in("an", "planner"), query=f"reason={REASON}").status_code == 403
    trusted = site.sign_in("binh", "planner", may_unmask=True)
    number = asked(site, trusted, query=f"reason={REASON}").json()["job"]["id"]
    ready(site, trusted, number)
    assert "Nguyễn Văn An" in site.get(f"/api/exports/{number}/file", trusted).text


def test_what_cannot_be_asked_is_not_there(site: AccountsSite) -> None:
    mine = site.sign_in("an", "planner")
    for wrong in ({"what": "all"}, {"key": "nothing"}, {"format": "pdf"}):
        assert asked(site, mine, **wrong).status_code == 404


def test_moments_of_the_board_are_read_as_they_come() -> None:
    from web.exporting.asking import moment_of

    at = datetime.fromisoformat("2026-11-26T03:00:00Z")
    assert [moment_of(one) for one in ("2026-11-26T03:00:00Z", at, "", None)] == [at, at, None, None]
