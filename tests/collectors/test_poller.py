"""A poll reads everything once, and moves its cursor only past what is stored; real HTTP, real stores."""

import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import orjson
import pytest
from sqlalchemy import Engine, select

from collectors.feed import HttpFeed
from collectors.poller import Poller
from dashboard import db
from dashboard.feeds import Cursor, load_cursor
from dashboard.models import complaint, feed_state, rejected
from dashboard.settings import Settings
from tests.collectors.web import Asked, Reply, Web
from tests.servers import new_store

T0 = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


both = pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """SQLite; PostgreSQL too where what is tested goes through the store."""
    for url in new_store(getattr(request, "param", "sqlite"), tmp_path, request):
        made = db.engine(url)
        db.migrate(made)
        yield made
        made.dispose()


@pytest.fixture
def web() -> Iterator[Web]:
    with Web(lambda _: Reply(b"[]")).running() as running:
        yield running


def request(number: int, **changed: Any) -> dict[str, Any]:
    """A complaint made `number` minutes after T0."""
    at = (T0 + timedelta(minutes=number)).isoformat()
    fixed = {"service_request_id": str(number), "status": "open", "service_code": "rac"}
    return {**fixed, "requested_datetime": at, "updated_datetime": at, **changed}


def told(*numbers: int) -> Reply:
    return Reply(orjson.dumps([request(number) for number in numbers]))


class Polling:
    """A poller of one feed and what came of it."""

    def __init__(self, store: Engine, address: str, **keys: Any) -> None:
        fixed = {"name": "complaints", "kind": "complaints", "transport": "http", "format": "open311"}
        keys = {"timeout": 2.0, "period": 0.5, "overlap": 0.0, **keys}
        self.feed = HttpFeed.model_validate({**fixed, "address": address, **keys})
        self.store = store
        self.stopping = threading.Event()
        self.held = True
        self.poller = Poller(
            self.feed,
            store,
            Settings(_env_file=None),
            [self.feed.info()],
            self.stopping,
            lambda: self.held,
            Random(7),
        )

    def poll(self) -> None:
        self.poller.poll()

    def stored(self) -> list[str]:
        with db.reading(self.store) as connection:
            found = connection.execute(select(complaint.c.external_id)).scalars()
            return sorted(found, key=lambda text: (len(text), text))

    def cursor(self) -> Cursor:
        return load_cursor(self.store, "complaints")

    def error(self) -> str:
        with db.reading(self.store) as connection:
            return connection.execute(select(feed_state.c.error)).scalar() or ""

    def rejections(self) -> list[tuple[str, str]]:
        with db.reading(self.store) as connection:
            rows = connection.execute(
                select(rejected.c.reason, rejected.c.external_id).order_by(rejected.c.id)
            )
            return [(row.reason, row.external_id) for row in rows]


@pytest.fixture
def polling(store: Engine, web: Web) -> Iterator[Callable[..., Polling]]:
    made: list[Polling] = []

    def make(path: str = "/requests.json", **keys: Any) -> Polling:
        made.append(Polling(store, web.url + path, **keys))
        return made[-1]

    yield make
    for one in made:
        one.poller.close()


def numbered(*pages: Reply) -> Callable[[Asked], Reply]:
    return lambda asked: (
        pages[int(asked.params["page"]) - 1] if int(asked.params["page"]) <= len(pages) else told()
    )


@both
def test_numbered_pages_are_read_to_the_end(web: Web, polling: Callable[..., Polling]) -> None:
    web.answer = numbered(told(1, 2), told(3, 4), told(5))
    made = polling(query={"page_size": 2, "extra": {"jurisdiction_id": "hcm"}})
    made.poll()
    assert made.stored() == ["1", "2", "3", "4", "5"]
    assert [asked.params["page"] for asked in web.asked] == ["1", "2", "1", "3", "2", "4"]
    assert web.asked[0].params == {"page": "1", "page_size": "2", "jurisdiction_id": "hcm"}
    assert made.cursor().since == T0 + timedelta(minutes=5)


def test_a_server_that_does_not_know_of_pages_is_asked_twice(
    web: Web, polling: Callable[..., Polling]
) -> None:
    web.answer = lambda _: told(1, 2)
    made = polling()
    made.poll()
    assert (made.stored(), len(web.asked)) == (["1", "2"], 2)
    assert made.cursor().since == T0 + timedelta(minutes=2)


def test_a_server_that_says_404_after_a_last_page_that_was_not_full_has_said_all(
    web: Web, polling: Callable[..., Polling]
) -> None:
    web.answer = lambda asked: told(1) if asked.params["page"] == "1" else Reply(status=404)
    made = polling(query={"page_size": 2})
    made.poll()
    assert (made.stored(), made.error()) == (["1"], "")
    assert made.cursor().since == T0 + timedelta(minutes=1)


