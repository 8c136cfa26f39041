"""What the first visitor would wait for is done before one comes.

Dash finishes its set-up at the first page request whatever its path, and scripts are compressed once. The KPI
pages begin with three years of figures: with millions of records behind them they take many seconds to read.
"""

import gc
import logging
import re
import threading
from collections.abc import Callable
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError
from starlette.types import ASGIApp, Message, Scope

from dashboard.views import KpiReader
from web.doorkeeper import WARM

log = logging.getLogger(__name__)
_LINKED = re.compile(r'(?:src|href)="(/[^"]+)"')


async def warm(app: ASGIApp, host: str = "127.0.0.1") -> None:
    """GET / and what it links to, through the application itself: no socket is open yet."""
    page = await _get(app, host, "/")
    for path in _LINKED.findall(page.decode()):
        await _get(app, host, path.replace("&amp;", "&"))


def read_ahead(reader: KpiReader, clock: Callable[[], datetime]) -> threading.Thread:
    """Begin to read the KPIs' figures; nobody waits for it, nor for its end where the program ends first."""
    thread = threading.Thread(target=_read, args=(reader, clock), name="read ahead", daemon=True)
    thread.start()
    return thread


def _read(reader: KpiReader, clock: Callable[[], datetime]) -> None:
    try:
        reader.read_ahead(clock())
        # Three years of figures stay: looking for garbage among them took two fifths of a report's time.
        gc.collect()
        gc.freeze()
    except SQLAlchemyError as error:
        # Whoever opens a KPI page first waits for them, and sees what is wrong.
        log.warning("the KPIs' figures cannot be read ahead: %s", str(error).splitlines()[0])


async def _get(app: ASGIApp, host: str, target: str) -> bytes:
    path, _, query = target.partition("?")
    scope: Scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(b"host", host.encode()), (b"accept-encoding", b"" if path == "/" else b"gzip")],
        "client": ("127.0.0.1", 0),
        "server": (host, 0),
        WARM: True,
    }
    body: list[bytes] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.body":
            body.append(message.get("body", b""))

    await app(scope, receive, send)
    return b"".join(body)
