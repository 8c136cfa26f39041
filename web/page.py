"""The Dash application: its pages are the modules of `layouts`, its HTML is ours."""

import re
from collections.abc import Mapping
from html import escape
from typing import Any

import dash
import orjson
from dash import Dash, get_app
from fastapi import FastAPI

from dashboard.i18n import translator, words
from dashboard.settings import Settings
from layouts import (
    account,
    admin,
    compare,
    desk,
    desk_incident,
    digest,
    digest_day,
    doors,
    feeds,
    handover,
    kpi,
    kpi_detail,
    not_found_404,
    overview,
    report,
    reports,
    shell,
    stage,
    targets,
    upload,
    wall,
    wall_unit,
)
from layouts.refused import guarded
from web import standing
from web.build import build_of
from web.doorkeeper import csrf
from web.rights import PAGES as RIGHTS

# Dash shows the one called not_found_404 for every other address.
PAGES = (
    ("/", overview),
    ("/kpi", kpi),
    ("/kpi/<key>", kpi_detail),
    ("/compare", compare),
    ("/targets", targets),
    ("/upload", upload),
    ("/feeds", feeds),
    ("/desk", desk),
    ("/desk/incidents/<incident_id>", desk_incident),
    ("/desk/handover", handover),
    ("/wall", wall),
    ("/wall/<unit>", wall_unit),
    ("/stage", stage),
    ("/reports", reports),
    ("/reports/<report_id>", report),
    ("/digest", digest),
    ("/digest/<day>", digest_day),
    ("/account", account),
    ("/admin", admin),
    ("/404", not_found_404),
)

_HTML = """<!DOCTYPE html>
<html lang="{language}" class="{look}{kind}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
{metas}
<title>{title}</title>
<link rel="icon" type="image/svg+xml" href="/assets/favicon.svg">
{installed}{css}
</head>
<body>
<div id="react-entry-point"><p class="starting">{starting}</p></div>
<script type="application/json" id="ops-config">{config}</script>
{scripts_of_dash}
</body>
</html>"""

_INSTALLED = """<link rel="manifest" href="/wall.webmanifest">
<link rel="apple-touch-icon" href="/assets/icons/wall-180.png">
<meta name="mobile-web-app-capable" content="yes">
"""

# With this in its configuration Dash opens a WebSocket of its own on every page, for nothing.
_SOCKET = re.compile(r',\s*"websocket":\s*\{[^{}]*\}')


class Page(Dash):
    """Dash with the language and the look of the one who asks already in its first byte."""

    def __init__(self, server: FastAPI, settings: Settings) -> None:
        self._settings = settings
        # both are taken, whatever their annotations say
        taken: dict[str, Any] = {"server": server, "update_title": None}
        super().__init__(
            name="ops-center",
            **taken,
            backend="fastapi",
            use_pages=True,
            pages_folder="",
            assets_folder=str(doors.ROOT / "assets"),
            title=settings.city,
            suppress_callback_exceptions=True,
            include_pages_meta=False,
        )
        self.layout = shell.layout
        for path, module in PAGES:
            where = "path_template" if "<" in path else "path"
            drawn = guarded(RIGHTS[path], module.layout, is_for_password=module is account)
            dash.register_page(module.__name__, title=settings.city, layout=drawn, **{where: path})

    def interpolate_index(self, *_none: Any, **parts: Any) -> str:
        """Dash's own hook; `parts` are its ready-made tags."""
        chosen = doors.chosen(self._settings)
        t = translator(chosen.language)
        is_wall = _is_wall(get_app().backend.request_adapter().path)
        return _HTML.format(
            language=chosen.language,
            look=chosen.look,
            # a wall has no header of the shell: the first byte says so
            kind=" of-wall" if is_wall else "",
            installed=_INSTALLED + standing.TAG if is_wall else "",
            metas=parts["metas"],
            title=escape(self._settings.city),
            css=parts["css"],
            starting=escape(t("Opening …")),
            config=_data(
                {
                    "language": chosen.language,
                    "zone": self._settings.timezone,
                    "csrf": csrf(),
                    "build": build_of(),
                    "words": words(chosen.language),
                }
            ),
            scripts_of_dash=f"{_SOCKET.sub('', parts['config'])}\n{parts['scripts']}\n{parts['renderer']}",
        )


def _is_wall(path: str) -> bool:
    return path == "/wall" or path.startswith("/wall/")


def _data(value: Mapping[str, object]) -> str:
    """JSON that cannot end the script element it stands in."""
    return orjson.dumps(value).decode().replace("<", "\\u003c")
