"""What a reader is told when it gets no answer: RFC 9457, or Open311's own list of errors below /open311."""

from collections.abc import Mapping
from html import escape
from typing import Any

from starlette.responses import JSONResponse, Response

MEDIA_TYPE = "application/problem+json"
TITLES: Mapping[int, str] = {
    400: "The question cannot be answered",
    401: "A key is needed",
    403: "Not for this key",
    404: "Not found",
    405: "Only reading",
    422: "A parameter cannot be understood",
    429: "Too many requests",
    503: "The store does not answer",
}
_XML = '<?xml version="1.0" encoding="utf-8"?>\n<errors>{errors}</errors>'


class ProblemError(Exception):
    """Ends a request; `detail` says what to do."""

    def __init__(self, status: int, detail: str, **more: Any) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.more = more


def answer(
    path: str, status: int, detail: str, headers: Mapping[str, str] | None = None, **more: Any
) -> Response:
    """`path` is the one below /api/v1."""
    kept = {"Cache-Control": "no-store", **(headers or {})}
    if status == 401:
        kept["WWW-Authenticate"] = 'Bearer realm="api"'
    if path.startswith("/open311/"):
        return _open311(path, status, detail, kept)
    told = {"type": "about:blank", "title": TITLES.get(status, "Error"), "status": status, "detail": detail}
    return JSONResponse(told | more, status, kept, MEDIA_TYPE)


def _open311(path: str, status: int, detail: str, headers: Mapping[str, str]) -> Response:
    if path.endswith(".xml"):
        told = f"<error><code>{status}</code><description>{escape(detail)}</description></error>"
        return Response(_XML.format(errors=told), status, dict(headers), "text/xml")
    return JSONResponse([{"code": status, "description": detail}], status, dict(headers))
