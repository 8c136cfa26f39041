"""Leases: who does a piece of work that only one process may do at a time.

A lease is taken for a short while and renewed while the work goes on; when its holder dies it runs out,
and the next to ask has it. The clocks of the machines must agree to within a few seconds.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, delete, or_
from sqlalchemy.exc import InterfaceError, OperationalError

from dashboard.db import StoreError, upsert, writing
from dashboard.models import lease

TTL = timedelta(seconds=20)  # a dead holder's work is taken over within 30 s


def take(store: Engine, name: str, holder: str, now: datetime, ttl: timedelta = TTL) -> bool:
    """Whether `holder` has the lease until `now + ttl`: it was free, had run out, or was its own already.

    One statement, so that of several who ask at once only one gets it, on SQLite and on PostgreSQL.
    Raises StoreError where the store does not answer.
    """
    until = now + ttl
    with _writing(store) as connection:
        statement = upsert(connection, lease).values(name=name, holder=holder, until=until)
        statement = statement.on_conflict_do_update(
            index_elements=[lease.c.name],
            set_={"holder": holder, "until": until},
            where=or_(lease.c.holder == holder, lease.c.until <= now),
        )
        return connection.execute(statement.returning(lease.c.name)).first() is not None


def release(store: Engine, name: str, holder: str) -> None:
    """Give the lease back, so that the next need not wait for it to run out; another's stays as it is.

    Raises StoreError where the store does not answer.
    """
    with _writing(store) as connection:
        connection.execute(delete(lease).where(lease.c.name == name, lease.c.holder == holder))


@contextmanager
def _writing(store: Engine) -> Iterator[Connection]:
    try:
        with writing(store) as connection:
            yield connection
    except (OperationalError, InterfaceError) as error:
        raise StoreError(f"the store does not answer: {' '.join(str(error.orig).split())}") from error
