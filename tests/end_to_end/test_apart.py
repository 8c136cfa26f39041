"""Apart: what holds with every part a process of its own, also when one of them dies."""

from collections.abc import Iterator

import pytest
from redis import Redis
from websockets.sync.connection import Connection

from dashboard import models
from dashboard.live import CHANNEL
from tests.end_to_end.city import COMPLAINTS_CLOSED, COMPLAINTS_OPEN, GAUGES, WAIT, City, city, reading
from tests.end_to_end.running import until
from tests.servers import new_store

pytestmark = pytest.mark.serial

READINGS = 600


@pytest.fixture
def apart(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    folder = tmp_path_factory.mktemp("apart")
    for url in new_store("postgresql", folder, request):
        with city(url, folder) as made:
            yield made


def stored(apart: City) -> bool:
    """Whether all that was sent is stored by now."""
    return until(lambda: apart.count(models.observation) >= apart.sent, WAIT)


def shown(live: Connection, word: str) -> bool:
    """Whether a screen is told of it; a ping comes each 5 s, so that waiting ends."""
    heard: list[str] = []

    def told() -> bool:
        heard.append(str(live.recv(WAIT)))
        return word in heard[-1]

    return until(told, WAIT)


def is_announced(apart: City, number: int) -> bool:
    """Whether Redis carries a word of a change."""
    with Redis(port=apart.redis.port) as redis, redis.pubsub(ignore_subscribe_messages=True) as heard:
        heard.subscribe(CHANNEL)
        heard.get_message(timeout=5)  # the answer to the subscription itself
        apart.tell(number, 0.5)
        return until(lambda: heard.get_message(timeout=1) is not None, WAIT)


def test_two_collectors_store_each_record_once_and_the_board_is_right(apart: City) -> None:
    apart.send(READINGS)
    assert stored(apart)
    assert apart.numbers() == list(range(READINGS))
    assert all("connected to" in program.said() for program in apart.collectors.values())
    assert until(lambda: apart.count(models.complaint) == COMPLAINTS_OPEN + COMPLAINTS_CLOSED, WAIT)

    def is_right() -> bool:
        board = apart.board()
        gauges = {gauge["name"]: (gauge["value"], gauge["unit"], gauge["state"]) for gauge in board["gauges"]}
        last = range(READINGS - GAUGES, READINGS)
        kpis = {kpi["key"]: kpi["value"] for kpi in board["kpis"]}
        feeds = {feed["name"]: (feed["state"], feed["messages"], feed["rejected"]) for feed in board["feeds"]}
        return (
            gauges == {f"S-{number % GAUGES:02d}": (reading(number), "26740", "live") for number in last}
            and kpis["complaints_open"] == COMPLAINTS_OPEN
            and feeds["flood"] == ("live", READINGS, 0)
            and feeds["complaints"][0] == "live"
        )

    assert until(is_right, WAIT), apart.board()


def test_a_change_is_told_through_redis_and_shown_with_and_without_it(apart: City) -> None:
    with apart.screen() as live:
        assert is_announced(apart, 0)
        apart.tell(GAUGES, 0.6154)
        assert shown(live, "0.6154")
        apart.redis.kill()
        apart.tell(2 * GAUGES, 0.7265)
        assert shown(live, "0.7265")
        apart.redis.start()
        assert is_announced(apart, 3 * GAUGES)
        apart.tell(4 * GAUGES, 0.8376)
        assert shown(live, "0.8376")
    assert all(program.is_alive() for program in apart.collectors.values())


def test_all_goes_on_when_a_collector_is_killed(apart: City) -> None:
    assert until(lambda: apart.supplier.asked, WAIT)
    apart.send(READINGS // 3)
    killed = apart.poller()
    apart.collectors[killed].kill()
    polls = len(apart.supplier.asked)
    apart.send(READINGS // 3)
    assert until(lambda: len(apart.supplier.asked) > polls + 1, WAIT)  # the other one polls now
    assert apart.poller() != killed
    apart.start_collector(killed)
    apart.send(READINGS // 3)
    assert stored(apart)
    assert apart.numbers() == list(range(READINGS))
    assert apart.count(models.complaint) == COMPLAINTS_OPEN + COMPLAINTS_CLOSED
