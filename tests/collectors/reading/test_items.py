"""Bodies, items and what is kept of those that cannot be read."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest

from collectors.formats import Message
from collectors.reading.fields import UnreadableError
from collectors.reading.items import MOST_REJECTED, each, load_json, load_xml, looks_like_xml
from dashboard.records import Device, DeviceKind, Reason, Record, Rejected

NOW = datetime(2026, 3, 10, tzinfo=UTC)


def device(item: dict[str, Any]) -> Iterable[Record]:
    if "id" not in item:
        raise UnreadableError(Reason.MISSING_KEY, "id is missing")
    return [Device(external_id=item["id"], kind=DeviceKind.GAUGE)]


def told(items: list[object]) -> list[Record | Rejected]:
    return each(Message(body=orjson.dumps(items), received_at=NOW), items, device, id_key="name")


def test_the_good_ones_after_thousands_of_bad_ones_are_read() -> None:
    found = told([{"id": "first"}, *[{}] * (MOST_REJECTED + 5), {"id": "last"}])
    assert [entry.external_id for entry in found if isinstance(entry, Device)] == ["first", "last"]
    rest = found[-1]
    assert isinstance(rest, Rejected)
    assert rest.detail == "5 further items, and 0 that were not tried; the last: id is missing"
    assert len(orjson.loads(rest.body)) == MOST_REJECTED + 7
    assert len(found) == MOST_REJECTED + 3


def test_a_list_of_which_nothing_can_be_read_is_given_up() -> None:
    found = told([{}] * (MOST_REJECTED + 50))
    assert len(found) == MOST_REJECTED + 1
    rest = found[-1]
    assert isinstance(rest, Rejected)
    assert rest.detail.startswith("1 further items, and 49 that were not tried")


def test_a_rejected_item_keeps_its_own_bytes_and_number() -> None:
    found = told([{"id": "a"}, {"name": "b"}])
    assert found[1] == Rejected(
        reason=Reason.MISSING_KEY, detail="id is missing", body=b'{"name":"b"}', external_id="b"
    )


@pytest.mark.parametrize(
    "body",
    [
        b'{"a":1}',
        b'\xef\xbb\xbf{"a":1}',
        '{"a":1}'.encode("utf-16"),
        b"\xfe\xff" + '{"a":1}'.encode("utf-16-be"),
        b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{"a":1}',
    ],
)
def test_json_is_read_in_the_encodings_that_are_sent(body: bytes) -> None:
    assert load_json(body) == {"a": 1}
    assert not looks_like_xml(body)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b'{"a":1,}', Reason.BAD_JSON),
        (b'["\\ud800"]', Reason.BAD_JSON),
        (b'["\\ud800",NaN]', Reason.BAD_JSON),
        (b"[1e999]", Reason.BAD_JSON),
        (b"", Reason.BAD_JSON),
        (b'["\xff"]', Reason.BAD_ENCODING),
        (b"\xff\xfe\x00", Reason.BAD_ENCODING),
    ],
)
def test_what_is_no_json_is_refused_with_its_reason(body: bytes, reason: Reason) -> None:
    with pytest.raises(UnreadableError) as error:
        load_json(body)
    assert error.value.reason is reason


@pytest.mark.parametrize(
    "body",
    [
        b"\r\n <a>\xc3\xa9</a>",
        b'<?xml version="1.0" encoding="iso-8859-1"?><a>\xe9</a>',
        '<?xml version="1.0" encoding="utf-16"?><a>é</a>'.encode("utf-16"),
        b"HTTP/1.1 200 OK\n\n<a>\xc3\xa9</a>",
    ],
)
def test_xml_is_read_in_the_encoding_that_it_declares(body: bytes) -> None:
    assert looks_like_xml(body)
    assert load_xml(body).text == "é"
