"""Brokers that speak another version, refuse, hang up, go and come back; and what is trusted."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import trustme
from sqlalchemy import Engine

from collectors.feed import MqttFeed
from dashboard import db
from dashboard.models import observation
from tests.collectors.listening import (
    count,
    eventually,
    gauges,
    is_online,
    listening,
    sender,
    state,
)
from tests.collectors.listening import observation as one
from tests.servers import Server, free_port, mosquitto_in, new_store, program


@pytest.fixture
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    for url in new_store("sqlite", tmp_path, request):
        made = db.engine(url)
        db.migrate(made)
        yield made
        made.dispose()


@pytest.fixture
def topic() -> str:
    return f"test-{uuid4().hex[:12]}"


def arrives(store: Engine, port: int, topic: str, **login: str) -> None:
    """A reading published now ends in the store."""
    before = count(store, observation)
    with sender(port, **login) as device:
        device.send(f"{topic}/a", one(before + 1))
        eventually(lambda: count(store, observation) == before + 1)


def failing(store: Engine, words: str) -> str:
    """The feed's error, once it holds these words."""

    def said() -> str:
        row = state(store)
        return row.error if row is not None and words in row.error else ""

    error: str = eventually(said, f"an error that says {words!r}")
    return error


def test_a_broker_that_is_not_there_is_said_once_and_found_when_it_comes(
    store: Engine, tmp_path: Path, topic: str, caplog: pytest.LogCaptureFixture
) -> None:
    port = free_port()
    with listening(store, [gauges(port, topic=topic)]):
        assert failing(store, "refused") == f"mqtt://127.0.0.1:{port}: Connection refused"
        eventually(lambda: state(store).error_count >= 2)
        broker = mosquitto_in(tmp_path, port)
        broker.start()
        eventually(lambda: state(store).error == "")
        arrives(store, port, topic)
    broker.stop()
    assert [record.message for record in caplog.records if "refused" in record.message] == [
        f"feed flood: mqtt://127.0.0.1:{port}: Connection refused"
    ]
    assert [record.message for record in caplog.records if "again" in record.message] == [
        "feed flood: reached again"
    ]


def test_a_broker_that_restarts_loses_nothing(store: Engine, tmp_path: Path, topic: str) -> None:
    broker = mosquitto_in(tmp_path)
    broker.start()
    with listening(store, [gauges(broker.port, topic=topic)]):
        eventually(lambda: is_online(broker.port, f"of-{topic}"))
        arrives(store, broker.port, topic)
        broker.stop()
        failing(store, "127.0.0.1")
        broker.start()
        with sender(broker.port) as device:  # the session was kept: no need to wait until we are back
            device.send(f"{topic}/a", one(2))
        eventually(lambda: count(store, observation) == 2)
        eventually(lambda: state(store).error == "")
    broker.stop()


@pytest.fixture
def old_broker(tmp_path: Path) -> Iterator[int]:
    """The port of a broker that knows MQTT 3.1.1 only: the demo's own."""
    port = free_port()
    script = tmp_path / "old_broker.py"
    script.write_text(
        "import asyncio\n"
        "from amqtt.broker import Broker\n"
        "async def main():\n"
        f"    broker = Broker({{'listeners': {{'default': {{'type': 'tcp', 'bind': '127.0.0.1:{port}'}}}}, "
        "'plugins': {'amqtt.plugins.authentication.AnonymousAuthPlugin': {'allow_anonymous': True}}})\n"
        "    await broker.start()\n"
        "    await asyncio.Event().wait()\n"
        "asyncio.run(main())\n"
    )
    server = Server([sys.executable, "-W", "ignore", str(script)], port, tmp_path / "old_broker.log")
    server.start()
    yield port
    server.kill()


