"""Complaints as Open311: the 48 hours and each tier to the second, reopened, rated, corrected.

Phường Tân Định has 48 hours, Phường Sài Gòn Thủ Đức's tiers (3 hours, 7 days, 3 working days), Phường Bến
Thành 1022's 5 days (clocks.toml).
"""

import json

from tests.end_to_end.golden_months.telling import Case, Sent, text

TAN_DINH, SAI_GON, BEN_THANH = "Phường Tân Định", "Phường Sài Gòn", "Phường Bến Thành"


def told(number: str, requested: str, unit: str = TAN_DINH, status: str = "open", **more: object) -> Sent:
    """One request; times are the city's own, as this supplier writes none with a zone."""
    body = {"service_request_id": number, "status": status, "service_code": "RAC", "service_name": "Rác",
            "agency_responsible": unit, "requested_datetime": requested}  # fmt: skip
    return text("complaints", json.dumps([body | more], ensure_ascii=False))


def xml(number: str, requested: str, status: str, more: str) -> Sent:
    return text("complaints", (
        f'<?xml version="1.0" encoding="utf-8"?><service_requests><request>'
        f"<service_request_id>{number}</service_request_id><status>{status}</status>"
        f"<service_code>DEN</service_code><agency_responsible>{TAN_DINH}</agency_responsible>"
        f"<requested_datetime>{requested}</requested_datetime>{more}</request></service_requests>"
    ))  # fmt: skip


def of(why: str, adds: str, *sent: Sent) -> Case:
    return Case(why, sent, adds, "complaints_")


IN_TIME, OUT_OF_TIME = "clock_decided clock_in_time", "clock_decided overdue_entered overdue_left"

PROMISE = (
    of("answered after 48 hours to the second: in time",
       f"2026-01 received answered answer_minutes=2880 decided in_time {IN_TIME}",
       told("K01", "2026-01-12T08:00:00", answered_datetime="2026-01-14T08:00:00")),
    of("a second later: not; 2,880 whole minutes all the same",
       f"2026-01 received answered answer_minutes=2880 decided {OUT_OF_TIME}",
       told("K02", "2026-01-12T08:00:00", answered_datetime="2026-01-14T08:00:01")),
    of("never answered: decided when the 48 hours are over, on 1 February",
       "2026-01 received\n2026-02 decided clock_decided overdue_entered",
       told("K03", "2026-01-30T09:00:00")),
    # The present is 20 March 2026, 10:00.
    of("over later today: written down for the day, taken off until then",
       "2026-03 received decided clock_decided overdue_entered", told("K04", "2026-03-18T15:00:00")),
    of("over tomorrow", "2026-03 received decided clock_decided overdue_entered",
       told("K05", "2026-03-19T09:00:00")),
    of("over at this very moment: still in time",
       "2026-03 received decided clock_decided overdue_entered", told("K06", "2026-03-18T10:00:00")),
    of("over a second ago", "2026-03 received decided clock_decided overdue_entered",
       told("K07", "2026-03-18T09:59:59")),
    of("January's last second in UTC; closed, without an hour of its own, at midnight: an answer of no"
       " minute",
       f"2026-01 received\n2026-02 answered closed decided in_time {IN_TIME}",
       xml("K08", "2026-01-31T16:59:59Z", "closed",
           "<updated_datetime>2026-02-01T00:00:00+07:00</updated_datetime>")),
    of("February's first moment in UTC; with a picture; 10.5 hours",
       f"2026-02 received with_media answered answer_minutes=630 decided in_time {IN_TIME}",
       xml("K09", "2026-01-31T17:00:00Z", "open",
           "<answered_datetime>2026-02-01T10:30:00+07:00</answered_datetime>"
           "<media_url>https://anh.example.vn/9.jpg</media_url>")),
)  # fmt: skip

DANGER = {"service_code": "DAY", "service_name": "Dây điện nguy hiểm"}
BUILDING = {"service_code": "XD", "service_name": "Xây dựng không phép"}

