"""`/api/v1/open311`: complaints for the tools that speak Open311 GeoReport v2. Nothing can be sent in."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, TypeAdapter

from dashboard.open_data.complaints import Wanted
from web.api import open311_shapes as shapes
from web.api.asking import Behind, ComplaintsVisitor, read
from web.api.open311_asked import Code, OfRequests, Plain, wanted
from web.api.problems import ProblemError

Format = Literal["json", "xml"]
CHANGED = "2026-11-26T00:00:00+07:00"  # when the interface last changed its form
_TAGS: list[Any] = ["open311"]
_ANSWERED = "Open311 GeoReport v2"


def routes(behind: Behind) -> APIRouter:
    made = APIRouter(prefix="/open311")
    _discovery(made, behind)
    _services(made, behind)
    _requests(made, behind)
    return made


def _both(path: str, model: Any, summary: str) -> list[dict[str, Any]]:
    """The arguments of the two addresses that answer alike, as JSON and as XML."""
    schema = TypeAdapter(model).json_schema(ref_template="#/components/schemas/{model}")
    schema.pop("$defs", None)
    content = {
        "json": {"application/json": {"schema": schema}},
        "xml": {"text/xml": {"schema": {"type": "string"}}},
    }
    return [
        {
            "path": f"{path}.{kind}",
            "summary": f"{summary} ({kind.upper()})",
            "tags": _TAGS,
            "response_class": Response,
            "responses": {200: {"description": _ANSWERED, "content": content[kind]}},
        }
        for kind in ("json", "xml")
    ]


def _answer(path: str, items: Sequence[BaseModel], root: str, each: str, headers: Any = None) -> Response:
    """A list; `each` "": one item, whose fields stand in the root."""
    if path.endswith(".xml"):
        return Response(shapes.xml(root, each, items), media_type="text/xml", headers=headers)
    told = TypeAdapter(list[Any]).dump_json(list(items)) if each else items[0].model_dump_json().encode()
    return Response(told, media_type="application/json", headers=headers)


def _add(made: APIRouter, told: list[dict[str, Any]], answer: Callable[..., Any]) -> None:
    for one in told:
        made.add_api_route(endpoint=answer, methods=["GET"], **one)


def _discovery(made: APIRouter, behind: Behind) -> None:
    async def discovery(request: Request, _asked: Annotated[Plain, Query()]) -> Response:
        """Where the service is and which formats it has; open to everybody."""
        public = behind.settings.public_url.rstrip("/") or f"{request.url.scheme}://{request.url.netloc}"
        endpoint = shapes.Endpoint(
            specification=shapes.SPECIFICATION,
            url=f"{public}/api/v1/open311",
            changeset=CHANGED,
            formats=["application/json", "text/xml"],
        )
        told = shapes.Discovery(
            changeset=CHANGED,
            contact=behind.settings.city,
            key_service=f"{public}/api/v1/",
            endpoints=[endpoint],
        )
        return _answer(request.url.path, [told], "discovery", "")

    _add(made, _both("/discovery", shapes.Discovery, "Discovery"), discovery)


def _services(made: APIRouter, behind: Behind) -> None:
    async def services(
        request: Request, _asked: Annotated[Plain, Query()], _visitor: ComplaintsVisitor
    ) -> Response:
        """Categories by which complaints came in."""
        rows = await read(behind.data.categories)
        return _answer(request.url.path, [shapes.service(row) for row in rows], "services", "service")

    async def definition(
        request: Request,
        service_code: Code,
        _asked: Annotated[Plain, Query()],
        _visitor: ComplaintsVisitor,
    ) -> Response:
        """One category: no attributes are asked for."""
        rows = await read(behind.data.categories)
        if service_code not in {row.code for row in rows}:
            raise ProblemError(404, "service_code was not found: GET /services lists them.")
        told = shapes.Definition(service_code=service_code)
        return _answer(request.url.path, [told], "service_definition", "")

    _add(made, _both("/services", list[shapes.Service], "Categories"), services)
    _add(made, _both("/services/{service_code}", shapes.Definition, "One category"), definition)


def _requests(made: APIRouter, behind: Behind) -> None:
    zone = behind.settings.zone

    async def requests(
        request: Request, asked: Annotated[OfRequests, Query()], visitor: ComplaintsVisitor
    ) -> Response:
        """Complaints, the newest first; the next page stands in the header `Link`."""
        rows = await read(behind.data.complaints, wanted(asked, visitor, behind.clock()))
        items = [shapes.request(row, zone) for row in rows[: asked.page_size]]
        headers = {}
        if len(rows) > asked.page_size:
            further = request.url.include_query_params(page=asked.page + 1)
            headers["Link"] = f'<{further.path}?{further.query}>; rel="next"'
        return _answer(request.url.path, items, "service_requests", "request", headers)

    async def one(
        request: Request,
        service_request_id: Code,
        _asked: Annotated[Plain, Query()],
        visitor: ComplaintsVisitor,
    ) -> Response:
        """The complaint of a number; of several feeds that number alike, each."""
        asked = Wanted(ids=(service_request_id,), units=visitor.of(None))
        rows = await read(behind.data.complaints, asked)
        if not rows:
            raise ProblemError(404, "service_request_id was not found within the unit of this key.")
        items = [shapes.request(row, zone) for row in rows]
        return _answer(request.url.path, items, "service_requests", "request")

    _add(made, _both("/requests", list[shapes.Request], "Complaints"), requests)
    _add(made, _both("/requests/{service_request_id}", list[shapes.Request], "One complaint"), one)
