"""`/admin`: accounts, displays, keys, the audit log; `assets/pages/admin*.js` fill them from `/api/admin`."""

import json
from typing import Any

from dash import html

from dashboard.access import ROLES
from dashboard.accounts import words
from dashboard.i18n import Translator, translator
from dashboard.keys.key import SCOPES as KEY_SCOPES
from dashboard.keys.words import SCOPES
from dashboard.units import seed_units
from dashboard.wall.scenes import LOOKS, SCENES
from layouts.doors import chosen
from layouts.shell import attributes, part

_PARTS = ("accounts", "displays", "keys", "log")


def layout(part: str = "", **_query: str) -> Any:
    t = translator(chosen().language)
    shown = part if part in _PARTS else _PARTS[0]
    return html.Main(
        id="content",
        className="admin-page",
        children=[
            html.Div([html.H2(t("Administration")), _ways(t, shown)], className="head"),
            _part(t, shown),
        ],
        **attributes(data_page="admin"),
    )


def _ways(t: Translator, shown: str) -> Any:
    names = {
        "accounts": t("Accounts"),
        "displays": t("Displays"),
        "keys": t("Keys of the interface"),
        "log": t("Audit log"),
    }
    links = [
        html.A(name, href=f"/admin?part={key}", **(attributes(aria_current="page") if key == shown else {}))
        for key, name in names.items()
    ]
    return html.Nav(links, className="tabs", **attributes(aria_label=t("Parts of the administration")))


def _part(t: Translator, shown: str) -> Any:
    roles = [(name, words.role(t, name)) for name in ROLES]
    told = {
        "roles": roles,
        "rights": {
            name: [t(words.RIGHTS[right]) for right in words.RIGHTS if right in ROLES[name]] for name in ROLES
        },
        "units": [(unit.code, unit.name) for unit in seed_units() if unit.code],
        "scenes": [(key, t(name)) for key, name in SCENES.items()],
        "looks": [(key, t(name)) for key, name in LOOKS.items()],
        "scopes": [(scope, t(SCOPES[scope])) for scope in KEY_SCOPES],
        "actions": [(key, t(name)) for key, name in words.ACTIONS.items()],
    }
    return html.Div(
        className=f"admin-{shown}",
        **part("admin"),
        **attributes(data_part_of=shown, data_told=json.dumps(told)),
    )
