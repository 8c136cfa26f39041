"""Where printed pages end."""

from dashboard.reports.files.sheets.pages import breaks

# Upright and 80 digits wide nothing is shrunk: 10.19 inches less 4 % are 939 pixels, 44 lines of 21.
WIDTHS = [40.0, 40.0]


def _breaks(
    *blocks: tuple[int, int], heights: dict[int, int] | None = None, turned: bool = False
) -> list[int]:
    return breaks(blocks, heights or {}, 21, WIDTHS, turned)


def test_what_a_page_holds_is_not_parted() -> None:
    assert _breaks((0, 20), (20, 44)) == []


def test_a_block_that_would_be_cut_begins_a_page() -> None:
    assert _breaks((0, 30), (31, 60), (61, 70), (71, 90)) == [31, 71]


def test_a_block_that_no_page_holds_is_cut_where_the_page_ends() -> None:
    assert _breaks((0, 20), (20, 90), (90, 100)) == []


def test_high_lines_and_a_turned_page_hold_less() -> None:
    assert _breaks((0, 20), (20, 40), heights={5: 210}) == [20]
    assert _breaks((0, 20), (20, 40), turned=True) == [20]
