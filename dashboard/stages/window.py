"""What was asked lately: a stage falls only when nothing graver was asked for the hold time."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any


@dataclass(frozen=True, slots=True)
class Asked:
    """A stage that was asked for at a moment, and by which conditions."""

    at: datetime
    stage: int
    reasons: Sequence[dict[str, Any]]


class Window:
    """The gravest of what was asked within the hold time. Ask in the order of time."""

    def __init__(self, hold: timedelta) -> None:
        self._hold = hold
        self._asked: deque[Asked] = deque()  # falling stages: what a later, graver one outlives is not kept

    def ask(self, one: Asked) -> Asked:
        """Add what is asked now; what is to be proposed."""
        while self._asked and self._asked[-1].stage <= one.stage:
            self._asked.pop()
        self._asked.append(one)
        while self._asked[0].at <= one.at - self._hold and len(self._asked) > 1:
            self._asked.popleft()
        return self._asked[0]

    def forget(self) -> None:
        self._asked.clear()
