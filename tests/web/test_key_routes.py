"""Keys are made, changed, renewed and revoked by an administrator of the whole city, and by nobody else."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from dashboard.db import engine, migrate
from tests.web.accounts_site import AccountsSite

ENTRY = {"name": "Cổng", "unit": "26740", "per_minute": "30", "scope_units": True, "scope_kpis": True}
PATH = "/api/admin/keys"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[AccountsSite]:
    store: Engine = engine(f"sqlite:///{tmp_path / 'ops.db'}")
    migrate(store)
    yield AccountsSite(store)
    store.dispose()


def test_an_administrator_makes_a_key_that_is_shown_once(site: AccountsSite) -> None:
    chief = site.sign_in("chief", "administrator")
    token = site.post(PATH, chief, told=ENTRY).json()["token"]
    assert token.startswith("opsk_")
    (listed,) = site.get(PATH, chief).json()["keys"]
    assert (listed["name"], listed["unit"], listed["scopes"], listed["per_minute"]) == (
        "Cổng", "26740", ["kpis", "units"], 30,
    )  # fmt: skip
    assert token not in site.get(PATH, chief).text
    number = listed["id"]
    assert site.post(f"{PATH}/{number}", chief, told=ENTRY | {"per_minute": "5"}).status_code == 200
    second = site.post(f"{PATH}/{number}/renew", chief, told={}).json()["token"]
    assert second not in ("", token)
    deleted = site.ask(
        "DELETE", f"{PATH}/{number}", chief, {"Origin": "http://127.0.0.1", "X-CSRF": site.csrf(chief)}
    )
    assert deleted.status_code == 200
    assert site.get(PATH, chief).json()["keys"][0]["is_off"] is True


def test_a_mistake_is_told_at_its_field(site: AccountsSite) -> None:
    chief = site.sign_in("chief", "administrator")
    for told, field in ((ENTRY | {"name": ""}, "name"), (ENTRY | {"unit": "0"}, "unit")):
        answer = site.post(PATH, chief, told=told)
        assert (answer.status_code, answer.json()["mistakes"][0]["field"]) == (422, field)


@pytest.mark.parametrize("role", ["officer", "planner", "leader"])
def test_nobody_else_may(site: AccountsSite, role: str) -> None:
    other = site.sign_in("other", role)
    assert site.get(PATH, other).status_code == 403
    assert site.post(PATH, other, told=ENTRY).status_code == 403
