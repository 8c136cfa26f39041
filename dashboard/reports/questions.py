"""How often anybody may ask whether a report was issued: questions that find nothing are counted by address.

A code has 60 bits and is not to be guessed; this keeps the trying from costing anybody else anything.
"""

from datetime import datetime

from sqlalchemy import Engine

from dashboard.accounts import throttle
from dashboard.db import writing

MOST = 30  # questions within `throttle.WINDOW` that find nothing, from one address


def counted(store: Engine, address: str, now: datetime) -> datetime | None:
    """Count a question before it is answered; or, where none may be asked now, until when."""
    with writing(store) as connection:
        return throttle.pace(connection, _key(address), MOST, now)


def found(store: Engine, address: str) -> None:
    """It found what it asked for: whoever checks their papers is not held up."""
    with writing(store) as connection:
        throttle.take_back(connection, _key(address))


def _key(address: str) -> str:
    return f"verify:{address}"
