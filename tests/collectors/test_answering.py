"""A store that is away is one kind of error, with one line."""

import pytest

from collectors.answering import answering
from dashboard import db
from dashboard.feeds import load_cursor


def test_a_store_that_is_away_is_a_store_error_of_one_line() -> None:
    away = db.engine("postgresql+psycopg://ops@127.0.0.1:1/ops")
    with pytest.raises(db.StoreError, match="the store does not answer: ") as caught, answering():
        load_cursor(away, "complaints")
    assert "\n" not in str(caught.value)
