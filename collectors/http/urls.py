"""Addresses of an HTTP feed: what is asked for, and that no other server is asked."""

from collections.abc import Mapping
from urllib.parse import quote, unquote_plus, urlencode, urljoin, urlsplit, urlunsplit

from collectors.http.retry import FetchError


def same_host(address: str, url: str) -> bool:
    """Whether a URL leads to the feed's own server: same host and port, and no step down from TLS."""
    try:
        here, there = urlsplit(address), urlsplit(url)
        ports = [parts.port or {"http": 80, "https": 443}.get(parts.scheme) for parts in (here, there)]
    except ValueError:
        return False
    if there.username is not None or here.hostname != there.hostname:
        return False
    upgraded = (here.scheme, there.scheme) == ("http", "https") and ports == [80, 443]
    return upgraded or (here.scheme == there.scheme and ports[0] == ports[1])


def refuse_other_host(address: str, url: str) -> None:
    """Credentials go to the feed's own server and nowhere else. Raises FetchError."""
    if not same_host(address, url):
        raise FetchError(f"its next page is at {place(url)}: another server is not asked")


def place(url: str) -> str:
    """Where a URL leads, short enough for the log and without user, path and query."""
    try:
        parts = urlsplit(url)
        return f"{parts.scheme}://{parts.hostname}{f':{parts.port}' if parts.port else ''}"[:120]
    except ValueError:
        return "no address at all"


def joined(url: str, link: str) -> str:
    """Where a link of this page leads. Raises FetchError where it leads nowhere."""
    try:
        return urljoin(url, link)
    except ValueError as error:
        raise FetchError("links to what is no address") from error


def with_params(url: str, params: Mapping[str, str]) -> str:
    """The URL with these query parameters, in place of those of the same name; the others stay as written."""
    if not params:
        return url
    parts = urlsplit(url)
    kept = [part for part in parts.query.split("&") if part and _name(part) not in params]
    query = "&".join([*kept, urlencode(params, quote_via=quote)])
    return urlunsplit(parts._replace(query=query, fragment=""))


def _name(part: str) -> str:
    return unquote_plus(part.partition("=")[0])
