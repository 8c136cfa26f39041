"""Accounts and displays as administrators keep them, each deed in the audit log."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from dashboard.accounts.desk import Accounts
from dashboard.accounts.errors import AccountError
from dashboard.accounts.first import first_administrator
from dashboard.accounts.passwords import check, random_password
from dashboard.accounts.sessions import Begun
from dashboard.accounts.signing import Asked
from dashboard.settings import Settings
from tests.dashboard.accounts.conftest import NOW
from tests.signed_in import quick


def refused(accounts: Accounts, **told: object) -> str:
    with pytest.raises(AccountError) as error:
        accounts.add({"name": "binh", "role": "officer", **told}, "chief", NOW)
    assert "binh" not in [one.name for one in accounts.every()]
    return error.value.code


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"name": "an"}, "taken"),
        ({"name": " AN "}, "taken"),
        ({"name": "Bình"}, "name"),
        ({"name": "b"}, "name"),
        ({"name": "a b"}, "name"),
        ({"name": "../x"}, "name"),
        ({"name": "display:x"}, "name"),
        ({"role": "king"}, "role"),
        ({"role": "display"}, "role"),
        ({"unit_id": 7_777_777}, "unit"),
    ],
)
def test_an_account_that_cannot_be_is_refused_with_its_reason(
    accounts: Accounts, told: dict[str, object], code: str
) -> None:
    assert refused(accounts, **told) == code


def test_a_new_account_gets_a_random_password_that_must_be_changed(accounts: Accounts) -> None:
    password = accounts.add({"name": "binh", "role": "planner", "full_name": "Lê Bình"}, "chief", NOW)
    done = accounts.sign_in(Asked(name="binh", password=password, address=""), NOW)
    assert isinstance(done, Begun)
    assert done.account.must_change
    (kept,) = [one for one in accounts.every() if one.name == "binh"]
    assert (kept.full_name, kept.unit, kept.signed_in_at) == ("Lê Bình", "79", NOW)
    newest = accounts.log().entries[1]
    assert (newest.who, newest.action, newest.subject) == ("chief", "account-added", "binh")
    assert password not in str(accounts.log())


@pytest.mark.parametrize("changed", [{"role": "officer"}, {"active": False}, {"unit_id": 1001}])
def test_the_last_administrator_of_the_city_stays(accounts: Accounts, changed: dict[str, object]) -> None:
    with pytest.raises(AccountError) as error:
        accounts.change("chief", changed, "chief", NOW)
    assert error.value.code == "last"
    accounts.add({"name": "deputy", "role": "administrator"}, "chief", NOW)
    accounts.change("chief", changed, "deputy", NOW)


def test_what_changes_is_in_the_log_with_what_was_before(accounts: Accounts) -> None:
    accounts.change("an", {"role": "leader", "full_name": "an"}, "chief", NOW)
    (newest,) = accounts.log(who="chief", action="account-changed").entries
    assert newest.detail == {"before": {"role": "officer"}, "after": {"role": "leader"}}
    accounts.change("an", {"role": "leader"}, "chief", NOW)
    assert len(accounts.log(action="account-changed").entries) == 1


def test_the_log_is_read_a_page_at_a_time(accounts: Accounts) -> None:
    for n in range(60):
        accounts.write("an", "export", str(n), {}, NOW)
    first = accounts.log(action="export")
    second = accounts.log(action="export", before=first.older)
    assert [one.subject for one in first.entries] == [str(n) for n in range(59, 9, -1)]
    assert [one.subject for one in second.entries] == [str(n) for n in range(9, -1, -1)]
    assert second.older == 0


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("ngắn quá", "password_length"),
        ("x" * 201, "password_length"),
        ("toi la tran.binh day", "password_name"),
        ("matkhau123456", "password_common"),
        ("MatKhau123456", "password_common"),
        ("aaaaaaaabbbbbbbb", "password_common"),
    ],
)
def test_a_password_that_is_too_easy_is_refused(password: str, code: str) -> None:
    with pytest.raises(AccountError) as error:
        check(password, "tran.binh")
    assert error.value.code == code


def test_random_passwords_pass_and_differ() -> None:
    made = {random_password() for _ in range(20)}
    assert len(made) == 20
    for one in made:
        check(one, "admin")


def test_a_displays_token_shows_until_it_is_revoked(accounts: Accounts) -> None:
    token = accounts.add_display(" Hall ", "chief", NOW)
    shown = accounts.display(token, NOW)
    assert shown is not None
    assert (shown.account.name, shown.account.role) == ("display:Hall", "display")
    accounts.touch(shown, NOW + timedelta(minutes=1))
    (kept,) = accounts.displays()
    assert (kept.name, kept.created_by, kept.seen_at) == ("Hall", "chief", NOW + timedelta(minutes=1))
    assert token not in str(accounts.log())
    accounts.revoke_display(kept.id, "chief", NOW)
    assert accounts.display(token, NOW) is None
    with pytest.raises(AccountError):
        accounts.revoke_display(kept.id, "chief", NOW)


def test_an_empty_store_gets_one_administrator_once(store: Engine, settings: Settings) -> None:
    accounts = Accounts(store, settings, quick())
    password = first_administrator(accounts, NOW, must_change=True)
    done = accounts.sign_in(Asked(name="admin", password=password, address=""), NOW)
    assert isinstance(done, Begun)
    assert (done.account.role, done.account.must_change) == ("administrator", True)
    assert first_administrator(accounts, NOW, must_change=True) == ""
