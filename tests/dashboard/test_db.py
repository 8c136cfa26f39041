"""The store's engine: what it does where the other side says nothing."""

import socket

import pytest
from sqlalchemy.exc import OperationalError

from dashboard import db


def test_a_postgresql_that_says_nothing_is_given_up() -> None:
    """As behind a cut line: the door is open, and nobody speaks. Without a limit this would never end."""
    with socket.create_server(("127.0.0.1", 0)) as mute:
        store = db.engine(f"postgresql+psycopg://ops@127.0.0.1:{mute.getsockname()[1]}/ops")
        with pytest.raises(OperationalError, match="timeout"):
            store.connect()
        store.dispose()
