"""Loading past figures from a file."""

from datetime import date
from pathlib import Path

import pytest

from dashboard.history import HistoryError, read_csv


def test_lines_are_read_as_they_stand(tmp_path: Path) -> None:
    file = tmp_path / "past.csv"
    file.write_text("day,unit,figure,value\n2024-02-29,26740,dossiers_received,12.5\n", "utf-8")
    assert list(read_csv(file)) == [(date(2024, 2, 29), "26740", "dossiers_received", 12.5)]


@pytest.mark.parametrize("line", ["2024-02-30,26740,x,1", "2024-02-29,26740,x,viele", "2024-02-29,26740"])
def test_a_bad_line_is_named_by_its_number(tmp_path: Path, line: str) -> None:
    file = tmp_path / "past.csv"
    file.write_text(f"day,unit,figure,value\n2024-02-29,26740,x,1\n{line}\n", "utf-8")
    with pytest.raises(HistoryError, match=r"past\.csv, line 3"):
        list(read_csv(file))
