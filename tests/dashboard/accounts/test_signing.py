"""Signing in: one answer for all that fails, locks that grow, sessions that turn over and end."""

import unicodedata
from datetime import datetime, timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import Engine, select

from dashboard.accounts.desk import Accounts
from dashboard.accounts.errors import AccountError
from dashboard.accounts.passwords import Passwords
from dashboard.accounts.sessions import Begun, hashed
from dashboard.accounts.signing import Asked, Refused
from dashboard.accounts.throttle import MOST
from dashboard.db import reading
from dashboard.models import account, audit, session
from dashboard.settings import Settings
from tests.dashboard.accounts.conftest import NOW, PASSWORD

MINUTE = timedelta(minutes=1)


def enter(
    accounts: Accounts,
    password: str = PASSWORD,
    now: datetime = NOW,
    name: str = "an",
    address: str = "10.0.0.1",
    before: str = "",
) -> Begun | Refused:
    return accounts.sign_in(Asked(name=name, password=password, address=address, before=before), now)


def begun(accounts: Accounts, **told: object) -> Begun:
    done = enter(accounts, **told)  # type: ignore[arg-type]
    assert isinstance(done, Begun)
    return done


def actions(store: Engine) -> list[str]:
    with reading(store) as connection:
        return list(connection.execute(select(audit.c.action).order_by(audit.c.id)).scalars())[2:]


def test_the_right_password_begins_a_session_of_which_the_store_knows_the_hash_alone(
    accounts: Accounts, store: Engine
) -> None:
    token = begun(accounts, name=" AN ").token
    assert len(token) == 43  # 256 bits
    found = accounts.session(token, NOW)
    assert found is not None
    assert (found.account.name, found.account.role, found.account.unit_id) == ("an", "officer", 1001)
    with reading(store) as connection:
        row = connection.execute(select(session)).one()
    assert row.token_hash == hashed(token)
    assert token not in map(str, row)
    assert accounts.session(row.token_hash, NOW) is None
    assert actions(store) == ["sign-in"]


def test_a_letter_that_a_keyboard_writes_in_parts_is_the_same_letter(accounts: Accounts) -> None:
    begun(accounts, password=unicodedata.normalize("NFD", PASSWORD))


@pytest.mark.parametrize(("name", "password"), [("an", "sai"), ("nobody", PASSWORD), ("an", ""), ("", "")])
def test_an_unknown_name_and_a_wrong_password_get_the_same_answer(
    accounts: Accounts, name: str, password: str
) -> None:
    for n in range(4):
        assert enter(accounts, password, NOW + n * MINUTE, name) == Refused()
    fifth = NOW + 4 * MINUTE
    assert enter(accounts, password, fifth, name) == Refused(until=fifth + 15 * MINUTE)
    assert enter(accounts, password, fifth + MINUTE, name) == Refused(until=fifth + 15 * MINUTE)


def test_a_name_that_nobody_has_is_not_written_down_it_may_be_a_password(
    accounts: Accounts, store: Engine
) -> None:
    enter(accounts, name="hunter2hunter2")
    with reading(store) as connection:
        rows = connection.execute(select(audit)).all()
    assert actions(store) == ["sign-in-failed"]
    assert not any("hunter2" in str(row) for row in rows)


def test_five_failures_in_a_row_lock_for_longer_each_time(accounts: Accounts, store: Engine) -> None:
    now, locks = NOW, []
    for _round in range(8):
        for _failure in range(5):
            done = enter(accounts, "sai", now, address=f"10.0.{_round}.1")
        assert isinstance(done, Refused)
        assert done.until is not None
        locks.append((done.until - now) / MINUTE)
        held = enter(accounts, PASSWORD, done.until - MINUTE)  # even with the right one
        assert held == Refused(until=done.until)
        now = done.until
    assert locks == [15, 30, 60, 120, 240, 480, 960, 1440]
    begun(accounts, now=now)
    assert enter(accounts, "sai", now) == Refused()  # counted from the beginning
    assert actions(store).count("locked") == 8


def test_a_good_sign_in_forgets_the_failures_before_it(accounts: Accounts) -> None:
    for _round in range(3):
        for _failure in range(4):
            assert enter(accounts, "sai") == Refused()
        begun(accounts)


def test_an_administrator_unlocks(accounts: Accounts) -> None:
    for _failure in range(5):
        enter(accounts, "sai")
    (held,) = [one for one in accounts.every() if one.name == "an"]
    assert (held.failures, held.locked_until) == (5, NOW + 15 * MINUTE)
    accounts.unlock("an", "chief", NOW)
    begun(accounts)


