"""A screen shows a code, an administrator types it: once, in time, and nobody can guess."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select

from dashboard.accounts import pairing
from dashboard.accounts.desk import Accounts
from dashboard.accounts.displays import Shown
from dashboard.accounts.errors import AccountError
from dashboard.accounts.pairing import Offer, Waiting
from dashboard.db import reading
from dashboard.models import display
from dashboard.models import pairing as table
from tests.dashboard.accounts.conftest import NOW

WARD = 1001
HALL = {"name": "Sảnh", "unit_id": WARD, "look": "day"}


def offered(accounts: Accounts, held: str = "", address: str = "10.0.0.7", later: float = 0) -> Offer:
    made = accounts.begin_pairing(held, address, NOW + timedelta(minutes=later))
    assert isinstance(made, Offer)
    return made


def refused(accounts: Accounts, code: str, later: float = 0, **told: Any) -> tuple[str, str]:
    """What is wrong, and at which entry."""
    who, address = told.pop("who", "chief"), told.pop("address", "10.0.0.1")
    with pytest.raises(AccountError) as caught:
        accounts.pair(code, {**HALL, **told}, who, address, NOW + timedelta(minutes=later))
    return caught.value.code, caught.value.entry


def test_the_screens_own_secret_becomes_its_token(accounts: Accounts, store: Engine) -> None:
    screen = offered(accounts)
    assert accounts.asked_pairing(screen.token, NOW) == Waiting(expires_at=NOW + timedelta(minutes=10))
    assert accounts.display(screen.token, NOW) is None
    typed = f" {screen.code[:3].lower()} {screen.code[3:]}"
    assert accounts.pair(typed, HALL, "chief", "10.0.0.1", NOW) == "10.0.0.7"
    shown = accounts.asked_pairing(screen.token, NOW)
    assert isinstance(shown, Shown)
    account = shown.account
    assert (account.name, account.role, account.unit_id) == (
        "display:Sảnh",
        "display",
        WARD,
    )
    assert accounts.display(screen.token, NOW) == shown
    (kept,) = accounts.displays()
    assert (kept.name, kept.unit_name, kept.look, kept.scenes) == ("Sảnh", "Phường Thủ Dầu Một", "day", None)
    (written,) = accounts.log(action="display-added").entries
    assert (written.who, written.subject, written.detail["paired_from"]) == ("chief", "Sảnh", "10.0.0.7")
    with reading(store) as connection:
        assert connection.execute(select(table)).all() == []


def test_the_store_holds_neither_secret_nor_code(accounts: Accounts, store: Engine) -> None:
    screen = offered(accounts)
    with reading(store) as connection:
        held = str(connection.execute(select(table)).one())
    accounts.pair(screen.code, HALL, "chief", "10.0.0.1", NOW)
    with reading(store) as connection:
        held += str(connection.execute(select(display)).one())
    assert screen.token not in held
    assert screen.code not in held
    assert len(set(screen.code) - set("ABCDEFGHJKLNPQRSTVXYZ23456789")) == 0


def test_a_code_is_used_once_also_by_two_at_the_same_moment(accounts: Accounts) -> None:
    screen = offered(accounts)

    def try_it(who: str) -> str:
        try:
            return accounts.pair(screen.code, {"name": who}, who, "10.0.0.1", NOW)
        except AccountError as error:
            return error.code

    with ThreadPoolExecutor(2) as both:
        assert sorted(both.map(try_it, ["an", "chief"])) == ["10.0.0.7", "pair_code"]
    assert len(accounts.displays()) == 1


def test_a_code_ends_after_ten_minutes_and_with_the_next_one(accounts: Accounts) -> None:
    first = offered(accounts)
    second = offered(accounts, first.token)
    assert refused(accounts, first.code) == ("pair_code", "code")
    assert accounts.asked_pairing(first.token, NOW) is None
    assert accounts.asked_pairing("made up", NOW) is None
    assert refused(accounts, second.code, later=10) == ("pair_code", "code")
    assert accounts.asked_pairing(second.token, NOW + timedelta(minutes=10)) is None
    third = offered(accounts, second.token, later=11)
    accounts.pair(third.code, HALL, "chief", "10.0.0.1", NOW + timedelta(minutes=12))


def test_a_screen_that_was_let_in_meanwhile_gets_no_other_code(accounts: Accounts) -> None:
    screen = offered(accounts)
    accounts.pair(screen.code, HALL, "chief", "10.0.0.1", NOW)
    assert isinstance(accounts.begin_pairing(screen.token, "10.0.0.7", NOW), Shown)


def test_a_revoked_screen_pairs_again_with_another_secret(accounts: Accounts) -> None:
    screen = offered(accounts)
    accounts.pair(screen.code, HALL, "chief", "10.0.0.1", NOW)
    accounts.revoke_display(1, "chief", NOW)
    assert accounts.asked_pairing(screen.token, NOW) is None
    again = offered(accounts, screen.token)
    assert again.token != screen.token
    accounts.pair(again.code, HALL, "chief", "10.0.0.1", NOW)
    assert accounts.display(screen.token, NOW) is None
    assert accounts.display(again.token, NOW) is not None


def test_what_can_be_no_code_is_said_and_not_counted(accounts: Accounts) -> None:
    screen = offered(accounts)
    for told in ("", "ABC", "ABCDEFG", "ABCDE0", "ABCDEI", "ẠBCDEF"):
        for _ in range(5):
            assert refused(accounts, told) == ("pair_form", "code")
    accounts.pair(screen.code, HALL, "chief", "10.0.0.1", NOW)


@pytest.mark.parametrize(
    ("told", "wrong"),
    [
        ({"name": " "}, ("display_name", "name")),
        ({"name": "x" * 81}, ("display_name", "name")),
        ({"name": "a\nb"}, ("display_name", "name")),
        ({"look": "pink"}, ("display_look", "look")),
        ({"scenes": []}, ("display_scenes", "scenes")),
        ({"scenes": "map"}, ("display_scenes", "scenes")),
        ({"scenes": [{"scene": "map", "seconds": 1}]}, ("display_scenes", "scenes")),
        ({"scenes": [{"scene": "rain", "seconds": 10}]}, ("display_scenes", "scenes")),
        ({"takeover": {"seconds": 0}}, ("display_takeover", "takeover_seconds")),
        ({"takeover": {"severities": ["bad"]}}, ("display_takeover", "takeover_seconds")),
    ],
)
def test_a_wrong_entry_is_said_and_the_code_stays_good(
    accounts: Accounts, told: dict[str, Any], wrong: tuple[str, str]
) -> None:
    screen = offered(accounts)
    assert refused(accounts, screen.code, **told) == wrong
    accounts.pair(screen.code, HALL, "chief", "10.0.0.1", NOW)


def test_nobody_guesses_a_code(accounts: Accounts) -> None:
    """Ten wrong ones, by an administrator or from an address: then not even the right one is looked at."""
    screen = offered(accounts)
    wrong = "ABCDEF" if screen.code != "ABCDEF" else "ABCDEG"
    for _ in range(pairing.MOST_TRIES):
        assert refused(accounts, wrong) == ("pair_code", "code")
    assert refused(accounts, screen.code, address="10.0.0.2") == ("wait", "code")
    assert refused(accounts, screen.code, who="an") == ("wait", "code")
    assert len(accounts.log(action="pairing-failed").entries) == pairing.MOST_TRIES
    later = offered(accounts, later=20)
    accounts.pair(later.code, HALL, "chief", "10.0.0.1", NOW + timedelta(minutes=20))


def test_right_codes_are_not_counted(accounts: Accounts) -> None:
    for number in range(pairing.MOST_TRIES + 2):
        accounts.pair(offered(accounts).code, {"name": f"Phòng {number}"}, "chief", "10.0.0.1", NOW)
    assert len(accounts.displays()) == pairing.MOST_TRIES + 2


def test_only_so_many_screens_of_an_address_wait(accounts: Accounts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pairing, "MOST_OPEN", 3)
    waiting = [offered(accounts) for _ in range(3)]
    with pytest.raises(AccountError) as caught:
        offered(accounts)
    assert caught.value.code == "pair_crowded"
    offered(accounts, address="10.0.0.8")
    offered(accounts, waiting[0].token)  # in place of its own
    offered(accounts, later=11)  # the others are over


def test_codes_are_not_asked_for_without_end(accounts: Accounts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pairing, "MOST_BEGUN", 3)
    held = ""
    for _ in range(3):
        held = offered(accounts, held).token
    with pytest.raises(AccountError) as caught:
        offered(accounts, held)
    assert caught.value.code == "wait"
    offered(accounts, held, later=16)


def test_a_display_is_given_other_scenes_and_the_log_says_which(accounts: Accounts) -> None:
    token = accounts.add_display("Hall", "chief", NOW)
    own = {"scenes": [{"scene": "flood", "seconds": 20}], "takeover": {"severities": ["extreme"]}}
    accounts.change_display(1, {"name": "Hall", "look": "night", **own}, "chief", NOW)
    accounts.change_display(1, {"name": "Hall", "look": "night", **own}, "chief", NOW)  # nothing new
    row = accounts.display_row(token)
    assert row is not None
    assert row.scenes == {**own, "takeover": {"severities": ["extreme"], "seconds": 60}}
    (written,) = accounts.log(action="display-changed").entries
    assert written.detail["before"] == {"look": "auto", "scenes": None}
    with pytest.raises(AccountError) as caught:
        accounts.change_display(2, {"name": "Hall"}, "chief", NOW)
    assert caught.value.code == "no_display"
