"""Where the next poll goes on, and whether it may say "only if it changed"."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, tzinfo
from hashlib import sha256

import orjson

from collectors.feed import HttpFeed
from collectors.http.fetch import Answer
from collectors.http.paging import NOT_MODIFIED, Page, asking
from dashboard.feeds import Cursor
from dashboard.records import Record, Rejected, moment


def newest(since: datetime | None, items: Iterable[Record | Rejected], now: datetime) -> datetime | None:
    """The latest moment told of. What lies in the future would make us pass over the present."""
    told = [moment(item) for item in items if not isinstance(item, Rejected)]
    return max((when for when in (since, *told) if when is not None and when <= now), default=None)


def conditions(feed: HttpFeed, cursor: Cursor, zone: tzinfo) -> dict[str, str]:
    """Headers that ask for an answer only if it differs from the last one to the same request."""
    mark, _colon, etag = cursor.etag.partition(":")
    if mark != _mark(feed, cursor, zone):
        return {}
    headers = {"If-None-Match": etag, "If-Modified-Since": cursor.last_modified}
    return {name: value for name, value in headers.items() if value}


def moved(
    feed: HttpFeed, before: Cursor, since: datetime | None, first: Page, last: Page, zone: tzinfo
) -> Cursor:
    """The cursor after a poll that read everything, from its `first` page to its `last`."""
    after = Cursor(since=since)
    whole = not last.repeats and (bool(feed.asked().page_param) or first is last)
    same = asking(feed, after, zone).first == asking(feed, before, zone).first
    if not whole or not same:
        return after
    if first.answer.status == NOT_MODIFIED:
        return replace(before, since=since)
    return _validated(feed, after, first.answer, zone)


def _validated(feed: HttpFeed, cursor: Cursor, answer: Answer, zone: tzinfo) -> Cursor:
    if not answer.etag and not answer.last_modified:
        return cursor
    mark = f"{_mark(feed, cursor, zone)}:{answer.etag}"
    return replace(cursor, etag=mark, last_modified=answer.last_modified)


def _mark(feed: HttpFeed, cursor: Cursor, zone: tzinfo) -> str:
    """What the validators belong to: the request, and how its answer was read (after a mend, read again)."""
    read = orjson.dumps([feed.format, dict(feed.options)], option=orjson.OPT_SORT_KEYS, default=str)
    return sha256(asking(feed, cursor, zone).first.encode() + b"\n" + read).hexdigest()[:16]
