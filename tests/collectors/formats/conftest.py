"""Payloads written from the public specifications, read as a transport would hand them over."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest

from collectors.formats import Message
from collectors.formats.registry import FORMATS
from dashboard.records import Record, Rejected

NOW = datetime(2026, 3, 10, 4, 0, tzinfo=UTC)
Reader = Callable[..., list[Record | Rejected]]
Load = Callable[[str], bytes]


@pytest.fixture
def payload() -> Load:
    """The bytes of a file of `payloads/`."""
    return lambda name: (Path(__file__).parent / "payloads" / name).read_bytes()


@pytest.fixture
def read() -> Reader:
    """Read bytes, or a value as JSON, with a format: read("panel", {...}, topic="…", option=…)."""

    def reader(
        name: str, body: object, *, topic: str = "", retained: bool = False, **options: object
    ) -> list[Record | Rejected]:
        raw = body if isinstance(body, bytes) else orjson.dumps(body)
        message = Message(body=raw, received_at=NOW, topic=topic, retained=retained)
        return FORMATS[name].read(message, options)

    return reader
