"""How we introduce ourselves to a broker: version, session, credentials, TLS, last will."""

import random
import ssl
from urllib.parse import urlsplit

from paho.mqtt.enums import MQTTProtocolVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

from collectors.feed import MqttFeed
from collectors.http import tls
from collectors.mqtt.wire import Client

V5, V3 = MQTTProtocolVersion.MQTTv5, MQTTProtocolVersion.MQTTv311
NAMES = {V5: "MQTT 5", V3: "MQTT 3.1.1"}
MOST_UNACKNOWLEDGED = 10_000  # Receive Maximum: what an MQTT 5 broker may send ahead of our acknowledgements
_PORTS = {"mqtt": 1883, "mqtts": 8883}
_FIRST_WAIT, _LONGEST_WAIT = 0.5, 30.0  # seconds
AWAY_WAIT = (
    4.0  # seconds: the longest for one that is away, so that walls are right within five of its return
)


class Backoff:
    """Seconds to wait between two attempts: doubled each time up to `longest`, a random part taken off."""

    def __init__(self, seed: str, longest: float = _LONGEST_WAIT) -> None:
        self._jitter = random.Random(seed)  # noqa: S311  it spreads load, it guards nothing
        self._wait, self._longest = _FIRST_WAIT, longest

    def next(self) -> float:
        """The next one."""
        wait, self._wait = self._wait, min(2 * self._wait, self._longest)
        return wait * self._jitter.uniform(0.5, 1.0)

    def reset(self) -> None:
        self._wait = _FIRST_WAIT


def presence(client_id: str) -> str:
    """The topic on which a collector says that it is there, and the broker that it is not."""
    return f"ops/collectors/{client_id}"


def connected(feed: MqttFeed, client_id: str, version: MQTTProtocolVersion) -> Client:
    """A client that has sent its CONNECT, for the old session where there is one.

    Raises OSError where the broker cannot be reached or trusted, ValueError where its name cannot be one.
    """
    client = Client(client_id, version)
    client.connect_timeout = feed.timeout
    client.will_set(presence(client_id), "offline", qos=1, retain=True)
    if feed.username_env:
        client.username_pw_set(feed.secret("username_env"), feed.secret("password_env") or None)
    if feed.tls:
        client.tls_set_context(tls.context(feed.verify, feed.ca_file, feed.cert_file, feed.key_file))
    address = urlsplit(feed.address)
    host, port = address.hostname or "", address.port or _PORTS[address.scheme]
    if version is V5:
        client.connect(host, port, feed.keepalive, clean_start=False, properties=_kept_for(feed))
    else:
        client.connect(host, port, feed.keepalive)
    return client


def _kept_for(feed: MqttFeed) -> Properties:
    made = Properties(PacketTypes.CONNECT)  # type: ignore[no-untyped-call]
    made.SessionExpiryInterval = feed.session_expiry
    made.ReceiveMaximum = MOST_UNACKNOWLEDGED
    return made


def reason(error: OSError | ValueError) -> str:
    """Why a broker cannot be reached, in a few words."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not trusted: {error.verify_message}"
    return getattr(error, "strerror", None) or str(error) or type(error).__name__
