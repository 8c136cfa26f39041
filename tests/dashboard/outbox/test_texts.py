"""What a notice says, in Vietnamese and English."""

from typing import Any

import pytest

from dashboard.outbox.texts import KINDS, LONGEST, text_of
from dashboard.rules import KINDS as KINDS_OF_RULES
from tests.dashboard.outbox.incidents import happening
from tests.dashboard.records import CITY


def said(language: str = "vi", public_url: str = "https://ops.example.vn/", **told: Any) -> tuple[str, str]:
    return text_of(happening(12, unit_id=1, **told), "Nguyễn Hữu Cảnh", language, CITY, public_url)


def test_a_notice_names_what_where_when_and_the_link() -> None:
    title, body = said()
    assert title == "Sự cố mới: Ngập (nghiêm trọng) – Trạm S-07, Thành phố Hồ Chí Minh"
    assert body.splitlines() == [
        "Địa điểm: Nguyễn Hữu Cảnh, Thành phố Hồ Chí Minh",
        "Thời điểm: 14:05 05/11/2025",
        "Sự cố số 12: https://ops.example.vn/desk/incidents/12",
    ]


def test_english_is_for_who_wants_it_and_no_link_stands_without_an_address() -> None:
    title, body = said("en", public_url="")
    assert title == "New: Flood (severe) – Trạm S-07, Thành phố Hồ Chí Minh"
    assert body.splitlines()[-1] == "Incident 12"


@pytest.mark.parametrize(
    ("step", "extra", "head"),
    [
        ("escalated", {}, "Tăng mức: Ngập, nay là nghiêm trọng"),
        ("overdue", {}, "Quá hạn chưa ai tiếp nhận: Ngập (nghiêm trọng)"),
        (
            "overdue",
            {"role": "leader"},
            "Quá hạn chưa ai tiếp nhận, chuyển lên lãnh đạo: Ngập (nghiêm trọng)",
        ),
        ("expired", {}, "Đã tiếp nhận nhưng quá hạn, cần tiếp nhận lại: Ngập (nghiêm trọng)"),
        ("assign", {"to": "Đội thoát nước 3"}, "Phân công cho Đội thoát nước 3: Ngập (nghiêm trọng)"),
        ("resolved", {}, "Đã xử lý xong: Ngập (nghiêm trọng)"),
    ],
)
def test_each_step_has_its_own_words(step: str, extra: dict[str, str], head: str) -> None:
    assert said(step=step, extra=extra)[0].startswith(f"{head} – ")


def test_who_did_it_is_said() -> None:
    assert "Người thực hiện: Nguyễn Văn An" in said(step="resolved", extra={"who": "Nguyễn Văn An"})[1]


def test_a_first_line_fits_into_one_message_and_is_one_line() -> None:
    title, _body = said(subject="Một\nnơi rất dài " * 40)
    assert len(title) <= LONGEST
    assert title.endswith("…")
    assert "\n" not in title


def test_every_kind_that_a_rule_opens_has_a_name() -> None:
    assert set(KINDS_OF_RULES) <= set(KINDS)


def test_a_kind_that_is_not_known_yet_is_an_incident() -> None:
    assert said(kind="volcano")[0].startswith("Sự cố mới: Sự cố (nghiêm trọng)")
