"""The SQL of a question by the driver alone, and nothing else: what no program over this store can beat."""

import time
from collections.abc import Callable
from typing import Any

from sqlalchemy import Engine, event


class Raw:
    """Listens to an engine while something is asked, and asks the same again by itself."""

    def __init__(self, store: Engine) -> None:
        self._store = store
        self._told: list[tuple[str, Any]] = []
        event.listen(store, "before_cursor_execute", self._hear)

    def _hear(self, _c: Any, _cursor: Any, statement: str, parameters: Any, *_none: Any) -> None:
        self._told.append((statement, parameters))

    def of(self, ask: Callable[[], object]) -> float:
        """Milliseconds of the statements that a question runs."""
        self._told.clear()
        ask()
        told = list(self._told)
        connection = self._store.raw_connection()
        try:
            cursor = connection.cursor()
            begun = time.perf_counter()
            for statement, parameters in told:
                cursor.execute(statement, parameters)
                while cursor.fetchmany(10_000):
                    pass
            return (time.perf_counter() - begun) * 1000
        finally:
            connection.close()
