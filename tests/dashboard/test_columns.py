"""A moment comes back from the store as it went in, to the microsecond, aware and UTC."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, insert, select

from dashboard.columns import from_micros, to_micros
from dashboard.db import reading, writing
from dashboard.models import lease
from tests.dashboard.records import local


@given(st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_microseconds_are_exact(moment: datetime) -> None:
    assert from_micros(to_micros(moment)) == moment


def test_the_store_gives_back_utc(store: Engine) -> None:
    moment = local("2025-10-31 23:59:59.123456")
    with writing(store) as connection:
        connection.execute(insert(lease).values(name="a", holder="b", until=moment))
    with reading(store) as connection:
        found = connection.execute(select(lease.c.until)).scalar_one()
    assert found == moment
    assert found.tzinfo is UTC


def test_a_naive_time_is_refused_not_guessed() -> None:
    with pytest.raises(TypeError):
        to_micros(datetime(2025, 1, 1))  # noqa: DTZ001
