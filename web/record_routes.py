"""`/api/records/<kind>/<id>/unmask`: personal data of one record, with a reason that is written down."""

import asyncio
from collections.abc import Callable
from datetime import datetime

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

from dashboard import access
from dashboard.access import Right
from dashboard.accounts.desk import Accounts
from dashboard.accounts.errors import AccountError
from dashboard.accounts.words import sentence
from dashboard.i18n import Translator
from layouts.kpi_words import COLUMN
from web.json_body import json_body
from web.language import language

SHORTEST = 10  # letters of a reason


def mount(server: FastAPI, accounts: Accounts, clock: Callable[[], datetime]) -> None:
    """The address."""

    @server.post("/api/records/{kind}/{number}/unmask")
    async def unmask(request: Request, kind: str, number: str) -> Response:
        t, told = language(request), await json_body(request)
        reason = " ".join(str((told or {}).get("reason", "")).split())
        if len(reason) < SHORTEST:
            return _wrong(t, "reason")
        if not access.may(Right.UNMASK):
            return _refused(t)
        record_id = int(number) if number.isascii() and number.isdecimal() and len(number) < 11 else 0
        found = await asyncio.to_thread(accounts.unmask, kind, record_id, reason, clock())
        if found is None:
            return _refused(t)
        facts = [{"name": t(COLUMN[name]), "value": value} for name, value in found.facts.items()]
        return JSONResponse({"facts": facts}, headers={"Cache-Control": "no-store"})


def _wrong(t: Translator, code: str) -> Response:
    told = sentence(t, AccountError(code=code, values={"shortest": SHORTEST}))
    return JSONResponse({"mistakes": [{"field": "reason", "told": told}]}, 422)


def _refused(t: Translator) -> Response:
    told = t("You may not see the personal data of this record.")
    return JSONResponse({"mistakes": [{"field": "", "told": told}]}, 403)