def test_a_404_after_a_full_page_may_be_an_outage(web: Web, polling: Callable[..., Polling]) -> None:
    web.answer = lambda asked: told(1, 2) if asked.params["page"] == "1" else Reply(status=404)
    made = polling(query={"page_size": 2})
    made.poll()
    assert (made.stored(), made.cursor().since) == (["1", "2"], None)
    assert made.error().startswith("answers 404")


def test_next_links_are_followed_and_pages_counted_in_items_too(
    web: Web, polling: Callable[..., Polling]
) -> None:
    def linked(asked: Asked) -> Reply:
        at = int(asked.params.get("skip", 0))
        link = f"?skip={at + 2}" if at < 4 else None
        return Reply(orjson.dumps({"requests": [request(at + 1), request(at + 2)], "next": link}))

    web.answer = linked
    made = polling(query={"page_param": "", "next_link": "next"})
    made.poll()
    assert made.stored() == ["1", "2", "3", "4", "5", "6"]
    web.asked.clear()
    other = polling(name="again", query={"page_param": "skip", "first_page": 0}, page_step=2, max_pages=9)
    web.answer = lambda asked: linked(asked) if int(asked.params["skip"]) < 6 else told()
    other.poll()
    assert list(dict.fromkeys(asked.params["skip"] for asked in web.asked)) == ["0", "2", "4", "6"]


def test_the_link_header_is_followed_where_a_format_names_no_pages(
    web: Web, polling: Callable[..., Polling]
) -> None:
    web.answer = lambda asked: (
        told(2)
        if asked.params.get("p") == "2"
        else Reply(told(1).body, headers={"Link": '</requests.json?p=2>; rel="next"'})
    )
    made = polling(query={"page_param": ""})
    made.poll()
    assert made.stored() == ["1", "2"]


def test_a_next_link_to_another_host_gets_no_credentials(
    web: Web, polling: Callable[..., Polling], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("T_TOKEN", "s3cret")
    with Web(lambda _: told(2)).running() as other:
        answer = {"requests": [request(1)], "next": f"{other.url}/requests.json"}
        web.answer = lambda _: Reply(orjson.dumps(answer))
        made = polling(query={"page_param": "", "next_link": "next"}, auth="bearer", token_env="T_TOKEN")
        made.poll()
        assert other.asked == []
    assert (made.stored(), made.cursor().since) == (["1"], None)
    assert "another server is not asked" in made.error()


@pytest.mark.parametrize("link", ["?p=1", "/requests.json"])
def test_pages_that_run_in_a_circle_are_left(web: Web, polling: Callable[..., Polling], link: str) -> None:
    web.answer = lambda _: Reply(orjson.dumps({"requests": [request(1)], "next": link}))
    made = polling(query={"page_param": "", "next_link": "next"})
    made.poll()
    assert len(web.asked) <= 2
    assert "read already" in made.error()


def test_pages_without_an_end_are_left_at_the_limit_and_the_cursor_stays(
    web: Web, polling: Callable[..., Polling]
) -> None:
    web.answer = lambda asked: told(int(asked.params["page"]))
    made = polling(max_pages=3)
    made.poll()
    assert (made.stored(), made.cursor().since) == (["1", "2", "3"], None)
    assert "more than 3 pages" in made.error()


class Moving:
    """A list that changes after its first page was told: `then` is what it is from the second request on."""

    def __init__(self, first: list[int], then: list[int]) -> None:
        self.lists, self.size = [first, then], 2

    def __call__(self, asked: Asked) -> Reply:
        numbers = self.lists.pop(0) if len(self.lists) > 1 else self.lists[0]
        at = (int(asked.params["page"]) - 1) * self.size
        return told(*numbers[at : at + self.size])


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ([1, 2, 3, 4, 5], [2, 3, 4, 5, 6]),  # 1 changed and went to the end, as 6: 3 moved to the first page
        ([1], [1, 2, 3]),  # the first page was not full yet: 2 stands on it now
    ],
)
def test_a_list_that_moves_between_two_pages_loses_nothing(
    web: Web, polling: Callable[..., Polling], first: list[int], then: list[int]
) -> None:
    web.answer = Moving(first, then)
    made = polling(query={"page_size": 2})
    made.poll()
    assert set(made.stored()) == {str(number) for number in {*first, *then}}


