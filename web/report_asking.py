"""How the routes of reports read requests and answer: who may, what went wrong in the asker's language."""

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

from fastapi import Request, Response

from dashboard import access
from dashboard.access import Right
from dashboard.reports.desk import ReportDesk
from dashboard.reports.errors import ReportError
from dashboard.reports.listing import Held, Listed
from dashboard.reports.words import sentence
from web.json_body import json_body
from web.language import language
from web.screens import to_json

Found = TypeVar("Found")
LONGEST = 1_000_000  # bytes: a report's whole text and more
_STATUS = {"gone": 404, "changed": 409, "moved": 409, "issued": 409, "revised": 409}


class NotAllowedError(Exception):
    """Whoever asks may not do it, or may not see that it is there."""


class UnreadableError(Exception):
    """What was sent is no JSON object of ours; the message is for whoever writes programs."""


def may_write(one: Listed) -> bool:
    """May whoever asks write, issue and revise it? All its units must lie in their scope."""
    return all(access.may(Right.REPORT, unit) for unit in one.unit_ids)


def may_see(one: Listed) -> bool:
    """Issued ones are for everybody who sees figures, drafts for those who write them."""
    return access.may(Right.SEE) if one.is_issued else may_write(one)


def seen(desk: ReportDesk, number: str) -> Held:
    """The report of an address. Raises ReportError "gone" where there is none for whoever asks."""
    one = desk.one(whole(number))
    if not may_see(one):
        raise ReportError(code="gone")
    return one


def writable(desk: ReportDesk, number: str) -> Held:
    """The same, to be changed. Raises NotAllowedError too."""
    one = seen(desk, number)
    if not may_write(one):
        raise NotAllowedError
    return one


def whole(text: object) -> int:
    """An id or a version; what is none is that of nothing."""
    if isinstance(text, int) and not isinstance(text, bool):
        return text
    told = text if isinstance(text, str) else ""
    return int(told) if told.isascii() and told.isdecimal() and len(told) < 19 else 0


async def sent(request: Request) -> dict[str, Any]:
    """Raises UnreadableError."""
    told = await json_body(request, LONGEST)
    if told is None:
        raise UnreadableError("a JSON object is wanted")
    return dict(told)


async def answered(request: Request, ask: Callable[[], Found], status: int = 200) -> Response:
    """The answer of a blocking question."""
    try:
        return json(await asyncio.to_thread(ask), status)
    except (ReportError, NotAllowedError, UnreadableError) as error:
        return refused(request, error)


def refused(request: Request, error: Exception) -> Response:
    """What went wrong, as `ops.sent` reads it."""
    t = language(request)
    if isinstance(error, UnreadableError):
        return json({"error": str(error)}, 400)
    if isinstance(error, ReportError):
        told = {"field": error.entry, "told": sentence(t, error)}
        return json({"mistakes": [told], "code": error.code}, _STATUS.get(error.code, 422))
    told = {"field": "", "told": t("Reports of these units are written by whoever has that right for them.")}
    return json({"mistakes": [told], "code": "forbidden"}, 403)


def json(value: object, status: int = 200) -> Response:
    return Response(
        to_json(value), status, headers={"Cache-Control": "no-store"}, media_type="application/json"
    )
