"""Keys: told once, kept as a hash, limited in scope and unit, gone at once when revoked."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select

from dashboard.accounts import audit
from dashboard.accounts.errors import AccountError
from dashboard.db import reading, writing
from dashboard.keys.desk import Keys
from dashboard.keys.key import SCOPES, could_be
from dashboard.models import api_key
from dashboard.models import audit as log
from dashboard.seeding import seed_store
from dashboard.units import CITY_ID
from tests.dashboard.records import local

NOW = local("2026-11-25 10:00")
ENTRY = {"name": "Cổng dữ liệu mở", "scopes": ["units", "figures"], "per_minute": 60}


@pytest.fixture
def keys(store: Engine) -> Keys:
    with writing(store) as connection:
        seed_store(connection)
    return Keys(store)


def _used_at(store: Engine) -> datetime | None:
    with reading(store) as connection:
        found: datetime | None = connection.execute(select(api_key.c.used_at)).scalar_one()
    return found


def test_a_key_opens_what_its_scopes_name_and_is_stored_as_a_hash(store: Engine, keys: Keys) -> None:
    token = keys.add(ENTRY, "chief", NOW)
    found = keys.find(token)
    assert found is not None
    assert (found.name, found.scopes, found.unit_id) == ("Cổng dữ liệu mở", ("figures", "units"), CITY_ID)
    assert token.startswith("opsk_")
    assert found.hint == token[:9]
    with reading(store) as connection:
        row = connection.execute(select(api_key)).one()
        written = [str(one) for one in connection.execute(select(log)).all()]
    assert token not in str(row)
    assert token not in "".join(written)
    assert len(row.hash) == 64


def test_what_is_no_key_opens_nothing(keys: Keys) -> None:
    token = keys.add(ENTRY, "chief", NOW)
    assert [keys.find(one) for one in ("", "opsk_", token[:-1], token + "x", token.lower(), "x" * 48)] == [
        None, None, None, None, None, None,
    ]  # fmt: skip
    assert could_be(token)


def test_a_revoked_key_opens_nothing_and_can_be_renewed_with_another_secret(keys: Keys) -> None:
    token = keys.add(ENTRY, "chief", NOW)
    number = keys.every()[0].id
    keys.revoke(number, "chief", NOW)
    assert keys.find(token) is None
    with pytest.raises(AccountError) as refused:
        keys.change(number, {"per_minute": 5}, "chief", NOW)
    assert refused.value.code == "no_key"
    second = keys.renew(number, "chief", NOW)
    assert keys.find(token) is None
    assert keys.find(second) is not None


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"name": " "}, "key_name"),
        ({"name": "x" * 121}, "key_name"),
        ({"scopes": []}, "key_scopes"),
        ({"scopes": ["figures", "everything"]}, "key_scopes"),
        ({"per_minute": 0}, "key_limit"),
        ({"per_minute": "many"}, "key_limit"),
        ({"per_minute": 6001}, "key_limit"),
        ({"unit_id": 999_999}, "unit"),
    ],
)
def test_a_wrong_entry_is_refused(keys: Keys, told: dict[str, Any], code: str) -> None:
    with pytest.raises(AccountError) as refused:
        keys.add(ENTRY | told, "chief", NOW)
    assert refused.value.code == code
    assert keys.every() == []


def test_a_name_is_given_once(keys: Keys) -> None:
    keys.add(ENTRY, "chief", NOW)
    with pytest.raises(AccountError) as refused:
        keys.add(ENTRY | {"name": " Cổng  dữ liệu mở "}, "chief", NOW)
    assert refused.value.code == "key_taken"


def test_a_change_touches_what_it_names_and_nothing_else(keys: Keys) -> None:
    token = keys.add(ENTRY | {"unit_id": 1001}, "chief", NOW)
    number = keys.every()[0].id
    keys.change(number, {"per_minute": "5"}, "chief", NOW)
    found = keys.find(token)
    assert found is not None
    assert (found.unit_id, found.scopes, found.per_minute) == (1001, ("figures", "units"), 5)
    keys.change(number, {f"scope_{one}": one == "feeds" for one in SCOPES}, "chief", NOW)
    found = keys.find(token)
    assert found is not None
    assert (found.unit_id, found.scopes, found.per_minute) == (1001, ("feeds",), 5)


def test_every_deed_is_in_the_audit_log(store: Engine, keys: Keys) -> None:
    keys.add(ENTRY, "chief", NOW)
    number = keys.every()[0].id
    keys.change(number, {"per_minute": 5}, "chief", NOW)
    keys.renew(number, "chief", NOW)
    keys.revoke(number, "chief", NOW)
    with reading(store) as connection:
        rows = connection.execute(select(log.c.action, log.c.who, log.c.subject).order_by(log.c.id)).all()
        assert audit.verify(connection).broken is None
    actions = ["key-added", "key-changed", "key-renewed", "key-revoked"]
    assert [tuple(row) for row in rows] == [(one, "chief", "Cổng dữ liệu mở") for one in actions]


def test_that_a_key_is_used_is_written_each_five_minutes_at_most(store: Engine, keys: Keys) -> None:
    token = keys.add(ENTRY, "chief", NOW)
    for minutes, seen in ((0, 0), (4, 0), (6, 6)):
        found = keys.find(token)
        assert found is not None
        keys.count(found, NOW + timedelta(minutes=minutes))
        assert _used_at(store) == NOW + timedelta(minutes=seen)
