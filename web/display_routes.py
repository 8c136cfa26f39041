"""`/api/admin/displays`: pairing a screen by its code, what a display shows, signing it out for good."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from fastapi import FastAPI, Request, Response

from dashboard import access
from dashboard.accounts.errors import AccountError
from dashboard.i18n import Translator
from dashboard.successions import unit_of
from dashboard.wall import scenes
from web.administering import Told, doing, reading
from web.sign_in import Entrance

_ENTRIES = ("name", "look", "scenes", "takeover")


def mount(server: FastAPI, entrance: Entrance) -> None:
    """The addresses."""
    accounts, clock = entrance.accounts, entrance.clock

    @server.get("/api/admin/displays")
    async def every(request: Request) -> Response:
        city = asdict(scenes.wall(entrance.settings))
        return await reading(request, lambda _t: {"displays": accounts.displays(), "city": city})

    @server.post("/api/admin/displays")
    async def add(request: Request) -> Response:
        def do(told: Told, _t: Translator) -> Mapping[str, Any]:
            entry = _entry(told, clock())
            return {"token": accounts.add_display(**entry, who=access.who(), now=clock())}

        return await doing(request, do)

    @server.post("/api/admin/displays/pair")
    async def pair(request: Request) -> Response:
        address = entrance.client(request).address

        def do(told: Told, t: Translator) -> Mapping[str, Any]:
            entry = _entry(told, clock())
            screen = accounts.pair(str(told.get("code", "")), entry, access.who(), address, clock())
            name = entry["name"].strip()
            return {"told": t("{name} is paired: the screen at {address}.", name=name, address=screen)}

        return await doing(request, do)

    @server.post("/api/admin/displays/{number}")
    async def change(request: Request, number: str) -> Response:
        def do(told: Told, t: Translator) -> Mapping[str, Any]:
            accounts.change_display(_number(number), _entry(told, clock()), access.who(), clock())
            return {"told": t("Saved.")}

        return await doing(request, do)

    @server.delete("/api/admin/displays/{number}")
    async def revoke(request: Request, number: str) -> Response:
        def do(_told: Told, t: Translator) -> Mapping[str, Any]:
            accounts.revoke_display(_number(number), access.who(), clock())
            return {"told": t("The display is signed out.")}

        return await doing(request, do, bodied=False)


def _entry(told: Told, now: datetime) -> dict[str, Any]:
    """What of a display the form names. Raises AccountError for a unit that there is none of."""
    entry: dict[str, Any] = {key: told[key] for key in _ENTRIES if key in told}
    entry["name"] = str(told.get("name", ""))
    if "unit" in told:
        unit = unit_of(str(told["unit"]), now.date())
        if unit is None:
            raise AccountError(code="unit", entry="unit")
        entry["unit_id"] = unit.id
    return entry


def _number(told: str) -> int:
    if not (told.isascii() and told.isdecimal() and len(told) < 10):
        raise AccountError(code="no_display")
    return int(told)
