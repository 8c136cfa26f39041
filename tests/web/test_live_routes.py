"""Who may follow which wall, and what an address that names none gets."""

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import Engine

from dashboard.successions import history
from tests.web.accounts_site import HERE, AccountsSite
from web.cookies import DISPLAY

SAI_GON, BEN_THANH = "26740", "26743"


@pytest.fixture
def site(store: Engine) -> AccountsSite:
    return AccountsSite(store)


def unit_id(code: str) -> int:
    return next(unit.id for unit in history().units if unit.code == code and unit.level == "ward")


def display(site: AccountsSite, unit: str = "") -> dict[str, str]:
    """The cookies of a display that shows a unit, or the city."""
    told = {"unit_id": unit_id(unit)} if unit else {}
    return {DISPLAY: site.accounts.add_display(unit or "Hall", "test", site.now, **told)}


def closed(site: AccountsSite, cookies: Mapping[str, str], wall: str) -> int | None:
    """The code with which the stream is closed; None where it is let in and goes by itself."""
    sent: list[Mapping[str, Any]] = []
    coming = iter(({"type": "websocket.connect"}, {"type": "websocket.disconnect", "code": 1000}))

    async def receive() -> dict[str, Any]:
        return next(coming)

    async def send(message: Mapping[str, Any]) -> None:
        sent.append(message)

    headers = {"host": "127.0.0.1", "origin": HERE}
    headers["cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
    scope = {
        "type": "websocket",
        "asgi": {"version": "3.0"},
        "scheme": "ws",
        "path": "/live",
        "raw_path": b"/live",
        "query_string": f"wall={wall}".encode() if wall else b"",
        "root_path": "",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "client": ("127.0.0.1", 50_000),
        "server": ("127.0.0.1", 80),
        "subprotocols": [],
    }
    asyncio.run(site.server(scope, receive, send))
    return next((int(one["code"]) for one in sent if one["type"] == "websocket.close"), None)


@pytest.mark.parametrize("wall", ["", "city", SAI_GON, BEN_THANH])
def test_a_person_and_a_display_of_the_city_follow_any_wall(site: AccountsSite, wall: str) -> None:
    for cookies in (site.sign_in("an", "officer"), display(site)):
        assert closed(site, cookies, wall) is None


@pytest.mark.parametrize(
    ("wall", "code"), [(SAI_GON, None), (BEN_THANH, 4403), ("city", 4403), ("", 4403), ("99999", 4404)]
)
def test_a_units_display_follows_its_unit_alone(site: AccountsSite, wall: str, code: int | None) -> None:
    assert closed(site, display(site, SAI_GON), wall) == code


@pytest.mark.parametrize("wall", ["99999", "79", "unknown", "@1001", "760"])  # 760: district 1, until 2025
def test_an_address_that_names_no_unit_of_today_is_told_so(site: AccountsSite, wall: str) -> None:
    mine = site.sign_in("an", "officer")
    assert closed(site, mine, wall) == 4404
    assert site.get(f"/api/board?wall={wall}", mine).status_code == 404


def test_the_board_itself_is_refused_to_a_units_display(site: AccountsSite) -> None:
    mine = display(site, SAI_GON)
    for address in ("/api/board", "/api/board?wall=city", f"/api/board?wall={BEN_THANH}"):
        assert site.get(address, mine).status_code == 403, address
