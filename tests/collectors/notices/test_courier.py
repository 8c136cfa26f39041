"""What is due is sent once; what is not taken is tried again, and no address stops another."""

import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest
from sqlalchemy import Engine, insert, select

from collectors.notices.courier import LIMIT, Courier, courier
from dashboard.db import reading, writing
from dashboard.feeds import FeedInfo
from dashboard.ingest import Batch, Ingest
from dashboard.models import incident_event, notice, report, report_file
from dashboard.outbox import announce, notices_of, notify, receivers
from dashboard.outbox.delivering import CLAIM, TRIES, pause
from dashboard.settings import Settings
from tests.collectors.notices.receiving import Hook, Mail
from tests.dashboard.outbox.incidents import happening, open_incident
from tests.dashboard.records import alarm, local

Receiving = Callable[..., Settings]
BEGUN = local("2025-11-05 14:05")
LATER = timedelta(seconds=2)
PATIENCE = 60.0


def until(true: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)


_made: list[Courier] = []


@pytest.fixture(autouse=True)
def _what_is_still_being_sent_ends_before_the_store(store: Engine) -> Iterator[None]:
    """A sender that was left waiting marks its message when its answer comes: into a store that is there."""
    yield
    for one in _made:
        one.close(0.0)
    _made.clear()
    for thread in threading.enumerate():
        if thread.name.startswith("notices "):
            thread.join(PATIENCE)
            assert not thread.is_alive()


def sender(store: Engine, settings: Settings) -> Courier:
    made = courier(store, settings, {})
    assert made is not None
    _made.append(made)
    return made


def told(store: Engine, settings: Settings, *numbers: int, at: datetime = BEGUN, **more: Any) -> None:
    with writing(store) as connection:
        notify(connection, [happening(number, **more) for number in numbers or (1,)], at, settings)


def turn(one: Courier, at: datetime) -> None:
    one.tick(at, is_ours=True)
    assert one.wait(PATIENCE)


def steps(store: Engine, number: int = 1) -> list[tuple[str, str]]:
    with reading(store) as connection:
        found = connection.execute(
            select(incident_event.c.kind, incident_event.c.detail)
            .where(incident_event.c.incident_id == number)
            .order_by(incident_event.c.id)
        )
        return [(kind, detail["outcome"]) for kind, detail in found]


def states(store: Engine, number: int = 1) -> list[str]:
    with reading(store) as connection:
        return [one.state for one in notices_of(connection, number)]


def test_a_notice_leaves_by_mail_once_and_stands_on_the_timeline(
    store: Engine, receiving: Receiving, mail: Mail
) -> None:
    settings = receiving(mail.url)
    told(store, settings)
    one = sender(store, settings)
    turn(one, BEGUN)
    turn(one, BEGUN + LATER)
    (message,) = mail.got
    assert message["Subject"] == "Sự cố mới: Ngập (nghiêm trọng) – Trạm S-07"
    body = message.get_body(("plain",))
    assert body is not None
    assert body.get_content().splitlines() == [
        "Địa điểm: Nguyễn Hữu Cảnh",
        "Thời điểm: 14:05 05/11/2025",
        "Sự cố số 1: https://ops.example.vn/desk/incidents/1",
        f"Mã tin: {message['X-Delivery-Id']}",
    ]
    assert states(store) == ["sent"]
    assert steps(store) == [("notice", "sent")]


def test_who_does_not_hold_the_lease_sends_nothing(store: Engine, receiving: Receiving, hook: Hook) -> None:
    settings = receiving(hook.url)
    told(store, settings)
    sender(store, settings).tick(BEGUN, is_ours=False)
    assert hook.got == []
    assert states(store) == ["waiting"]


def test_what_is_not_taken_is_tried_again_after_its_pause_under_the_same_id(
    store: Engine, receiving: Receiving, hook: Hook
) -> None:
    settings = receiving(hook.url)
    told(store, settings)
    hook.statuses += [500, 503]
    one = sender(store, settings)
    turn(one, BEGUN)
    turn(one, BEGUN + LATER)
    assert len(hook.got) == 1
    turn(one, BEGUN + timedelta(minutes=1))
    turn(one, BEGUN + timedelta(minutes=4))
    turn(one, BEGUN + timedelta(hours=9))
    assert len(hook.got) == 3
    assert len(set(hook.deliveries)) == 1
    assert [body["title"].startswith("Gửi lại, có thể đã nhận: ") for body in hook.got] == [False, True, True]
    assert steps(store) == [("notice", "failed"), ("notice", "failed"), ("notice", "sent")]


