"""The file `feeds.toml` itself: its tables, the variables in it, and one line for whatever is wrong."""

import os
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from collectors.feedfile.checks import WrongKeyError, meant, plain

_VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
_FILES = ("ca_file", "cert_file", "key_file", "devices")


class FeedsError(Exception):
    """A feeds file is wrong; the message is one line that names file, feed and key."""


def tables(path: Path) -> list[dict[str, Any]]:
    """The `[[feed]]` tables. Raises FeedsError where the file cannot be read or holds none."""
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise FeedsError(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise FeedsError(f"{path.name}: not in UTF-8: byte {error.start}") from error
    except tomllib.TOMLDecodeError as error:
        raise FeedsError(f"{path.name}: no TOML: {error}") from error
    for key in found:
        if key != "feed":
            raise FeedsError(f"{path.name}: key {key!r}: unknown; every feed is a table of its own, [[feed]]")
    feeds = found.get("feed", [])
    if not isinstance(feeds, list) or not feeds or not all(isinstance(entry, dict) for entry in feeds):
        raise FeedsError(f"{path.name}: no [[feed]] in it (two brackets: each feed is a table of its own)")
    return feeds


def named(path: Path, entry: dict[str, Any], number: int) -> str:
    """How messages call a feed: "feeds.toml: feed 'flood'", by its number where it has no name."""
    name = entry.get("name")
    return f"{path.name}: feed {name!r}" if isinstance(name, str) and name else f"{path.name}: feed {number}"


def filled(entry: dict[str, Any], folder: Path) -> dict[str, Any]:
    """The table with `${NAME}` replaced in its texts, and its files looked for beside `feeds.toml`.

    Raises WrongKeyError where a variable is not set.
    """
    made: dict[str, Any] = {}
    for key, value in entry.items():
        if key == "inventory" and isinstance(value, dict):
            made[key] = filled(value, folder)
        elif isinstance(value, str):
            made[key] = _replaced(key, value)
        else:
            made[key] = value
    for key in _FILES:
        if isinstance(made.get(key), str):
            made[key] = folder / made[key]
    return made


def _replaced(key: str, value: str) -> str:
    def value_of(match: re.Match[str]) -> str:
        found = os.environ.get(match[1])
        if not found:
            raise WrongKeyError(key, f"the environment variable {match[1]} is not set")
        return found

    return _VARIABLE.sub(value_of, value)


def fault(error: ValidationError, known: Iterable[str]) -> tuple[str, str]:
    """The first key that is wrong, and what is wrong with it: "should be greater than 0 (given: -5)"."""
    errors = error.errors()
    # A key misspelt is both unknown and missing: say the one that shows the mistake.
    first = next((one for one in errors if one["type"] == "extra_forbidden"), errors[0])
    cause = first.get("ctx", {}).get("error")
    if isinstance(cause, WrongKeyError):
        return cause.key, cause.sentence
    key = ".".join(str(part) for part in first["loc"])
    return key, _said(first, key, known)


def _said(error: ErrorDetails, key: str, known: Iterable[str]) -> str:
    if error["type"] == "missing":
        return "is missing"
    if error["type"] == "extra_forbidden":  # its value may be a secret in the wrong place: not shown
        return f"unknown key{meant(key, known)}"
    given = error["input"]
    if error["type"] == "value_error":
        return plain(error["msg"])
    near = ""
    if error["type"] == "literal_error" and isinstance(given, str):
        near = meant(given, re.findall(r"'([^']+)'", error["msg"]))
    return f"{plain(error['msg'])} (given: {repr(given)[:80]}){near}"
