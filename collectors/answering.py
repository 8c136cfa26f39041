"""A store that does not answer, whatever its driver calls it."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from dashboard.db import StoreError


@contextmanager
def answering() -> Iterator[None]:
    """Turns the drivers' errors into StoreError, with one line; StoreError itself passes."""
    try:
        yield
    except (OperationalError, InterfaceError) as error:
        raise StoreError(f"the store does not answer: {' '.join(str(error.orig).split())[:200]}") from error
    except PoolTimeoutError as error:
        raise StoreError("the store does not answer: all its connections are in use") from error
