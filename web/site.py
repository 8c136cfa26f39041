"""The web side put together: one FastAPI with Dash on it, the live stream, health, metrics, the API."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime

from fastapi import FastAPI, Request, Response
from starlette.middleware.gzip import GZipMiddleware

from dashboard.civil import day_of
from dashboard.settings import Settings
from layouts.doors import Doors, open_doors
from web import (
    admin_routes,
    desk_routes,
    display_routes,
    finding_routes,
    key_routes,
    live_routes,
    manifest,
    oidc_routes,
    pairing_routes,
    record_routes,
    report_routes,
    session_routes,
    sign_in,
    stage_routes,
    standing,
    target_routes,
    upload_routes,
    verify_routes,
)
from web.api import application
from web.asker import Asker
from web.build import build_of
from web.channels import BOARD, Channels
from web.compressed import Compressed
from web.doorkeeper import Doorkeeper
from web.exporting import job_routes
from web.exporting import routes as export_routes
from web.guard import Guard, policy, served
from web.metrics import CONTENT_TYPE, Measured, Metrics
from web.page import Page
from web.pump import Compute, Pump, utc_now
from web.screens import BoardJson, to_json
from web.shapes import Shapes, shapes
from web.sign_in import Entrance
from web.warm import read_ahead, warm

HEALTHY_SECONDS = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What the site is built from, so that a test can hand in a board of its own.

    `prepare` comes first. `watch` runs as long as the site and calls what it is given whenever the store
    has changed. `answers` raises nothing: does the store answer? All but `watch` may block.
    """

    prepare: Callable[[], None]
    compute: Compute
    answers: Callable[[], bool]
    watch: Callable[[Callable[[], None]], contextlib.AbstractAsyncContextManager[None]]
    doors: Doors
    clock: Callable[[], datetime] = utc_now


def build(settings: Settings, parts: Parts) -> FastAPI:
    """The ASGI application. Nothing is opened or started before the server's own start."""
    channels = Channels()
    metrics = Metrics(channels, parts.clock)
    open_doors(parts.doors)

    @contextlib.asynccontextmanager
    async def lifespan(server: FastAPI) -> AsyncIterator[None]:
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(32))
        await asyncio.to_thread(parts.prepare)
        server.state.shapes = await asyncio.to_thread(shapes, settings)
        pump = Pump(_with_build(parts.compute), channels, parts.clock)
        channels.asked = pump.changed
        tasks = [asyncio.create_task(pump.run()), asyncio.create_task(channels.keep_pinging(parts.clock))]
        await warm(server)
        if parts.doors.kpis is not None:
            read_ahead(parts.doors.kpis, parts.clock)
        async with parts.watch(pump.changed):
            yield
        if parts.doors.exports is not None:
            await asyncio.to_thread(parts.doors.exports.close)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    server = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    _routes(server, settings, channels, metrics, parts)
    page = Page(server, settings)
    # The last one added is the outermost.
    server.add_middleware(Compressed)
    server.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)
    if parts.doors.accounts is None:
        server.add_middleware(Asker)
    else:
        kept = parts.doors.accounts
        server.add_middleware(Doorkeeper, accounts=kept, settings=settings, clock=parts.clock)
    server.add_middleware(
        Guard,
        hosts=served(settings),
        script_policy=lambda: policy([*page.csp_hashes(), standing.CSP_HASH], settings.tile_url),
    )
    server.add_middleware(Measured, metrics=metrics)
    return server


def _with_build(compute: Compute) -> Compute:
    """Each wall is told which assets are served: one drawn by others fetches them."""

    def built(now: datetime, walls: Collection[str]) -> Mapping[str, BoardJson]:
        told = compute(now, walls)
        return {name: one if name == BOARD else {"build": build_of(), **one} for name, one in told.items()}

    return built


def _routes(server: FastAPI, settings: Settings, channels: Channels, metrics: Metrics, parts: Parts) -> None:
    @server.get("/healthz")
    async def healthz() -> Response:
        store = await asyncio.to_thread(parts.answers)
        age = channels.board.age(parts.clock())
        well = store and age is not None and age < HEALTHY_SECONDS
        told = {"status": "ok" if well else "failing", "store": store, "board_age_seconds": age}
        return _json(told, status=200 if well else 503)

    @server.get("/metrics")
    async def prometheus() -> Response:
        return Response(metrics.text(), media_type=CONTENT_TYPE)

    @server.get("/api/map.geojson")
    async def map_geojson(request: Request, shape: str = "") -> Response:
        made: dict[str, Shapes] = server.state.shapes
        # without a name: the borders where there are any
        return _shapes(request, made.get(shape) or made.get("borders") or made["hexagons"])

    manifest.mount(server, settings)
    live_routes.mount(server, channels, lambda: day_of(parts.clock(), settings.zone))
    export_routes.mount(server, parts.doors, lambda: channels.board.board, parts.clock)
    job_routes.mount(server, parts.doors, parts.clock)
    target_routes.mount(server, parts.doors.targets, parts.clock)
    finding_routes.mount(server, parts.doors.findings, parts.clock)
    upload_routes.mount(server, parts.doors.uploads, parts.clock)
    desk_routes.mount(server, parts.doors.desk, parts.clock)
    stage_routes.mount(server, parts.doors.stages, parts.clock)
    verify_routes.mount(
        server, parts.doors.reports, settings, parts.clock
    )  # before reports, whose addresses look alike
    report_routes.mount(server, parts.doors.reports, parts.doors.kpis, parts.clock)
    kept = parts.doors.accounts
    entrance = None if kept is None else Entrance(kept, settings, parts.clock)
    pairing_routes.mount_display(server, entrance, settings)
    if entrance is not None:
        _accounts(server, entrance)
        key_routes.mount(server, parts.doors.keys, parts.clock)
        application.mount(
            server,
            data=parts.doors.open_data,
            kpis=parts.doors.kpis,
            keys=parts.doors.keys,
            accounts=entrance.accounts,
            settings=settings,
            clock=parts.clock,
        )

    @server.api_route("/api", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
    @server.api_route("/api/{path:path}", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
    async def no_such_api(path: str = "") -> Response:
        # Dash answers any unknown GET with its page and status 200
        return _json({"error": f"no such resource: /api/{path}"}, status=404)


def _accounts(server: FastAPI, entrance: Entrance) -> None:
    sign_in.mount(server, entrance)
    oidc_routes.mount(server, entrance)
    pairing_routes.mount(server, entrance)
    session_routes.mount(server, entrance)
    admin_routes.mount(server, entrance.accounts, entrance.clock)
    display_routes.mount(server, entrance)
    record_routes.mount(server, entrance.accounts, entrance.clock)


def _shapes(request: Request, made: Shapes) -> Response:
    headers = {"ETag": made.etag, "Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
    if request.headers.get("if-none-match") == made.etag:
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        return Response(made.body, headers=headers, media_type="application/geo+json")
    return Response(made.plain(), headers=headers, media_type="application/geo+json")


def _json(value: object, status: int = 200) -> Response:
    return Response(to_json(value), status_code=status, media_type="application/json")
