"""Page after page of what an HTTP source has to say: how each is asked for, and when it was the last."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta, tzinfo
from hashlib import sha256

import jmespath
from jmespath.exceptions import JMESPathError

from collectors.feed import HttpFeed
from collectors.formats import Query
from collectors.http.fetch import Answer
from collectors.http.retry import FetchError
from collectors.http.urls import joined, with_params
from collectors.reading.fields import UnreadableError
from collectors.reading.items import load_json
from dashboard.feeds import Cursor
from dashboard.records import Record, Rejected

Items = list[Record | Rejected]
Get = Callable[[str, str], Answer]  # address, and the ETag of what is known of it ("": all of it is wanted)
Read = Callable[[Answer], Items]

OK, NO_CONTENT, NOT_MODIFIED, NOT_FOUND = 200, 204, 304, 404


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page and what was read from it. Only after the last one may the cursor move."""

    answer: Answer
    items: Items
    last: bool
    repeats: bool = False  # what an earlier page brought: this server does not know of pages


@dataclass(frozen=True, slots=True)
class Asking:
    """What one poll asks for. `first` is the address of its first page."""

    query: Query
    first: str
    step: int
    most_pages: int

    def url(self, number: int) -> str:
        """The address of a numbered page, counted from 0."""
        if not self.query.page_param:
            return self.first
        at = self.query.first_page + number * self.step
        return with_params(self.first, {self.query.page_param: str(at)})


def asking(feed: HttpFeed, cursor: Cursor, zone: tzinfo) -> Asking:
    """What a poll asks that goes on from `cursor`; `zone` is the supplier's."""
    query = feed.asked()
    params = dict(query.extra)
    since = feed.start
    if cursor.since is not None:
        since = cursor.since - timedelta(seconds=query.overlap)
        since = max(since, feed.start) if feed.start else since
    if since is not None and query.since_param:
        params[query.since_param] = query.since(since, zone)
    if query.page_size_param and query.page_size:
        params[query.page_size_param] = str(query.page_size)
    return Asking(query, with_params(feed.address, params), feed.page_step, feed.max_pages)


def pages(ask: Asking, get: Get, read: Read) -> Iterator[Page]:
    """The pages of one poll, the last one marked. Raises FetchError, also for pages without an end."""
    numbered = bool(ask.query.page_param)
    return _numbered(ask, get, read) if numbered else _linked(ask, get, read)


def _numbered(ask: Asking, get: Get, read: Read) -> Iterator[Page]:
    """Until a page brings nothing, or only what an earlier one brought."""
    seen: set[bytes] = set()
    before: Page | None = None
    for number in range(ask.most_pages):
        answer = _get(ask, number, get, len(before.items) if before else 0)
        digest = sha256(answer.body).digest()
        repeats = bool(answer.body) and digest in seen
        items = [] if repeats else read(answer)
        if items and before and items == before.items:
            repeats, items = True, []
        if items and before:
            yield from _changed(before, get, read)
        # Page 1 may be unchanged and a later one not: that alone is no end.
        last = not items and not (number == 0 and answer.status == NOT_MODIFIED)
        before = Page(answer=answer, items=items, last=last, repeats=repeats)
        yield before
        if last:
            return
        seen.add(digest)
    raise FetchError(f"has more than {ask.most_pages} pages: raise max_pages, or let 'start' begin later")


def _get(ask: Asking, number: int, get: Get, before: int) -> Answer:
    """A numbered page; some servers know no page after the last one, which was not full then."""
    try:
        return get(ask.url(number), "")
    except FetchError as error:
        if error.status == NOT_FOUND and 0 < before < ask.query.page_size:
            return Answer(status=NO_CONTENT, url=ask.url(number))
        raise


def _changed(before: Page, get: Get, read: Read) -> Iterator[Page]:
    """The page once more, now that the next one is read.

    A list that moved meanwhile (one entry changed and went to the end, or the page was not full yet) has
    put entries into the earlier page that neither of the two showed.
    """
    answer = get(before.answer.url, before.answer.etag)
    if answer.status == OK and answer.body != before.answer.body:
        items = read(answer)
        if items != before.items:
            yield Page(answer=answer, items=items, last=False)


def _linked(ask: Asking, get: Get, read: Read) -> Iterator[Page]:
    """Until a page names no next one."""
    url, seen = ask.first, {ask.first}
    for _ in range(ask.most_pages):
        answer = get(url, "")
        link = _next_link(answer, ask.query.next_link)
        page = Page(answer=answer, items=read(answer), last=not link)
        if not link:
            return (yield page)
        yield page
        url = joined(url, link)
        if url in seen:
            raise FetchError("names as next a page that was read already")
        seen.add(url)
    raise FetchError(f"has more than {ask.most_pages} pages: raise max_pages, or let 'start' begin later")


def _next_link(answer: Answer, expression: str) -> str:
    """The next page's address: where the format says, else in the Link header (RFC 8288). "" is none."""
    if not expression or not answer.body:
        return answer.next_link
    try:
        found = jmespath.search(expression, load_json(answer.body))
    except (UnreadableError, JMESPathError):
        return ""  # the format will say what is wrong with the page
    if found is not None and not isinstance(found, str):
        raise FetchError("names as next page what is no address")
    return found or answer.next_link
