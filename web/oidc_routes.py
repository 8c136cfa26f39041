"""`/login/oidc`: to the sign-in provider, and back from it."""

import asyncio
import hmac
import logging

from fastapi import FastAPI, Request, Response
from fastapi.responses import RedirectResponse

from dashboard.accounts.signing import Asked
from web import cookies
from web.language import language
from web.oidc import OidcError, Provider, unpacked
from web.sign_in import Entrance, same_site

_SECONDS = 600
log = logging.getLogger(__name__)


def mount(server: FastAPI, entrance: Entrance) -> None:
    """The addresses; none where no provider is set."""
    if not entrance.settings.oidc_issuer:
        return
    provider = Provider(entrance.settings)

    @server.get("/login/oidc")
    async def away(request: Request) -> Response:
        wanted = same_site(request.query_params.get("next", "/"))
        try:
            address, begun = await asyncio.to_thread(provider.begin, _back(request, entrance), wanted)
        except OidcError as error:
            return _failed(request, entrance, error, wanted)
        answer = RedirectResponse(address, 303, headers={"Cache-Control": "no-store"})
        entrance.put(answer, request, cookies.PROVIDER, begun.packed(), _SECONDS)
        return answer

    @server.get("/login/oidc/back")
    async def back(request: Request, code: str = "", state: str = "") -> Response:
        begun = unpacked(entrance.told(request, cookies.PROVIDER))
        if begun is None or not hmac.compare_digest(begun.state.encode(), state.encode()):
            return _failed(request, entrance, OidcError("the state is not the one that was given"), "/")
        if not code:
            said = OidcError(request.query_params.get("error", "no code"))
            return _failed(request, entrance, said, begun.wanted)
        try:
            who = await asyncio.to_thread(provider.identity, _back(request, entrance), code, begun)
        except OidcError as error:
            return _failed(request, entrance, error, begun.wanted)
        before, address = entrance.told(request, cookies.SESSION), entrance.client(request).address
        asked = Asked(name=who.name, password="", address=address, before=before)
        role = entrance.settings.oidc_default_role
        done = await asyncio.to_thread(entrance.accounts.sign_in_bound, who, asked, role, entrance.clock())
        if done is None:
            t = language(request)
            told = t("Your identity at the provider has no account here. Ask the administrator.")
            return entrance.form(request, wanted=begun.wanted, mistake=told, status=403)
        answer = entrance.come_in(request, done, begun.wanted)
        entrance.put(answer, request, cookies.PROVIDER, "", 0)
        return answer


def _back(request: Request, entrance: Entrance) -> str:
    public = entrance.settings.public_url.rstrip("/") or str(request.base_url).rstrip("/")
    return f"{public}/login/oidc/back"


def _failed(request: Request, entrance: Entrance, error: OidcError, wanted: str) -> Response:
    log.warning("sign-in provider: %s", error)
    t = language(request)
    if error.is_away:
        told = t("The sign-in provider does not answer. Try again in a moment, or sign in with a password.")
        return entrance.form(request, wanted=wanted, mistake=told, status=502)
    told = t("The provider did not let you in. Try again, or sign in with a password.")
    return entrance.form(request, wanted=wanted, mistake=told, status=403)
