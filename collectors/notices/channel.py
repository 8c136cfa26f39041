"""A receiver's address as Apprise speaks to it. The only place that knows Apprise."""

import logging
import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import tzinfo

from apprise import Apprise, AppriseAsset, AppriseAttachment, NotifyBase, NotifyFormat, NotifyType
from apprise.attachment.memory import AttachMemory
from apprise.common import OverflowMode, PersistentStoreMode

from collectors.notices.veil import filled, kind_and_host, secrets_of, veiled
from dashboard.outbox import Receiver
from dashboard.outbox.message import Message
from dashboard.settings import SettingsError

# They write addresses, with the keys in them, and what is sent; we say what matters, without secrets.
logging.getLogger("urllib3").setLevel(logging.CRITICAL)
_apprises = logging.getLogger("apprise")
_apprises.addHandler(logging.NullHandler())
_apprises.propagate = False
_apprises.setLevel(logging.WARNING)

_CONNECT, _READ = 10.0, 20.0  # s for one step of a conversation, unless the address says cto=, rto=
_LONGEST_ERROR = 300  # characters
_TYPES = {
    "grave": NotifyType.FAILURE,
    "warning": NotifyType.WARNING,
    "note": NotifyType.INFO,
    "over": NotifyType.SUCCESS,
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one try; `error` is one line without secrets, "" where it was taken."""

    taken: bool
    error: str = ""


class Channel:
    """One address. `send` may be called by several threads at once."""

    def __init__(self, url: str, sender: str, zone: tzinfo) -> None:
        """Raises ValueError where Apprise cannot read the address or it is not of one target."""
        self._url = url
        self._asset = AppriseAsset(
            app_id="ops-center",  # a header of HTTP: plain ASCII
            app_desc=sender,
            app_url="",
            async_mode=False,
            timezone=zone,
            service_timeout=0,  # it would leave a thread behind; the courier has a clock of its own
            storage_mode=PersistentStoreMode.MEMORY,
        )
        plugin = self._plugin()
        if len(plugin) > 1:
            raise ValueError(f"names {len(plugin)} targets: give each an address of its own")
        if plugin.overflow_mode == OverflowMode.SPLIT:
            raise ValueError("overflow=split makes several messages of one: take overflow=truncate")
        shown = plugin.url(privacy=True)
        self._secrets = secrets_of(url, shown)
        self.shown = veiled(kind_and_host(shown), self._secrets)

    def send(self, message: Message) -> Outcome:
        """Try once. Takes as long as the other side lets it; never raises for what the other side does."""
        plugin = self._plugin()
        _mark(plugin, message.delivery)
        box = Apprise(asset=self._asset)
        box.add(plugin)
        result = box.notify(
            body=message.body,
            title=message.title,
            notify_type=_TYPES[message.weight],
            body_format=NotifyFormat.TEXT,
            attach=_attached(message, plugin),
        )
        if result:
            return Outcome(taken=True)
        said = "; ".join(str(entry.message) for entry in result.logs())
        return Outcome(taken=False, error=veiled(said, self._secrets)[:_LONGEST_ERROR] or "not accepted")

    def _plugin(self) -> NotifyBase:
        """A fresh one each time: what one message sets must not be in the next."""
        with warnings.catch_warnings():
            # Apprise loads its plugins at the first address, and one of them an old module of Python's.
            warnings.simplefilter("ignore", DeprecationWarning)
            plugin = Apprise.instantiate(self._url, asset=self._asset, suppress_exceptions=True)
        if plugin is None:
            raise ValueError("is no address that Apprise can read")
        if "cto=" not in self._url:
            plugin.socket_connect_timeout = _CONNECT
        if "rto=" not in self._url:
            plugin.socket_read_timeout = _READ
        if "format=" not in self._url:
            plugin.notify_format = NotifyFormat.TEXT
        return plugin


def channels(
    listed: Iterable[Receiver], environment: Mapping[str, str], sender: str, zone: tzinfo
) -> dict[str, Channel]:
    """By route. Raises SettingsError in one line that names the receiver and shows no secret."""
    opened = {}
    for receiver in listed:
        for route, url in zip(receiver.routes, receiver.urls, strict=True):
            try:
                opened[route] = Channel(filled(url, environment), sender, zone)
            except ValueError as error:
                raise SettingsError(f"OPS_RECEIVERS: receiver {route!r}: its address {error}") from error
    return opened


def _attached(message: Message, plugin: NotifyBase) -> AppriseAttachment | None:
    """The message's files, from memory: none is written to a disk. None where none can go along."""
    if not message.files or not plugin.attachment_support:
        return None
    box = AppriseAttachment()
    for one in message.files:
        box.add(AttachMemory(content=one.body, name=one.name, mimetype=one.media_type))
    return box


def _mark(plugin: NotifyBase, delivery: str) -> None:
    """The delivery's id where machines look for it, on channels that have such a place."""
    headers = getattr(plugin, "headers", None)
    if isinstance(headers, dict):
        headers["X-Delivery-Id"] = delivery
    extras = getattr(plugin, "payload_extras", None)
    if isinstance(extras, dict) and isinstance(headers, dict):
        headers["Idempotency-Key"] = delivery
        extras["delivery"] = delivery
