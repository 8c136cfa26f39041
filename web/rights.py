"""Which right a request needs: every address that the site answers, in one table.

`tests/web/test_rights.py` compares it with the application's real routes: a new one needs a line here.
"""

import re
from collections.abc import Mapping

from starlette.routing import compile_path

from dashboard.access import Right

# Of what changes something for the whole city, the scope must be the city: the routes ask that themselves.
ROUTES: Mapping[tuple[str, str], Right | None] = {  # None: open to everybody
    ("GET", "/healthz"): None,
    ("GET", "/metrics"): None,  # this machine or a token: `doorkeeper` asks before
    ("GET", "/login"): None,
    ("POST", "/login"): None,
    ("GET", "/login/oidc"): None,
    ("GET", "/login/oidc/back"): None,
    ("GET", "/reports/verify"): None,  # whoever has a report in hand asks whether it was issued
    ("POST", "/api/reports/verify"): None,
    ("GET", "/display"): None,
    ("GET", "/api/wall/pairing"): None,  # a screen that shows a code asks what became of it
    ("POST", "/api/wall/pairing"): None,
    ("GET", "/api/wall/display"): Right.WATCH,
    ("GET", "/wall.webmanifest"): None,
    ("GET", "/assets/{path:path}"): None,
    ("GET", "/_dash-component-suites/{package_name}/{fingerprinted_path:path}"): None,
    ("GET", "/_favicon.ico"): None,
    ("GET", "/_reload-hash"): Right.WATCH,
    ("GET", "/_dash-layout"): Right.WATCH,
    ("GET", "/_dash-dependencies"): Right.WATCH,
    ("POST", "/_dash-update-component"): Right.WATCH,  # a display gets its page and nothing else
    ("WEBSOCKET", "/_dash-ws-callback"): Right.ADMINISTER,  # no page of ours opens it
    ("WEBSOCKET", "/live"): Right.WATCH,
    ("GET", "/api/board"): Right.WATCH,
    ("GET", "/api/map.geojson"): Right.WATCH,
    ("GET", "/api/session"): Right.WATCH,
    ("POST", "/api/session/end"): Right.WATCH,
    ("POST", "/api/account/password"): Right.SEE,
    ("GET", "/api/tables/{name}.{file_format}"): Right.EXPORT,
    ("GET", "/api/kpi/{key}/records.{file_format}"): Right.EXPORT,
    ("GET", "/api/kpi/{key}/{name}.{file_format}"): Right.EXPORT,
    ("GET", "/api/exports"): Right.EXPORT,
    ("POST", "/api/exports"): Right.EXPORT,
    ("POST", "/api/exports/drawn"): Right.EXPORT,
    ("GET", "/api/exports/{number}"): Right.EXPORT,
    ("DELETE", "/api/exports/{number}"): Right.EXPORT,
    ("GET", "/api/exports/{number}/file"): Right.EXPORT,
    ("POST", "/api/records/{kind}/{number}/unmask"): Right.UNMASK,
    ("POST", "/api/targets"): Right.EDIT,
    ("DELETE", "/api/targets/{row}"): Right.EDIT,
    ("POST", "/api/findings/{number}/{verdict}"): Right.JUDGE,
    ("GET", "/api/upload/template.csv"): Right.UPLOAD,
    ("POST", "/api/upload/check"): Right.UPLOAD,
    ("POST", "/api/upload"): Right.UPLOAD,
    ("GET", "/api/admin/log"): Right.ADMINISTER,
    ("GET", "/api/admin/log/verified"): Right.ADMINISTER,
    ("GET", "/api/admin/accounts"): Right.ADMINISTER,
    ("POST", "/api/admin/accounts"): Right.ADMINISTER,
    ("POST", "/api/admin/accounts/{name}"): Right.ADMINISTER,
    ("POST", "/api/admin/accounts/{name}/{deed}"): Right.ADMINISTER,
    ("GET", "/api/admin/displays"): Right.ADMINISTER,
    ("POST", "/api/admin/displays"): Right.ADMINISTER,
    ("POST", "/api/admin/displays/pair"): Right.ADMINISTER,
    ("POST", "/api/admin/displays/{number}"): Right.ADMINISTER,
    ("DELETE", "/api/admin/displays/{number}"): Right.ADMINISTER,
    ("GET", "/api/admin/keys"): Right.ADMINISTER,
    ("POST", "/api/admin/keys"): Right.ADMINISTER,
    ("POST", "/api/admin/keys/{number}"): Right.ADMINISTER,
    ("POST", "/api/admin/keys/{number}/renew"): Right.ADMINISTER,
    ("DELETE", "/api/admin/keys/{number}"): Right.ADMINISTER,
    ("GET", "/api/v1"): None,
    ("GET", "/api/v1/{path:path}"): None,  # a key or a session: `web.api.gate` asks, whatever the method
    ("GET", "/api/stage"): Right.SEE,
    ("POST", "/api/stage"): Right.DECIDE,
    ("POST", "/api/stage/release"): Right.DECIDE,
    ("GET", "/api/reports"): Right.SEE,
    ("GET", "/api/reports/new"): Right.REPORT,
    ("GET", "/api/reports/units"): Right.REPORT,
    ("GET", "/api/reports/{number}"): Right.SEE,
    ("GET", "/api/reports/{number}/files/{format}"): Right.SEE,
    ("GET", "/api/reports/fonts/{face}.ttf"): Right.SEE,
    ("POST", "/api/reports"): Right.REPORT,
    ("POST", "/api/reports/{number}"): Right.REPORT,
    ("POST", "/api/reports/{number}/sheet"): Right.REPORT,
    ("POST", "/api/reports/{number}/discard"): Right.REPORT,
    ("POST", "/api/reports/{number}/issue"): Right.REPORT,
    ("POST", "/api/reports/{number}/revise"): Right.REPORT,
    ("GET", "/api/desk/incidents"): Right.SEE,
    ("POST", "/api/desk/incidents"): Right.ACT,
    ("GET", "/api/desk/points"): Right.SEE,
    ("GET", "/api/desk/counts"): Right.SEE,
    ("GET", "/api/desk/people"): Right.SEE,
    ("GET", "/api/desk/incidents/{number}"): Right.SEE,
    ("GET", "/api/desk/incidents/{number}/nearby"): Right.SEE,
    ("POST", "/api/desk/incidents/{number}/attachments"): Right.ACT,
    ("POST", "/api/desk/incidents/{number}/{action}"): Right.ACT,
    ("POST", "/api/desk/acknowledge"): Right.ACT,
    ("GET", "/api/desk/attachments/{number}"): Right.SEE,
    ("GET", "/api/desk/gauges/{number}/hours"): Right.SEE,
    ("GET", "/api/desk/layers"): Right.SEE,
    ("GET", "/api/desk/layers/{key}.geojson"): Right.SEE,
    ("GET", "/api/desk/views"): Right.SEE,
    ("POST", "/api/desk/views"): Right.SEE,
    ("DELETE", "/api/desk/views/{number}"): Right.SEE,
    ("POST", "/api/desk/unmask"): Right.UNMASK,
    ("GET", "/api/desk/handover"): Right.SEE,
    ("POST", "/api/desk/handover"): Right.ACT,
    ("GET", "/api/desk/handovers"): Right.SEE,
    ("GET", "/api/desk/handovers/{number}"): Right.SEE,
    ("POST", "/api/desk/handovers/{number}/sign"): Right.ACT,
}

