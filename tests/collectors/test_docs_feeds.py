"""The commented example loads, covers what there is, and the documents tell of every key."""

import re
from pathlib import Path

import pytest

from collectors.feed import HttpFeed, MqttFeed, load_feeds
from collectors.feedfile.devices import COLUMNS
from collectors.formats.registry import FORMATS

ROOT = Path(__file__).parents[2]
EXAMPLE = (ROOT / "feeds.example.toml").read_text(encoding="utf-8")
KEYS = sorted(HttpFeed.model_fields.keys() | MqttFeed.model_fields.keys())


@pytest.fixture(autouse=True)
def _variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in re.findall(r'_env = "(\w+)"', EXAMPLE):
        monkeypatch.setenv(name, "secret")
    monkeypatch.setenv("OPS_DEMO_HTTP", "http://127.0.0.1:8081")
    monkeypatch.setenv("OPS_DEMO_MQTT", "mqtt://127.0.0.1:1883")


def test_the_example_loads_and_covers_every_kind_transport_format_and_authentication() -> None:
    feeds = load_feeds(ROOT / "feeds.example.toml")
    assert {feed.kind for feed in feeds} == {
        *("dossiers", "complaints", "cameras", "fire", "flood", "figures")
    }
    assert {feed.transport for feed in feeds} == {"http", "mqtt"}
    assert {feed.format for feed in feeds} == set(FORMATS)
    polled = [feed for feed in feeds if isinstance(feed, HttpFeed)]
    assert {feed.auth for feed in polled} == {"none", "bearer", "basic", "api-key"}


@pytest.mark.parametrize("key", [key for key in KEYS if key != "qos"])
def test_the_example_shows_every_key(key: str) -> None:
    assert re.search(rf"(?m)^(# )?(\[feed\.)?{key}\b( =|[.\]])", EXAMPLE)


@pytest.mark.parametrize("key", [*KEYS, *COLUMNS])
def test_the_documents_tell_of_every_key(key: str) -> None:
    assert f"`{key}`" in (ROOT / "docs" / "feeds.md").read_text(encoding="utf-8")


def test_the_demos_feeds_are_one_of_each_kind() -> None:
    feeds = load_feeds(ROOT / "feeds.demo.toml")
    kinds = ["dossiers", "complaints", "cameras", "fire", "flood"]
    assert [feed.kind for feed in feeds] == [*kinds, "figures", "figures", "figures"]
