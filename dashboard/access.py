"""Who may do what: the one place that rights fill. There is no sign-in yet.

Everybody sees masked data; what changes something is for whoever sits at this machine.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from ipaddress import ip_address


class Right(StrEnum):
    """What a page, an export or an action asks for."""

    SEE = "see"  # figures and records, personal data masked
    EXPORT = "export"  # the same as a file
    UNMASK = "unmask"  # personal data as they are
    EDIT = "edit"  # targets
    UPLOAD = "upload"  # figures
    JUDGE = "judge"  # whether pointing out an anomaly was of use
    ACT = "act"  # on incidents: acknowledge, dispatch, close, hand a shift over
    REPLAY = "replay"  # messages that could not be read
    TUNE = "tune"  # rules: switch, change, try against the past
    ADMINISTER = "administer"  # accounts, displays, the audit log


_EVERYBODY = frozenset({Right.SEE, Right.EXPORT})
_THIS_MACHINE = frozenset(Right) - _EVERYBODY - {Right.UNMASK}

_asker: ContextVar[str] = ContextVar("asker", default="")


@contextmanager
def asked_by(address: str) -> Iterator[None]:
    """Within it, `may` and `who` are of whoever asks from this network address; "" is an unknown one."""
    token = _asker.set(address)
    try:
        yield
    finally:
        _asker.reset(token)


def may(right: Right) -> bool:
    """May whoever asks?"""
    return right in _EVERYBODY or (right in _THIS_MACHINE and is_this_machine(_asker.get()))


def who() -> str:
    """Whoever asks, as a history calls them: until there is a sign-in, their network address."""
    return _asker.get()


def is_this_machine(address: str) -> bool:
    """Is it an address of this machine's own loopback?"""
    try:
        told = ip_address(address)
    except ValueError:
        return False
    mapped = getattr(told, "ipv4_mapped", None)  # ::ffff:127.0.0.1
    return (mapped or told).is_loopback
