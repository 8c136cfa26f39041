"""Keys as administrators keep them: each deed in the caller's transaction, with its line in the audit log."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update
from sqlalchemy.exc import IntegrityError

from dashboard.accounts import audit
from dashboard.accounts.errors import AccountError
from dashboard.accounts.sessions import hashed
from dashboard.keys.key import LEAST, MOST, SCOPES, USUAL, Key, new_secret
from dashboard.models import api_key, unit
from dashboard.units import CITY_ID

SEEN = timedelta(minutes=5)  # `used_at` is not written more often
_LONGEST = 120  # letters of a name
_BOX = "scope_"  # a form's boxes: scope_figures …


def add(connection: Connection, told: Mapping[str, Any], who: str, now: datetime) -> str:
    """A new key; its token, which is told here and nowhere else.

    `told`: name, scopes, unit_id, per_minute. Raises AccountError.
    """
    entry, secret = checked(connection, told), new_secret()
    if connection.execute(select(api_key.c.id).where(api_key.c.name == entry["name"])).first():
        raise _taken(entry["name"])
    row = entry | {"hash": secret.hash, "hint": secret.hint, "made_by": who, "made_at": now, "is_off": False}
    try:
        with connection.begin_nested():
            connection.execute(insert(api_key).values(row))
    except IntegrityError as error:
        raise _taken(entry["name"]) from error
    audit.write(connection, who, "key-added", entry["name"], entry | {"hint": secret.hint}, now)
    return secret.token


def change(connection: Connection, number: int, told: Mapping[str, Any], who: str, now: datetime) -> None:
    """Other scopes, unit or limit, from the next request on. Raises AccountError."""
    row = _held(connection, number)
    held = {"name": row.name, "unit_id": row.unit_id, "per_minute": row.per_minute}
    if not any(key.startswith(_BOX) for key in told):
        held["scopes"] = row.scopes
    entry = checked(connection, held | {key: value for key, value in told.items() if key != "name"})
    changed = {key: value for key, value in entry.items() if key != "name" and value != getattr(row, key)}
    if not changed:
        return
    connection.execute(update(api_key).where(api_key.c.id == number).values(changed))
    before = {key: getattr(row, key) for key in changed}
    audit.write(connection, who, "key-changed", row.name, {"before": before, "after": changed}, now)


def renew(connection: Connection, number: int, who: str, now: datetime) -> str:
    """Another secret for the same key: the old one opens nothing any more. Raises AccountError."""
    row, secret = _held(connection, number, even_off=True), new_secret()
    values = {"hash": secret.hash, "hint": secret.hint, "is_off": False, "used_at": None}
    connection.execute(update(api_key).where(api_key.c.id == number).values(values))
    audit.write(connection, who, "key-renewed", row.name, {"before": row.hint, "after": secret.hint}, now)
    return secret.token


def revoke(connection: Connection, number: int, who: str, now: datetime) -> None:
    """It opens nothing any more, from the next request on. Raises AccountError."""
    row = _held(connection, number)
    connection.execute(update(api_key).where(api_key.c.id == number).values(is_off=True))
    audit.write(connection, who, "key-revoked", row.name, {"hint": row.hint}, now)


def find(connection: Connection, token: str) -> Key | None:
    """The key of a secret, where it has not been revoked."""
    held = (api_key.c.hash == hashed(token)) & api_key.c.is_off.is_(False)
    row = connection.execute(_listed().where(held)).one_or_none()
    return None if row is None else _key(row)


def touch(connection: Connection, number: int, now: datetime) -> None:
    connection.execute(update(api_key).where(api_key.c.id == number).values(used_at=now))


def every(connection: Connection) -> list[Key]:
    """All keys, those that open something first, then by name."""
    return [_key(row) for row in connection.execute(_listed().order_by(api_key.c.is_off, api_key.c.name))]


def checked(connection: Connection, told: Mapping[str, Any]) -> dict[str, Any]:
    """An entry as it is stored. Raises AccountError."""
    name = " ".join(str(told.get("name") or "").split())
    if not name or len(name) > _LONGEST:
        raise AccountError(code="key_name", entry="name")
    wanted = told.get("scopes")
    if wanted is None:
        wanted = [one for one in SCOPES if told.get(_BOX + one) in (True, "yes")]
    scopes = [one for one in SCOPES if one in wanted]
    if not scopes or len(scopes) != len(set(wanted)):
        raise AccountError(code="key_scopes", entry=_BOX + SCOPES[0], values={"scopes": ", ".join(SCOPES)})
    unit_id = told.get("unit_id", CITY_ID)
    if not connection.execute(select(unit.c.id).where(unit.c.id == unit_id)).first():
        raise AccountError(code="unit", entry="unit")
    return {"name": name, "scopes": scopes, "unit_id": unit_id, "per_minute": _limit(told)}


def _limit(told: Mapping[str, Any]) -> int:
    text = str(told.get("per_minute", USUAL)).strip()
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 0
    if not LEAST <= number <= MOST:
        raise AccountError(code="key_limit", entry="per_minute", values={"least": LEAST, "most": MOST})
    return number


def _taken(name: str) -> AccountError:
    return AccountError(code="key_taken", entry="name", values={"name": name})


def _held(connection: Connection, number: int, *, even_off: bool = False) -> Row[Any]:
    """Kept until the transaction ends."""
    statement = select(api_key).where(api_key.c.id == number).with_for_update()
    row = connection.execute(statement).one_or_none()
    if row is None or (row.is_off and not even_off):
        raise AccountError(code="no_key")
    return row


def _listed() -> Any:
    return select(api_key, unit.c.code.label("unit"), unit.c.name.label("unit_name")).join(
        unit, unit.c.id == api_key.c.unit_id
    )


def _key(row: Any) -> Key:
    named = {name: getattr(row, name) for name in Key.__slots__}
    return Key(**named | {"scopes": tuple(row.scopes)})