def test_pauses_grow_to_an_hour_and_after_the_last_try_it_is_given_up(
    store: Engine, receiving: Receiving, hook: Hook
) -> None:
    assert [pause(tries).total_seconds() for tries in (1, 2, 3, 8, 12)] == [30, 60, 120, 3600, 3600]
    settings = receiving(hook.url)
    told(store, settings)
    hook.statuses += [500] * (TRIES + 1)
    one = sender(store, settings)
    for hour in range(TRIES + 2):
        turn(one, BEGUN + timedelta(hours=2 * hour))
    assert len(hook.got) == TRIES
    assert states(store) == ["given_up"]
    assert steps(store)[-1] == ("notice", "given_up")


def test_an_address_that_is_not_taken_doubles_no_other_of_the_same_receiver(
    store: Engine, receiving: Receiving, hook: Hook, mail: Mail
) -> None:
    settings = receiving(hook.url, mail.url)
    told(store, settings)
    hook.statuses.append(500)
    one = sender(store, settings)
    turn(one, BEGUN)
    turn(one, BEGUN + timedelta(minutes=5))
    assert (len(hook.got), len(mail.got)) == (2, 1)


def test_an_address_that_does_not_answer_keeps_no_other_waiting(
    store: Engine, receiving: Receiving, hook: Hook, mail: Mail
) -> None:
    settings = receiving(f"{hook.url}?rto=120", mail.url)
    hook.open.clear()
    told(store, settings)
    one = sender(store, settings)
    one.tick(BEGUN, is_ours=True)
    told(store, settings, step="escalated")
    for number in range(1, 200):
        one.tick(BEGUN + number * LATER / 20, is_ours=True)
        one.wait(0.1)
        if len(mail.got) == 2:
            break
    assert len(mail.got) == 2
    assert len(hook.got) == 1
    hook.open.set()
    assert one.wait(PATIENCE)
    turn(one, BEGUN + timedelta(hours=1))
    assert len(set(hook.deliveries)) == len(hook.got) == 2


def test_a_claim_lasts_as_long_as_its_sender_lives(store: Engine, receiving: Receiving, hook: Hook) -> None:
    settings = receiving(f"{hook.url}?rto=120")
    hook.open.clear()
    told(store, settings)
    one, other = sender(store, settings), sender(store, settings)
    one.tick(BEGUN, is_ours=True)
    for number in range(1, 6):
        one.tick(BEGUN + number * CLAIM / 2, is_ours=False)
        other.tick(BEGUN + number * CLAIM / 2 + LATER, is_ours=True)
    hook.open.set()
    assert one.wait(PATIENCE)
    assert other.wait(PATIENCE)
    assert len(hook.got) == 1
    assert states(store) == ["sent"]


def test_a_try_that_never_ends_counts_as_failed_and_is_not_begun_without_end(
    store: Engine, receiving: Receiving, hook: Hook
) -> None:
    settings = receiving(f"{hook.url}?rto=600")
    hook.open.clear()
    told(store, settings)
    one = sender(store, settings)
    one.tick(BEGUN, is_ours=True)
    until(lambda: len(hook.got) == 1)
    one.tick(BEGUN + LIMIT + LATER, is_ours=True)
    one.tick(BEGUN + LIMIT + timedelta(minutes=1), is_ours=True)
    until(lambda: len(hook.got) == 2)
    for number in range(2, 9):
        one.tick(BEGUN + number * LIMIT + timedelta(minutes=5), is_ours=True)
    assert len(hook.got) == 2
    assert steps(store) == [("notice", "failed"), ("notice", "failed")]
    hook.open.set()
    until(lambda: states(store) == ["sent"])
    turn(one, BEGUN + timedelta(hours=9))
    assert len(hook.got) == 2


