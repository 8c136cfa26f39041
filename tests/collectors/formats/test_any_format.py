"""What holds for every format, whatever the outside sends: it never raises, and what it tells is possible."""

import math
from dataclasses import fields, is_dataclass
from datetime import datetime, timedelta
from enum import Enum
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collectors.formats import Message
from collectors.formats.registry import FORMATS
from dashboard.records import Reason, Record, Rejected

NOW = datetime.fromisoformat("2026-03-10T04:00:00+00:00")
PAYLOADS = Path(__file__).parent / "payloads"
MAPPING: dict[str, object] = {
    "record": "complaint",
    "items": "ket_qua.phan_anh",
    "external_id": "so",
    "open": "tinh_trang != 'Đã xong'",
    "category_code": "loai.ma",
    "requested_at": "luc",
    "closed_at": "xong",
    "lat": "vt.y",
    "lon": "vt.x",
    "person_name": "nguoi.ten",
    "time_format": "%d/%m/%Y %H:%M",
}
OPTIONS: dict[str, dict[str, object]] = {"mapped": MAPPING}
TOPICS = {
    "frigate": [
        "",
        "frigate/events",
        "frigate/reviews",
        "frigate/stats",
        "frigate/available",
        "a/tracked_object_update",
    ],
    "sensorthings": ["", "v1.1/Datastreams(7)/Observations"],
    "chirpstack": ["", "application/1/device/24e1/event/up", "application/1/device/24e1/event/join"],
    "onvif": ["", "axis/B8A44F000001/event/tns:onvif/VideoSource"],
}
SEEDS = [(path.name.partition("_")[0], path.read_bytes()) for path in sorted(PAYLOADS.iterdir())]
NAMES = sorted(FORMATS)
CALM = settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

WORDS = ["", "NaN", "-1", "0", "1e400", "9" * 30, "\x00", "١٢", "x" * 300, "2026-03-02", "20260302080000"]
TIMES = ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"]
NUMBERS = [10**400, 2**63, 1e308, -0.0]
SHAPES: list[object] = [[], {}, [[]], [{}], [1.2, 1.3]]
ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from([*WORDS, *TIMES, *NUMBERS, *SHAPES]),
)
JSON = st.recursive(
    ODD,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)


def as_bytes(value: object) -> bytes:
    """JSON as a careless program writes it: NaN, huge numbers and all."""
    import json

    return json.dumps(value, default=str).encode("utf-8", "surrogatepass")


def check(name: str, body: bytes, topic: str = "", **options: object) -> list[Record | Rejected]:
    message = Message(body=body, received_at=NOW, topic=topic)
    found = FORMATS[name].read(message, OPTIONS.get(name, {}) | options)
    assert isinstance(found, list)
    for entry in found:
        assert is_dataclass(entry)
        possible(entry)
        if isinstance(entry, Rejected):
            assert isinstance(entry.reason, Reason)
            assert entry.detail
            assert len(entry.body) <= max(len(body) * 8, 64 * 1024)
    return found


def possible(entry: Any) -> None:
    """No naive or absurd time, no NaN, no NUL, no place off the globe, nothing wider than its column."""
    for field in fields(entry):
        value = getattr(entry, field.name)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, datetime):
                assert one.utcoffset() == timedelta(0)
                assert (
                    datetime.fromisoformat("1990-01-01T00:00:00+00:00") <= one <= NOW + timedelta(days=36525)
                )
            elif isinstance(one, float):
                assert math.isfinite(one)
            elif isinstance(one, str) and not isinstance(one, Enum):
                assert "\x00" not in one
                one.encode()
                if field.name.endswith(("_id", "_code")) and field.name != "id_number":
                    assert len(one) <= (64 if field.name.endswith("_code") else 120)
            elif isinstance(one, int) and not isinstance(one, bool):
                assert -(2**63) <= one < 2**63
            elif is_dataclass(one):
                possible(one)
    if getattr(entry, "lat", None) is not None:
        assert -90 <= entry.lat <= 90
        assert -180 <= entry.lon <= 180
        assert (entry.lat, entry.lon) != (0, 0)


@pytest.mark.parametrize(("family", "body"), SEEDS, ids=[path.name for path in sorted(PAYLOADS.iterdir())])
def test_every_payload_is_read_and_says_no_impossible_thing(family: str, body: bytes) -> None:
    assert check(family, body, "v1.1/Datastreams(7)/Observations" if family == "sensorthings" else "")


def test_every_format_has_payloads() -> None:
    assert {family for family, _ in SEEDS} == set(FORMATS)


@pytest.mark.parametrize("name", NAMES)
@CALM
@given(data=st.data())
def test_random_bytes_never_raise(name: str, data: st.DataObject) -> None:
    body = data.draw(st.binary(max_size=200) | st.text(max_size=100).map(lambda text: text.encode("utf-16")))
    check(name, body, data.draw(st.sampled_from(TOPICS.get(name, [""]))))


@pytest.mark.parametrize("name", NAMES)
@CALM
@given(data=st.data())
def test_random_json_never_raises(name: str, data: st.DataObject) -> None:
    check(name, as_bytes(data.draw(JSON)), data.draw(st.sampled_from(TOPICS.get(name, [""]))))


