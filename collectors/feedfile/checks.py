"""What makes a key of `feeds.toml` wrong, each with a sentence that says what to write instead."""

import difflib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from collectors.formats.registry import COMMON_OPTIONS, FORMATS
from collectors.http import tls as trust

if TYPE_CHECKING:
    from collectors.feed import HttpFeed

_AUTH_KEYS = {
    "none": (),
    "bearer": ("token_env",),
    "basic": ("user_env", "password_env"),
    "api-key": ("token_env",),
}


class WrongKeyError(ValueError):
    """A key is wrong; `key` is its name as the file spells it."""

    def __init__(self, key: str, sentence: str) -> None:
        super().__init__(sentence)
        self.key, self.sentence = key, sentence


def meant(word: str, known: Iterable[str]) -> str:
    """ "; did you mean 'x'?" where a known word is near."""
    near = difflib.get_close_matches(word, list(known), 1)
    return f"; did you mean {near[0]!r}?" if near else ""


def address(value: str, schemes: tuple[str, ...], key: str = "address") -> None:
    """A URL of one of these schemes with a host and without a password."""
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError as error:
        raise WrongKeyError(key, f"is no address: {error}") from error
    wanted = " or ".join(f"{scheme}://" for scheme in schemes)
    if parts.scheme not in schemes:
        raise WrongKeyError(key, f"must begin with {wanted} (given: {value.partition('?')[0][:80]!r})")
    if not parts.hostname or port == 0:
        raise WrongKeyError(key, f"names no host: {wanted}host[:port] is meant")
    if parts.username is not None or parts.password is not None:
        raise WrongKeyError(
            key, "holds a user or password: name environment variables in the keys ending in _env"
        )
    if parts.scheme.startswith("mqtt") and (parts.path.strip("/") or parts.query):
        raise WrongKeyError(
            key, "has a path: of a broker only host and port are meant, topics go into 'topics'"
        )


def known_format(name: str, kind: str, transport: str) -> None:
    """A format of the registry that speaks this kind, and over HTTP can be asked."""
    found = FORMATS.get(name)
    if found is None:
        near = meant(name, FORMATS)
        raise WrongKeyError(
            "format", f"there is no format {name!r}{near or ': there are ' + ', '.join(FORMATS)}"
        )
    if kind not in found.kinds:
        speaks = [entry.name for entry in FORMATS.values() if kind in entry.kinds]
        raise WrongKeyError(
            "format", f"{name!r} speaks {', '.join(found.kinds)}, not {kind}: take {' or '.join(speaks)}"
        )
    if transport == "http" and found.query is None:
        raise WrongKeyError("format", f"{name!r} comes by MQTT only")


def options(name: str, given: Mapping[str, Any]) -> None:
    """Options that the format has, the common ones of the right type."""
    known = COMMON_OPTIONS | FORMATS[name].options
    for key in given:
        if key not in known:
            near = meant(key, known) or f": {name!r} has {', '.join(sorted(known))}"
            raise WrongKeyError(f"options.{key}", f"unknown option{near}")
    if "timezone" in given:
        try:
            ZoneInfo(given["timezone"])
        except (KeyError, ValueError, TypeError, OSError) as error:
            raise WrongKeyError("options.timezone", f"no such time zone: {given['timezone']!r}") from error
    if "bounds" in given:
        _bounds(given["bounds"])
    try:
        FORMATS[name].check(given)
    except ValueError as error:
        option, _colon, said = str(error).partition(": ")
        raise WrongKeyError(f"options.{option}", said) from error


def _bounds(box: object) -> None:
    sound = isinstance(box, list) and len(box) == 4 and all(type(edge) in (int, float) for edge in box)
    if not (isinstance(box, list) and sound and box[0] < box[2] and box[1] < box[3]):
        raise WrongKeyError("options.bounds", "must be [south, west, north, east] in degrees")


def authentication(feed: "HttpFeed") -> None:
    """Exactly the keys that this kind of authentication needs."""
    needed = _AUTH_KEYS[feed.auth]
    for key in ("token_env", "user_env", "password_env"):
        if key in needed and getattr(feed, key) is None:
            raise WrongKeyError(key, f"is missing: auth = {feed.auth!r} needs it")
        if key not in needed and getattr(feed, key) is not None:
            users = [name for name, keys in _AUTH_KEYS.items() if key in keys]
            raise WrongKeyError(
                key, f"is for auth = {' or '.join(map(repr, users))}, and auth is {feed.auth!r}"
            )
    places = [key for key in ("api_key_header", "api_key_param") if getattr(feed, key)]
    if feed.auth == "api-key" and len(places) != 1:
        raise WrongKeyError("api_key_header", "auth = 'api-key' needs either api_key_header or api_key_param")
    if feed.auth != "api-key" and places:
        raise WrongKeyError(places[0], f"is for auth = 'api-key', and auth is {feed.auth!r}")


def variable(key: str, name: str | None) -> None:
    """An environment variable that is set, to something that a header can carry."""
    if not name:
        return
    value = os.environ.get(name)
    if not value:
        raise WrongKeyError(key, f"the environment variable {name} is not set")
    if not value.isprintable() or (key == "token_env" and not value.isascii()):
        raise WrongKeyError(key, f"the environment variable {name} holds what no header can carry")


def tls(verify: bool, ca_file: Path | None, cert_file: Path | None, key_file: Path | None) -> None:
    """Files that are there and hold what they should."""
    if ca_file and not verify:
        raise WrongKeyError("verify", "false trusts whoever answers: ca_file would be for nothing")
    if key_file and not cert_file:
        raise WrongKeyError("key_file", "needs cert_file beside it")
    for key, path in (("ca_file", ca_file), ("cert_file", cert_file), ("key_file", key_file)):
        if path and not path.is_file():
            raise WrongKeyError(key, f"no such file: {path}")
    try:
        trust.context(verify, ca_file, None, None)
    except OSError as error:
        raise WrongKeyError("ca_file", f"holds no certificate: {error}") from error
    try:
        trust.context(True, None, cert_file, key_file)
    except OSError as error:
        raise WrongKeyError("cert_file", f"holds no certificate with its key: {error}") from error


def topic(value: str) -> None:
    """An MQTT topic filter without `$share`."""
    levels = value.split("/")
    sound = value and len(value.encode()) < 65536 and "\0" not in value
    if not sound or any("#" in level and level != "#" for level in levels) or "#" in levels[:-1]:
        raise ValueError(f"{value[:80]!r} is no topic filter: # stands alone and last")
    if any("+" in level and level != "+" for level in levels):
        raise ValueError(f"{value[:80]!r} is no topic filter: + stands alone between slashes")
    if levels[0] == "$share":
        raise ValueError("write the group into 'share', not into the topic")


def plain(message: str) -> str:
    """Pydantic's sentence as a part of ours."""
    message = message.removeprefix("Value error, ").removeprefix("Input ")
    return message[:1].lower() + message[1:]
