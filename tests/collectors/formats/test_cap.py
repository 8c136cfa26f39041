"""OASIS CAP alerts, alone and in an Atom feed."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from dashboard.records import Alarm, Reason, Record, Rejected, Severity

Reader = Callable[..., list[Record | Rejected]]
Load = Callable[[str], bytes]


def only(found: list[Record | Rejected]) -> Any:
    assert len(found) == 1
    return found[0]


def alert(**values: str) -> bytes:
    told = {
        "identifier": "VN-1",
        "sender": "a@example.vn",
        "sent": "2026-03-02T14:00:00+07:00",
        "status": "Actual",
        "msgType": "Alert",
        "scope": "Public",
        "info": "<category>Fire</category><event>Cháy</event><severity>Extreme</severity>",
    } | values
    inner = "".join(f"<{key}>{value}</{key}>" for key, value in told.items())
    return f'<alert xmlns="urn:oasis:names:tc:emergency:cap:1.1">{inner}</alert>'.encode()


def test_an_update_is_shown_in_vietnamese_with_the_worst_severity(read: Reader, payload: Load) -> None:
    sent_at = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
    assert read("cap", payload("cap_update.xml")) == [
        Alarm(
            external_id="VN-KTTV-20260302-2",
            version=int(sent_at.timestamp() * 1000) * 16 + 1,
            kind="alert",
            category="met",
            severity=Severity.SEVERE,
            title="Dông mạnh ở trung tâm",
            description="Mưa > 50 mm trong 1 giờ.\n\nTránh đường ngập.",
            area="Phường Sài Gòn; Phường Thủ Đức",
            lat=(10.76 + 10.85) / 2,
            lon=(106.68 + 106.75) / 2,
            observed_at=sent_at,
            expires_at=datetime(2026, 3, 2, 13, 0, tzinfo=UTC),
            replaces=("VN-KTTV-20260302-1", "VN-KTTV-20260301-9"),
        )
    ]


def test_the_option_chooses_another_language(read: Reader, payload: Load) -> None:
    english = only(read("cap", payload("cap_update.xml"), language="en"))
    assert (english.title, english.unit) == ("Thunderstorm over the city", "City centre")
    assert (
        only(read("cap", payload("cap_update.xml"), language="fr")).title == english.title
    )  # else the first


def test_a_cancellation_ends_what_it_names(read: Reader) -> None:
    found = only(
        read("cap", alert(msgType="Cancel", references="a@example.vn,VN-0,2026-03-01T00:00:00Z", info=""))
    )
    assert (found.replaces, found.ended_at, found.severity) == (
        ("VN-0",),
        found.observed_at,
        Severity.UNKNOWN,
    )


@pytest.mark.parametrize("status", ["Test", "Exercise", "System", "Draft"])
def test_what_is_not_actual_is_a_test(read: Reader, status: str) -> None:
    assert only(read("cap", alert(status=status))).test is True


def test_an_alert_of_version_one_point_one_is_read(read: Reader) -> None:
    found = only(read("cap", alert(sent="2026-03-02T07:00:00-00:00")))
    assert (found.category, found.severity, found.title) == ("fire", Severity.EXTREME, "Cháy")
    assert found.observed_at == datetime(2026, 3, 2, 7, 0, tzinfo=UTC)


def test_entries_of_one_alert_are_one_with_all_its_areas(read: Reader, payload: Load) -> None:
    rain, broken = read("cap", payload("cap_feed.xml"))
    assert isinstance(rain, Alarm)
    assert (rain.area, rain.severity, rain.unit, rain.test) == ("Cần Giờ; Nhà Bè", Severity.SEVERE, "", False)
    assert isinstance(broken, Rejected)
    assert broken.reason is Reason.BAD_DATE
    assert b"VN-8" in broken.body
    assert b"VN-7" not in broken.body


def test_an_alert_keeps_its_corners_that_are_numbers(read: Reader) -> None:
    area = "<area><areaDesc>A</areaDesc><polygon>10.7,106.7 10.8,106.8...</polygon></area>"
    found = only(read("cap", alert(info=f"<severity>Minor</severity>{area}")))
    assert (found.lat, found.lon, found.unit) == (10.7, 106.7, "A")


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (alert(identifier=""), Reason.MISSING_KEY),
        (alert(sent=""), Reason.MISSING_KEY),
        (alert(sent="hôm nay"), Reason.BAD_DATE),
        (alert(status="Maybe"), Reason.UNKNOWN_CODE),
        (alert(msgType="Shout"), Reason.UNKNOWN_CODE),
        (alert(msgType="Ack"), Reason.NOT_THIS_FORMAT),
        (alert(info="<severity>Awful</severity>"), Reason.UNKNOWN_CODE),
        (alert(info="<area><polygon>106.7,10.7 106.8,10.8</polygon></area>"), Reason.BAD_COORDINATES),
        (b"<rss><channel/></rss>", Reason.NOT_THIS_FORMAT),
        (
            b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>x</title></entry></feed>',
            Reason.NOT_THIS_FORMAT,
        ),
        (b"<alert>", Reason.BAD_XML),
        (b'<!DOCTYPE a [<!ENTITY x "y">]><alert>&x;</alert>', Reason.BAD_XML),
        (b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><alert/>', Reason.BAD_XML),
        (b'<?xml version="1.0" encoding="utf-8"?><alert>\xea</alert>', Reason.BAD_ENCODING),
    ],
)
def test_what_cannot_be_is_rejected_with_its_reason(read: Reader, body: bytes, reason: Reason) -> None:
    rejected = only(read("cap", body))
    assert (rejected.reason, rejected.body) == (reason, body)
