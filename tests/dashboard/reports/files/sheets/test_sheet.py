"""Names of sheets, and how high a line is."""

import pytest

from dashboard.reports.files.sheets.sheet import lines_of, named


def test_a_name_has_at_most_31_characters_and_ends_with_a_whole_word() -> None:
    name = named("Phản ánh của người dân theo lĩnh vực, kênh và đơn vị", set())
    assert name == "Phản ánh của người dân theo…"
    assert len(named("x" * 40, set())) == 31


def test_names_differ_by_more_than_capitals() -> None:
    taken: set[str] = set()
    assert [named(title, taken) for title in ("Ngập", "NGẬP", "ngập")] == ["Ngập", "NGẬP (2)", "ngập (3)"]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Phụ lục: các đơn vị", "Phụ lục các đơn vị"),
        ("a/b\\c?d*e[f]", "a b c d e f"),
        ("'x'", "x"),
        ("", "–"),
        ("History", "History (2)"),
        ("Nga\u0323\u0302p", "Ngập"),
    ],
)
def test_what_excel_refuses_in_a_name_is_left_out(title: str, name: str) -> None:
    assert named(title, set()) == name


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [("", 9, 1), ("Trong tháng", 9, 2), ("Trong tháng", 11, 1), ("a\nb", 9, 2), ("aaaa bb cc dddd", 5, 3)],
)
def test_a_text_is_broken_at_its_spaces(text: str, width: float, lines: int) -> None:
    assert lines_of(text, width) == lines
