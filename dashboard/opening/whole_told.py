"""One telling of a figure whole: who told it, when, for which day or month, and where it says it is from."""

from typing import Any

from sqlalchemy import Connection

from dashboard.opening.rows import Cell
from dashboard.opening.whole import Moment, Record


def told_whole(_connection: Connection, row: Any, _now: Any) -> Record:
    facts: dict[str, Cell] = {
        "figure": row.figure,
        "unit": row.unit_name,
        "day": row.day,
        "grain": row.grain,
        "told_value": row.value,
        "told_source": row.source,
        "teller": row.feed_name,
    }
    clock = (Moment("Told", row.observed_at), Moment("Stored", row.received_at))
    return Record(
        kind="told_figure", id=row.id, number=str(row.id), feed=row.feed_name, facts=facts, clock=clock
    )
