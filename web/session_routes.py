"""`/api/session` and `/api/account`: who is signed in, signing out, the own password."""

import asyncio

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

from dashboard import access
from dashboard.accounts.errors import AccountError
from dashboard.accounts.words import role, sentence
from web import cookies
from web.doorkeeper import csrf
from web.json_body import json_body
from web.language import language
from web.sign_in import Entrance


def mount(server: FastAPI, entrance: Entrance) -> None:
    """The addresses."""

    @server.get("/api/session")
    async def session(request: Request) -> Response:
        """A page asks after it was signed out elsewhere: another session has another token."""
        whose = access.account()
        told = {
            "name": access.who(),
            "full_name": whose.full_name if whose else "",
            "role": role(language(request), whose.role if whose else "display"),
            "csrf": csrf(),
        }
        return JSONResponse(told, headers={"Cache-Control": "no-store"})

    @server.post("/api/session/end")
    async def end(request: Request) -> Response:
        whose = access.account()
        token = entrance.told(request, cookies.SESSION)
        if whose is not None:
            await asyncio.to_thread(entrance.accounts.sign_out, token, whose, entrance.clock())
        answer = JSONResponse({"next": "/login"})
        entrance.put(answer, request, cookies.SESSION, "", 0)
        return answer

    @server.post("/api/account/password")
    async def password(request: Request) -> Response:
        whose, t = access.account(), language(request)
        told = await json_body(request)
        if whose is None or told is None:
            return JSONResponse({"error": "a JSON object is wanted"}, 400)
        old, new = str(told.get("old", "")), str(told.get("new", ""))
        address = entrance.client(request).address
        if new != str(told.get("again", "")):
            differ = sentence(t, AccountError(code="password_again"))
            return JSONResponse({"mistakes": [{"field": "again", "told": differ}]}, 422)
        try:
            begun = await asyncio.to_thread(
                entrance.accounts.own_password, whose, old, new, address, entrance.clock()
            )
        except AccountError as error:
            wrong = [{"field": error.entry, "told": sentence(t, error)}]
            return JSONResponse({"mistakes": wrong}, 422)
        answer = JSONResponse({"told": t("The password is changed; you are signed out everywhere else.")})
        seconds = int(entrance.accounts.lasting.longest.total_seconds())
        entrance.put(answer, request, cookies.SESSION, begun.token, seconds)
        return answer