def test_what_comes_within_a_groups_minutes_leaves_as_one_message(
    store: Engine, receiving: Receiving, hook: Hook
) -> None:
    settings = receiving(hook.url, more='group = 10\nsteps = ["triggered", "resolved"]')
    open_incident(store, 2)
    one = sender(store, settings)
    told(store, settings, 1)
    told(store, settings, 2, at=BEGUN + timedelta(minutes=9), severity="moderate")
    turn(one, BEGUN + timedelta(minutes=9))
    assert hook.got == []
    turn(one, BEGUN + timedelta(minutes=10))
    told(store, settings, 2, at=BEGUN + timedelta(minutes=11), step="resolved")
    turn(one, BEGUN + timedelta(minutes=11))
    (body,) = hook.got
    assert body["title"] == "2 tin báo sự cố, mức cao nhất: nghiêm trọng"
    assert body["message"].splitlines()[:4] == [
        "– Sự cố mới: Ngập (nghiêm trọng) – Trạm S-07",
        "  Sự cố số 1: https://ops.example.vn/desk/incidents/1",
        "– Sự cố mới: Ngập (vừa) – Trạm S-07",
        "  Sự cố số 2: https://ops.example.vn/desk/incidents/2",
    ]
    assert steps(store, 1) == steps(store, 2) == [("notice", "sent")]
    turn(one, BEGUN + timedelta(minutes=21))
    assert hook.got[1]["title"] == "Đã xử lý xong: Ngập (nghiêm trọng) – Trạm S-07"
    assert hook.got[1]["type"] == "success"


def test_what_breaks_through_takes_along_what_waits_for_its_group(
    store: Engine, receiving: Receiving, hook: Hook
) -> None:
    settings = receiving(hook.url, more="group = 10")
    open_incident(store, 2)
    told(store, settings, 1)
    told(store, settings, 2, severity="extreme")
    turn(sender(store, settings), BEGUN + LATER)
    (body,) = hook.got
    assert body["title"] == "2 tin báo sự cố, mức cao nhất: đặc biệt nghiêm trọng"


@pytest.mark.parametrize("group", [0, 10])
def test_quiet_hours_hold_back_even_what_fell_due_while_nobody_sent(
    store: Engine, receiving: Receiving, hook: Hook, group: int
) -> None:
    settings = receiving(hook.url, more=f'quiet = "22:00-06:00"\ngroup = {group}')
    open_incident(store, 2)
    told(store, settings, 1)
    night = local("2025-11-05 23:30")
    told(store, settings, 2, at=night, severity="extreme")
    one = sender(store, settings)
    turn(one, night)
    assert [body["title"].split(" – ")[0] for body in hook.got] == ["Sự cố mới: Ngập (đặc biệt nghiêm trọng)"]
    turn(one, local("2025-11-06 05:59"))
    assert len(hook.got) == 1
    turn(one, local("2025-11-06 06:00"))
    assert len(hook.got) == 2


def test_a_retry_waits_for_the_morning_too(store: Engine, receiving: Receiving, hook: Hook) -> None:
    settings = receiving(hook.url, more='quiet = "22:00-06:00"')
    told(store, settings, at=local("2025-11-05 21:59"))
    hook.statuses.append(500)
    one = sender(store, settings)
    turn(one, local("2025-11-05 21:59"))
    turn(one, local("2025-11-05 22:05"))
    assert len(hook.got) == 1
    turn(one, local("2025-11-06 06:00"))
    assert len(hook.got) == 2


def test_a_sender_that_died_is_followed_by_one_repeat_that_says_so(
    store: Engine, receiving: Receiving, hook: Hook
) -> None:
    settings = receiving(f"{hook.url}?rto=120")
    hook.open.clear()
    told(store, settings)
    sender(store, settings).tick(BEGUN, is_ours=True)  # never looked at again, as if it were dead
    until(lambda: hook.got)
    other = sender(store, settings)
    turn(other, BEGUN + CLAIM / 2)
    assert len(hook.got) == 1
    other.tick(BEGUN + CLAIM + LATER, is_ours=True)
    hook.open.set()
    assert other.wait(PATIENCE)
    assert len(hook.got) == 2
    assert len(set(hook.deliveries)) == 1
    assert hook.got[1]["title"].startswith("Gửi lại, có thể đã nhận: ")
    assert steps(store)[0] == ("notice", "unsure")


def test_a_receiver_may_ask_for_no_repeat(store: Engine, receiving: Receiving, hook: Hook) -> None:
    settings = receiving(f"{hook.url}?rto=120", more='when_unsure = "leave"')
    hook.open.clear()
    told(store, settings)
    sender(store, settings).tick(BEGUN, is_ours=True)
    until(lambda: hook.got)
    turn(sender(store, settings), BEGUN + CLAIM + LATER)
    assert len(hook.got) == 1
    assert states(store) == ["given_up"]
    assert steps(store) == [("notice", "unsure")]


