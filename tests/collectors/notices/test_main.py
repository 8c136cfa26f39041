"""`python -m collectors.notices`: a trial message and what came of it; what was not sent."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine

from collectors.notices.__main__ import main
from collectors.notices.courier import courier
from dashboard.db import writing
from dashboard.outbox import notify
from dashboard.settings import Settings, settings
from tests.collectors.notices.receiving import Hook, Mail
from tests.dashboard.outbox.incidents import happening
from tests.dashboard.records import local

FEEDS = """
[[feed]]
name = "complaints"
kind = "complaints"
transport = "http"
address = "http://127.0.0.1:9/requests.json"
format = "open311"
period = 60
late_after = 600
"""
Run = Callable[..., tuple[int, str]]
BEGUN = local("2025-11-05 14:05")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, store: Engine, capsys: pytest.CaptureFixture[str]) -> Run:
    """The exit code and what it said."""

    def once(chosen: Settings, *arguments: str) -> tuple[int, str]:
        if chosen.receivers:
            monkeypatch.setenv("OPS_RECEIVERS", str(chosen.receivers))
        monkeypatch.setenv("OPS_DATABASE_URL", store.url.render_as_string(hide_password=False))
        settings.cache_clear()
        code = main(arguments)
        settings.cache_clear()
        said = capsys.readouterr()
        return code, said.out or said.err

    return once


def test_a_trial_message_is_sent_to_every_address(
    run: Run, receiving: Callable[..., Settings], hook: Hook, mail: Mail
) -> None:
    code, said = run(receiving(hook.url, mail.url), "test", "duty")
    assert code == 0
    assert [line.split(" ")[0] for line in said.splitlines()] == ["duty/1", "duty/2"]
    assert said.count(": sent") == 2
    assert hook.got[0]["title"] == mail.got[0]["Subject"] == "Tin thử từ trung tâm điều hành"


def test_a_trial_message_that_is_not_taken_is_said_without_secrets(
    run: Run, receiving: Callable[..., Settings], hook: Hook
) -> None:
    hook.statuses.append(401)
    code, said = run(receiving(f"json://ops:Mat-Khau@127.0.0.1:{hook.port}/"), "test", "duty")
    assert code == 1
    assert "not taken" in said
    assert "401" in said
    assert "Mat-Khau" not in said


def test_a_receiver_that_is_not_there_is_answered_with_those_that_are(
    run: Run, receiving: Callable[..., Settings], hook: Hook
) -> None:
    assert run(receiving(hook.url), "test", "leader") == (2, "no receiver 'leader'; there are: duty\n")


def test_an_address_that_cannot_be_read_stops_the_collector_with_one_line(
    receiving: Callable[..., Settings], tmp_path: Path
) -> None:
    (tmp_path / "feeds.toml").write_text(FEEDS)
    own = {
        "OPS_RECEIVERS": str(receiving("tgram://${OPS_NOT_SET}/1").receivers),
        "OPS_DATABASE_URL": f"sqlite:///{tmp_path / 'ops.db'}",
    }
    done = subprocess.run(
        [sys.executable, "-m", "collectors", "--feeds", str(tmp_path / "feeds.toml")],
        env=os.environ | own,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 2
    fault = "OPS_RECEIVERS: receiver 'duty': its address OPS_NOT_SET is not set in the environment"
    assert done.stderr.splitlines()[-1] == fault


def test_what_waits_and_what_failed_is_listed(
    run: Run, store: Engine, receiving: Callable[..., Settings], hook: Hook
) -> None:
    chosen = receiving(hook.url)
    assert run(chosen, "list") == (0, "nothing waits and nothing was given up\n")
    with writing(store) as connection:
        notify(connection, [happening()], BEGUN, chosen)
    assert run(chosen, "list")[1].startswith("waiting 05/11 14:05:00  duty  tries 0  Sự cố mới: Ngập")
    hook.statuses.append(500)
    one = courier(store, chosen, {})
    assert one is not None
    one.tick(BEGUN, is_ours=True)
    assert one.wait(60)
    assert "tries 1" in run(chosen, "list")[1]
    assert "500" in run(chosen, "list")[1]
