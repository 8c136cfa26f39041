"""Reports from the command line: each command, its answer, and its exit code."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from dashboard.reports.__main__ import main
from dashboard.settings import settings
from tests.dashboard.reports.desk_of import few_sections


@pytest.fixture(autouse=True)
def _here(store: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Commands work on the test's own store, in its own folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OPS_DATABASE_URL", store.url.render_as_string(hide_password=False))
    settings.cache_clear()
    with few_sections():
        yield
    settings.cache_clear()


def test_a_report_lives_from_the_command_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    def run(*told: str, code: int = 0) -> str:
        assert main(told) == code
        said = capsys.readouterr()
        return (said.err if code else said.out).strip()

    assert run("list") == "Chưa có báo cáo nào."
    assert run("draft", "month", "2025-10") == "1"
    assert "Tiếp nhận" in run("show", "1")
    name = run("render", "1", "--format", "json")
    assert name == "BC-du-thao-2025-10.json"
    assert (tmp_path / name).read_bytes().startswith(b"{")
    issued = run("issue", "1", "--number", "15/BC-UBND", "--signer", "Nguyễn Thị Yến")
    assert issued.startswith("Đã ban hành số 15/BC-UBND; mã kiểm tra ")
    code = issued.split()[-1].rstrip(".")
    assert run("list", "--state", "issued").split("\t")[1:3] == ["đã ban hành", "15/BC-UBND"]
    assert run("render", "1", "--format", "csv", "--out", "x.csv") == "x.csv"
    verified = run("verify", code)
    assert verified.startswith("Đã ban hành báo cáo số 15/BC-UBND ngày ")
    assert "* BC-15-2025-10.csv" in run("verify", "x.csv")
    (tmp_path / "x.csv").write_bytes(b"changed")
    assert run("verify", "x.csv", code=1).startswith("Không có báo cáo nào đã ban hành")
    assert run("revise", "1", "--reason", "Bổ sung") == "2"
    assert run("discard", "2") == "Xong."
    assert "đã được ban hành" in run("issue", "1", code=1)
    assert "không còn nữa" in run("show", "99", code=1)
    assert "mẫu báo cáo" in run("draft", "week", "2025-10", code=1)
    assert "none.pdf" in run("verify", "none.pdf", code=1)
