"""Whoever asks, in a context of their own: every page, callback, route and thread inside sees the same."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from ipaddress import ip_address

from dashboard.access.rights import AT_THIS_MACHINE, DISPLAY, NOBODY_HERE, ROLES, Right
from dashboard.access.scope import within
from dashboard.units import CITY_ID


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Who is signed in; a display on a wall has the role "display" and no `id`.

    `unit_id` is the scope: what is changed or unmasked must lie in this unit or below it.
    """

    name: str
    role: str
    full_name: str = ""
    id: int = 0
    unit_id: int = CITY_ID
    may_unmask: bool = False
    must_change: bool = False  # the password, before anything else

    @property
    def rights(self) -> frozenset[Right]:
        if self.role == "display":
            return DISPLAY
        return ROLES.get(self.role, frozenset()) | ({Right.UNMASK} if self.may_unmask else set())

    def may(self, right: Right, unit_id: int | None = None) -> bool:
        return right in self.rights and (unit_id is None or within(unit_id, self.unit_id))


_asker: ContextVar[str | Account] = ContextVar("asker", default="")


@contextmanager
def asked_by(asker: str | Account) -> Iterator[None]:
    """Within it, `may` and `who` are of this account; or, where a site has none, of a network address."""
    token = _asker.set(asker)
    try:
        yield
    finally:
        _asker.reset(token)


def may(right: Right, unit_id: int | None = None) -> bool:
    """May whoever asks, in this unit? Without a unit: anywhere at all."""
    asker = _asker.get()
    if isinstance(asker, Account):
        return asker.may(right, unit_id)
    return right in (AT_THIS_MACHINE if is_this_machine(asker) else NOBODY_HERE)


def may_follow(unit_id: int) -> bool:
    """May whoever asks follow the wall of this unit? A display its own unit's, and of those below it."""
    asker = _asker.get()
    is_display = isinstance(asker, Account) and asker.role == "display"
    return may(Right.WATCH, unit_id if is_display else None)


def who() -> str:
    """Whoever asks, as a history calls them: the account's name, or a network address where there is none."""
    asker = _asker.get()
    return asker.name if isinstance(asker, Account) else asker


def account() -> Account | None:
    """The person who is signed in; None for a display, and where a site has no accounts."""
    asker = _asker.get()
    return asker if isinstance(asker, Account) and asker.id else None


def is_this_machine(address: str) -> bool:
    """Is it an address of this machine's own loopback?"""
    try:
        told = ip_address(address)
    except ValueError:
        return False
    mapped = getattr(told, "ipv4_mapped", None)  # ::ffff:127.0.0.1
    return (mapped or told).is_loopback
