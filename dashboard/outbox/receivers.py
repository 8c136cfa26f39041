"""Who is told: `receivers.toml` (the setting OPS_RECEIVERS), read whole and checked whole."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from dashboard.desk.shapes import SEVERITIES
from dashboard.outbox.happening import STEPS
from dashboard.outbox.quiet import NEVER, Quiet
from dashboard.rules import KINDS
from dashboard.successions import history

GRAVITY = {severity: gravity for gravity, severity in enumerate(reversed(SEVERITIES))}
# What else a receiver may ask for; nothing of it unless it says so.
TOPICS = ("report_draft", "report_issued", "digest", "promise_turned")
_UNLESS_SAID = ("triggered", "escalated", "overdue", "expired")
_LONGEST_GROUP = 24 * 60  # minutes
_KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,47}")
_KEYS = {
    "key",
    "name",
    "urls",
    "language",
    "kinds",
    "min_severity",
    "units",
    "steps",
    "topics",
    "quiet",
    "breaks_through",
    "group",
    "when_unsure",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiver:
    """One entry of the file. Empty `kinds` or `units` mean all."""

    key: str
    name: str
    urls: tuple[str, ...]  # Apprise's, with ${NAME} where a secret of the environment belongs
    language: str
    kinds: frozenset[str]
    min_severity: str
    units: frozenset[str]  # codes, each with the units below it
    steps: frozenset[str]
    topics: frozenset[str]
    quiet: Quiet
    breaks_through: frozenset[str]  # severities that wait neither for the morning nor for a group
    group: int  # minutes
    repeats: bool  # whether a message that may have left is sent again

    @property
    def routes(self) -> tuple[str, ...]:
        """One name an address: each is tried by itself, so that one that fails doubles no other."""
        if len(self.urls) == 1:
            return (self.key,)
        return tuple(f"{self.key}/{number}" for number in range(1, len(self.urls) + 1))


def receivers(path: Path | None) -> tuple[Receiver, ...]:
    """The receivers of a file, none without one. Raises ValueError in one line that says where and what."""
    return () if path is None else _read(path)


@lru_cache(maxsize=8)
def _read(path: Path) -> tuple[Receiver, ...]:
    try:
        return _checked(tomllib.loads(path.read_text("utf-8")))
    except (OSError, ValueError) as error:
        raise ValueError(f"{path.name}: {getattr(error, 'strerror', None) or error}") from error


def _checked(told: Mapping[str, Any]) -> tuple[Receiver, ...]:
    _only(told, {"receiver"}, "the file")
    entries = told.get("receiver", [])
    if not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
        raise ValueError("receivers are written as [[receiver]]")
    found = tuple(_receiver(entry, number) for number, entry in enumerate(entries, 1))
    if len({one.key for one in found}) < len(found):
        raise ValueError("two receivers have one key")
    return found


def _receiver(entry: Mapping[str, Any], number: int) -> Receiver:
    key = entry.get("key")
    if not isinstance(key, str) or not _KEY.fullmatch(key):
        raise ValueError(f"receiver {number}: it needs a key of small letters, digits, - and _")
    try:
        _only(entry, _KEYS, "a receiver")
        return Receiver(
            key=key,
            name=_text(entry, "name", key),
            urls=_urls(entry),
            language=_one_of(entry, "language", ("vi", "en"), "vi"),
            kinds=_kinds(entry),
            min_severity=_one_of(entry, "min_severity", SEVERITIES, "unknown"),
            units=_units(entry),
            steps=frozenset(_many(entry, "steps", STEPS.__contains__, _UNLESS_SAID)),
            topics=frozenset(_many(entry, "topics", TOPICS.__contains__, ())),
            quiet=Quiet.parse(_text(entry, "quiet", "")) if "quiet" in entry else NEVER,
            breaks_through=frozenset(
                _many(entry, "breaks_through", SEVERITIES.__contains__, ("extreme",)),
            ),
            group=_minutes(entry, "group"),
            repeats=_one_of(entry, "when_unsure", ("repeat", "leave"), "repeat") == "repeat",
        )
    except ValueError as error:
        raise ValueError(f"receiver {key!r}: {error}") from error


def _urls(entry: Mapping[str, Any]) -> tuple[str, ...]:
    urls = _many(entry, "urls", lambda url: bool(url.strip()), ())
    if not urls:
        raise ValueError("urls must name at least one address")
    return urls


def _kinds(entry: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(_many(entry, "kinds", KINDS.__contains__, ()))


def _units(entry: Mapping[str, Any]) -> frozenset[str]:
    known = {unit.code for unit in history().units if unit.code}
    return frozenset(_many(entry, "units", known.__contains__, ()))


def _only(entry: Mapping[str, Any], allowed: set[str], what: str) -> None:
    if unknown := sorted(set(entry) - allowed):
        raise ValueError(f"{what} has no key {unknown[0]!r}")


def _text(entry: Mapping[str, Any], key: str, default: str) -> str:
    value = entry.get(key, default)
    if not isinstance(value, str):
        raise ValueError(f"{key} must be a text")  # noqa: TRY004  one kind of error for the whole file
    return value.strip()


def _one_of(entry: Mapping[str, Any], key: str, allowed: tuple[str, ...], default: str) -> str:
    value = _text(entry, key, default)
    if value not in allowed:
        raise ValueError(f"{key} = {value!r} is none of {', '.join(allowed)}")
    return value


def _many(
    entry: Mapping[str, Any], key: str, is_known: Callable[[str], bool], default: tuple[str, ...]
) -> tuple[str, ...]:
    value = entry.get(key, list(default))
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise ValueError(f"{key} must be a list of texts")
    if unknown := next((one for one in value if not is_known(one)), None):
        raise ValueError(f"{key}: {unknown!r} is not known")
    return tuple(value)


def _minutes(entry: Mapping[str, Any], key: str) -> int:
    value = entry.get(key, 0)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= _LONGEST_GROUP:
        raise ValueError(f"{key} must be a whole number of minutes, 0 to {_LONGEST_GROUP}")
    return value
