"""How often a key may ask: so many requests in each minute of the clock.

Where Redis is set, all web processes count together; else, and while it is away, each counts for itself.
"""

import logging
import threading
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from redis import Redis
from redis.exceptions import RedisError

_MINUTE = 60
_LEFT_ALONE = 5  # seconds after Redis did not answer: nobody waits for it at every request
_PREFIX = "ops:api"
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What is left of this minute; `reset`: seconds until the next begins."""

    limit: int
    remaining: int
    reset: int

    @property
    def is_over(self) -> bool:
        return self.remaining < 0


class Limits:
    """Thread-safe. `count` may block for a second where Redis does not answer, and never raises."""

    def __init__(self, redis_url: str = "") -> None:
        self._redis: Any = Redis.from_url(redis_url, socket_timeout=1) if redis_url else None
        self._lock = threading.Lock()
        self._minute = 0
        self._here: dict[int, int] = {}
        self._asked_again = 0  # seconds since 1970: Redis is left alone until then

    def count(self, key: int, per_minute: int, now: datetime) -> Counted:
        """One request more of this key."""
        seconds = int(now.timestamp())
        minute = seconds // _MINUTE
        done = self._together(key, minute, seconds)
        if done is None:
            done = self._alone(key, minute)
        return Counted(limit=per_minute, remaining=per_minute - done, reset=_MINUTE - seconds % _MINUTE)

    def close(self) -> None:
        """Let go of the connection."""
        if self._redis is not None:
            self._redis.close()

    def _together(self, key: int, minute: int, seconds: int) -> int | None:
        if self._redis is None or seconds < self._asked_again:
            return None
        name = f"{_PREFIX}:{key}:{minute}"
        try:
            with self._redis.pipeline(transaction=False) as asked:
                done, _kept = asked.incr(name).expire(name, 2 * _MINUTE).execute()
        except RedisError as error:
            if not self._asked_again:
                log.warning("Redis does not answer: %s; each process counts requests for itself", error)
            self._asked_again = seconds + _LEFT_ALONE
            return None
        self._asked_again = 0
        return int(done)

    def _alone(self, key: int, minute: int) -> int:
        with self._lock:
            if minute != self._minute:
                self._minute, self._here = minute, {}
            self._here[key] = done = self._here.get(key, 0) + 1
            return done
