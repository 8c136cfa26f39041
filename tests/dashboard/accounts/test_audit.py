"""The audit log holds: what is written stays, what is tampered with is found, writers queue up."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, delete, select, update
from sqlalchemy.exc import DatabaseError

from dashboard.accounts.audit import FIRST, Verified, verify, write
from dashboard.db import reading, writing
from dashboard.models import audit

NOW = datetime(2026, 11, 25, 3, 0, 0, 123456, tzinfo=UTC)


def fill(store: Engine, number: int = 5) -> None:
    with writing(store) as connection:
        for n in range(number):
            detail: dict[Any, Any] = {"reason": f"việc {n}", "km": 1.5, 7: [n, None]}
            write(connection, "an", "unmask", f"dossier-{n}", detail, NOW + timedelta(seconds=n))


def verified(store: Engine) -> Verified:
    with reading(store) as connection:
        return verify(connection)


@contextmanager
def unguarded(store: Engine) -> Iterator[Connection]:
    """As whoever owns the database could: with the triggers switched off."""
    with writing(store) as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("ALTER TABLE audit DISABLE TRIGGER USER")
        else:
            connection.exec_driver_sql("DROP TRIGGER audit_no_update")
            connection.exec_driver_sql("DROP TRIGGER audit_no_delete")
        yield connection


def test_what_is_written_verifies_and_an_empty_log_too(store: Engine) -> None:
    assert verified(store) == Verified(0, FIRST)
    fill(store)
    found = verified(store)
    assert (found.rows, found.broken) == (5, None)
    with reading(store) as connection:
        rows = connection.execute(select(audit).order_by(audit.c.id)).all()
    assert [row.previous for row in rows] == [FIRST, *(row.hash for row in rows[:-1])]
    assert found.head == rows[-1].hash
    assert rows[2].at == NOW + timedelta(seconds=2)
    assert rows[2].detail == {"reason": "việc 2", "km": 1.5, "7": [2, None]}


def test_the_hash_is_the_one_that_is_worked_out_by_hand(store: Engine) -> None:
    with writing(store) as connection:
        write(
            connection, "an", "sign-in", "an", {"b": 1, "a": "ế"}, datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC)
        )
        found = connection.execute(select(audit.c.hash)).scalar_one()
    # printf '[1000000,"an","sign-in","an",{"a":"\\u1ebf","b":1},"000…0"]' | sha256sum, the zeros 64
    assert found == "2acb17d8d69aef80a2b378c4a90266908d8bf67562fa0f1dee0ee835fc908b8e"


@pytest.mark.parametrize("deed", [update(audit).values(who="nobody"), delete(audit)])
def test_the_store_itself_refuses_to_change_or_delete(store: Engine, deed: object) -> None:
    fill(store)
    with pytest.raises(DatabaseError, match="only ever added to"), writing(store) as connection:
        connection.execute(deed)  # type: ignore[call-overload]
    assert verified(store).rows == 5


@pytest.mark.parametrize(
    "changed",
    [{"who": "binh"}, {"action": "export"}, {"subject": "x"}, {"detail": {"reason": "x"}}, {"at": NOW}],
)
def test_a_row_that_was_changed_is_named(store: Engine, changed: dict[str, object]) -> None:
    fill(store)
    with unguarded(store) as connection:
        connection.execute(update(audit).where(audit.c.id == 3).values(**changed))
    found = verified(store)
    assert (found.rows, found.broken, found.reason) == (2, 3, "changed")


def test_a_row_that_was_taken_out_is_noticed_at_the_next(store: Engine) -> None:
    fill(store)
    with unguarded(store) as connection:
        connection.execute(delete(audit).where(audit.c.id == 2))
    found = verified(store)
    assert (found.rows, found.broken, found.reason) == (1, 3, "missing")


def test_what_was_cut_off_at_the_end_shows_in_the_head(store: Engine) -> None:
    fill(store)
    noted = verified(store).head
    with unguarded(store) as connection:
        connection.execute(delete(audit).where(audit.c.id == 5))
    found = verified(store)
    assert found.broken is None
    assert found.head != noted


def test_two_writers_at_once_make_one_chain(store: Engine) -> None:
    def work(name: int) -> None:
        for n in range(10):
            with writing(store) as connection:
                write(connection, f"writer-{name}", "export", str(n), {}, NOW)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(work, range(4)))
    found = verified(store)
    assert (found.rows, found.broken) == (40, None)


def test_a_deed_that_fails_leaves_no_row(store: Engine) -> None:
    def fail() -> None:
        with writing(store) as connection:
            write(connection, "an", "export", "x", {}, NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert verified(store).rows == 0


def test_what_no_store_takes_is_cleaned_and_cut(store: Engine) -> None:
    with writing(store) as connection:
        write(connection, "a\0" + "b" * 200, "c" * 50, "\ud800" + "d" * 200, {"x": "\0\ud800"}, NOW)
        row = connection.execute(select(audit)).one()
    assert (row.who, row.subject) == ("a?" + "b" * 118, "?" + "d" * 159)
    assert verified(store).broken is None
