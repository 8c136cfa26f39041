"""The sub-application `/api/v1`, with its own OpenAPI document, its own mistakes and its own door."""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse
from sqlalchemy.exc import SQLAlchemyError
from starlette.exceptions import HTTPException

from dashboard.accounts.desk import Accounts
from dashboard.i18n import translator
from dashboard.keys.desk import Keys
from dashboard.open_data.desk import OpenData
from dashboard.settings import Settings
from dashboard.views import KpiReader
from web.api import (
    figure_routes,
    kpi_routes,
    open311_routes,
    page,
    problems,
    record_routes,
    unit_routes,
)
from web.api.asking import Behind
from web.api.document import document
from web.api.gate import Gate, below
from web.api.tagged import Tagged
from web.language import language

PATH = "/api/v1"


def mount(
    server: FastAPI,
    *,
    data: OpenData | None,
    kpis: KpiReader | None,
    keys: Keys | None,
    accounts: Accounts,
    settings: Settings,
    clock: Callable[[], datetime],
) -> None:
    """The addresses; none where no store stands behind the site."""
    if data is None or kpis is None or keys is None:
        return
    api = application(Behind(data=data, kpis=kpis, settings=settings, clock=clock))
    server.mount(PATH, Gate(Tagged(api), keys=keys, accounts=accounts, settings=settings, clock=clock))

    @server.get(PATH)
    async def to_page() -> Response:
        return RedirectResponse(f"{PATH}/", 308)


def application(behind: Behind) -> FastAPI:
    """Without its door: whoever asks is a `Visitor` in the scope."""
    api = FastAPI(version=_version(), docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False)
    for one in (kpi_routes, figure_routes, unit_routes, record_routes, open311_routes):
        api.include_router(one.routes(behind))

    _about(api, behind.settings.city)
    api.add_exception_handler(problems.ProblemError, _problem)
    api.add_exception_handler(RequestValidationError, _not_understood)
    api.add_exception_handler(HTTPException, _plain)
    api.add_exception_handler(SQLAlchemyError, _away)
    return api


def _about(api: FastAPI, city: str) -> None:
    """The schema and its page: each is made once."""

    @cache
    def schema() -> bytes:
        return bytes(JSONResponse(document(api)).body)

    @cache
    def page_of(told: str, look: str) -> str:
        return page.page(document(api), translator(told), city, look)

    @api.get("/openapi.json", include_in_schema=False)
    async def openapi() -> Response:
        return Response(schema(), media_type="application/json")

    @api.get("/", include_in_schema=False)
    async def shown(request: Request) -> Response:
        look = "day" if request.cookies.get("ops_look") == "day" else "night"
        return HTMLResponse(page_of(language(request).language, look))


def _version() -> str:
    try:
        return version("ops-center")
    except PackageNotFoundError:  # run from its folder
        return "1"


async def _problem(request: Request, error: Any) -> Response:
    return problems.answer(below(request.scope), error.status, error.detail, **error.more)


async def _not_understood(request: Request, error: Any) -> Response:
    path = below(request.scope)
    errors = [
        {"in": str(one["loc"][0]), "name": ".".join(map(str, one["loc"][1:])), "told": one["msg"]}
        for one in error.errors()
    ]
    detail = "; ".join(f"{one['name']}: {one['told']}" for one in errors)
    if path.startswith("/open311/"):
        return problems.answer(path, 400, detail)
    return problems.answer(path, 422, detail, errors=errors)


async def _plain(request: Request, error: Any) -> Response:
    path, told = (
        below(request.scope),
        f"There is no {below(request.scope)}: GET /api/v1/openapi.json lists all.",
    )
    if error.status_code == 405:
        told = "This interface is for reading: GET alone."
    return problems.answer(path, error.status_code, told, error.headers)


async def _away(request: Request, _error: Any) -> Response:
    return problems.answer(below(request.scope), 503, "Try again in a minute.", {"Retry-After": "60"})
