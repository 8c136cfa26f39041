"""Each role has the rights that the table says, within its unit; a display has next to none."""

import pytest

from dashboard.access import ROLES, Account, Right, account, asked_by, may, who, within
from dashboard.units import CITY_ID, UNKNOWN_ID

WARD, OTHER = 1001, 1002
EVERYBODY = {"watch", "see", "export"}
EXPECTED = {
    "officer": EVERYBODY | {"judge", "act"},
    "planner": EVERYBODY | {"judge", "edit", "upload", "tune", "report"},
    "leader": EVERYBODY | {"judge", "act", "edit", "decide", "report"},
    "administrator": EVERYBODY
    | {"judge", "act", "edit", "upload", "tune", "report", "replay", "decide", "administer"},
    "display": {"watch"},
    "nobody's": set(),
}


def one(role: str, **told: object) -> Account:
    return Account(id=7, name="an", role=role, **told)  # type: ignore[arg-type]


def test_no_role_is_without_a_test() -> None:
    assert ROLES.keys() == EXPECTED.keys() - {"display", "nobody's"}


@pytest.mark.parametrize("right", list(Right))
@pytest.mark.parametrize("role", EXPECTED)
def test_each_role_has_its_rights_and_no_other(role: str, right: Right) -> None:
    with asked_by(one(role)):
        assert may(right) == (right in EXPECTED[role])


@pytest.mark.parametrize("role", ROLES)
def test_personal_data_are_opened_to_a_person_and_never_by_a_role(role: str) -> None:
    with asked_by(one(role)):
        assert not may(Right.UNMASK)
    with asked_by(one(role, may_unmask=True)):
        assert may(Right.UNMASK)
    with asked_by(one("display", may_unmask=True)):
        assert not may(Right.UNMASK)


def test_a_scope_is_a_unit_and_those_below_it() -> None:
    with asked_by(one("officer", unit_id=WARD)):
        assert may(Right.ACT)
        assert may(Right.ACT, WARD)
        assert not may(Right.ACT, OTHER)
        assert not may(Right.ACT, CITY_ID)
        assert not may(Right.ACT, UNKNOWN_ID)
    with asked_by(one("officer")):
        assert all(may(Right.ACT, unit) for unit in (WARD, OTHER, CITY_ID, UNKNOWN_ID))
        assert not may(Right.TUNE, WARD)
    assert within(WARD, CITY_ID)
    assert not within(999_999, WARD)


def test_who_asks_is_the_account_and_ends_with_its_request() -> None:
    with asked_by(one("leader")):
        assert who() == "an"
        assert account() == one("leader")
    assert (who(), account()) == ("", None)
    with asked_by(Account(name="display:hall", role="display")):
        assert (who(), account()) == ("display:hall", None)