def test_a_page_is_asked_for_again_by_its_tag(web: Web, polling: Callable[..., Polling]) -> None:
    def tagged(asked: Asked) -> Reply:
        page = asked.params["page"]
        if asked.headers.get("if-none-match") == f'"{page}"':
            return Reply(status=304)
        return Reply(told(*([int(page)] if int(page) < 4 else [])).body, headers={"ETag": f'"{page}"'})

    web.answer = tagged
    made = polling(query={"page_size": 1})
    made.poll()
    assert (made.stored(), made.error()) == (["1", "2", "3"], "")
    asked = [(one.params["page"], one.headers.get("if-none-match")) for one in web.asked]
    assert asked == [("1", None), ("2", None), ("1", '"1"'), ("3", None), ("2", '"2"'), ("4", None)]


@both
def test_a_page_that_fails_keeps_the_cursor_and_what_was_read_before(
    web: Web, polling: Callable[..., Polling]
) -> None:
    web.answer = numbered(told(1, 2))
    made = polling(query={"page_size": 2})
    made.poll()
    web.answer = numbered(told(9, 8), Reply(status=500), told(3))
    made.poll()
    assert made.stored() == ["1", "2", "8", "9"]
    assert made.cursor().since == T0 + timedelta(minutes=2)
    web.answer = numbered(told(9, 8), told(7, 6), told(3))
    made.poll()
    assert made.stored() == ["1", "2", "3", "6", "7", "8", "9"]
    assert (made.cursor().since, made.error()) == (T0 + timedelta(minutes=9), "")


@both
def test_a_poll_goes_on_where_the_last_one_was_also_after_a_restart(
    web: Web, polling: Callable[..., Polling]
) -> None:
    web.answer = numbered(told(1, 2))
    polling(overlap=30.0).poll()
    web.asked.clear()
    polling(overlap=30.0).poll()
    assert web.asked[0].params["updated_after"] == "2026-11-20T03:01:30.000Z"


def test_the_first_poll_of_all_begins_where_the_feed_says(web: Web, polling: Callable[..., Polling]) -> None:
    polling(start=datetime(2026, 1, 1, tzinfo=UTC)).poll()
    assert web.asked[0].params["updated_after"] == "2026-01-01T00:00:00.000Z"


def test_a_record_from_the_future_does_not_carry_the_cursor_there(
    web: Web, polling: Callable[..., Polling]
) -> None:
    ahead = (datetime.now(UTC) + timedelta(days=200)).isoformat()
    body = [request(1), request(2, updated_datetime=ahead)]
    web.answer = numbered(Reply(orjson.dumps(body)))
    made = polling()
    made.poll()
    assert made.stored() == ["1", "2"]
    assert made.cursor().since == T0 + timedelta(minutes=1)


@both
def test_an_unchanged_answer_is_not_sent_again(web: Web, polling: Callable[..., Polling]) -> None:
    def tagged(asked: Asked) -> Reply:
        if asked.headers.get("if-none-match") == '"v1"':
            return Reply(status=304, headers={"ETag": '"v1"'})
        return Reply(told(1).body, headers={"ETag": '"v1"'})

    web.answer = tagged
    keys = {"query": {"page_param": "", "since_param": ""}}
    for _ in range(3):
        polling(**keys).poll()  # each as after a restart
    assert [asked.headers.get("if-none-match") for asked in web.asked] == [None, '"v1"', '"v1"']
    made = polling(**keys)
    assert (made.stored(), made.error()) == (["1"], "")


def test_a_tag_is_not_sent_with_another_request_nor_after_a_mend_of_the_format(
    web: Web, polling: Callable[..., Polling]
) -> None:
    web.answer = lambda _: Reply(told(1).body, headers={"ETag": '"v1"'})
    polling(query={"page_param": "", "since_param": ""}).poll()
    polling("/other.json", query={"page_param": "", "since_param": ""}).poll()
    polling("/other.json", query={"page_param": "", "since_param": ""}, options={"unit_key": "x"}).poll()
    polling("/other.json", query={"page_param": ""}, options={"unit_key": "x"}).poll()
    assert [asked.headers.get("if-none-match") for asked in web.asked] == [None] * 4


