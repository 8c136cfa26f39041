"""`/metrics` in Prometheus' text form: the feeds, the board, the screens, the requests."""

import time
from collections.abc import Callable, Iterator
from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.channels import Channels

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_TOTALS = {
    "messages": "Messages heard from a feed",
    "records": "Records stored from a feed",
    "rejected": "Messages or items of a feed that could not be read",
}
_STATES = ("live", "late", "silent")


class _Board(Collector):
    """Read from the newest board at each scrape; nothing is counted twice."""

    def __init__(self, channels: Channels, clock: Callable[[], datetime]) -> None:
        self._channels = channels
        self._clock = clock

    def collect(self) -> Iterator[Metric]:
        feeds = self._channels.board.board.get("feeds", [])
        for key, text in _TOTALS.items():
            total = CounterMetricFamily(f"ops_feed_{key}", text, labels=["feed"])
            for feed in feeds:
                total.add_metric([feed["name"]], feed[key])
            yield total
        state = GaugeMetricFamily("ops_feed_state", "1 for the state a feed is in", labels=["feed", "state"])
        waiting = GaugeMetricFamily("ops_feed_rejected_open", "Rejected and not replayed", labels=["feed"])
        for feed in feeds:
            waiting.add_metric([feed["name"]], feed["rejected_open"])
            for name in _STATES:
                state.add_metric([feed["name"], name], float(feed["state"] == name))
        yield from (state, waiting)
        age = self._channels.board.age(self._clock())
        yield GaugeMetricFamily(
            "ops_board_age_seconds", "Age of the board", value=-1.0 if age is None else age
        )
        yield GaugeMetricFamily(
            "ops_screens_connected", "Open live streams", value=float(len(self._channels))
        )
        open_incidents = float(self._channels.board.board.get("incidents_open", 0))
        yield GaugeMetricFamily("ops_incidents_open", "Incidents not resolved", value=open_incidents)


class Metrics:
    """One registry a server, so that tests may build several."""

    def __init__(self, channels: Channels, clock: Callable[[], datetime]) -> None:
        self._registry = CollectorRegistry()
        self._registry.register(_Board(channels, clock))
        self.requests = Counter(
            "ops_http_requests", "HTTP requests", ["area", "method", "status"], registry=self._registry
        )
        self.seconds = Histogram(
            "ops_http_request_seconds", "Time to the whole answer", ["area"], registry=self._registry
        )

    def text(self) -> bytes:
        return generate_latest(self._registry)


class Measured:
    """Pure ASGI middleware that counts and times requests by area: a path could be anything."""

    def __init__(self, app: ASGIApp, *, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status = 500

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        started = time.perf_counter()
        area = _area(scope["path"])
        try:
            await self._app(scope, receive, noting)
        finally:
            method = scope["method"] if scope["method"] in {"GET", "HEAD", "POST"} else "other"
            self._metrics.requests.labels(area, method, str(status)).inc()
            self._metrics.seconds.labels(area).observe(time.perf_counter() - started)


def _area(path: str) -> str:
    if path.startswith("/_dash-component-suites/"):
        return "assets"
    first = path.split("/", 2)[1]
    return {"api": "api", "assets": "assets", "healthz": "health", "metrics": "metrics"}.get(
        first, "dash" if first.startswith("_dash") else "page"
    )
