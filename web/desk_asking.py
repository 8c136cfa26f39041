"""How the desk's API reads requests and answers; errors become sentences in the asker's language."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import asdict, is_dataclass
from datetime import datetime
from typing import Any, TypeVar

import orjson
from fastapi import Request, Response
from starlette.datastructures import QueryParams

from dashboard import access
from dashboard.desk.shapes import SORTS, Asked, DeskError
from dashboard.desk.words import sentence
from dashboard.i18n import LANGUAGES, Translator, translator
from dashboard.settings import settings
from web.screens import to_json

Found = TypeVar("Found")
LONGEST = 200_000  # bytes of a form
_STATUS = {"missing": 404, "stale": 409, "too_large": 413, "out_of_reach": 403, "unknown_action": 404}


class BadRequestError(Exception):
    """What was sent cannot be read; the message is for whoever writes programs against the API."""


def answer(value: object, status: int = 200) -> Response:
    told = asdict(value) if is_dataclass(value) and not isinstance(value, type) else value
    return Response(to_json(told), status_code=status, media_type="application/json")


def refused(request: Request, right: access.Right) -> Response | None:
    """The answer to somebody who may not; None to who may."""
    if access.may(right):
        return None
    t = language(request)
    told = t("You may not do that: ask whoever manages the accounts.")
    return answer({"error": {"code": "forbidden", "told": told}}, 403)


def told(request: Request, error: DeskError) -> dict[str, Any]:
    text = sentence(language(request), error, settings().zone)
    return {"code": error.code, "field": error.values.get("field", ""), "told": text}


def failed(request: Request, error: DeskError, **more: object) -> Response:
    return answer({"error": told(request, error), **more}, _STATUS.get(error.code, 422))


def unreadable(error: BadRequestError) -> Response:
    return answer({"error": {"code": "unreadable", "field": "", "told": str(error)}}, 400)


async def asked_for(request: Request, right: access.Right, ask: Callable[[], Found]) -> Response:
    """The answer of a blocking question, asked by whoever holds the right."""
    if no := refused(request, right):
        return no
    try:
        return answer(await asyncio.to_thread(ask))
    except DeskError as error:
        return failed(request, error)


async def form(request: Request) -> Mapping[str, Any]:
    """A JSON object. Raises BadRequestError."""
    body = await content(request, LONGEST)
    try:
        read = orjson.loads(body) if body else {}
    except orjson.JSONDecodeError as error:
        raise BadRequestError("a JSON object is wanted") from error
    if not isinstance(read, dict):
        raise BadRequestError("a JSON object is wanted")
    return read


async def content(request: Request, most: int) -> bytes:
    """The body. Raises DeskError "too_large"."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > most:
            raise DeskError(code="too_large", values={"field": "file"})
    return bytes(body)


def number(text: str) -> int:
    """An id of an address; what is none is the id of nothing."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0


def language(request: Request) -> Translator:
    chosen = request.cookies.get("ops_language", "")
    return translator(chosen if chosen in LANGUAGES else settings().language)


def asked(request: Request) -> Asked:
    """The filters of an address. Raises BadRequestError."""
    return filters(request.query_params)


def filters(query: QueryParams) -> Asked:
    """Likewise, of the query alone."""

    def several(name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one for one in query.getlist(name) if one))

    sort = query.get("sort") or "opened_at"
    if sort not in SORTS:
        raise BadRequestError(f"sort: one of {', '.join(SORTS)}")
    start = _count(query.get("start"), 0)
    states = several("state")
    return Asked(
        search=query.get("search", "")[:200],
        kinds=several("kind"),
        severities=several("severity"),
        states=states,
        open_only=_flag(query.get("open"), default=not {"resolved", "closed", "merged"}.intersection(states)),
        units=several("unit"),
        assignees=several("assignee"),
        mine=_flag(query.get("mine")),
        overdue=_flag(query.get("overdue")),
        unknown=_flag(query.get("unknown")),
        since=moment(query.get("since"), "since"),
        until=moment(query.get("until"), "until"),
        sort=sort,
        descending=_flag(query.get("desc"), default=True),
        start=start,
        end=max(start, _count(query.get("end"), start + 100)),
    )


def _flag(text: str | None, *, default: bool = False) -> bool:
    return default if text in (None, "") else text not in ("0", "false")


def _count(text: str | None, default: int) -> int:
    if not text:
        return default
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise BadRequestError("start, end: whole numbers")
    return int(text)


def moment(text: str | None, name: str) -> datetime | None:
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadRequestError(f"{name}: a moment like 2025-11-05T08:30:00Z") from error
    return found if found.tzinfo else found.replace(tzinfo=settings().zone)
