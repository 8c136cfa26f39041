"""The OpenAPI document of `/api/v1`: what FastAPI finds, and how keys are sent and mistakes told."""

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import TypeAdapter

from web.api import open311_shapes
from web.api.gate import OPEN
from web.api.problems import MEDIA_TYPE

TITLE = "Operations center – open interface"
ABOUT = """\
Figures, promises (KPIs), units, feeds, incidents and issued reports of the city's operations center, and its
citizens' complaints as Open311 GeoReport v2. Reading only; no personal data.

Send a key with every request: `Authorization: Bearer opsk_…` or `X-API-Key: opsk_…`. Lists come in pages: ask
again with `cursor` set to the `next` of the page before, until it is null. Moments bear their zone; days
are the city's. While a source is silent its figures are `no_data`, never 0 and never well.
"""
TAGS = (
    ("board", "How the city stands now"),
    ("kpis", "Promises (chỉ tiêu)"),
    ("figures", "Daily figures (số liệu hằng ngày)"),
    ("units", "Administrative units (đơn vị hành chính)"),
    ("feeds", "Sources of data (nguồn dữ liệu)"),
    ("incidents", "Incidents (sự cố)"),
    ("reports", "Issued reports (báo cáo)"),
    ("open311", "Complaints (phản ánh), Open311 GeoReport v2"),
)
PROBLEM = {
    "type": "object",
    "description": "RFC 9457",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What to do"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "in": {"type": "string"},
                    "name": {"type": "string"},
                    "told": {"type": "string"},
                },
            },
        },
    },
}
_TOLD = {
    400: "The dates lie too far apart, or a parameter cannot be understood",
    401: "No key, or one that opens nothing",
    403: "Not in the key's scope or unit",
    404: "There is no such thing",
    422: "A parameter cannot be understood",
    429: "Too many requests of this key; `Retry-After` says when",
    503: "The store does not answer",
}


def document(api: FastAPI) -> dict[str, Any]:
    """Made once."""
    if api.openapi_schema is None:
        made = get_openapi(title=TITLE, version=api.version, description=ABOUT, routes=api.routes)
        made["servers"] = [{"url": "/api/v1"}]
        made["tags"] = [{"name": name, "description": told} for name, told in TAGS]
        made["security"] = [{"bearer": []}, {"header": []}]
        _components(made)
        for path, operation in _operations(made):
            _finish(path, operation)
        api.openapi_schema = made
    return api.openapi_schema


def _components(made: dict[str, Any]) -> None:
    kept = made.setdefault("components", {})
    kept["securitySchemes"] = {
        "bearer": {"type": "http", "scheme": "bearer"},
        "header": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
    }
    schemas = kept.setdefault("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    schemas["Problem"] = PROBLEM
    for one in ("Service", "Definition", "Request", "ErrorTold", "Endpoint", "Discovery"):
        told = TypeAdapter(getattr(open311_shapes, one)).json_schema(
            ref_template="#/components/schemas/{model}", mode="serialization"
        )
        told.pop("$defs", None)
        schemas[one] = told


def _operations(made: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in made["paths"].items():
        for operation in methods.values():
            yield path, operation


def _finish(path: str, operation: dict[str, Any]) -> None:
    answers, is_open = operation["responses"], path in OPEN
    answers.pop("422", None)
    of_open311 = path.startswith("/open311/")
    if is_open:
        operation["security"] = []
    for status in (400,) if is_open else (*((400,) if of_open311 else (422,)), 401, 403, 404, 429, 503):
        answers[str(status)] = {"description": _TOLD[status], "content": _mistake(path)}
    answers["200"]["description"] = answers["200"]["description"].replace("Successful Response", "The answer")
    operation["responses"] = dict(sorted(answers.items()))
    for parameter in operation.get("parameters", ()):
        parameter["schema"] = _without_null(parameter["schema"])


def _mistake(path: str) -> dict[str, Any]:
    if path.startswith("/open311/"):
        if path.endswith(".xml"):
            return {"text/xml": {"schema": {"type": "string"}}}
        each = {"$ref": "#/components/schemas/ErrorTold"}
        return {"application/json": {"schema": {"type": "array", "items": each}}}
    return {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """What may be left out is no null in an address."""
    told = [one for one in schema.get("anyOf", ()) if one != {"type": "null"}]
    return schema if len(told) != 1 else {**{k: v for k, v in schema.items() if k != "anyOf"}, **told[0]}
