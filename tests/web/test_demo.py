"""What the demo starts beside it."""

import logging
import os
from pathlib import Path

import pytest

from web.demo import Demo

DEMO = Demo(speed=60, scenario="storm", seed=7, http_port=18080, mqtt_port=11883)


def test_the_feeds_file_finds_the_simulated_city() -> None:
    assert DEMO.env == {"OPS_DEMO_HTTP": "http://127.0.0.1:18080", "OPS_DEMO_MQTT": "mqtt://127.0.0.1:11883"}


def test_mosquitto_is_told_to_drop_nothing(tmp_path: Path) -> None:
    broker, simulator = DEMO.programs(tmp_path)
    config = (tmp_path / "broker" / "mosquitto.conf").read_text("utf-8")
    for line in (
        "listener 11883 127.0.0.1",
        "persistence true",
        "max_queued_messages 0",
        "max_queued_bytes 0",
        "max_inflight_messages 2000",
    ):
        assert line in config.splitlines()
    assert ("user root" in config) == (os.geteuid() == 0)
    assert "web.tether" in broker.command
    assert {"storm", "60", "7", "--until-eof"} <= set(simulator.command)


def test_without_mosquitto_the_log_says_what_the_demo_cannot_promise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("shutil.which", lambda *_, **__: None)
    caplog.set_level(logging.WARNING)
    broker, _ = DEMO.programs(tmp_path)
    assert "simulator.broker" in broker.command
    assert "the promise that nothing is lost is made with Mosquitto" in caplog.text
