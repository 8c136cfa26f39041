"""What `python app.py` refuses, each time in one line."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from web.options import RefusedError, listening, parse

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def _same_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPS_FEEDS", "OPS_PORT", "OPS_HOST", "OPS_DATA_DIR"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield holder.getsockname()[1]


def test_options_become_settings_of_this_program_and_of_those_it_starts() -> None:
    chosen = parse(["--feeds", "feeds.toml", "--port", "8060", "--data", "/srv/ops"])
    assert not chosen.demo
    assert (os.environ["OPS_FEEDS"], os.environ["OPS_PORT"], os.environ["OPS_DATA_DIR"]) == (
        "feeds.toml",
        "8060",
        "/srv/ops",
    )


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.10", "::", "ops.example.vn", ""])
def test_an_address_beyond_this_machine_is_refused(host: str) -> None:
    with pytest.raises(RefusedError, match="while there is no account") as refusal:
        listening(host, 0, has_accounts=False)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.1.2.3"])
def test_an_address_of_this_machine_is_taken(host: str) -> None:
    with listening(host, 0, has_accounts=False) as made:
        assert made.getsockname()[0].startswith("127.")


def test_with_an_account_it_may_be_any_address() -> None:
    with listening("0.0.0.0", 0, has_accounts=True) as made:
        assert made.getsockname()[0] == "0.0.0.0"


def test_a_taken_port_is_said_in_one_line(taken_port: int) -> None:
    with pytest.raises(RefusedError, match=f"port {taken_port} is taken") as refusal:
        listening("127.0.0.1", taken_port, has_accounts=False)
    assert "\n" not in str(refusal.value)


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    settings = {name: value for name, value in os.environ.items() if not name.startswith("OPS_")}
    return subprocess.run(
        [sys.executable, "app.py", *arguments],
        cwd=ROOT,
        env=settings | environment,
        capture_output=True,
        text=True,
        timeout=60,
    )


def refused(answer: subprocess.CompletedProcess[str], words: str) -> None:
    assert answer.returncode == 2
    assert words in answer.stderr
    assert len(answer.stderr.splitlines()) == 1, answer.stderr
    assert answer.stdout == ""


def test_the_whole_program_refuses_a_taken_port(taken_port: int, tmp_path: Path) -> None:
    refused(run("--demo", "--port", str(taken_port), "--data", str(tmp_path)), "is taken")


def test_it_refuses_a_data_folder_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    refused(run("--demo", "--data", str(tmp_path / "file" / "data")), "OPS_DATA_DIR")


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("OPS_PORT", "eighty", "OPS_PORT"),
        ("OPS_PORT", "99999", "OPS_PORT"),
        ("OPS_TIMEZONE", "Asia/Saigon_", "OPS_TIMEZONE"),
        ("OPS_HOST", "0.0.0.0", "OPS_HOST"),
        ("OPS_DATABASE_URL", "no database at all", "OPS_DATABASE_URL"),
        ("OPS_DATABASE_URL", "postgresql+psycopg://ops@127.0.0.1:1/ops", "the store does not answer"),
        ("OPS_BOUNDARIES", "/nowhere.geojson", "/nowhere.geojson"),
    ],
)
def test_it_refuses_a_wrong_setting(name: str, value: str, words: str, tmp_path: Path) -> None:
    refused(run("--demo", **{"OPS_DATA_DIR": str(tmp_path), name: value}), words)


def test_it_refuses_to_start_without_feeds(tmp_path: Path) -> None:
    refused(run("--data", str(tmp_path)), "no feeds")


def test_it_refuses_feeds_that_are_not_there(tmp_path: Path) -> None:
    refused(run("--feeds", "nowhere.toml", "--data", str(tmp_path)), "nowhere.toml")


def test_it_refuses_a_wrong_feed_naming_file_feed_and_key(tmp_path: Path) -> None:
    feeds = tmp_path / "feeds.toml"
    feeds.write_text('[[feed]]\nname = "x"\nkind = "fishing"\ntransport = "http"\n')
    answer = run("--feeds", str(feeds), "--data", str(tmp_path))
    refused(answer, "feeds.toml")
    assert "kind" in answer.stderr


def test_the_help_begins_in_vietnamese_and_goes_on_in_english() -> None:
    answer = run("--help")
    assert answer.returncode == 0
    assert "Trung tâm điều hành" in answer.stdout
    assert "A city's operations center" in answer.stdout
    for option in ("--demo", "--feeds", "--port", "--host", "--data", "--speed", "--scenario", "--seed"):
        assert option in answer.stdout
