"""The table of rights and the application's real routes are the same: a route without a right fails here."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Engine
from starlette.routing import Mount

from dashboard.access import Right
from dashboard.db import engine, migrate
from tests.web.accounts_site import AccountsSite
from web.page import PAGES
from web.rights import PAGES as RIGHTS
from web.rights import ROUTES, is_page, right_of, shape


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    made = engine(f"sqlite:///{tmp_path_factory.mktemp('rights') / 'ops.db'}")
    migrate(made)
    yield made
    made.dispose()


@pytest.fixture(scope="module")
def routes(store: Engine) -> list[tuple[str, str]]:
    """(method, template) of every route, Dash's among them."""
    site = AccountsSite(store)
    site.get(
        "/", site.sign_in("an", "administrator")
    )  # Dash mounts the last of its routes with the first page
    found = []
    for route in site.server.routes:
        one: Any = route
        if isinstance(route, Mount):
            found.append(("GET", f"{route.path}/{{path:path}}"))
        else:
            methods = getattr(one, "methods", None) or {"WEBSOCKET"}
            found += [(method, one.path) for method in methods - {"HEAD", "OPTIONS"}]
    return found


def test_every_route_has_its_right(routes: list[tuple[str, str]]) -> None:
    known = {(method, shape(template)) for method, template in ROUTES}
    # pages have a table of their own; what is no address of the API is answered so after the sign-in
    others = {"/", "/{path:path}", "/api", "/api/{path:path}"}
    bare = [one for one in routes if one[1] not in others and (one[0], shape(one[1])) not in known]
    assert bare == []


def test_every_page_has_its_right() -> None:
    assert [path for path, _module in PAGES if path not in RIGHTS] == []


def test_only_these_are_open_to_everybody() -> None:
    assert {template for (_method, template), right in ROUTES.items() if right is None} == {
        "/healthz",
        "/metrics",
        "/login",
        "/login/oidc",
        "/login/oidc/back",
        "/reports/verify",
        "/api/reports/verify",
        "/display",
        "/api/wall/pairing",
        "/wall.webmanifest",
        "/assets/{path:path}",
        "/_dash-component-suites/{package_name}/{fingerprinted_path:path}",
        "/_favicon.ico",
        "/api/v1",
        "/api/v1/{path:path}",
    }


@pytest.mark.parametrize(
    ("method", "path", "right"),
    [
        ("GET", "/", Right.SEE),
        ("GET", "/wall", Right.WATCH),
        ("GET", "/wall/26740", Right.WATCH),
        ("HEAD", "/kpi", Right.SEE),
        ("GET", "/kpi/dossiers_on_time", Right.SEE),
        ("GET", "/admin", Right.ADMINISTER),
        ("GET", "/admin/", Right.ADMINISTER),
        ("GET", "/upload", Right.UPLOAD),
        ("GET", "/nothing", Right.WATCH),
        ("GET", "/api/nothing", Right.SEE),
        ("DELETE", "/api/board", Right.SEE),
        ("POST", "/api/targets", Right.EDIT),
        ("DELETE", "/api/targets/7", Right.EDIT),
        ("GET", "/api/kpi/x/records.csv", Right.EXPORT),
        ("GET", "/api/tables/log.xlsx", Right.EXPORT),
        ("POST", "/api/desk/incidents/7/acknowledge", Right.ACT),
        ("POST", "/_dash-something-new", Right.SEE),
        ("WEBSOCKET", "/live", Right.WATCH),
        ("GET", "/api/v1/units", None),
        ("DELETE", "/api/v1/units", None),
        ("GET", "/api/v12", Right.SEE),
        ("GET", "/login", None),
        ("GET", "/loginx", Right.WATCH),
        ("GET", "/assets/pages/kpi.js", None),
    ],
)
def test_a_request_needs_the_right_of_its_route(method: str, path: str, right: Right | None) -> None:
    assert right_of(method, path) == right


def test_a_page_is_what_a_person_reads() -> None:
    assert [is_page(path) for path in ("/", "/kpi", "/apiary", "/api", "/api/x", "/_dash-layout")] == [
        True, True, True, False, False, False,
    ]  # fmt: skip


def test_the_api_documents_no_route_by_itself(routes: list[tuple[str, str]]) -> None:
    assert not {"/docs", "/redoc", "/openapi.json"} & {path for _method, path in routes}
