"""The city's HTTP services: dossiers, complaints, gauges, public alerts, and where the devices stand.

Loopback only in practice: `python -m simulator` binds to 127.0.0.1. `/control` answers this machine alone.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from simulator import cap, dvcqg, open311, questions, sensorthings, told_feeds
from simulator.answers import Credential, Faults, answer
from simulator.books import ComplaintBook, DossierBook
from simulator.city import City
from simulator.clock import Clock, iso
from simulator.flood import Flood
from simulator.outages import FeedOutages

Handler = Callable[[Request], Awaitable[Response]]


@dataclass
class Services:
    """Everything that the services answer from."""

    city: City
    clock: Clock
    flood: Flood
    outages: FeedOutages
    dossiers: DossierBook
    complaints: ComplaintBook
    credential: Credential = field(default_factory=Credential)
    faults: Faults = field(default_factory=Faults)

    def now(self) -> float:
        """The last whole second that is over: what happens in the present one may not be complete."""
        return float(int(self.clock.now()) - 1)


def build(services: Services) -> Starlette:
    """The application."""
    routes = [
        ("/dvcqg/dossiers", "dossiers", _dossiers),
        ("/open311/v2/requests.{form}", "complaints", _requests),
        ("/open311/v2/requests/{id}.{form}", "complaints", _requests),
        ("/open311/v2/services.{form}", "complaints", _services),
        ("/v1.1/Datastreams", "flood", _datastreams),
        ("/v1.1/Observations", "flood", _observations),
        ("/figures/days.csv", "figures", _figure_days),
        ("/figures/months.json", "figures", _figure_months),
        ("/cap/alerts", "", _alerts),
        ("/cap/alerts/{id}.xml", "", _alert),
        ("/inventory/{kind}.json", "", _inventory),
    ]
    plain = [Route(path, _guarded(services, feed, handler)) for path, feed, handler in routes]
    return Starlette(routes=[*plain, Route("/control", _control(services))])


def _guarded(services: Services, feed: str, handler: Callable[[Services, Request], Response]) -> Handler:
    """Credentials, outages and faults before the answer itself."""

    async def handle(request: Request) -> Response:
        if not services.credential.shown_by(request):
            return PlainTextResponse("unauthorized", 401, headers={"WWW-Authenticate": "Basic, Bearer"})
        if feed and services.outages.down(feed, services.clock.now()):
            return PlainTextResponse("the service is down", 503, headers={"Retry-After": "30"})
        if (struck := await services.faults.strike()) is not None:
            return struck
        try:
            return handler(services, request)
        except questions.QuestionError as error:
            return PlainTextResponse(str(error), 400)

    return handle


def _control(services: Services) -> Handler:
    async def handle(request: Request) -> Response:
        if request.client is None or request.client.host not in ("127.0.0.1", "::1"):
            return PlainTextResponse("only from this machine", 403)
        try:
            seconds = float(request.query_params.get("seconds", "60"))
            services.faults.set(request.query_params.get("fault", ""), seconds)
        except ValueError as error:
            return PlainTextResponse(str(error), 400)
        return PlainTextResponse(f"{services.faults.kind} for {seconds:g} s")

    return handle


def _dossiers(services: Services, request: Request) -> Response:
    """`since` (yyyyMMddHHmmss), `page`, `size` or `page_size`: what changed from then on, in that order."""
    page, size = questions.pages(request, "size", "page_size")
    since = questions.compact(request, "since")
    told, asked_at = services.dossiers.page(since, page, size, services.now())
    return answer(request, orjson.dumps(dvcqg.envelope(dvcqg.stamp(asked_at), told)), services.clock)


def _requests(services: Services, request: Request) -> Response:
    """GeoReport's `start_date`, `end_date`, `status`, `service_code`, and `updated_after`, `page_size`."""
    names = {"start": "start_date", "end": "end_date", "updated": "updated_after"}
    query: dict[str, float | str] = {
        key: moment for key, name in names.items() if (moment := questions.moment(request, name)) is not None
    }
    for key, name in (("status", "status"), ("code", "service_code"), ("id", "service_request_id")):
        if value := request.query_params.get(name) or request.path_params.get(key):
            query[key] = value
    page, size = questions.pages(request, "page_size")
    told, _ = services.complaints.page(query, page, size, services.now())
    return _georeport(services, request, "service_requests", "request", told)


