"""What Apprise makes of a message, at a real mail server and a real webhook, and that no secret comes out."""

import logging
from collections.abc import Callable

import pytest

from collectors.notices.channel import Channel, channels
from dashboard.outbox import receivers
from dashboard.outbox.message import Message
from dashboard.settings import Settings, SettingsError
from tests.collectors.notices.receiving import Hook, Mail
from tests.dashboard.records import CITY
from tests.servers import free_port

TITLE = "Sự cố mới: Ngập (nghiêm trọng) – Nguyễn Hữu Cảnh, Phường Thạnh Mỹ Tây"
BODY = "Địa điểm: Nguyễn Hữu Cảnh <cầu vượt> & hầm\nSự cố số 12: https://ops.example.vn/desk/incidents/12"
MESSAGE = Message(delivery="0123456789abcdef", title=TITLE, body=BODY, weight="grave")


def channel(url: str) -> Channel:
    return Channel(url, "Thành phố Hồ Chí Minh", CITY)


def test_vietnamese_arrives_by_mail_as_it_was_written(mail: Mail) -> None:
    assert channel(mail.url).send(MESSAGE).taken
    (message,) = mail.got
    assert message["Subject"] == TITLE
    body = message.get_body(("plain",))
    assert body is not None
    assert body.get_content().splitlines() == BODY.splitlines()
    assert message["X-Delivery-Id"] == MESSAGE.delivery
    assert mail.envelopes[0].rcpt_tos == ["trucban@example.vn"]


def test_a_webhook_gets_text_weight_and_the_deliverys_id(hook: Hook) -> None:
    assert channel(f"{hook.url}?:city=hcm").send(MESSAGE).taken
    (body,) = hook.got
    assert (body["title"], body["message"], body["type"]) == (TITLE, BODY, "failure")
    assert (body["delivery"], body["city"]) == (MESSAGE.delivery, "hcm")
    assert hook.headers[0]["idempotency-key"] == MESSAGE.delivery


def test_what_one_message_sets_is_not_in_the_next(hook: Hook) -> None:
    sender = channel(hook.url)
    other = Message(delivery="fedcba9876543210", title="Hai", body="Hai", weight="note")
    assert sender.send(MESSAGE).taken
    assert sender.send(other).taken
    assert hook.deliveries == [MESSAGE.delivery, other.delivery]


def test_a_refusal_is_said_in_one_line(mail: Mail, hook: Hook) -> None:
    hook.statuses.append(500)
    outcome = channel(hook.url).send(MESSAGE)
    assert not outcome.taken
    assert "500" in outcome.error
    mail.refuses = 1
    outcome = channel(mail.url).send(MESSAGE)
    assert not outcome.taken
    assert outcome.error
    assert "\n" not in outcome.error


def test_no_secret_of_an_address_is_in_errors_the_log_or_what_is_shown(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    port = free_port()  # nobody answers there
    urls = [
        f"json://ops:Mat-Khau-1@127.0.0.1:{port}/hook?+X-Token=Khoa-Rieng-2",
        f"mailto://ops:Mat-Khau-1@127.0.0.1:{port}?from=ops@example.vn&to=trucban@example.vn",
        f"json://127.0.0.1:{port}/hook?:token=Khoa-Rieng-2",
        f"json://127.0.0.1:{port}/hook/Khoa-Rieng-Duong-Dan",
    ]
    said = ""
    for url in urls:
        sender = channel(url)
        outcome = sender.send(MESSAGE)
        assert not outcome.taken
        said += outcome.error + sender.shown
    said += caplog.text + "".join(capfd.readouterr())
    assert "Mat-Khau" not in said
    assert "Khoa-Rieng" not in said
    assert said.count("127.0.0.1") >= len(urls)


def test_a_telegram_bots_key_is_not_shown() -> None:
    key = "123456789:AAAAbbbbCCCCddddEEEEffffGGGGhhhhIII"
    sender = channel(f"tgram://{key}/-1001234567890")
    assert key.split(":")[1] not in sender.shown
    assert sender.shown.startswith("tgram://")


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("bogus://somewhere", "is no address that Apprise can read"),
        ("tgram://${BOT}/1", "BOT is not set in the environment"),
        (
            "mailto://127.0.0.1?from=a@x.vn&to=b@x.vn,c@x.vn",
            "names 2 targets: give each an address of its own",
        ),
        ("json://x?overflow=split", "overflow=split makes several messages of one: take overflow=truncate"),
    ],
)
def test_an_address_that_cannot_be_used_stops_the_start(
    receiving: Callable[..., Settings], url: str, fault: str
) -> None:
    with pytest.raises(SettingsError) as said:
        channels(receivers(receiving(url).receivers), {}, "Ops", CITY)
    assert str(said.value) == f"OPS_RECEIVERS: receiver 'duty': its address {fault}"


def test_a_secret_comes_from_the_environment_whatever_letters_it_has(
    receiving: Callable[..., Settings], hook: Hook
) -> None:
    url = f"json://127.0.0.1:{hook.port}/?+X-Token=${{TOKEN}}"
    listed = receivers(receiving(url, "${WHOLE}").receivers)
    secrets = {"TOKEN": "p@s/s&w=o d", "WHOLE": hook.url}
    opened = channels(listed, secrets, "Ops", CITY)
    assert all(opened[route].send(MESSAGE).taken for route in ("duty/1", "duty/2"))
    assert hook.headers[0]["x-token"] == secrets["TOKEN"]
