"""What is published is stored, and acknowledged only then; real Mosquitto, real stores."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Engine, select

from collectors.subscriber import client_id
from dashboard import db
from dashboard.db import reading
from dashboard.models import device, observation, rejected
from dashboard.settings import Settings
from tests.collectors.listening import count, eventually, gauges, is_online, listening, said_on, sender, state
from tests.collectors.listening import observation as one
from tests.servers import Server, new_store

both = pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """SQLite; PostgreSQL too where what is tested goes through the store."""
    for url in new_store(getattr(request, "param", "sqlite"), tmp_path, request):
        made = db.engine(url)
        db.migrate(made)
        yield made
        made.dispose()


@pytest.fixture
def topic() -> str:
    """A topic, and by it a client id, that no other test uses."""
    return f"test-{uuid4().hex[:12]}"


@both
def test_what_is_published_is_stored_once(store: Engine, mosquitto: Server, topic: str) -> None:
    with listening(store, [gauges(mosquitto.port, topic=topic)]), sender(mosquitto.port) as device_:
        eventually(lambda: is_online(mosquitto.port, f"of-{topic}"))
        for number in range(1, 301):
            device_.send(f"{topic}/a", one(number))
        eventually(lambda: count(store, observation) == 300)
    with reading(store) as connection:
        values = {row.external_id: row.value for row in connection.execute(select(observation))}
    assert values == {str(number): number / 100 for number in range(1, 301)}
    assert state(store).messages == 300


@both
def test_what_is_published_while_we_are_away_arrives_when_we_are_back(
    store: Engine, mosquitto: Server, topic: str
) -> None:
    feed = gauges(mosquitto.port, topic=topic)
    with listening(store, [feed]):
        eventually(lambda: is_online(mosquitto.port, f"of-{topic}"))
    with sender(mosquitto.port) as device_:
        for number in range(50):
            device_.send(f"{topic}/a", one(number))
    assert count(store, observation) == 0
    with listening(store, [feed]):
        eventually(lambda: count(store, observation) == 50)


def test_what_was_acknowledged_does_not_come_again(store: Engine, mosquitto: Server, topic: str) -> None:
    feed = gauges(mosquitto.port, topic=topic)
    with sender(mosquitto.port) as device_:
        with listening(store, [feed]):
            eventually(lambda: is_online(mosquitto.port, f"of-{topic}"))
            device_.send(f"{topic}/a", one(1))
            device_.send(f"{topic}/a", b"no JSON")
            eventually(lambda: count(store, rejected) and count(store, observation))
        with listening(store, [feed]):
            eventually(lambda: is_online(mosquitto.port, f"of-{topic}"))
            device_.send(f"{topic}/a", one(2))
            eventually(lambda: count(store, observation) == 2)
    assert state(store).messages == 3


def test_what_cannot_be_read_is_kept_with_its_topic_and_acknowledged(
    store: Engine, mosquitto: Server, topic: str
) -> None:
    with listening(store, [gauges(mosquitto.port, topic=topic)]), sender(mosquitto.port) as device_:
        eventually(lambda: is_online(mosquitto.port, f"of-{topic}"))
        device_.send(f"{topic}/broken/gauge", b'{"result": ')
        device_.send(f"{topic}/sound/gauge", one(1))
        eventually(lambda: count(store, observation))
        eventually(lambda: count(store, rejected))
    with reading(store) as connection:
        kept = connection.execute(select(rejected)).one()
    assert (kept.topic, kept.body, kept.reason) == (f"{topic}/broken/gauge", b'{"result": ', "bad_json")


def test_a_huge_message_costs_only_itself(store: Engine, mosquitto: Server, topic: str) -> None:
    with listening(store, [gauges(mosquitto.port, topic=topic)]), sender(mosquitto.port) as device_:
        eventually(lambda: is_online(mosquitto.port, f"of-{topic}"))
        device_.send(f"{topic}/a", b'"' + b"x" * 20_000_000 + b'"')
        device_.send(f"{topic}/a", one(1))
        eventually(lambda: count(store, observation))
        eventually(lambda: count(store, rejected))
    with reading(store) as connection:
        kept = connection.execute(select(rejected)).one()
    assert kept.reason == "too_large"
    assert kept.detail.startswith("20000002 bytes")
    assert len(kept.body) < 100_000


def test_a_topic_goes_to_the_first_feed_that_takes_it(store: Engine, mosquitto: Server, topic: str) -> None:
    shared = {"topic": topic, "client_id": f"of-{topic}"}
    feeds = [
        gauges(mosquitto.port, name="tide", topics=(f"{topic}/tide/+",), **shared),
        gauges(mosquitto.port, name="streets", topics=(f"{topic}/street/#", f"{topic}/tide/x"), **shared),
    ]
    with listening(store, feeds), sender(mosquitto.port) as device_:
        eventually(lambda: is_online(mosquitto.port, f"of-{topic}"))
        device_.send(f"{topic}/tide/x", one(1))
        device_.send(f"{topic}/street/1/a", one(2))
        device_.send(f"{topic}/street/2/b", one(3))
        eventually(lambda: count(store, observation) == 3)
    assert (
        state(store, "streets").messages == 2
    )  # the broker may send the first one twice: both filters match


def test_a_subscription_of_former_days_feeds_nothing_and_stops_nothing(
    store: Engine, mosquitto: Server, topic: str
) -> None:
    with listening(store, [gauges(mosquitto.port, topic=topic)]):
        eventually(lambda: is_online(mosquitto.port, f"of-{topic}"))
    narrower = gauges(mosquitto.port, topic=topic, topics=(f"{topic}/new/#",))
    with listening(store, [narrower]), sender(mosquitto.port) as device_:
        eventually(lambda: is_online(mosquitto.port, f"of-{topic}"))
        device_.send(f"{topic}/old/a", one(1))
        device_.send(f"{topic}/new/a", one(2))
        eventually(lambda: count(store, observation) == 1)
    with reading(store) as connection:
        assert connection.execute(select(observation.c.external_id)).scalars().all() == ["2"]


def test_a_retained_reading_is_stored_but_makes_nothing_fresh(
    store: Engine, mosquitto: Server, topic: str
) -> None:
    old = datetime.now(UTC) - timedelta(days=2)
    with sender(mosquitto.port) as device_:
        device_.send(f"{topic}/a", one(1, old), retain=True)
        with listening(store, [gauges(mosquitto.port, topic=topic)]):
            eventually(lambda: count(store, observation) == 1)
        device_.send(f"{topic}/a", b"", retain=True)  # take it away again
    assert state(store).spoke_at == old
    with reading(store) as connection:
        assert connection.execute(select(device.c.stale_at)).scalar_one() < datetime.now(UTC)


def test_a_retained_last_will_revives_nothing_but_may_tell_of_an_end(
    store: Engine, mosquitto: Server, topic: str
) -> None:
    cameras = gauges(
        mosquitto.port, name="cameras", topic=topic, kind="cameras", format="frigate", topics=(f"{topic}/#",)
    )
    with sender(mosquitto.port) as device_:
        device_.send(f"{topic}/available", b"online", retain=True)
        with listening(store, [cameras]):
            eventually(lambda: state(store, "cameras") and state(store, "cameras").messages == 1)
            assert state(store, "cameras").spoke_at is None
            assert count(store, device) == 0
            device_.send(f"{topic}/available", b"offline", retain=True)
            eventually(lambda: count(store, device) == 1)
        device_.send(f"{topic}/available", b"", retain=True)
    with reading(store) as connection:
        assert connection.execute(select(device.c.health)).scalar_one() == "offline"


def test_a_collector_says_that_it_is_there_and_that_it_went(
    store: Engine, mosquitto: Server, topic: str
) -> None:
    named = Settings(_env_file=None, collector="b")
    with listening(store, [gauges(mosquitto.port, topic=topic)], named):
        eventually(lambda: is_online(mosquitto.port, f"of-{topic}-b"))
    assert said_on(mosquitto.port, f"ops/collectors/of-{topic}-b") == b"offline"


def test_two_collectors_have_two_names_and_keep_them() -> None:
    feed = gauges(1883, client_id="")
    names = [client_id(feed, Settings(_env_file=None, collector=name)) for name in ("", "a", "b", "b")]
    assert names == ["ops-center", "ops-center-a", "ops-center-b", "ops-center-b"]


@both
def test_two_collectors_divide_a_shared_subscription(store: Engine, mosquitto: Server, topic: str) -> None:
    feed = gauges(mosquitto.port, topic=topic, share="ops")
    a, b = (Settings(_env_file=None, collector=name) for name in "ab")
    with listening(store, [feed], a), listening(store, [feed], b), sender(mosquitto.port) as device_:
        eventually(lambda: is_online(mosquitto.port, f"of-{topic}-a"))
        eventually(lambda: is_online(mosquitto.port, f"of-{topic}-b"))
        for number in range(200):
            device_.send(f"{topic}/a", one(number))
        eventually(lambda: count(store, observation) == 200)
    assert state(store).messages == 200


def test_messages_at_qos_0_are_stored_too(store: Engine, mosquitto: Server, topic: str) -> None:
    with listening(store, [gauges(mosquitto.port, topic=topic)]), sender(mosquitto.port) as device_:
        eventually(lambda: is_online(mosquitto.port, f"of-{topic}"))
        device_.send(f"{topic}/a", one(1), qos=0)
        device_.send(f"{topic}/a", one(2), qos=1)
        device_.send(f"{topic}/a", one(3), qos=2)
        eventually(lambda: count(store, observation) == 3)
