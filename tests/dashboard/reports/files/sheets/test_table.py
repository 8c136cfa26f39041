"""Which totals are sums, and how a share is kept."""

import pytest

from dashboard.reports.document import Cell, Column
from dashboard.reports.files.sheets.table import is_sum, stored

NUMBER, SHARE = Column(key="n", title="n"), Column(key="s", title="s", kind="share")


def _cells(*values: float | None) -> list[Cell]:
    return [Cell(value=value) for value in values]


def test_a_total_of_the_lines_above_is_a_sum() -> None:
    assert is_sum(NUMBER, Cell(value=6), _cells(1, 2, 3))
    assert is_sum(NUMBER, Cell(value=0.3), _cells(0.1, 0.2))
    assert is_sum(NUMBER, Cell(value=3), _cells(1, None, 2))


def test_a_median_a_share_and_a_single_line_are_none() -> None:
    assert not is_sum(NUMBER, Cell(value=2), _cells(1, 2, 3))
    assert not is_sum(SHARE, Cell(value=6), _cells(1, 2, 3))
    assert not is_sum(NUMBER, Cell(value=1), _cells(1))
    assert not is_sum(NUMBER, Cell(value=None), _cells(1, 2))


@pytest.mark.parametrize(("value", "kept"), [(68.4, 0.684), (97.05, 0.9705), (0.1, 0.001), (120, 1.2)])
def test_a_share_is_kept_as_a_true_percentage(value: float, kept: float) -> None:
    assert stored(value, True) == kept
    assert stored(value, False) == value
