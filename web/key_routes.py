"""`/api/admin/keys`: keys of the open interface, for whoever administers the whole city."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from fastapi import FastAPI, Request, Response

from dashboard import access
from dashboard.accounts.errors import AccountError
from dashboard.i18n import Translator
from dashboard.keys.desk import Keys
from dashboard.keys.key import SCOPES
from dashboard.successions import unit_of
from web.administering import Told, doing, reading

_ENTRIES = ("name", "per_minute", *(f"scope_{one}" for one in SCOPES))


def mount(server: FastAPI, keys: Keys | None, clock: Callable[[], datetime]) -> None:
    """The addresses; none where the site has no open interface."""
    if keys is None:
        return

    @server.get("/api/admin/keys")
    async def every(request: Request) -> Response:
        return await reading(request, lambda _t: {"keys": keys.every()})

    @server.post("/api/admin/keys")
    async def add(request: Request) -> Response:
        def do(told: Told, _t: Translator) -> Mapping[str, Any]:
            return {"token": keys.add(_entry(told, clock()), access.who(), clock())}

        return await doing(request, do)

    @server.post("/api/admin/keys/{number}")
    async def change(request: Request, number: str) -> Response:
        def do(told: Told, t: Translator) -> Mapping[str, Any]:
            keys.change(_number(number), _entry(told, clock()), access.who(), clock())
            return {"told": t("Saved.")}

        return await doing(request, do)

    @server.post("/api/admin/keys/{number}/renew")
    async def renew(request: Request, number: str) -> Response:
        def do(_told: Told, _t: Translator) -> Mapping[str, Any]:
            return {"token": keys.renew(_number(number), access.who(), clock())}

        return await doing(request, do)

    @server.delete("/api/admin/keys/{number}")
    async def revoke(request: Request, number: str) -> Response:
        def do(_told: Told, t: Translator) -> Mapping[str, Any]:
            keys.revoke(_number(number), access.who(), clock())
            return {"told": t("The key is revoked.")}

        return await doing(request, do, bodied=False)


def _entry(told: Told, now: datetime) -> dict[str, Any]:
    """What of a key the form names. Raises AccountError for a unit that there is none of."""
    entry: dict[str, Any] = {key: told[key] for key in _ENTRIES if key in told}
    if "unit" in told:
        unit = unit_of(str(told["unit"]), now.date())
        if unit is None:
            raise AccountError(code="unit", entry="unit")
        entry["unit_id"] = unit.id
    return entry


def _number(told: str) -> int:
    if not (told.isascii() and told.isdecimal() and len(told) < 10):
        raise AccountError(code="no_key")
    return int(told)
