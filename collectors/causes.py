"""The log says a cause once and then counts: at the 1st, 10th, 100th … time, and when it is over."""

from collections import Counter
from logging import Logger

_LONGEST = 1000  # characters of one line
_MOST = 1000  # causes remembered; a source that makes them up must not eat the memory


class Causes:
    """Counts what goes wrong, by cause. Not thread-safe: one a thread."""

    def __init__(self, log: Logger) -> None:
        self._log = log
        self._times: Counter[str] = Counter()

    def count(self, cause: str, detail: str, times: int = 1) -> None:
        """It happened (again). `detail` is logged with the first of each ten, hundred, thousand …"""
        if len(self._times) >= _MOST and cause not in self._times:
            self._times.clear()
        detail = " ".join(detail.split())[:_LONGEST]
        before = self._times[cause]
        self._times[cause] = now = before + times
        if before == 0:
            self._log.warning("%s: %s", cause, detail)
        elif len(str(now)) > len(str(before)):
            self._log.warning("%s: %d times by now, the latest: %s", cause, now, detail)

    def over(self, cause: str) -> int:
        """It happens no longer: forget it. How often it had happened; 0 where it had not."""
        return self._times.pop(cause, 0)
