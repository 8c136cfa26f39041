"""A zipped office file says nothing of when and where it was made."""

import io
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

import pytest

from dashboard.reports.files.zipped import normalised


def _zip(*members: tuple[str, bytes], when: tuple[int, int, int, int, int, int], mode: int) -> bytes:
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_STORED) as file:
        for name, content in members:
            info = ZipInfo(name, when)
            info.external_attr = mode << 16
            file.writestr(info, content)
    return made.getvalue()


def test_order_time_mode_and_compression_are_made_one() -> None:
    a, b, types = ("a.xml", b"a" * 999), ("b.xml", b"b"), ("[Content_Types].xml", b"<Types/>")
    one = _zip(a, b, types, when=(2025, 11, 5, 10, 0, 0), mode=0o600)
    other = _zip(types, b, a, when=(1999, 1, 1, 0, 0, 0), mode=0o644)
    assert one != other
    assert normalised(one) == normalised(other)


def test_the_table_of_contents_stands_first_and_contents_stay() -> None:
    made = normalised(
        _zip(("a.xml", b"1"), ("[Content_Types].xml", b"2"), when=(2025, 1, 1, 0, 0, 0), mode=0)
    )
    with ZipFile(io.BytesIO(made)) as file:
        assert [(name, file.read(name)) for name in file.namelist()] == [
            ("[Content_Types].xml", b"2"),
            ("a.xml", b"1"),
        ]


def test_a_member_and_a_folder_can_be_edited() -> None:
    old = _zip(
        ("core.xml", b"x"), ("charts/1.xml", b"x"), ("y.xml", b"x"), when=(2025, 1, 1, 0, 0, 0), mode=0
    )
    made = normalised(old, {"core.xml": lambda _old: b"core", "charts/*": bytes.upper})
    with ZipFile(io.BytesIO(made)) as file:
        assert {name: file.read(name) for name in file.namelist()} == {
            "core.xml": b"core",
            "charts/1.xml": b"X",
            "y.xml": b"x",
        }


def test_what_is_no_zip_file_is_refused() -> None:
    with pytest.raises(BadZipFile):
        normalised(b"no zip")
