"""Signing in at a real provider on loopback: bound, made, refused; with a wrong state, nonce, audience."""

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from sqlalchemy import Engine

from tests.servers import free_port
from tests.web.accounts_site import HERE, PASSWORD, AccountsSite
from web.cookies import PROVIDER, SESSION
from web.oidc import unpacked

START_SECONDS = 60


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    port = free_port()
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port)]
    address = f"http://127.0.0.1:{port}"
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        end = time.monotonic() + START_SECONDS
        while not _answers(address):
            assert process.poll() is None
            assert time.monotonic() < end
            time.sleep(0.1)
        yield address
        process.terminate()


def _answers(address: str) -> bool:
    try:
        return httpx.get(f"{address}/.well-known/openid-configuration", timeout=5).is_success
    except httpx.TransportError:
        return False


def person(issuer: str, sub: str, **claims: object) -> None:
    httpx.put(f"{issuer}/users/{sub}", json=claims).raise_for_status()


def site_of(store: Engine, issuer: str, **told: object) -> AccountsSite:
    return AccountsSite(store, oidc_issuer=issuer, oidc_client_id="ops", oidc_client_secret="s", **told)


def away(site: AccountsSite, wanted: str = "/kpi") -> tuple[str, str]:
    """Where the provider is asked, and the cookie that is kept meanwhile."""
    answer = site.get(f"/login/oidc?next={wanted}")
    assert answer.status_code == 303
    kept = answer.headers["set-cookie"].split("=", 1)[1].split(";")[0]
    return answer.headers["location"], kept


def enter(site: AccountsSite, sub: str) -> httpx.Response:
    """The whole way: to the provider, who lets `sub` in, and back."""
    asked, kept = away(site)
    done = httpx.post(asked, data={"sub": sub})
    assert done.status_code in {302, 303}, done.text
    back = urlsplit(done.headers["location"])
    return site.get(f"{back.path}?{back.query}", {PROVIDER: kept})


def name_of(site: AccountsSite, answer: httpx.Response) -> str:
    token = re.findall(rf"{SESSION}=([^;]+)", str(answer.headers.get_list("set-cookie")))[0]
    found = site.accounts.session(token, site.now)
    assert found is not None
    return f"{found.account.name} {found.account.role}"


def test_the_provider_is_asked_with_pkce_state_and_nonce(store: Engine, issuer: str) -> None:
    asked, kept = away(site_of(store, issuer))
    told = {key: one[0] for key, one in parse_qs(urlsplit(asked).query).items()}
    begun = unpacked(kept)
    assert begun is not None
    assert told["response_type"] == "code"
    assert told["redirect_uri"] == f"{HERE}/login/oidc/back"
    assert told["code_challenge_method"] == "S256"
    assert told["code_challenge"] not in ("", begun.verifier)
    assert (told["state"], told["nonce"]) == (begun.state, begun.nonce)


def test_an_account_that_waits_for_the_name_is_bound_and_stays_bound(store: Engine, issuer: str) -> None:
    site = site_of(store, issuer)
    site.accounts.add({"name": "an", "role": "planner", "provider_only": True}, "test", site.now)
    person(issuer, "subject-1", preferred_username="An")
    answer = enter(site, "subject-1")
    assert (answer.status_code, answer.headers["location"]) == (303, "/kpi")
    assert name_of(site, answer) == "an planner"
    person(issuer, "subject-1", preferred_username="renamed")
    assert name_of(site, enter(site, "subject-1")) == "an planner"
    person(issuer, "subject-2", preferred_username="an")  # another one of that name
    assert enter(site, "subject-2").status_code == 403
    site.accounts.change("an", {"active": False}, "test", site.now)
    assert enter(site, "subject-1").status_code == 403


def test_nobody_becomes_an_account_with_a_password_by_its_name(store: Engine, issuer: str) -> None:
    site = site_of(store, issuer, oidc_default_role="officer")
    site.accounts.add({"name": "admin", "role": "administrator"}, "test", site.now, PASSWORD)
    person(issuer, "subject-3", preferred_username="admin")
    answer = enter(site, "subject-3")
    assert answer.status_code == 403
    assert "chưa có tài khoản" in answer.text
    site.accounts.change("admin", {"subject": f"{issuer} subject-3"}, "test", site.now)
    assert name_of(site, enter(site, "subject-3")) == "admin administrator"


def test_a_first_sign_in_makes_an_account_where_the_setting_says_so(store: Engine, issuer: str) -> None:
    person(issuer, "subject-4", preferred_username="lan", name="Đỗ Lan")
    assert enter(site_of(store, issuer), "subject-4").status_code == 403
    site = site_of(store, issuer, oidc_default_role="officer")
    assert name_of(site, enter(site, "subject-4")) == "lan officer"
    (made,) = site.accounts.every()
    assert (made.full_name, made.has_password) == ("Đỗ Lan", False)


def test_an_address_counts_only_where_it_is_verified(store: Engine, issuer: str) -> None:
    site = site_of(store, issuer, oidc_default_role="officer", oidc_name_claim="email")
    person(issuer, "subject-5", email="lan@example.vn", email_verified=False)
    assert enter(site, "subject-5").status_code == 403
    person(issuer, "subject-5", email="lan@example.vn", email_verified=True)
    assert name_of(site, enter(site, "subject-5")) == "lan@example.vn officer"


def test_the_provider_may_say_the_role(store: Engine, issuer: str) -> None:
    roles = {"truc-ban": "officer", "lanh-dao": "leader"}
    site = site_of(store, issuer, oidc_role_claim="groups", oidc_roles=roles, oidc_default_role="officer")
    person(issuer, "subject-6", preferred_username="hoa", groups=["other", "lanh-dao"])
    assert name_of(site, enter(site, "subject-6")) == "hoa leader"
    person(issuer, "subject-6", preferred_username="hoa", groups=["truc-ban"])
    assert name_of(site, enter(site, "subject-6")) == "hoa officer"
    person(issuer, "subject-6", preferred_username="hoa", groups=["other"])
    assert enter(site, "subject-6").status_code == 403


def test_a_wrong_way_back_lets_nobody_in(store: Engine, issuer: str) -> None:
    site = site_of(store, issuer, oidc_default_role="officer")
    person(issuer, "subject-7", preferred_username="mai")
    asked, kept = away(site)
    back = urlsplit(httpx.post(asked, data={"sub": "subject-7"}).headers["location"])
    told = f"{back.path}?{back.query}"
    _asked, other = away(site)
    assert site.get(told).status_code == 403  # no cookie
    assert site.get(told, {PROVIDER: other}).status_code == 403  # the state of another attempt
    begun = unpacked(kept)
    assert begun is not None
    assert site.get(f"{back.path}?code=x&state={begun.state}", {PROVIDER: kept}).status_code == 403
    assert site.get(f"{back.path}?error=denied&state={begun.state}", {PROVIDER: kept}).status_code == 403
    stolen = _with_nonce(kept, "x")
    assert site.get(told, {PROVIDER: stolen}).status_code == 403
    assert site.accounts.every() == []


def _with_nonce(kept: str, nonce: str) -> str:
    begun = unpacked(kept)
    assert begun is not None
    return replace(begun, nonce=nonce).packed()


def test_a_provider_that_is_away_or_another_is_said_so(store: Engine, issuer: str) -> None:
    gone = site_of(store, f"http://127.0.0.1:{free_port()}").get("/login/oidc")
    assert gone.status_code == 502
    assert "chưa trả lời" in gone.text
    assert site_of(store, issuer + "/").get("/login/oidc").status_code == 403
