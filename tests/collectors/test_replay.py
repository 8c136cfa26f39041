"""What was rejected is read again after a mend, once, and nothing is doubled."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest
from sqlalchemy import Engine, select

from collectors.feed import Feed, HttpFeed, MqttFeed
from collectors.replay import Replayed, replay
from dashboard import db, leases
from dashboard.ingest import Batch, Ingest, Source
from dashboard.models import complaint, observation, rejected
from dashboard.records import Reason, Rejected
from dashboard.settings import Settings

T0 = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
NOW = T0 + timedelta(hours=1)


@pytest.fixture
def store(store_url: str) -> Iterator[Engine]:
    made = db.engine(store_url)
    db.migrate(made)
    yield made
    made.dispose()


def complaints(**options: Any) -> HttpFeed:
    return HttpFeed.model_validate(
        {
            "name": "complaints",
            "kind": "complaints",
            "transport": "http",
            "address": "http://127.0.0.1:1/requests.json",
            "format": "open311",
            "options": options,
        }
    )


FLOOD = MqttFeed.model_validate(
    {
        "name": "flood",
        "kind": "flood",
        "transport": "mqtt",
        "address": "mqtt://127.0.0.1:1",
        "format": "sensorthings",
        "topics": ["v1.1/#"],
    }
)


def request(number: int, status: str) -> bytes:
    at = T0.isoformat()
    return orjson.dumps(
        {
            "service_request_id": str(number),
            "status": status,
            "service_code": "rac",
            "requested_datetime": at,
        }
    )


def reject(store: Engine, feed: Feed, *bodies: bytes, topic: str = "", content_type: str = "") -> None:
    """Keep these bodies as an earlier version of the program would have."""
    items = [
        Rejected(reason=Reason.UNKNOWN_CODE, detail="as it was then", body=body, topic=topic)
        for body in bodies
    ]
    ingest = Ingest(store, Settings(_env_file=None), [feed.info()])
    ingest.store(Batch(feed.name, rejected=items), T0, source=Source(content_type=content_type))


def again(store: Engine, *feeds: Feed, feed: str | None = None, ids: list[int] | None = None) -> Replayed:
    return replay(store, Settings(_env_file=None), feeds, feed, ids, NOW)


def rows(store: Engine) -> list[tuple[bytes, bool, str]]:
    with db.reading(store) as connection:
        found = connection.execute(select(rejected).order_by(rejected.c.id))
        return [(row.body, row.replayed_at is not None, row.reason) for row in found]


def stored(store: Engine) -> list[str]:
    with db.reading(store) as connection:
        return sorted(connection.execute(select(complaint.c.external_id)).scalars())


def test_what_a_mend_makes_readable_is_stored_and_marked(store: Engine) -> None:
    reject(store, complaints(), request(1, "done"), request(2, "open"))
    mended = complaints(statuses={"done": "closed"})
    assert again(store, mended) == Replayed(read=2, still_rejected=0)
    assert stored(store) == ["1", "2"]
    assert [marked for _, marked, _ in rows(store)] == [True, True]


def test_nothing_is_replayed_twice(store: Engine) -> None:
    reject(store, complaints(), request(1, "open"))
    again(store, complaints())
    assert again(store, complaints()) == Replayed(read=0, still_rejected=0)
    assert len(rows(store)) == 1


def test_a_message_that_stays_unreadable_keeps_its_row_with_todays_reason(store: Engine) -> None:
    reject(store, complaints(), b"{", request(1, "gone"))
    for _ in range(2):
        assert again(store, complaints()) == Replayed(read=0, still_rejected=2)
    assert rows(store) == [(b"{", False, "bad_json"), (request(1, "gone"), False, "unknown_code")]


def test_of_an_envelope_that_can_be_read_now_the_bad_items_are_kept_by_themselves(store: Engine) -> None:
    envelope = b"[" + request(1, "open") + b"," + request(2, "gone") + b"]"
    reject(store, complaints(), envelope, content_type="application/json")
    assert again(store, complaints()) == Replayed(read=1, still_rejected=0)
    assert stored(store) == ["1"]
    assert rows(store) == [
        (envelope, True, "unknown_code"),
        (request(2, "gone"), False, "unknown_code"),
    ]
    assert again(store, complaints(statuses={"gone": "closed"})) == Replayed(read=1, still_rejected=0)
    assert stored(store) == ["1", "2"]


def test_only_the_named_feed_and_the_named_messages_are_read_again(store: Engine) -> None:
    reject(store, complaints(), request(1, "open"), request(2, "open"))
    reading = orjson.dumps({"result": 0.61, "phenomenonTime": T0.isoformat()})
    reject(store, FLOOD, reading, topic="v1.1/Datastreams(7)/Observations")
    assert again(store, complaints(), FLOOD, feed="complaints", ids=[2]) == Replayed(1, 0)
    assert stored(store) == ["2"]
    assert again(store, complaints(), FLOOD, feed="flood") == Replayed(1, 0)
    with db.reading(store) as connection:
        assert connection.execute(select(observation.c.value)).scalars().all() == [0.61]
    assert stored(store) == ["2"]


def test_more_messages_than_fit_into_memory_at_once_are_all_read(store: Engine) -> None:
    reject(store, complaints(), *(request(number, "open") for number in range(45)))
    assert again(store, complaints()) == Replayed(45, 0)
    assert len(stored(store)) == 45


def test_two_replays_at_once_do_not_do_the_same_work(store: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("collectors.replay._PATIENCE", 0.3)
    reject(store, complaints(), request(1, "open"))
    assert leases.take(store, "replay complaints", "another", datetime.now(UTC))
    with pytest.raises(db.StoreError, match="another replay is under way"):
        again(store, complaints())
    leases.release(store, "replay complaints", "another")
    assert again(store, complaints()) == Replayed(1, 0)


def command(folder: Path, url: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "collectors.replay", "--feeds", str(folder / "feeds.toml"), *arguments],
        env={"OPS_DATABASE_URL": url, "PATH": ""},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_command_says_what_came_of_it(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'ops.db'}"
    store = db.engine(url)
    db.migrate(store)
    reject(store, complaints(), request(1, "open"), b"{")
    (tmp_path / "feeds.toml").write_text(
        '[[feed]]\nname = "complaints"\nkind = "complaints"\ntransport = "http"\n'
        'address = "http://127.0.0.1:1/"\nformat = "open311"\n'
    )
    done = command(tmp_path, url, "--feed", "complaints")
    assert (done.returncode, done.stdout) == (0, "1 messages read, 1 still cannot be read\n")
    wrong = command(tmp_path, url, "--feed", "complaint")
    assert wrong.returncode == 2
    assert wrong.stderr == "feeds.toml: no feed 'complaint'; did you mean 'complaints'?\n"
