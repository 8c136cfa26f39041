"""`/api/admin`: accounts and the audit log, for whoever administers the whole city."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from fastapi import FastAPI, Request, Response

from dashboard import access
from dashboard.accounts.desk import Accounts
from dashboard.accounts.errors import AccountError
from dashboard.accounts.words import deed
from dashboard.i18n import Translator
from dashboard.successions import unit_of
from web.administering import Told, doing, reading


def mount(server: FastAPI, accounts: Accounts, clock: Callable[[], datetime]) -> None:
    """The addresses."""

    @server.get("/api/admin/accounts")
    async def every(request: Request) -> Response:
        return await reading(request, lambda _t: {"accounts": accounts.every(), "now": clock()})

    @server.post("/api/admin/accounts")
    async def add(request: Request) -> Response:
        def do(told: Told, _t: Translator) -> Mapping[str, Any]:
            entry = _entry(told, clock()) | {"name": str(told.get("name", ""))}
            return {"password": accounts.add(entry, access.who(), clock()), "name": entry["name"]}

        return await doing(request, do)

    @server.post("/api/admin/accounts/{name}")
    async def change(request: Request, name: str) -> Response:
        def do(told: Told, t: Translator) -> Mapping[str, Any]:
            accounts.change(name, _entry(told, clock()), access.who(), clock())
            return {"told": t("Saved.")}

        return await doing(request, do)

    @server.post("/api/admin/accounts/{name}/{deed}")
    async def act(request: Request, name: str, deed: str) -> Response:
        def do(_told: Told, t: Translator) -> Mapping[str, Any]:
            who, now = access.who(), clock()
            match deed:
                case "lock" | "unlock":
                    accounts.change(name, {"active": deed == "unlock"}, who, now)
                    if deed == "unlock":
                        accounts.unlock(name, who, now)
                case "password":
                    return {"password": accounts.reset_password(name, who, now), "name": name}
                case "end-sessions":
                    accounts.end_sessions(name, who, now)
                case _:
                    raise AccountError(code="form")
            return {"told": t("Done.")}

        return await doing(request, do)

    _log(server, accounts)


def _log(server: FastAPI, accounts: Accounts) -> None:
    @server.get("/api/admin/log")
    async def log(
        request: Request, who: str = "", action: str = "", subject: str = "", before: str = ""
    ) -> Response:
        begin = int(before) if before.isascii() and before.isdecimal() and len(before) < 19 else 0

        def read(t: Translator) -> Mapping[str, Any]:
            page = accounts.log(who.strip(), action, subject.strip(), begin)
            entries = [
                {
                    "id": one.id,
                    "at": one.at,
                    "who": one.who,
                    "action": deed(t, one.action),
                    "subject": one.subject,
                    "detail": one.detail,
                }
                for one in page.entries
            ]
            return {"entries": entries, "older": page.older}

        return await reading(request, read)

    @server.get("/api/admin/log/verified")
    async def verified(request: Request) -> Response:
        return await reading(request, lambda _t: {"verified": accounts.verify()})


def _entry(told: Told, now: datetime) -> dict[str, Any]:
    """What of an account the form names. Raises AccountError for a unit that there is none of."""
    entry: dict[str, Any] = {key: str(told[key]) for key in ("full_name", "role", "subject") if key in told}
    if "may_unmask" in told:
        entry["may_unmask"] = told["may_unmask"] in (True, "yes")
    if "provider_only" in told:
        entry["provider_only"] = told["provider_only"] is True
    if "unit" in told:
        unit = unit_of(str(told["unit"]), now.date())
        if unit is None:
            raise AccountError(code="unit", entry="unit")
        entry["unit_id"] = unit.id
    return entry
