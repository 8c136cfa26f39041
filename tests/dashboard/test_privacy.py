"""What the feed page shows of bytes that nobody could read."""

import pytest

from dashboard.privacy import PREVIEW_BYTES, preview


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (b'{"SoDienThoai":"0901234567"}', '{"SoDienThoai":"**********"}'),
        ('{"ChuHoSo":"Nguyễn Thị Ánh"}'.encode(), '{"ChuHoSo":"N.T.Á."}'),
        (b'{"ChuHoSo":"Nguy\\u1ec5n V\\u0103n An"}', '{"ChuHoSo":"N.V.A."}'),
        (b"an.nguyen@example.vn 12345", "***@example.vn 12345"),
        (b"\x00\x01abc", "··abc"),
        (b"", ""),
    ],
)
def test_numbers_names_and_addresses_are_masked(body: bytes, shown: str) -> None:
    assert preview(body) == shown


def test_only_the_beginning_is_shown() -> None:
    assert preview(b"a" * 10_000_000) == "a" * PREVIEW_BYTES


def test_bytes_cut_within_a_letter_do_no_harm() -> None:
    assert preview(b"a" * (PREVIEW_BYTES - 1) + "ễ".encode()).startswith("a" * (PREVIEW_BYTES - 1))
