"""What was done to numbers of another map, as a Vietnamese reader is told it."""

from datetime import date

from dashboard.applied import applied
from dashboard.i18n import translator
from dashboard.successions import history
from layouts.succession_words import names, told

T = translator("vi")
MAP_2021 = date(2022, 1, 1)


def test_a_junction_is_told_with_its_day() -> None:
    assert told(T, applied(date(2020, 1, 1), date(2020, 12, 31), MAP_2021)) == [
        (
            "Quận 2, Quận 9 và Quận Thủ Đức đã nhập thành Thành phố Thủ Đức (01/01/2021);"
            " số liệu được cộng gộp.",
            [],
        )
    ]


def test_a_division_is_told_as_an_estimate() -> None:
    ((text, _more),) = told(T, applied(date(2021, 1, 1), date(2021, 1, 31), date(2020, 6, 1)))
    assert text == (
        "Thành phố Thủ Đức (từ 01/01/2021) nằm trên đất của Quận 2, Quận 9 và Quận Thủ Đức;"
        " số liệu được chia theo diện tích (ước tính)."
    )


def test_many_sentences_are_summed_up_and_kept_beside() -> None:
    ((text, more),) = told(T, applied(date(2025, 6, 1), date(2025, 6, 30), date(2026, 1, 1)))
    assert text.startswith("Sắp xếp đơn vị hành chính ngày 01/07/2025: 1 đơn vị được cộng gộp")
    assert len(more) == 38
    assert "Huyện Côn Đảo đã trở thành Đặc khu Côn Đảo (01/07/2025)." in more


def test_many_names_are_counted() -> None:
    wards = sorted(history().map_at(date(2026, 1, 1)), key=lambda unit: unit.name)[:9]
    assert names(T, wards).endswith("và 4 đơn vị khác")
    assert names(T, wards[:1]) == wards[0].name
