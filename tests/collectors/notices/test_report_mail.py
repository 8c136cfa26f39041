"""An issued report leaves by e-mail: the stored files with the same bytes, once."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import Engine

from collectors.notices.courier import courier
from dashboard.settings import Settings
from tests.collectors.notices.receiving import Mail
from tests.dashboard.reports.desk_of import NOW, TODAY, desk_of, drafted, few_sections

PATIENCE = 60.0


def test_the_issued_report_is_mailed_with_the_files_that_were_stored(
    store: Engine, receiving: Callable[..., Settings], mail: Mail
) -> None:
    settings = receiving(mail.url, more='steps = []\ntopics = ["report_issued"]')
    with few_sections():
        desk = desk_of(store, settings)
        made = drafted(desk)
        entry = {"number": "15/BC-UBND", "issued_on": TODAY, "signer": "Yến", "who": "lan", "now": NOW}
        desk.issue(made, 1, **entry)  # type: ignore[arg-type]
    sender = courier(store, settings, {})
    assert sender is not None
    for minutes in range(3):
        sender.tick(NOW + timedelta(minutes=minutes), is_ours=True)
        assert sender.wait(PATIENCE)
    (message,) = mail.got
    assert message["Subject"] == "Đã ban hành báo cáo số 15/BC-UBND ngày 03/12/2025, tháng 11 năm 2025"
    found = {part.get_filename(): part.get_payload(decode=True) for part in message.iter_attachments()}
    stored = [desk.file(made, key) for key in ("docx", "pdf")]
    assert found == {file.name: body for file, body in stored}
    body = message.get_body(("plain",))
    assert body is not None
    lines = body.get_content().splitlines()
    assert lines[1] == f"Mã kiểm tra: {desk.one(made).code}."
    assert lines[2] == f"https://ops.example.vn/reports/{made}"
