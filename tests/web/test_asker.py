"""What changes something is for whoever sits at this machine, and for nobody behind a proxy."""

import asyncio

import httpx
import pytest
from fastapi import FastAPI

from dashboard.access import Right, asked_by, may, who
from web.asker import Asker

HERE, ELSEWHERE = "127.0.0.1", "10.20.30.40"


def app() -> FastAPI:
    """Says who asked and what they may, from a thread too, as the pages do."""
    made = FastAPI()

    @made.get("/")
    async def told() -> dict[str, object]:
        in_thread = await asyncio.to_thread(may, Right.EDIT)
        return {"who": who(), "edit": may(Right.EDIT), "in_thread": in_thread, "see": may(Right.SEE)}

    made.add_middleware(Asker)
    return made


def ask(address: str, headers: dict[str, str] | None = None) -> dict[str, object]:
    async def asking() -> dict[str, object]:
        transport = httpx.ASGITransport(app=app(), client=(address, 4711))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            answer: dict[str, object] = (await client.get("/", headers=headers)).json()
            return answer

    return asyncio.run(asking())


@pytest.mark.parametrize("address", [HERE, "127.4.5.6", "::1", "::ffff:127.0.0.1"])
def test_this_machine_may_edit(address: str) -> None:
    assert ask(address) == {"who": address, "edit": True, "in_thread": True, "see": True}


@pytest.mark.parametrize(
    "address", [ELSEWHERE, "192.168.1.2", "::ffff:10.0.0.1", "fe80::1", "unix:", "testclient"]
)
def test_another_machine_sees_and_does_not_edit(address: str) -> None:
    assert ask(address) == {"who": address, "edit": False, "in_thread": False, "see": True}


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"])
def test_whoever_comes_through_a_proxy_on_this_machine_does_not_edit(header: str) -> None:
    assert ask(HERE, {header: HERE})["edit"] is False


def test_outside_of_a_request_nobody_may_edit_or_see_names() -> None:
    assert not may(Right.EDIT)
    with asked_by(HERE):
        assert may(Right.EDIT)
        assert not may(Right.UNMASK)
    assert not may(Right.EDIT)
