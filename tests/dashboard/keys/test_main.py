"""`python -m dashboard.keys`: a key is printed once, listed without its secret, revoked by its name."""

from pathlib import Path

import pytest

from dashboard.db import engine
from dashboard.keys.__main__ import main
from dashboard.keys.desk import Keys
from dashboard.settings import settings


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPS_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("OPS_LANGUAGE", "en")
    settings.cache_clear()
    monkeypatch.setattr("dashboard.keys.__main__.settings", settings)


def test_a_key_from_its_making_to_its_end(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["add", "Sở Thông tin", "--scopes", "units, kpis", "--per-minute", "5"]) == 0
    token = capsys.readouterr().out.strip()
    keys = Keys(engine(f"sqlite:///{tmp_path / 'ops.db'}"))
    found = keys.find(token)
    assert found is not None
    assert (found.scopes, found.per_minute) == (("kpis", "units"), 5)
    assert main(["list"]) == 0
    listed = capsys.readouterr().out
    assert listed.startswith(f"{token[:9]}…\tSở Thông tin\t")
    assert token not in listed
    assert main(["renew", "Sở Thông tin"]) == 0
    second = capsys.readouterr().out.strip()
    assert keys.find(token) is None
    assert keys.find(second) is not None
    assert main(["revoke", "Sở Thông tin"]) == 0
    assert keys.find(second) is None
    settings.cache_clear()


def test_what_cannot_be_done_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["add", "x", "--scopes", "everything"]) == 1
    assert main(["add", "x", "--scopes", "units", "--unit", "nowhere"]) == 1
    assert main(["revoke", "nobody"]) == 1
    assert len(capsys.readouterr().err.strip().splitlines()) == 3
    settings.cache_clear()
