"""Passwords: which are taken, how they are kept (argon2id), and that looking takes the same time for all."""

import secrets
import threading
import unicodedata
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from dashboard.accounts.errors import AccountError

SHORTEST, LONGEST = 12, 200  # letters
_FEWEST = 5  # different letters
_NAMED = 4  # letters of a name that may not be in it: "an" is in many a word
_AT_ONCE = 2  # argon2 takes 64 MB each
_COMMON = Path(__file__).with_name("common.txt")
# without what is mistaken for something else when it is read from a screen
_LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"


class Passwords:
    """Safe for threads; a few at a time."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()  # argon2id, RFC 9106's second choice
        self._nobodys = self._hasher.hash(secrets.token_urlsafe())
        self._turn = threading.BoundedSemaphore(_AT_ONCE)

    def hash(self, password: str) -> str:
        with self._turn:
            return self._hasher.hash(_one_form(password))

    def right(self, kept: str, password: str) -> bool:
        """Whether it is the one that was kept; "" is nobody's, and takes as long to be refused."""
        with self._turn:
            try:
                matches = self._hasher.verify(kept or self._nobodys, _one_form(password)[:LONGEST])
            except (VerificationError, InvalidHashError):
                return False
        return matches and bool(kept)

    def is_outdated(self, kept: str) -> bool:
        """Was it hashed with other parameters than today's?"""
        return self._hasher.check_needs_rehash(kept)


def check(password: str, name: str, entry: str = "password") -> None:
    """Raises AccountError where it is too easy."""
    plain = _one_form(password).casefold()
    if not SHORTEST <= len(plain) <= LONGEST:
        raise AccountError(code="password_length", entry=entry, values={"shortest": SHORTEST})
    if len(name) >= _NAMED and name.casefold() in plain:
        raise AccountError(code="password_name", entry=entry)
    if len(set(plain)) < _FEWEST or plain in _common():
        raise AccountError(code="password_common", entry=entry)


def random_password() -> str:
    """Four groups of five letters, 116 bits, easy to copy by hand."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(4))


def _one_form(password: str) -> str:
    """Keyboards write ế as one letter or as three; it is the same password."""
    return unicodedata.normalize("NFC", password)


def _common() -> frozenset[str]:
    return frozenset(_COMMON.read_text("utf-8").split())
