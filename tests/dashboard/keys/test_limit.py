"""So many requests in each minute, of each key for itself; together over all processes where Redis is."""

from datetime import timedelta

from dashboard.keys.limit import Limits
from tests.dashboard.records import local
from tests.servers import Server, free_port

NOW = local("2026-11-25 10:00:40")


def _left(limits: Limits, key: int, times: int, seconds: int = 0) -> list[int]:
    return [limits.count(key, 2, NOW + timedelta(seconds=seconds)).remaining for _ in range(times)]


def test_the_third_of_two_is_over_until_the_next_minute() -> None:
    limits = Limits()
    assert _left(limits, 1, 3) == [1, 0, -1]
    assert limits.count(1, 2, NOW).is_over
    assert limits.count(1, 2, NOW).reset == 20
    assert _left(limits, 1, 1, seconds=20) == [1]


def test_each_key_counts_for_itself() -> None:
    limits = Limits()
    assert (_left(limits, 1, 2), _left(limits, 2, 2)) == ([1, 0], [1, 0])


def test_processes_count_together_over_redis(redis_server: Server) -> None:
    url = f"redis://127.0.0.1:{redis_server.port}/9"
    one, other = Limits(url), Limits(url)
    try:
        assert (_left(one, 71, 1), _left(other, 71, 1), _left(one, 71, 1)) == ([1], [0], [-1])
    finally:
        one.close()
        other.close()


def test_without_its_redis_a_process_counts_for_itself() -> None:
    limits = Limits(f"redis://127.0.0.1:{free_port()}/0")
    assert _left(limits, 1, 3) == [1, 0, -1]
    limits.close()