TIERS = (
    of("danger: 3 hours to the second, over midnight",
       f"2026-01 received answered answer_minutes=180 decided in_time {IN_TIME}",
       told("K10", "2026-01-12T22:30:00", SAI_GON, **DANGER, answered_datetime="2026-01-13T01:30:00")),
    of("a second more: late by its clock, within the 48 hours",
       f"2026-01 received answered answer_minutes=180 decided in_time {OUT_OF_TIME}",
       told("K11", "2026-01-12T22:30:00", SAI_GON, **DANGER, answered_datetime="2026-01-13T01:30:01")),
    of("never answered: its 3 hours end with January, its 48 on 2 February",
       "2026-01 received\n2026-02 clock_decided overdue_entered decided",
       told("K12", "2026-01-31T21:00:00", SAI_GON, **DANGER)),
    of("3 working days over Tết: 2 h on Friday 13/2, 8 on 23/2, 8 on 24/2, 6 until 25/2 15:00. 12 days of"
       " 1,440 min; the 48 hours ran out on the 15th",
       f"2026-02 received answered answer_minutes=17280 decided {IN_TIME}",
       told("K13", "2026-02-13T15:00:00", SAI_GON, answered_datetime="2026-02-25T15:00:00")),
    of("a second more", f"2026-02 received answered answer_minutes=17280 decided {OUT_OF_TIME}",
       told("K14", "2026-02-13T15:00:00", SAI_GON, answered_datetime="2026-02-25T15:00:01")),
    of("over the worked Saturday: 0.5 h on 9/1, 8 on the 10th, 8 on the 12th, 7.5 until 13/1 16:30",
       f"2026-01 received answered answer_minutes=5760 decided {IN_TIME}",
       told("K15", "2026-01-09T16:30:00", SAI_GON, answered_datetime="2026-01-13T16:30:00")),
    of("building: 7 days that end with February (48 hours: the 24th); answered at that moment, in March",
       f"2026-02 received decided\n2026-03 answered answer_minutes=10080 {IN_TIME}",
       told("K16", "2026-02-22T00:00:00", SAI_GON, **BUILDING, answered_datetime="2026-03-01T00:00:00")),
    of("a second more", f"2026-02 received decided\n2026-03 answered answer_minutes=10080 {OUT_OF_TIME}",
       told("K17", "2026-02-22T00:00:00", SAI_GON, **BUILDING, answered_datetime="2026-03-01T00:00:01")),
    of("1022's 5 days to the second", f"2026-01 received answered answer_minutes=7200 decided {IN_TIME}",
       told("K20", "2026-01-26T12:00:00", BEN_THANH, answered_datetime="2026-01-31T12:00:00")),
    of("a second more", f"2026-01 received answered answer_minutes=7200 decided {OUT_OF_TIME}",
       told("K21", "2026-01-26T12:00:00", BEN_THANH, answered_datetime="2026-01-31T12:00:01")),
)  # fmt: skip


def life(updated: str, status: str, **more: object) -> Sent:
    """Tellings of K30: requested 5/1 10:00, answered 12:00, with a picture, by Zalo."""
    seen: dict[str, object] = {
        "source": "Zalo OA",
        "media_url": ["https://anh.example.vn/30.jpg"],
        "updated_datetime": updated,
        "answered_datetime": "2026-01-05T12:00:00",
    }
    return told("K30", "2026-01-05T10:00:00", TAN_DINH, status, **seen, **more)


LIVES = (
    of("closed, opened again, closed again on 2/2 9:00 (28 days less an hour) and rated; the last comes"
       " first",
       f"2026-01 received with_media judged confirmed reopened answered answer_minutes=120 rated rating=4"
       f" decided in_time {IN_TIME}\n2026-02 closed resolve_minutes=40260",
       life("2026-02-02T09:00:00", "closed", closed_datetime="2026-02-02T09:00:00", reopened_count=1,
            rating=4, confirmed="đúng"),
       told("K30", "2026-01-05T10:00:00"),
       life("2026-01-06T08:00:00", "open", reopened_count=1),
       life("2026-01-05T18:00:00", "closed", closed_datetime="2026-01-05T18:00:00"),
       life("2026-01-06T08:00:00", "open", reopened_count=1)),
    of("closed after 25 h 15 min without a first answer; found to be wrong; rated",
       f"2026-02 received judged answered answer_minutes=1515 rated rating=5 closed resolve_minutes=1515"
       f" decided in_time {IN_TIME}",
       told("K31", "2026-02-10T09:00:00", status="closed", closed_datetime="2026-02-11T10:15:00",
            confirmed="sai", rating="5", source="Tổng đài 1022")),
    of("0 is no rating, an empty word no judgement; 59 whole minutes",
       f"2026-02 received answered answer_minutes=59 decided in_time {IN_TIME}",
       told("K32", "2026-02-10T09:00:00", answered_datetime="2026-02-10T09:59:59", rating=0, confirmed="")),
    of("corrected: another ward, an urgent matter; a second past its 3 hours",
       f"2026-03 received answered answer_minutes=180 decided in_time {OUT_OF_TIME}",
       told("K33", "2026-03-10T08:00:00", updated_datetime="2026-03-10T08:00:00"),
       told("K33", "2026-03-10T08:00:00", SAI_GON, service_name="Việc khẩn cấp",
            updated_datetime="2026-03-10T11:00:01", answered_datetime="2026-03-10T11:00:01")),
    of("29 February 2024 under Quận 1, whose clock is the 48 hours; answered in March",
       f"2024-02 received\n2024-03 answered answer_minutes=60 decided in_time {IN_TIME}",
       told("K34", "2024-02-29T23:00:00", "Quận 1", answered_datetime="2024-03-01T00:00:00")),
    of("a status that nobody knows: rejected", "", told("K35", "2026-03-10T08:00:00", status="pending")),
)  # fmt: skip
