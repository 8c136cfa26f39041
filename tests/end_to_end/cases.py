"""Cases: files of messages in folders by family, and every way in which a city could be sent them.

`OPS_CASES` names a folder `<folder>/{dossiers,complaints,cameras,fire,flood}/*`; beside it stand the
project's own payloads and what a careless network makes of messages.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

import orjson
from defusedxml import DefusedXmlException, ElementTree

from collectors.formats.registry import FORMATS
from tests.end_to_end.ways import ways

FAMILIES = ("dossiers", "complaints", "cameras", "fire", "flood")
PAYLOADS = Path(__file__).resolve().parents[1] / "collectors" / "formats" / "payloads"
CONTENT_TYPES = {".json": "application/json", ".jsonld": "application/ld+json", ".xml": "text/xml"}

_ODD = {
    "odd_nothing.json": b"",
    "odd_empty_list.json": b"[]",
    "odd_proxy.xml": b"<html><body><h1>502 Bad Gateway</h1></body></html>",
    "odd_old_encoding.json": '[{"MaHoSo": "hồ sơ"}]'.encode("cp1258", "replace"),
    "odd_cut_off.json": b'{"value": [{"@iot.id": 1, "result": 0.6',
}


@dataclass(frozen=True, slots=True)
class File:
    """One message as it was sent."""

    family: str
    name: str
    body: bytes = field(repr=False)

    @property
    def content_type(self) -> str:
        return CONTENT_TYPES.get(Path(self.name).suffix, "application/octet-stream")


@dataclass(frozen=True, slots=True)
class Case:
    """One file on one way: a feed of its own brings it, so that what came of it can be told."""

    feed: str
    file: File
    format: str
    transport: str
    options: Mapping[str, Any]

    def __str__(self) -> str:
        codec = f" ({self.options['codec']})" if "codec" in self.options else ""
        return f"{self.file.family}/{self.file.name} as {self.format}{codec} by {self.transport}"

    @property
    def topic(self) -> str:
        """Where it is published: formats that read the topic find there what a real source says in it."""
        return f"cases/{self.feed}/{_topic(self.format, self.file.body)}"

    def entry(self, web: str, broker: str) -> dict[str, Any]:
        """Its `[[feed]]`."""
        made = {"name": self.feed, "kind": self.file.family, "format": self.format, "options": self.options}
        if self.transport == "http":
            return made | {"transport": "http", "address": f"{web}/{self.feed}", "period": 20}
        topics = [f"cases/{self.feed}/#"]
        return made | {"transport": "mqtt", "address": broker, "client_id": "cases", "topics": topics}


def ours() -> list[File]:
    """The project's payloads, each in every family that its format serves, and the odd ones in all."""
    written = [
        File(family, path.name, path.read_bytes())
        for path in sorted(PAYLOADS.iterdir())
        for family in FORMATS[path.name.partition("_")[0]].kinds
    ]
    return written + [File(family, name, body) for family in FAMILIES for name, body in _ODD.items()]


def given() -> list[File]:
    """The files of OPS_CASES; none where it is not set."""
    folder = os.environ.get("OPS_CASES")
    if not folder:
        return []
    found = [
        File(family, str(path.relative_to(Path(folder) / family)), path.read_bytes())
        for family in FAMILIES
        for path in sorted((Path(folder) / family).rglob("*"))
        if path.is_file()
    ]
    assert found, f"OPS_CASES: {folder} has no files in {', '.join(FAMILIES)}"
    return found


def cases(files: list[File]) -> list[Case]:
    """Every file on every way that its family knows."""
    sent = [(file, *way) for file in files for way in ways(file.family)]
    return [
        Case(f"{transport}-{number}", file, name, transport, options)
        for number, (file, name, transport, options) in enumerate(sent)
    ]


def _topic(name: str, body: bytes) -> str:
    """The rest of a topic as real sources of a format publish; Frigate's is guessed by what is in it."""
    match name:
        case "frigate":
            return f"frigate/{_frigate_leaf(body)}"
        case "sensorthings":
            return "v1.1/Datastreams(1)/Observations"
        case "onvif":
            return "B8A44F00CA5E/event/tns:onvif"
        case "chirpstack":
            return "application/1/device/0/event/up"
        case "ttn":
            return "v3/app@tenant/devices/device/up"
        case _:
            return name


def _frigate_leaf(body: bytes) -> str:
    if body.strip() in (b"online", b"offline"):
        return "available"
    try:
        told = orjson.loads(body)
    except orjson.JSONDecodeError:
        return "events"
    if not isinstance(told, dict):
        return "events"
    if "cameras" in told or "service" in told:
        return "stats"
    if isinstance(after := told.get("after"), dict):
        return "reviews" if "severity" in after else "events"
    return "tracked_object_update" if "type" in told else "events"


def says_nothing(body: bytes) -> bool:
    """Whether a message honestly holds no item: an empty list, alone or in an envelope, an empty stream."""
    try:
        return _is_empty(json.loads(body.decode("utf-8-sig")))
    except ValueError:
        pass
    try:
        root = ElementTree.fromstring(body.strip(), forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError):
        return False
    items = {"alert", "entry", "request", "NotificationMessage"}
    return not any(element.tag.rpartition("}")[2] in items for element in root.iter())


def _is_empty(value: object) -> bool:
    if isinstance(value, dict):
        lists = [entry for entry in value.values() if isinstance(entry, list)]
        return bool(lists) and not any(lists)
    return value == []