def mutated(value: Any, draw: st.DataObject) -> Any:
    """The value with something odd in one place of it, or a place left out."""
    if isinstance(value, dict) and value and draw.draw(st.integers(0, 9)):
        key = draw.draw(st.sampled_from(sorted(value)))
        if draw.draw(st.integers(0, 9)) == 0:
            return {name: kept for name, kept in value.items() if name != key}
        return value | {key: mutated(value[key], draw)}
    if isinstance(value, list) and value and draw.draw(st.integers(0, 9)):
        at = draw.draw(st.integers(0, len(value) - 1))
        return [*value[:at], mutated(value[at], draw), *value[at + 1 :]]
    return draw.draw(JSON)


@pytest.mark.parametrize(("family", "body"), [seed for seed in SEEDS if seed[1].startswith((b"[", b"{"))])
@CALM
@given(data=st.data())
def test_a_json_message_with_something_odd_in_it_never_raises(
    family: str, body: bytes, data: st.DataObject
) -> None:
    value = orjson.loads(body)
    for _ in range(data.draw(st.integers(1, 3))):
        value = mutated(value, data)
    check(family, as_bytes(value), data.draw(st.sampled_from(TOPICS.get(family, [""]))))


@pytest.mark.parametrize(("family", "body"), SEEDS)
@CALM
@given(data=st.data())
def test_a_message_with_bytes_cut_out_or_put_in_never_raises(
    family: str, body: bytes, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(body)))
    length = data.draw(st.integers(0, 12))
    put_in = data.draw(
        st.binary(max_size=6) | st.sampled_from([b'"', b"<", b"0", b"NaN", b"\xff", b"\\ud800", b"]]>"])
    )
    check(family, body[:start] + put_in + body[start + length :])


@pytest.mark.parametrize("name", NAMES)
def test_a_body_of_wrong_encoding_is_named_so(name: str) -> None:
    (rejected,) = check(name, '[{"tên": "Hà"}]'.encode("latin-1"))
    assert isinstance(rejected, Rejected)
    assert rejected.reason in (Reason.BAD_ENCODING, Reason.BAD_XML)
    assert name == "cap" or rejected.reason is Reason.BAD_ENCODING


@pytest.mark.parametrize(("family", "body"), SEEDS)
def test_byte_order_marks_change_nothing(family: str, body: bytes) -> None:
    text = body.decode()
    plain = [entry for entry in check(family, body) if not isinstance(entry, Rejected)]
    for other in (
        text.encode("utf-8-sig"),
        text.replace('encoding="UTF-8"', "").replace('encoding="utf-8"', "").encode("utf-16"),
    ):
        assert [entry for entry in check(family, other) if not isinstance(entry, Rejected)] == plain


@pytest.mark.parametrize("name", NAMES)
def test_too_large_a_body_is_kept_by_its_beginning(name: str) -> None:
    body = b'["' + b"x" * 200_000 + b'"]'
    (rejected,) = check(name, body, max_bytes=100_000)
    assert isinstance(rejected, Rejected)
    assert rejected.reason is Reason.TOO_LARGE
    assert rejected.body == body[: 64 * 1024]


@pytest.mark.parametrize("name", NAMES)
def test_a_text_of_a_hundred_megabytes_costs_only_itself(name: str) -> None:
    (rejected,) = check(name, b'"' + b"x" * 100_000_000 + b'"')
    assert isinstance(rejected, Rejected)
    assert rejected.reason is Reason.TOO_LARGE


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "body",
    [
        b"[" * 100_000,
        b"[" * 900 + b"]" * 900,
        b'{"a":' * 900 + b"1" + b"}" * 900,
        b"[NaN," * 5000,
        b"<a>" * 50_000,
        b"<a>" * 50_000 + b"</a>" * 50_000,
        b"<alert>" + b"<info>" * 50_000 + b"</info>" * 50_000 + b"</alert>",
        b'<MetadataStream xmlns="n">' + b"<NotificationMessage>" * 50_000,
        (
            b'<MetadataStream xmlns="n">'
            + b"<NotificationMessage>" * 50_000
            + b"</NotificationMessage>" * 50_000
            + b"</MetadataStream>"
        ),
        b"",
        b" ",
        b"null",
        b'{"value":' * 500 + b"[]" + b"}" * 500,
    ],
    ids=[
        "open",
        "lists",
        "objects",
        "nan",
        "open-xml",
        "xml",
        "infos",
        "open-notes",
        "notes",
        "empty",
        "blank",
        "null",
        "values",
    ],
)
def test_deep_and_empty_bodies_never_raise(name: str, body: bytes) -> None:
    check(name, body)


@pytest.mark.parametrize("name", NAMES)
def test_a_million_worthless_items_are_not_a_million_rejections(name: str) -> None:
    options: dict[str, object] = {"items": "@"} if name == "mapped" else {}
    found = check(name, b"[" + b"0," * 1_000_000 + b"0]", "", **options)
    assert 1 <= len(found) <= 1001
    last = found[-1]
    assert isinstance(last, Rejected)
    assert len(found) == 1 or "999000 that were not tried" in last.detail


def test_a_deep_item_is_kept_with_its_bytes() -> None:
    deep = b'{"MaHoSo":' + b"[" * 600 + b"]" * 600 + b"}"
    found = check("dvcqg", b'[{"MaHoSo":null},' + deep + b"]")
    kept = found[1]
    assert isinstance(kept, Rejected)
    assert orjson.loads(kept.body) == orjson.loads(deep)


def test_of_two_equal_keys_the_last_one_counts() -> None:
    body = b'{"id":"1","device":"P","signal":"cat","signal":"heartbeat","detected_at":"2026-03-02T00:00:00Z"}'
    assert not isinstance(check("panel", body)[0], Rejected)
