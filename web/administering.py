"""How `/api/admin` answers: whoever administers the whole city is told, or does, and nobody else."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from fastapi import Request, Response

from dashboard import access
from dashboard.access import Right
from dashboard.accounts.errors import AccountError
from dashboard.accounts.words import sentence
from dashboard.i18n import Translator
from dashboard.units import CITY_ID
from web.json_body import json_body
from web.language import language
from web.screens import to_json

Told = Mapping[str, object]
Do = Callable[[Told, Translator], Mapping[str, Any]]


async def reading(request: Request, read: Callable[[Translator], Mapping[str, Any]]) -> Response:
    """The answer to a question."""
    t = language(request)
    if not access.may(Right.ADMINISTER, CITY_ID):
        return _refused(t)
    return _json(await asyncio.to_thread(read, t))


async def doing(request: Request, do: Do, *, bodied: bool = True) -> Response:
    """The answer to a deed; what was wrong with the entry is said at its field of the form."""
    t = language(request)
    if not access.may(Right.ADMINISTER, CITY_ID):
        return _refused(t)
    told = await json_body(request) if bodied else {}
    if told is None:
        return _json({"error": "a JSON object is wanted"}, 400)
    try:
        return _json(await asyncio.to_thread(do, told, t))
    except AccountError as error:
        return _json({"mistakes": [{"field": error.entry, "told": sentence(t, error)}]}, 422)


def _refused(t: Translator) -> Response:
    told = t("Only an administrator of the whole city may do this.")
    return _json({"mistakes": [{"field": "", "told": told}]}, 403)


def _json(value: object, status: int = 200) -> Response:
    headers = {"Cache-Control": "no-store"}
    return Response(to_json(value), status, headers, "application/json")