def test_a_receiver_that_the_file_names_no_more_waits(
    store: Engine, receiving: Receiving, hook: Hook
) -> None:
    settings = receiving(hook.url)
    told(store, settings)
    with writing(store) as connection:
        connection.execute(notice.update().values(receiver="former"))
    turn(sender(store, settings), BEGUN)
    assert hook.got == []
    assert states(store) == ["waiting"]


def test_without_receivers_there_is_nobody_to_send(store: Engine) -> None:
    assert courier(store, Settings(_env_file=None), {}) is None


def test_a_fire_alarm_that_comes_in_is_told_outside(store: Engine, receiving: Receiving, hook: Hook) -> None:
    settings = receiving(hook.url, more='kinds = ["fire"]')
    fed = Ingest(store, settings, [FeedInfo(name="fire", kind="fire", transport="mqtt")])
    for _again in range(2):
        fed.store(Batch("fire", [alarm(at="2025-11-05 14:05")]), BEGUN)
    turn(sender(store, settings), BEGUN)
    (body,) = hook.got
    assert body["title"].startswith("Sự cố mới: Cháy (nghiêm trọng) – ")


def _issued(store: Engine, **files: bytes) -> int:
    """An issued report with these stored files; its number in the store."""
    by = {"made_by": "lan", "made_at": BEGUN, "changed_by": "lan", "changed_at": BEGUN}
    entry = {"template": "month", "period": "2025-10", "scope": [], "language": "vi", "choices": {}}
    with writing(store) as connection:
        number: int = connection.execute(
            insert(report).values(**entry, **by, number="15/BC-UBND", issued_at=BEGUN).returning(report.c.id)
        ).scalar_one()
        for key, body in files.items():
            told = {"format": key, "name": f"BC-15-2025-10.{key}", "sha256": sha256(body).hexdigest()}
            connection.execute(
                insert(report_file).values(report_id=number, **told, size=len(body), body=body)
            )
    return number


def _announced(store: Engine, settings: Settings, number: int, *attach: str) -> None:
    with writing(store) as connection:
        announce(
            connection,
            receivers(settings.receivers),
            topic="report_issued",
            key=str(number),
            write=lambda _language: ("Báo cáo 15/BC-UBND đã ban hành", "Tháng 10 năm 2025"),
            now=BEGUN,
            report_id=number,
            attach=attach,
            settings=settings,
        )


def test_an_issued_reports_files_arrive_by_mail_once_with_the_same_bytes(
    store: Engine, receiving: Receiving, mail: Mail
) -> None:
    files = {
        "docx": bytes(range(256)) * 900,
        "pdf": b"%PDF-1.7 \xff\xfe \r\n.\r\n",
        "csv": b"\xef\xbb\xbfa;b\r\n",
    }
    number = _issued(store, **files)
    settings = receiving(mail.url, more='topics = ["report_issued"]')
    _announced(store, settings, number, "docx", "pdf", "csv", "xlsx")
    mail.refuses = 1
    one = sender(store, settings)
    turn(one, BEGUN)
    assert mail.got == []
    turn(one, BEGUN + timedelta(minutes=1))
    turn(one, BEGUN + timedelta(minutes=5))
    (message,) = mail.got
    found = {part.get_filename(): part.get_payload(decode=True) for part in message.iter_attachments()}
    assert found == {f"BC-15-2025-10.{key}": body for key, body in files.items()}
    kinds = [part.get_content_type() for part in message.iter_attachments()]
    assert kinds[1:] == ["application/pdf", "text/csv"]
    body = message.get_body(("plain",))
    assert body is not None
    assert body.get_content().splitlines()[0] == "Tháng 10 năm 2025"


def test_without_formats_the_text_goes_alone(store: Engine, receiving: Receiving, hook: Hook) -> None:
    number = _issued(store, pdf=b"%PDF")
    settings = receiving(hook.url, more='topics = ["report_issued"]')
    _announced(store, settings, number)
    turn(sender(store, settings), BEGUN)
    (got,) = hook.got
    assert got["title"] == "Báo cáo 15/BC-UBND đã ban hành"
    assert got["attachments"] == []