def test_a_broker_without_mqtt_5_is_spoken_to_in_3_1_1(
    store: Engine, old_broker: int, topic: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    with listening(store, [gauges(old_broker, topic=topic)]):
        eventually(lambda: "MQTT 3.1.1" in caplog.text)
        eventually(lambda: is_online(old_broker, f"of-{topic}"))
        arrives(store, old_broker, topic)


@pytest.fixture
def guarded(tmp_path: Path) -> Iterator[tuple[Server, Path]]:
    """A broker that knows the user `ops`, and its file of passwords."""
    passwords = tmp_path / "passwords"
    passwords.touch(mode=0o600)
    broker = mosquitto_in(tmp_path, extra=f"password_file {passwords}", anonymous=False)
    set_password(passwords, "right")
    broker.start()
    yield broker, passwords
    broker.stop()


def set_password(passwords: Path, password: str) -> None:
    command = [program("mosquitto_passwd", "mosquitto"), "-b", str(passwords), "ops", password]
    subprocess.run(command, check=True, capture_output=True)


def test_a_wrong_password_is_told_and_the_right_one_heals_it(
    store: Engine, guarded: tuple[Server, Path], topic: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    broker, _passwords = guarded
    monkeypatch.setenv("FLOOD_USER", "ops")
    monkeypatch.setenv("FLOOD_PASSWORD", "wrong")
    feed = gauges(broker.port, topic=topic, username_env="FLOOD_USER", password_env="FLOOD_PASSWORD")
    with listening(store, [feed]):
        assert "wrong" not in failing(store, "refuses us: Not authorized")
        monkeypatch.setenv("FLOOD_PASSWORD", "right")
        eventually(lambda: state(store).error == "")
        arrives(store, broker.port, topic, username="ops", password="right")


def test_a_refused_subscription_is_told_and_the_others_are_heard(
    store: Engine, tmp_path: Path, topic: str
) -> None:
    plugin = next(Path("/usr/lib").glob("*/mosquitto_dynamic_security.so"))
    roles = tmp_path / "roles.json"
    allowed = [{"acltype": "subscribePattern", "topic": f"{topic}/#", "priority": 1, "allow": True}]
    access = {
        "publishClientSend": True,
        "publishClientReceive": True,
        "subscribe": False,
        "unsubscribe": True,
    }
    roles.write_text(
        json.dumps(
            {
                "defaultACLAccess": access,
                "clients": [],
                "groups": [{"groupname": "all", "roles": [{"rolename": "some"}], "clients": []}],
                "roles": [{"rolename": "some", "acls": allowed}],
                "anonymousGroup": "all",
            }
        )
    )
    extra = f"plugin {plugin}\nplugin_opt_config_file {roles}"
    broker = mosquitto_in(tmp_path, extra=extra)
    broker.start()
    keys = {"topic": topic, "client_id": f"of-{topic}"}
    feeds = [gauges(broker.port, **keys), gauges(broker.port, name="secret", topics=("secret/#",), **keys)]
    with listening(store, feeds):
        eventually(lambda: state(store, "secret") is not None)
        assert state(store, "secret").error == (
            f"mqtt://127.0.0.1:{broker.port} refuses topic secret/#: Not authorized"
        )
        arrives(store, broker.port, topic)
        assert state(store).error == ""
    broker.stop()


def test_two_collectors_of_one_name_are_told_what_to_do(
    store: Engine, mosquitto: Server, topic: str, caplog: pytest.LogCaptureFixture
) -> None:
    feed = gauges(mosquitto.port, topic=topic)
    with listening(store, [feed]):
        eventually(lambda: is_online(mosquitto.port, f"of-{topic}"))
        with listening(store, [feed]):
            # In the log, not in the feed's state: the two take the connection from each other all the time.
            said = f"hung up on 'of-{topic}': does another collector bear its name?"
            eventually(lambda: said in caplog.text, said)


@pytest.fixture
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def secure(tmp_path: Path, authority: trustme.CA) -> Iterator[Server]:
    """A broker over TLS that asks for a client's certificate."""
    server = authority.issue_cert("127.0.0.1")
    server.private_key_pem.write_to_path(tmp_path / "server.key")
    server.cert_chain_pems[0].write_to_path(tmp_path / "server.pem")
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    authority.issue_cert("collector@city.test").private_key_and_cert_chain_pem.write_to_path(
        tmp_path / "client.pem"
    )
    lines = [f"{key} {tmp_path}/{name}" for key, name in (("cafile", "ca.pem"), ("keyfile", "server.key"))]
    lines += [
        f"certfile {tmp_path}/server.pem",
        "require_certificate true",
        f"listener {free_port()} 127.0.0.1",
    ]
    broker = mosquitto_in(tmp_path, extra="\n".join(lines))
    broker.start()
    yield broker
    broker.stop()


def secret_gauges(port: int, topic: str, **keys: Any) -> MqttFeed:
    return gauges(port, topic=topic, address=f"mqtts://127.0.0.1:{port}", **keys)


def plain_port(broker: Server) -> int:
    """Its second listener, without TLS, for the sender."""
    words = (broker.log.parent / "mosquitto.conf").read_text().split()
    return int(words[len(words) - words[::-1].index("listener")])


def test_a_broker_over_tls_knows_us_by_our_certificate(
    store: Engine, secure: Server, tmp_path: Path, topic: str
) -> None:
    feed = secret_gauges(secure.port, topic, ca_file=tmp_path / "ca.pem", cert_file=tmp_path / "client.pem")
    with listening(store, [feed]), sender(plain_port(secure)) as device:
        eventually(lambda: is_online(plain_port(secure), f"of-{topic}"))
        for number in range(2000):  # many TLS records' worth, in packets that cross their edges
            device.client.publish(f"{topic}/a", json.dumps(one(number) | {"more": "x" * 500}), qos=1)
        eventually(lambda: count(store, observation) == 2000)


# paho leaves the socket of a failed handshake to the garbage collector.
@pytest.mark.filterwarnings(
    "ignore:Exception ignored in. <ssl.SSLSocket:pytest.PytestUnraisableExceptionWarning"
)
def test_a_broker_that_nobody_vouches_for_is_not_trusted(
    store: Engine, secure: Server, tmp_path: Path, topic: str
) -> None:
    feed = secret_gauges(secure.port, topic, cert_file=tmp_path / "client.pem")
    with listening(store, [feed]):
        assert "certificate is not trusted" in failing(store, "certificate")


def test_a_broker_that_wants_a_certificate_refuses_us_without(
    store: Engine, secure: Server, tmp_path: Path, topic: str
) -> None:
    with listening(store, [secret_gauges(secure.port, topic, ca_file=tmp_path / "ca.pem")]):
        failing(store, f"mqtts://127.0.0.1:{secure.port}")
