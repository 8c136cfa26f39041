"""Secrets of addresses: taken from the environment, and kept out of whatever is written down."""

import re
from collections.abc import Mapping
from urllib.parse import quote, unquote, urlsplit

_NAME = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
_PARTS = re.compile(r"[/?&=:@,#\s]+")
_SHORTEST = 4  # characters: what is shorter would blot out half of every sentence
_LONG = 16  # a part of a path that is as long is the key of a webhook


def kind_and_host(shown: str) -> str:
    """The beginning of an address without user, path and options: enough to know it by."""
    parts = urlsplit(shown)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


def filled(url: str, environment: Mapping[str, str]) -> str:
    """The address with its ${NAME}s filled in, quoted where they are a part of it, as they are where all.

    Raises ValueError where one is not set.
    """
    if missing := [name for name in _NAME.findall(url) if not environment.get(name)]:
        raise ValueError(f"{missing[0]} is not set in the environment")
    if whole := _NAME.fullmatch(url.strip()):
        return environment[whole[1]].strip()
    return _NAME.sub(lambda found: quote(environment[found[1]], safe=""), url)


def secrets_of(url: str, shown: str) -> tuple[str, ...]:
    """The parts of an address that its form for other eyes does not show, and its headers; longest first."""
    seen = set(_PARTS.split(unquote(unquote(shown))))
    parts = {part for part in _PARTS.split(unquote(url)) + _PARTS.split(url) if part not in seen}
    for found in re.finditer(r"[?&](?:[+:-]|%2B|%3A)[^=&]*=([^&]*)", url, re.IGNORECASE):
        parts |= {found[1], unquote(found[1]), *_PARTS.split(unquote(found[1]))}
    parts |= {part for part in unquote(urlsplit(url).path).split("/") if len(part) >= _LONG}
    return tuple(sorted((part for part in parts if len(part) >= _SHORTEST), key=len, reverse=True))


def veiled(text: str, secrets: tuple[str, ...]) -> str:
    """One line without any of them."""
    for secret in secrets:
        text = text.replace(secret, "****")
    return " ".join(text.split())
