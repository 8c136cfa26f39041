"""Handing a batch to the core's one door, so that a record which the store refuses costs only itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, StatementError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from dashboard.db import StoreError
from dashboard.ingest import Batch, Cursor, Ingest, Source
from dashboard.records import Reason, Record, Rejected

# A value too large, too long or not to be encoded, as the drivers say it; the last two come unwrapped.
_REFUSALS = (DBAPIError, StatementError, OverflowError, ValueError)


@contextmanager
def answering() -> Iterator[None]:
    """A store that does not answer, whatever the driver calls it, as StoreError."""
    try:
        yield
    except (OperationalError, InterfaceError) as error:
        raise StoreError(f"the store does not answer: {' '.join(str(error.orig).split())[:200]}") from error
    except PoolTimeoutError as error:
        raise StoreError("the store does not answer: all its connections are in use") from error


def store(
    ingest: Ingest,
    batch: Batch,
    now: datetime,
    body: bytes,
    cursor: Cursor | None = None,
    content_type: str = "",
) -> None:
    """Store a batch that was read from `body`; the cursor moves with its last part.

    Raises StoreError where the store does not answer: then the cursor has not moved.
    """
    source = Source(content_type=content_type)
    try:
        with answering():
            ingest.store(batch, now, cursor, source)
    except _REFUSALS as error:
        if not batch.records:
            raise
        for part in _parts(batch, body, error):
            store(ingest, part, now, body, content_type=content_type)
        with answering():
            ingest.store(Batch(batch.feed), now, cursor, source)


def _parts(batch: Batch, body: bytes, error: Exception) -> list[Batch]:
    """Two halves of a refused batch; of a single record its rejection, with the message that brought it."""
    records = batch.records
    if len(records) > 1:
        half = len(records) // 2
        return [Batch(batch.feed, records[:half]), replace(batch, records=records[half:])]
    refused = Rejected(
        reason=Reason.REFUSED_BY_STORE,
        detail=" ".join(str(error).split())[:400].replace("\x00", ""),
        body=body,
        external_id=_name(records[0]),
    )
    return [replace(batch, records=[], rejected=[*batch.rejected, refused])]


def _name(record: Record) -> str:
    return str(getattr(record, "external_id", "") or getattr(record, "device_id", ""))[:120].replace(
        "\x00", ""
    )
