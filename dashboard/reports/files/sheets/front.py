"""The first sheet: which report it is, what is in the workbook, and how its cells are to be read."""

from collections.abc import Sequence

from dashboard.reports.files.head import head
from dashboard.reports.files.sheets.looks import CAPTION, LINK, NOTE, SAID, TITLE
from dashboard.reports.files.sheets.sheet import Sheet, Told, lines_of

_LABEL, _TEXT = 24.0, 67.0


def begin(told: Told) -> Sheet:
    """The sheet, so that it is the first; it is written when all others are."""
    return Sheet(told, told.t("The report"))


def write(sheet: Sheet, contents: Sequence[tuple[str, str, bool]]) -> None:
    """`contents`: text, address and whether it is a sheet (or a part of one)."""
    told, t = sheet.told, sheet.told.t
    sheet.want([_LABEL, _TEXT])
    sheet.line(t("REPORT"), TITLE)
    label, said = told.looks.of(SAID | NOTE), told.looks.of(SAID)
    for name, text in head(told.document, t):
        sheet.on.write_string(sheet.row, 0, name, label)
        sheet.on.write_string(sheet.row, 1, text, said)
        sheet.high(lines_of(text, _TEXT))
        sheet.row += 1
    sheet.row += 1
    sheet.line(t("Contents"), CAPTION)
    for text, address, is_sheet in contents:
        sheet.on.write_url(sheet.row, 0 if is_sheet else 1, address, told.looks.of(LINK), text)
        sheet.row += 1
    sheet.row += 1
    for note in _notes(sheet):
        sheet.line(note, NOTE)
    sheet.row += 1
    _rules(sheet)
    sheet.finish()


def _notes(sheet: Sheet) -> tuple[str, ...]:
    t = sheet.told.t
    return (
        t("A share is a true percentage: 68.4% is kept as 0.684."),
        t("Hatched: no data. A star behind a number: see the remark in its cell."),
        t("Blue: opens the records behind the number, for who may see them."),
        t("A bold last line of a table sums it up."),
    )


def _rules(sheet: Sheet) -> None:
    """What else the figures depend on, for whoever has to show that nothing was changed."""
    rules = sheet.told.document.rules
    if rules:
        sheet.line(sheet.told.t("Versions of what the figures depend on"), CAPTION)
    look = sheet.told.looks.of(SAID | NOTE)
    for name in sorted(rules):
        sheet.on.write_string(sheet.row, 0, name, look)
        sheet.on.write_string(sheet.row, 1, rules[name], look)
        sheet.row += 1
