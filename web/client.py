"""From where a request comes: the address that counts, and whether its way was encrypted."""

from collections.abc import Collection
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.types import Scope

from dashboard.access import is_this_machine

# Whoever comes through a proxy sits elsewhere, whatever address the proxy has.
BY_PROXY = ("forwarded", "x-forwarded-for", "x-real-ip", "via")


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """`is_here`: at this machine, and through no proxy."""

    address: str
    is_secure: bool
    is_here: bool


def client_of(scope: Scope, trusted: Collection[str], public_url: str = "") -> Client:
    """What a proxy says is believed where its address is trusted."""
    headers = Headers(scope=scope)
    peer = str(scope["client"][0]) if scope.get("client") else ""
    address, scheme = peer, scope.get("scheme", "http")
    if peer in trusted:
        passed = [part.strip() for part in headers.get("x-forwarded-for", "").split(",") if part.strip()]
        address = next((one for one in reversed(passed) if one not in trusted), address)
        scheme = headers.get("x-forwarded-proto", scheme).split(",")[0].strip()
    return Client(
        address=address[:64],
        is_secure=scheme in {"https", "wss"} or public_url.startswith("https:"),
        is_here=is_this_machine(peer) and not any(name in headers for name in BY_PROXY),
    )
