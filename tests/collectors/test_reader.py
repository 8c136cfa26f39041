"""A format that holds a mistake costs one message, and what replays drags in neither MQTT nor a scheduler."""

import dataclasses
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from collectors import reader
from collectors.feed import HttpFeed
from collectors.formats import Message, registry
from dashboard.records import Reason, Record, Rejected

FEED = HttpFeed.model_validate(
    {
        "name": "complaints",
        "kind": "complaints",
        "transport": "http",
        "address": "http://127.0.0.1:1/",
        "format": "open311",
    }
)


def test_a_format_that_fails_rejects_the_whole_message(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def mistaken(*_: object) -> list[Record | Rejected]:
        raise KeyError("forgotten")

    broken = dataclasses.replace(registry.FORMATS["open311"], read=mistaken)
    monkeypatch.setitem(registry.FORMATS, "open311", broken)
    (item,) = reader.read(FEED, Message(body=b"[1]", received_at=datetime.now(UTC)), {})
    assert isinstance(item, Rejected)
    assert (item.reason, item.body) == (Reason.NOT_THIS_FORMAT, b"[1]")
    assert "KeyError('forgotten')" in item.detail
    assert "the format open311 of feed complaints failed" in caplog.text


def test_replaying_needs_neither_mqtt_nor_http_nor_a_scheduler() -> None:
    code = "import sys, collectors.replay; print({'paho', 'httpx', 'apscheduler'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
