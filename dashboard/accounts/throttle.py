"""How often somebody may try: failures in a row by name, attempts within a while by network address.

An attempt is counted before its password is looked at, so that many at once find no way around. Names that
nobody has are counted as those of accounts are: the answer tells nothing about who has one.
"""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select, update

from dashboard.db import upsert
from dashboard.models import throttle

FAILURES = 5  # in a row; then the name is locked, each time for longer
FIRST_LOCK, LONGEST_LOCK = timedelta(minutes=15), timedelta(hours=24)
MOST, WINDOW = 30, timedelta(minutes=15)  # attempts that fail, from one address
FORGOTTEN = timedelta(days=7)
_LONGEST = 160  # letters of a key


def count(connection: Connection, name: str, address: str, now: datetime) -> datetime | None:
    """Count an attempt; or, where one may not be made now, until when. Within `db.writing`."""
    tries, since = _row(connection, _by_name(name), now)
    ends = _lock_ends(tries, since)
    if ends is not None and ends > now:
        return ends
    until = pace(connection, _by_address(address), MOST, now)
    if until is None:
        _put(connection, _by_name(name), 1 if since + FORGOTTEN <= now else tries + 1, now)
    return until


def pace(connection: Connection, key: str, most: int, now: datetime) -> datetime | None:
    """Count what may be done `most` times within `WINDOW`; or, where it may not be now, until when."""
    done, began = _row(connection, key[:_LONGEST], now)
    if began + WINDOW <= now:
        done, began = 0, now
    if done >= most:
        return began + WINDOW
    _put(connection, key[:_LONGEST], done + 1, began)
    return None


def take_back(connection: Connection, key: str) -> None:
    """What `pace` counted was right: it has one less."""
    one_less = update(throttle).where(throttle.c.key == key[:_LONGEST], throttle.c.count > 0)
    connection.execute(one_less.values(count=throttle.c.count - 1))


def failures(connection: Connection, name: str, now: datetime) -> tuple[int, datetime | None]:
    """Failures in a row of a name, and until when it is locked by them."""
    tries, since = _row(connection, _by_name(name), now)
    ends = _lock_ends(tries, since)
    return tries, ends if ends is not None and ends > now else None


def forgive(connection: Connection, name: str, address: str = "") -> None:
    """After a good sign-in or an unlocking: the name begins anew, the address has one try less."""
    connection.execute(delete(throttle).where(throttle.c.key == _by_name(name)))
    if address:
        take_back(connection, _by_address(address))


def prune(connection: Connection, now: datetime) -> None:
    connection.execute(delete(throttle).where(throttle.c.since < now - FORGOTTEN))


def _lock_ends(tries: int, since: datetime) -> datetime | None:
    if not tries or tries % FAILURES:
        return None
    doubled: timedelta = FIRST_LOCK * 2 ** min(tries // FAILURES - 1, 10)
    return since + min(doubled, LONGEST_LOCK)


def _by_name(name: str) -> str:
    return f"name:{name[:150]}"


def _by_address(address: str) -> str:
    return f"address:{address[:150]}"


def _row(connection: Connection, key: str, now: datetime) -> tuple[int, datetime]:
    """Held until the transaction ends, so that attempts of one name are counted one after the other."""
    row = connection.execute(
        select(throttle.c.count.label("tries"), throttle.c.since)
        .where(throttle.c.key == key)
        .with_for_update()
    ).one_or_none()
    return (row.tries, row.since) if row else (0, now)


def _put(connection: Connection, key: str, tries: int, since: datetime) -> None:
    told = {"count": tries, "since": since}
    statement = upsert(connection, throttle).values(key=key, **told)
    connection.execute(statement.on_conflict_do_update(index_elements=[throttle.c.key], set_=told))
