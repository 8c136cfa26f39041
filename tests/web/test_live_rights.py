"""Who may listen to the live stream: the hand-shake itself is refused to everybody else."""

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import Engine

from dashboard.access import ROLES
from tests.web.accounts_site import HERE, AccountsSite
from web.cookies import DISPLAY, SESSION


@pytest.fixture
def site(store: Engine) -> AccountsSite:
    return AccountsSite(store)


def answered(site: AccountsSite, cookies: Mapping[str, str], origin: str = HERE) -> str:
    """What the hand-shake comes to: "websocket.accept" or "websocket.close"."""
    sent: list[str] = []
    coming = iter(({"type": "websocket.connect"}, {"type": "websocket.disconnect", "code": 1000}))

    async def receive() -> dict[str, Any]:
        return next(coming)

    async def send(message: Mapping[str, Any]) -> None:
        sent.append(str(message["type"]))

    told = "; ".join(f"{name}={value}" for name, value in cookies.items())
    headers = {"host": "127.0.0.1", "origin": origin, "cookie": told}
    scope = {
        "type": "websocket",
        "asgi": {"version": "3.0"},
        "scheme": "ws",
        "path": "/live",
        "raw_path": b"/live",
        "query_string": b"",
        "root_path": "",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items() if value],
        "client": ("127.0.0.1", 50_000),
        "server": ("127.0.0.1", 80),
        "subprotocols": [],
    }
    asyncio.run(site.server(scope, receive, send))
    return sent[0]


def test_nobody_listens_without_a_sign_in(site: AccountsSite) -> None:
    for cookies in ({}, {SESSION: "x"}, {DISPLAY: "x"}):
        assert answered(site, cookies) == "websocket.close", cookies


@pytest.mark.parametrize("role", ROLES)
def test_every_role_listens_until_it_signs_out(site: AccountsSite, role: str) -> None:
    mine = site.sign_in("an", role)
    assert answered(site, mine) == "websocket.accept"
    assert answered(site, mine, "http://elsewhere.example") == "websocket.close"
    assert answered(site, mine, "") == "websocket.close"
    site.accounts.end_sessions("an", "test", site.now)
    assert answered(site, mine) == "websocket.close"


def test_a_display_listens_until_it_is_revoked(site: AccountsSite) -> None:
    token = site.accounts.add_display("Hall", "test", site.now)
    assert answered(site, {DISPLAY: token}) == "websocket.accept"
    site.accounts.revoke_display(1, "test", site.now)
    assert answered(site, {DISPLAY: token}) == "websocket.close"