# Pages by their template, as `web.page` registers them.
PAGES: Mapping[str, Right] = {
    "/": Right.SEE,
    "/kpi": Right.SEE,
    "/kpi/<key>": Right.SEE,
    "/compare": Right.SEE,
    "/targets": Right.SEE,
    "/upload": Right.UPLOAD,
    "/feeds": Right.SEE,
    "/desk": Right.SEE,
    "/desk/incidents/<incident_id>": Right.SEE,
    "/desk/handover": Right.SEE,
    "/wall": Right.WATCH,
    "/wall/<unit>": Right.WATCH,
    "/stage": Right.SEE,
    "/reports": Right.SEE,
    "/reports/<report_id>": Right.SEE,
    "/digest": Right.SEE,
    "/digest/<day>": Right.SEE,
    "/account": Right.SEE,
    "/admin": Right.ADMINISTER,
    "/404": Right.WATCH,
}

INTERFACE = "/api/v1/"

_SHAPE = re.compile(r"\{\w+(?::\w+)?\}")


def shape(template: str) -> str:
    """A template without the names of what varies in it."""
    return _SHAPE.sub("{}", template)


_ROUTES = [(method, compile_path(template)[0], right) for (method, template), right in ROUTES.items()]
_PAGES = [
    (re.compile("^" + re.sub(r"<\w+>", "[^/]+", template) + "$"), right) for template, right in PAGES.items()
]


def right_of(method: str, path: str) -> Right | None:
    """The right that a request needs; None where it is open to everybody. What is not there needs one too."""
    told = "GET" if method in {"HEAD", "OPTIONS"} or path.startswith(INTERFACE) else method
    for known, pattern, right in _ROUTES:
        if known == told and pattern.match(path):
            return right
    if not is_page(path) or told != "GET":
        return Right.SEE
    tidy = path.rstrip("/") or "/"
    return next((right for pattern, right in _PAGES if pattern.match(tidy)), Right.WATCH)


def is_page(path: str) -> bool:
    """Would the answer be a page that a person reads?"""
    return path != "/api" and not path.startswith(("/_", "/api/"))