def test_an_unchanged_first_page_does_not_hide_a_new_second_one(
    web: Web, polling: Callable[..., Polling]
) -> None:
    pages = {"1": told(1, 2)}

    def tagged(asked: Asked) -> Reply:
        page = asked.params["page"]
        if page == "1" and "if-none-match" in asked.headers:
            return Reply(status=304)
        return Reply(pages[page].body, headers={"ETag": '"v"'}) if page in pages else told()

    web.answer = tagged
    keys = {"query": {"page_size": 2, "since_param": ""}}
    polling(**keys).poll()
    pages["2"] = told(3)
    made = polling(**keys)
    made.poll()
    asked = [(one.params["page"], one.headers.get("if-none-match")) for one in web.asked]
    assert asked[:2] == [("1", None), ("2", None)]
    assert asked[2:] == [("1", '"v"'), ("2", None), ("1", None), ("3", None)]
    assert made.stored() == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Reply(status=404), "answers 404 Not Found"),
        (Reply(status=401), "answers 401 Unauthorized: check the credentials"),
        (Reply(told(7).body, status=500), "answers 500 Internal Server Error"),
        (Reply(b"<html>Sign in</html>"), "answers with what cannot be read"),
        (Reply(b'[{"service_request_id": "7", '), "answers with what cannot be read (bad_json)"),
        (Reply(told(7).body, length=9999), "breaks off its answer"),
        (
            Reply(b'[{"code": 403, "description": "no key"}]'),
            "answers with what cannot be read (error_answer)",
        ),
        (Reply(b" " * 200_000), "answers with more than 100000 bytes"),
        (Reply(status=304), "answers 304 Not Modified to a question without condition"),
    ],
)
def test_an_answer_that_is_none_is_written_down_once_and_moves_nothing(
    web: Web,
    polling: Callable[..., Polling],
    caplog: pytest.LogCaptureFixture,
    reply: Reply,
    said: str,
) -> None:
    web.answer = numbered(told(1))
    made = polling(max_bytes=100_000, period=0.5)
    made.poll()
    before = made.cursor()
    web.answer = lambda _: reply
    caplog.clear()
    for _ in range(3):
        made.poll()
    assert made.error().startswith(said)
    assert (made.stored(), made.cursor()) == (["1"], before)
    assert len(made.rejections()) == (1 if "cannot be read" in said else 0)
    assert len([record for record in caplog.records if record.levelname == "WARNING"]) == 1
    web.answer = numbered(told(1, 2))
    made.poll()
    assert (made.stored(), made.error()) == (["1", "2"], "")


@both
def test_an_item_that_cannot_be_read_costs_only_itself_and_is_kept_once(
    web: Web, polling: Callable[..., Polling]
) -> None:
    web.answer = numbered(Reply(orjson.dumps([request(1), request(2, status="gone"), request(3)])))
    for _ in range(2):  # the second is as after a restart
        made = polling(overlap=3600.0)
        made.poll()
        made.poll()
    assert made.stored() == ["1", "3"]
    assert made.rejections() == [("unknown_code", "2")]


def test_a_failed_try_is_tried_again_within_the_period(web: Web, polling: Callable[..., Polling]) -> None:
    replies = iter([Reply(status=503), Reply(status=500), told(1), told()])
    web.answer = lambda _: next(replies)
    made = polling(period=30.0, late_after=60.0)
    made.poll()
    assert (made.stored(), made.error(), len(web.asked)) == (["1"], "", 4)


def test_a_source_that_asks_for_peace_is_left_in_peace(web: Web, polling: Callable[..., Polling]) -> None:
    web.answer = lambda _: Reply(status=429, headers={"Retry-After": "120"})
    made = polling()
    made.poll()
    made.poll()
    assert len(web.asked) == 1
    assert made.error() == "answers 429 Too Many Requests"


def test_a_short_wish_for_peace_is_waited_out(web: Web, polling: Callable[..., Polling]) -> None:
    replies = iter([Reply(status=503, headers={"Retry-After": "1"}), told(1), told()])
    at: list[float] = []

    def answer(_: Asked) -> Reply:
        at.append(time.monotonic())
        return next(replies)

    web.answer = answer
    made = polling(period=30.0, late_after=60.0)
    made.poll()
    assert made.stored() == ["1"]
    assert at[1] - at[0] >= 1.0


def test_a_feed_held_by_another_collector_is_not_asked(web: Web, polling: Callable[..., Polling]) -> None:
    made = polling()
    made.held = False
    made.poll()
    assert web.asked == []


def test_a_poll_that_loses_its_feed_leaves_the_cursor_to_the_other(
    web: Web, polling: Callable[..., Polling]
) -> None:
    made = polling(query={"page_size": 1})

    def lose(asked: Asked) -> Reply:
        made.held = asked.params["page"] != "2"
        return told(int(asked.params["page"]))

    web.answer = lose
    made.poll()
    assert (made.stored(), made.cursor().since, made.error()) == (["1"], None, "")


def test_a_program_that_ends_does_not_wait_for_a_patient_poll(
    web: Web, polling: Callable[..., Polling]
) -> None:
    web.answer = lambda _: Reply(status=503, headers={"Retry-After": "20"})
    made = polling(period=60.0)
    thread = threading.Thread(target=made.poll)
    thread.start()
    while not web.asked:
        time.sleep(0.01)
    made.stopping.set()
    thread.join(5)
    assert not thread.is_alive()
    assert made.error() == ""
