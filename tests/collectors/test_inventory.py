"""An inventory tells where devices stand; it is no sign that the feed lives."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import orjson
import pytest
from sqlalchemy import Engine, select

from collectors.feed import MqttFeed, inventory_of
from collectors.inventory import Inventory
from dashboard import db
from dashboard.models import device, feed_state
from dashboard.settings import Settings
from tests.collectors.web import Reply, Web

PANELS = [{"id": "P-1", "lat": 10.8, "lon": 106.7}, {"id": "P-2"}, {"lat": 10.8, "lon": 106.7}]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Engine]:
    made = db.engine(f"sqlite:///{tmp_path / 'ops.db'}")
    db.migrate(made)
    yield made
    made.dispose()


@pytest.fixture
def web() -> Iterator[Web]:
    with Web(lambda _: Reply(orjson.dumps(PANELS))).running() as running:
        yield running


@pytest.fixture
def make(store: Engine, web: Web) -> Iterator[Callable[..., Inventory]]:
    made: list[Inventory] = []

    def one(*, held: bool = True) -> Inventory:
        made.append(_inventory(store, web, held))
        return made[-1]

    yield one
    for each in made:
        each.close()


def _inventory(store: Engine, web: Web, held: bool) -> Inventory:
    options = {"record": "device", "external_id": "id", "kind": "'panel'", "lat": "lat", "lon": "lon"}
    feed = MqttFeed.model_validate(
        {
            "name": "fire",
            "kind": "fire",
            "transport": "mqtt",
            "address": "mqtt://127.0.0.1:1",
            "topics": ["alarm-panel/+"],
            "format": "panel",
            "inventory": {
                "address": f"{web.url}/panels",
                "format": "mapped",
                "options": options,
                "timeout": 0.3,
            },
        }
    )
    asked = inventory_of(feed)
    assert asked is not None
    settings = Settings(_env_file=None)
    return Inventory(asked, store, settings, [feed.info()], threading.Event(), lambda: held, Random(7))


def known(store: Engine) -> list[str]:
    with db.reading(store) as connection:
        return list(connection.execute(select(device.c.external_id).order_by(device.c.external_id)).scalars())


def test_devices_are_stored_and_the_feed_stays_silent(store: Engine, make: Callable[..., Inventory]) -> None:
    make().refresh()
    assert known(store) == ["P-1", "P-2"]
    with db.reading(store) as connection:
        assert connection.execute(select(feed_state.c.spoke_at)).scalar() is None


def test_it_is_asked_again_only_when_its_time_has_come(web: Web, make: Callable[..., Inventory]) -> None:
    one = make()
    one.refresh()
    one.refresh()
    assert len(web.asked) == 1


def test_a_failure_is_said_once_and_tried_again_at_the_next_turn(
    store: Engine, web: Web, make: Callable[..., Inventory], caplog: pytest.LogCaptureFixture
) -> None:
    one = make()
    web.answer = lambda _: Reply(status=404)
    for _ in range(3):
        one.refresh()
    assert [record.message for record in caplog.records if record.levelname == "WARNING"] == [
        "feed fire: its inventory: answers 404 Not Found: check the address"
    ]
    web.answer = lambda _: Reply(b"<html>")
    one.refresh()
    assert known(store) == []
    web.answer = lambda _: Reply(orjson.dumps(PANELS))
    one.refresh()
    assert known(store) == ["P-1", "P-2"]


def test_an_inventory_of_another_collectors_feed_is_not_asked(
    web: Web, make: Callable[..., Inventory]
) -> None:
    make(held=False).refresh()
    assert web.asked == []
