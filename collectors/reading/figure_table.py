"""A table of figures, JSON or a spreadsheet's CSV, as rows under our own names of its columns."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from collectors.formats import Options
from collectors.reading.fields import UnreadableError, shown
from collectors.reading.items import decoded, load_json, looks_like_xml
from dashboard.records import Reason

OURS = ("unit", "day", "month", "figure", "value", "updated", "source")
_ALIASES: Mapping[str, str] = {
    **{name: name for name in OURS},
    "đơn vị": "unit", "mã đơn vị": "unit", "phường xã": "unit", "phường/xã": "unit", "unit_code": "unit",
    "ngày": "day", "date": "day", "kỳ": "day", "period": "day",
    "tháng": "month",
    "chỉ số": "figure", "số liệu": "figure", "chỉ tiêu": "figure", "mã số liệu": "figure",
    "giá trị": "value",
    "cập nhật": "updated", "updated_at": "updated",
    "nguồn": "source",
}  # fmt: skip
_IGNORED = frozenset({"stt", "tt", "ghi chú", "tên đơn vị", "note", "no."})
_LISTS = ("figures", "data", "items", "values")
_DELIMITERS = (";", "\t", ",")
_SEP = re.compile(r"\A\s*sep=.\r?\n")

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows with the lines on which they end (of JSON: their numbers from 1). `delimiter`: "" of JSON."""

    rows: list[Any]
    lines: list[int]
    delimiter: str = ""
    header: Sequence[str] = field(default_factory=tuple)

    def written(self, row: Row) -> bytes:
        """One row of a CSV as a CSV of its own, so that it can be read again alone."""
        file = io.StringIO()
        writer = csv.writer(file, delimiter=self.delimiter, lineterminator="\n")
        writer.writerow(self.header)
        writer.writerow([row.get(name, "") for name in self.header])
        return file.getvalue().encode("utf-8", "backslashreplace")


def folded(word: str) -> str:
    """One spelling of a column's or figure's name: without outer blanks, in small letters."""
    return " ".join(unicodedata.normalize("NFC", word).split()).lower()


def read_table(body: bytes, options: Options) -> Table:
    """The rows of a body. Raises UnreadableError where it is no table at all."""
    if looks_like_xml(body):
        raise UnreadableError(Reason.NOT_THIS_FORMAT, "a page of HTML or XML, neither JSON nor CSV")
    start = body.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \r\n\t")[:1]
    if start in (b"[", b"{") or body.startswith(b"HTTP/"):
        return _of_json(load_json(body), options)
    return _of_csv(decoded(body), options)


def _of_json(value: Any, options: Options) -> Table:
    """A list, one object, or an object with a list: what stands beside the list holds for each item."""
    beside: Row = {}
    if isinstance(value, dict):
        listed = next((name for name in _LISTS if isinstance(value.get(name), list)), None)
        if listed is None:
            value = [value]
            if not set(named(value[0], options)) & {"figure", "value", "unit"}:
                raise UnreadableError(Reason.NOT_THIS_FORMAT, f"{shown(value[0])} tells no figure")
        else:
            beside = named({key: one for key, one in value.items() if key != listed}, options)
            beside = {key: one for key, one in beside.items() if key in OURS}
            value = value[listed]
    if not isinstance(value, list):
        raise UnreadableError(Reason.NOT_THIS_FORMAT, f"{shown(value)} is no list of figures")
    rows = [beside | named(one, options) if isinstance(one, dict) else one for one in value]
    return Table(rows, list(range(1, len(rows) + 1)))


def _of_csv(text: str, options: Options) -> Table:
    text = _SEP.sub("\n", text)  # Excel's own hint, which would be taken for the header
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[tuple[int, list[str]]] = []
    try:
        rows = [(reader.line_num, cells) for cells in reader if any(cell.strip() for cell in cells)]
    except csv.Error as error:
        raise UnreadableError(Reason.NOT_THIS_FORMAT, f"line {reader.line_num}: {error}") from error
    if not rows or len(rows[0][1]) < 2:
        said = "no table: its first line must name the columns, divided by ; or a comma or a tab"
        raise UnreadableError(Reason.NOT_THIS_FORMAT, said)
    names = _names([cell.strip() for cell in rows[0][1]], options)
    kept = [name for name in names if name]
    told = [_row(names, cells) for _line, cells in rows[1:]]
    return Table(told, [line for line, _cells in rows[1:]], delimiter, kept)


def _row(names: Sequence[str], cells: Sequence[str]) -> Row:
    row: Row = {
        name: cell.replace("\x00", "").strip() for name, cell in zip(names, cells, strict=False) if name
    }
    if any(cell.strip() for cell in cells[len(names) :]):
        row["more"] = True  # cells without a column: `figure_values` refuses the row
    return row


def named(item: Row, options: Options) -> Row:
    """An object under our own names."""
    return {
        name: value for name, value in zip(_names(list(item), options), item.values(), strict=True) if name
    }


def _names(header: Sequence[str], options: Options) -> list[str]:
    """Our name of each column; "" for one that says nothing, as a second name of the unit."""
    chosen = options.get("columns")
    columns = (
        {folded(str(theirs)): ours for ours, theirs in chosen.items()} if isinstance(chosen, dict) else {}
    )
    said = {columns[folded(name)] for name in header if folded(name) in columns}
    ignored = _IGNORED | {folded(name) for name in _texts(options.get("ignore"))}
    names: list[str] = []
    for name in header:
        word = folded(name)
        ours = columns.get(word) or _ALIASES.get(word) or name
        repeated = ours in names or (word not in columns and ours in said)
        names.append("" if word in ignored or not word or repeated else ours)
    return names


def _texts(value: object) -> Iterable[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, (list, tuple)) else ()