def _services(services: Services, request: Request) -> Response:
    return _georeport(services, request, "services", "service", open311.services())


def _georeport(
    services: Services, request: Request, root: str, item: str, entries: list[dict[str, Any]]
) -> Response:
    if request.path_params["form"] == "xml":
        return answer(request, open311.to_xml(root, item, entries), services.clock, "text/xml")
    if request.path_params["form"] != "json":
        return PlainTextResponse("json or xml", 404)
    return answer(request, orjson.dumps(entries), services.clock)


def _datastreams(services: Services, request: Request) -> Response:
    """All gauges with Thing, Locations and ObservedProperty expanded, whatever `$expand` asks for.

    `$expand=Observations` adds the last fortnight of the tide stations; a dry street tells nothing.
    """
    city = services.city
    gauges = (*city.gauges, *city.rain_gauges)
    streams = [sensorthings.datastream(city, gauge) for gauge in gauges]
    if "Observations" in request.query_params.get("$expand", ""):
        for gauge, stream in zip(gauges, streams, strict=True):
            if gauge.quantity == "tide":
                stream["Observations"] = sensorthings.lately(city, services.flood, gauge, services.now())
    return answer(request, orjson.dumps({"value": streams}), services.clock)


def _observations(services: Services, request: Request) -> Response:
    """Readings of the last hour; `$filter=phenomenonTime gt …`, `$top`, `$skip` with `@iot.nextLink`."""
    since = questions.phenomenon_time(request)
    top, skip = questions.window(request)
    found = sensorthings.latest(
        services.city, services.flood, services.now(), services.now() - 60 if since is None else since
    )
    last = skip + top
    body: dict[str, Any] = {"value": found[skip:last]}
    if last < len(found):
        body["@iot.nextLink"] = str(request.url.include_query_params(**{"$skip": last}))
    return answer(request, orjson.dumps(body), services.clock)


def _figure_days(services: Services, request: Request) -> Response:
    """What other systems tell of the wards' days; `since` (ISO 8601): only what was told from then on."""
    body = told_feeds.days_csv(services.city, questions.moment(request, "since"), services.now())
    return answer(request, body, services.clock, "text/csv; charset=utf-8")


def _figure_months(services: Services, request: Request) -> Response:
    """The same of months, page after page; `since`, `page`, `page_size`."""
    page, size = questions.pages(request, "page_size")
    told = told_feeds.months(services.city, questions.moment(request, "since"), services.now())
    return answer(request, orjson.dumps({"figures": told[(page - 1) * size : page * size]}), services.clock)


def _alerts(services: Services, request: Request) -> Response:
    """The alerts in force as an Atom feed with each CAP alert inside its entry."""
    alerts = cap.in_force(services.flood.weather, services.now())
    body = cap.atom(alerts, str(request.base_url), iso(services.now()))
    return answer(request, body, services.clock, "application/atom+xml")


def _alert(services: Services, request: Request) -> Response:
    for alert in cap.in_force(services.flood.weather, services.now()):
        if alert.id == request.path_params["id"]:
            return answer(request, cap.to_xml(alert), services.clock, "application/cap+xml")
    return PlainTextResponse("no such alert in force", 404)


def _inventory(services: Services, request: Request) -> Response:
    """Where the cameras or panels stand: what a Frigate server does not know of its cameras."""
    kinds = {"cameras": services.city.cameras, "panels": services.city.panels}
    devices = kinds.get(request.path_params["kind"])
    if devices is None:
        return PlainTextResponse("cameras or panels", 404)
    wards = services.city.wards
    told = [
        {"id": each.id, "name": each.name, "unit": wards[each.ward].code, "lat": each.lat, "lon": each.lon}
        for each in devices
    ]
    return answer(request, orjson.dumps(told), services.clock)