def test_one_address_may_fail_so_often_and_no_more_whatever_the_names(accounts: Accounts) -> None:
    for n in range(MOST):
        assert enter(accounts, name=f"guess{n}") == Refused()
    assert enter(accounts, now=NOW + MINUTE) == Refused(until=NOW + 15 * MINUTE)
    begun(accounts, address="10.0.0.2")
    begun(accounts, now=NOW + 15 * MINUTE)


def test_many_good_sign_ins_from_one_address_are_no_attack(accounts: Accounts) -> None:
    for _n in range(MOST + 5):
        begun(accounts)


def test_the_session_of_before_a_sign_in_is_worth_nothing_after_it(accounts: Accounts) -> None:
    first = begun(accounts).token
    second = begun(accounts, before=first).token
    assert second != first
    assert accounts.session(first, NOW) is None
    assert accounts.session(second, NOW) is not None
    planted = "chosen-by-somebody-else"
    assert begun(accounts, before=planted).token != planted
    assert accounts.session(planted, NOW) is None


def test_a_session_ends_without_a_sign_of_life_and_in_any_case(accounts: Accounts) -> None:
    token = begun(accounts).token
    hour = timedelta(hours=1)
    assert accounts.session(token, NOW + hour - MINUTE) is not None
    assert accounts.session(token, NOW + hour) is None
    for n in range(1, 24):
        found = accounts.session(token, now := NOW + n * hour / 2)
        assert found is not None
        assert found.is_untouched
        accounts.touch(found, now)
    assert accounts.session(token, NOW + 12 * hour) is None


def test_signing_out_ends_it(accounts: Accounts) -> None:
    done = begun(accounts)
    accounts.sign_out(done.token, done.account, NOW)
    assert accounts.session(done.token, NOW) is None


@pytest.mark.parametrize(
    "changed", [{"role": "leader"}, {"unit_id": 1002}, {"active": False}, {"may_unmask": True}]
)
def test_other_rights_end_every_session(accounts: Accounts, changed: dict[str, object]) -> None:
    tokens = [begun(accounts).token for _ in range(2)]
    accounts.change("an", changed, "chief", NOW)
    assert [accounts.session(token, NOW) for token in tokens] == [None, None]


def test_another_full_name_ends_none(accounts: Accounts) -> None:
    token = begun(accounts).token
    accounts.change("an", {"full_name": "Trần Văn An"}, "chief", NOW)
    found = accounts.session(token, NOW)
    assert found is not None
    assert found.account.full_name == "Trần Văn An"


def test_a_locked_account_gets_the_answer_of_a_wrong_password(accounts: Accounts) -> None:
    accounts.change("an", {"active": False}, "chief", NOW)
    assert enter(accounts) == Refused()


def test_a_new_password_ends_all_sessions_but_the_one_that_begins(accounts: Accounts) -> None:
    other, mine = begun(accounts), begun(accounts)
    after = accounts.own_password(mine.account, PASSWORD, "nắng hạ chang chang", "10.0.0.1", NOW)
    assert accounts.session(other.token, NOW) is None
    assert accounts.session(mine.token, NOW) is None
    assert accounts.session(after.token, NOW) is not None
    assert enter(accounts) == Refused()
    begun(accounts, password="nắng hạ chang chang")


def test_the_present_password_cannot_be_guessed_from_within_a_session(accounts: Accounts) -> None:
    mine = begun(accounts).account
    for _n in range(5):
        with pytest.raises(AccountError) as wrong:
            accounts.own_password(mine, "sai", "nắng hạ chang chang", "10.0.0.1", NOW)
        assert wrong.value.code == "password_wrong"
    with pytest.raises(AccountError) as held:
        accounts.own_password(mine, PASSWORD, "nắng hạ chang chang", "10.0.0.1", NOW)
    assert held.value.code == "wait"


def test_a_hash_of_weaker_parameters_is_made_anew_at_the_sign_in(store: Engine, settings: Settings) -> None:
    weak = Accounts(store, settings, Passwords(PasswordHasher(time_cost=1, memory_cost=32, parallelism=1)))
    weak.add({"name": "an", "role": "officer"}, "test", NOW, PASSWORD)
    strong = Accounts(store, settings, Passwords(PasswordHasher(time_cost=2, memory_cost=64, parallelism=1)))
    begun(strong)
    with reading(store) as connection:
        kept = connection.execute(select(account.c.password_hash)).scalar_one()
    assert kept.startswith("$argon2id$v=19$m=64,t=2,p=1$")
    begun(strong)
