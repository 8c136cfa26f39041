"""The workbook in LibreOffice: it opens without repair, and what it works out anew is what was stored."""

import csv
import io
import re
import subprocess
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from dashboard.reports.document import Difference, Document, Figure, Revision
from dashboard.reports.files import render
from dashboard.reports.files.zipped import normalised
from tests.dashboard.reports.sample import WARDS, sample
from tests.servers import program

_FORMULA_VALUE = re.compile(rb"(<f>[^<]*</f>)<v>[^<]*</v>")
_SAID = re.compile(r"^(convert|Overwriting|Writing sheet) .*$|.* using filter : .*")


def _full() -> Document:
    told = (
        Difference(where="Tiếp nhận", before=1240, now=1251.5),
        Difference(where="Người ký", before="A", now="B"),
    )
    figures = (Figure(figure="dossiers_received", unit_id=1, value=4_173.5),)
    return sample().model_copy(
        update={"revision": Revision(number=2, differences=told), "figures": figures, "code": "A-B"}
    )


def _converted(content: bytes, folder: Path, to: str) -> Path:
    """What LibreOffice makes of it, with a profile of its own; it says nothing but that."""
    source = folder / "report.xlsx"
    source.write_bytes(content)
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    office = program("soffice", "libreoffice-calc")
    done = subprocess.run(
        [office, profile, "--headless", "--convert-to", to, "--outdir", str(folder / "out"), str(source)],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    said = [line for line in (done.stdout + done.stderr).splitlines() if "javaldx" not in line and line]
    assert all(_SAID.match(line) for line in said), said
    return folder / "out"


def _without_values(content: bytes) -> bytes:
    """The workbook with no formula's value in it: whoever shows one has worked it out."""
    with ZipFile(io.BytesIO(content)) as file:
        sheets = [name for name in file.namelist() if name.startswith("xl/worksheets/sheet")]
        formulas = sum(len(_FORMULA_VALUE.findall(file.read(name))) for name in sheets)
    assert formulas == 3  # two totals and a difference
    return normalised(content, {"xl/worksheets/*": lambda xml: _FORMULA_VALUE.sub(rb"\1", xml)})


def _values(content: bytes) -> dict[str, list[list[object]]]:
    book = load_workbook(io.BytesIO(content), data_only=True)
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}


def _same(one: object, other: object) -> bool:
    if isinstance(one, int | float) and isinstance(other, int | float):
        return abs(one - other) <= 1e-9 * max(1.0, abs(one))
    return (one or "") == (other or "")


@pytest.mark.filterwarnings("ignore:.* extension is not supported:UserWarning")
def test_what_libreoffice_works_out_anew_is_what_was_stored(tmp_path: Path) -> None:
    content = render(_full(), "xlsx")
    out = _converted(_without_values(content), tmp_path, "xlsx")
    stored, recalculated = _values(content), _values((out / "report.xlsx").read_bytes())
    assert list(stored) == list(recalculated)
    compared = 0
    for name, rows in stored.items():
        for row, other in zip(rows, recalculated[name], strict=False):
            for column, value in enumerate(row):
                assert _same(value, other[column] if column < len(other) else None), (name, row, other)
                compared += value is not None
    assert compared > WARDS * 4


def test_libreoffice_shows_the_figures_as_a_person_reads_them(tmp_path: Path) -> None:
    every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,true,false,false,-1"
    out = _converted(render(_full(), "xlsx"), tmp_path, every_sheet)
    (units,) = out.glob("report-Phụ lục*.csv")
    lines = list(csv.reader(io.StringIO(units.read_text("utf-8"))))
    assert ["Toàn thành phố", "14,196", "14,028", "93.3%"] in [line[:4] for line in lines]
    assert ["Phường 007", "7", "6", ""] in [line[:4] for line in lines]
    (targets,) = out.glob("report-Kết quả*.csv")
    shown = next(line for line in csv.reader(io.StringIO(targets.read_text("utf-8"))) if "68.4%" in line)
    assert shown[1:4] == ["68.4%", "66.3%", ""]
    assert shown[6] == "08:30 03/11/2025"


def test_libreoffice_prints_every_sheet(tmp_path: Path) -> None:
    out = _converted(render(_full(), "xlsx"), tmp_path, "pdf")
    reader = program("pdftotext", "poppler-utils")
    text = subprocess.run(
        [reader, "-layout", str(out / "report.pdf"), "-"], capture_output=True, text=True, check=True
    ).stdout
    for told in ("Toàn thành phố", "Mực nước ngày cao nhất", "Trang 1/", "15/BC-UBND", "Chỉ tiêu áp dụng"):
        assert told in text
