"""Fetching one answer of one HTTP source: certificate, credentials, redirects, its size and its time."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import mktime_tz, parsedate_tz

import httpx

from collectors.feed import HttpFeed
from collectors.http import body, tls
from collectors.http.retry import FetchError, retry_after
from collectors.http.urls import joined, place, refuse_other_host, same_host, with_params

_REDIRECTS = (301, 302, 303, 307, 308)
_MOST_REDIRECTS = 5
_AGAIN = (408, 425, 429, 500, 502, 503, 504)
_ADVICE = {401: "check the credentials", 403: "check the credentials", 404: "check the address"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A whole answer that is no error: 200, 204 (nothing) or 304 (nothing new)."""

    status: int
    url: str  # the one asked for, without what signs it
    body: bytes = b""
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""
    next_link: str = ""  # RFC 8288, rel=next


class Source:
    """One source with its connections. Not thread-safe; `close` it."""

    def __init__(self, feed: HttpFeed) -> None:
        self._feed = feed
        self._headers, self._params = _credentials(feed)
        self._client = httpx.Client(
            verify=tls.context(feed.verify, feed.ca_file, feed.cert_file, feed.key_file),
            timeout=httpx.Timeout(feed.timeout),
            proxy=feed.proxy or None,
            trust_env=False,  # a proxy of the environment must not see a city's data unasked
            auth=_basic(feed),
            headers={"User-Agent": "ops-center", "Accept-Encoding": "gzip"},
            follow_redirects=False,
        )

    def close(self) -> None:
        self._client.close()

    def get(self, url: str, headers: Mapping[str, str], until: float) -> Answer:
        """The answer to a GET, whole by `until` (monotonic clock). Raises FetchError."""
        asked = url
        for _ in range(_MOST_REDIRECTS + 1):
            with _translated(self._feed.timeout), self._open(asked, headers) as response:
                if response.status_code not in _REDIRECTS:
                    return self._answer(response, url, until)
                asked = self._redirected(asked, response.headers.get("location", ""))
        raise FetchError(f"redirects more than {_MOST_REDIRECTS} times")

    @contextmanager
    def _open(self, url: str, headers: Mapping[str, str]) -> Iterator[httpx.Response]:
        refuse_other_host(self._feed.address, url)
        signed = with_params(url, self._params)
        with self._client.stream("GET", signed, headers={**self._headers, **headers}) as response:
            yield response

    def _redirected(self, url: str, location: str) -> str:
        found = joined(url, location)
        if not same_host(self._feed.address, found):
            raise FetchError(f"redirects to {place(found)}: not followed, set the address itself")
        return found

    def _answer(self, response: httpx.Response, url: str, until: float) -> Answer:
        code = response.status_code
        if code not in (200, 203, 204, 304):
            raise _refusal(response)
        headers = response.headers
        return Answer(
            status=200 if code == 203 else code,
            url=url,
            body=b"" if code in (204, 304) else body.read(response, self._feed.max_bytes, until),
            content_type=headers.get("content-type", "")[:200],
            etag=headers.get("etag", "")[:500],
            last_modified=_settled(headers),
            next_link=response.links.get("next", {}).get("url", ""),
        )


def _settled(headers: httpx.Headers) -> str:
    """Last-Modified, where the answer is at least a second younger: within one second it may change again."""
    changed = parsedate_tz(headers.get("last-modified", ""))
    sent = parsedate_tz(headers.get("date", ""))
    if changed is None or sent is None:
        return ""
    try:
        return headers["last-modified"][:100] if mktime_tz(changed) < mktime_tz(sent) else ""
    except (ValueError, OverflowError):  # the 99th of a month
        return ""


def _credentials(feed: HttpFeed) -> tuple[dict[str, str], dict[str, str]]:
    """Headers and query parameters that sign a request."""
    token = feed.secret("token_env")
    if feed.auth == "bearer":
        return {"Authorization": f"Bearer {token}"}, {}
    if feed.auth == "api-key" and feed.api_key_header:
        return {feed.api_key_header: token}, {}
    return {}, {feed.api_key_param: token} if feed.auth == "api-key" else {}


def _basic(feed: HttpFeed) -> httpx.BasicAuth | None:
    if feed.auth != "basic":
        return None
    return httpx.BasicAuth(feed.secret("user_env"), feed.secret("password_env"))


@contextmanager
def _translated(timeout: float) -> Iterator[None]:
    """httpx's errors as a FetchError, in words that stay the same from try to try."""
    try:
        yield
    except httpx.TimeoutException as error:
        raise FetchError(f"no answer within {timeout:g} s", again=True) from error
    except httpx.RemoteProtocolError as error:
        raise FetchError(f"breaks off its answer: {_brief(error)}", again=True) from error
    except (httpx.TransportError, httpx.InvalidURL) as error:
        raise FetchError(f"cannot be reached: {_brief(error)}", again=True) from error


def _brief(error: Exception) -> str:
    return " ".join(str(error).split())[:160] or type(error).__name__


def _refusal(response: httpx.Response) -> FetchError:
    """What an answer that is none means; its body is not looked at."""
    code = response.status_code
    said = f"answers {code} {response.reason_phrase}".rstrip()
    if code in _ADVICE:
        said += f": {_ADVICE[code]}"
    after = retry_after(response.headers.get("retry-after", ""), datetime.now(UTC))
    return FetchError(said, again=code in _AGAIN, after=after, status=code)
