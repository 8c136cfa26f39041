"""Rejected messages as the feed page asks for them."""

from datetime import UTC, datetime

from dashboard.db import engine, migrate, writing
from dashboard.feeds import FeedInfo, register
from dashboard.models import rejected
from dashboard.rejections import PAGE, rejections

NOW = datetime(2026, 11, 22, 3, 42, tzinfo=UTC)


def _row(feed_id: int, number: int, **more: object) -> dict[str, object]:
    return {
        "feed_id": feed_id,
        "received_at": NOW,
        "reason": "bad_date",
        "detail": f"number {number}",
        "external_id": "",
        "topic": "",
        "content_type": "",
        "body": b'{"SoDienThoai":"0901234567"}',
        "replayed_at": None,
        **more,
    }


def test_a_feeds_messages_come_newest_first_a_page_at_a_time(store_url: str) -> None:
    store = engine(store_url)
    migrate(store)
    infos = [FeedInfo(name=name, kind="flood", transport="mqtt") for name in ("flood", "other")]
    ids = register(store, infos)
    with writing(store) as connection:
        connection.execute(rejected.insert(), [_row(ids["flood"], number) for number in range(PAGE + 10)])
        connection.execute(rejected.insert(), [_row(ids["other"], 0)])
        connection.execute(rejected.insert(), [_row(ids["flood"], 999, replayed_at=NOW)])
    first = rejections(store, "flood")
    assert len(first) == PAGE + 1
    assert first[0].detail == f"number {PAGE + 9}"
    assert first[0].size == 28
    assert first[0].begins == '{"SoDienThoai":"**********"}'
    rest = rejections(store, "flood", before=first[PAGE - 1].id)
    assert [message.detail for message in rest] == [f"number {number}" for number in range(9, -1, -1)]
    assert rejections(store, "no such feed") == []
