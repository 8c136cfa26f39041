"""What lies behind a report: what a revision changed, targets as they held, raw figures of each unit."""

from collections.abc import Iterator

from xlsxwriter.utility import xl_rowcol_to_cell

from dashboard.reports.document import Scalar, Unit
from dashboard.reports.files.sheets.looks import NOTE, TITLE
from dashboard.reports.files.sheets.sheet import Sheet, Told

_ANY = "#,##0.##########"
_NAMES = 3  # columns of a unit's name, code and level


def write(told: Told) -> Iterator[tuple[str, str]]:
    """The sheets that there is something for; title and address of each."""
    document, t = told.document, told.t
    if document.revision.differences:
        yield _differences(told, t("What the revision changed"))
    if document.targets:
        yield _targets(told, t("Targets in force"))
    if document.figures:
        yield _figures(told, t("Raw figures"))


def _begun(told: Told, title: str, note: str, headers: list[str], frozen: int) -> tuple[Sheet, int]:
    sheet = Sheet(told, title)
    sheet.line(title, TITLE)
    sheet.line(note, NOTE)
    header = sheet.headers(headers)
    sheet.on.freeze_panes(header + 1, frozen)
    return sheet, header


def _ended(sheet: Sheet, header: int, columns: int, *, on_one: bool = True) -> tuple[str, str]:
    sheet.on.autofilter(header, 0, sheet.row - 1, columns - 1)
    sheet.finish(header=header, on_one=on_one)
    return sheet.name, sheet.at(0)


def _cell(sheet: Sheet, column: int, value: Scalar) -> None:
    looks, is_text = sheet.told.looks, isinstance(value, str)
    look = looks.cell("@" if is_text else _ANY, is_text=is_text, is_total=False, is_linked=False)
    if value is None or value == "":
        sheet.on.write_blank(sheet.row, column, None, looks.unknown())
    elif isinstance(value, str):
        sheet.on.write_string(sheet.row, column, value, look)
    else:
        sheet.on.write_number(sheet.row, column, value, look)


def _differences(told: Told, title: str) -> tuple[str, str]:
    t, revision = told.t, told.document.revision
    headers = [t("Where in the report"), t("Was before"), t("Is now"), t("Changed by"), t("Why it changed")]
    sheet, header = _begun(told, title, revision.reason, headers, 1)
    sheet.want([46.0, 18.0, 18.0, 14.0, 46.0])
    for one in revision.differences:
        for column, value in enumerate((one.where, one.before, one.now, None, one.why)):
            _cell(sheet, column, value)
        if isinstance(one.before, int | float) and isinstance(one.now, int | float):
            now, before = xl_rowcol_to_cell(sheet.row, 2), xl_rowcol_to_cell(sheet.row, 1)
            look = told.looks.cell(_ANY, is_text=False, is_total=False, is_linked=False)
            change = round(one.now - one.before, 10)
            sheet.on.write_formula(sheet.row, 3, f"=ROUND({now}-{before},10)", look, change)
        sheet.row += 1
    return _ended(sheet, header, len(headers))


def _targets(told: Told, title: str) -> tuple[str, str]:
    t, names = told.t, told.document.names
    headers = [
        t("KPI name"),
        t("KPI key"),
        t("Level of units"),
        t("Year"),
        t("Value"),
        t("Kind"),
        t("Set by document"),
    ]
    note = t("As they held when the report was made; shares in percent.")
    sheet, header = _begun(told, title, note, headers, 1)
    sheet.want([40.0, 24.0, 12.0, 8.0, 12.0, 16.0, 40.0])
    for one in told.document.targets:
        kind = t("reference level") if one.reference else t("Binding target")
        row: tuple[Scalar, ...] = (
            names.get(one.kpi, one.kpi),
            one.kpi,
            one.level,
            str(one.year),
            one.value,
            kind,
            one.source,
        )
        for column, value in enumerate(row):
            _cell(sheet, column, value)
        sheet.row += 1
    return _ended(sheet, header, len(headers))


def _figures(told: Told, title: str) -> tuple[str, str]:
    """A line a unit, a column a figure: what the report was worked out from."""
    t, document = told.t, told.document
    keys = sorted({one.figure for one in document.figures})
    values = {(one.unit_id, one.figure): one.value for one in document.figures}
    ids = dict.fromkeys(one.unit_id for one in document.figures)
    units = {unit.id: unit for unit in document.units}
    headers = [t("Unit"), t("Code"), t("Level of units"), *(_titled(told, key) for key in keys)]
    note = t("What each unit counted, {period}; a column a figure.", period=document.period.name)
    sheet, header = _begun(told, title, note, headers, 1)
    sheet.want([32.0, 10.0, 12.0, *(max(len(key) / 1.4, 10.0) for key in keys)])
    look = told.looks.cell(_ANY, is_text=False, is_total=False, is_linked=False)
    for one in ids:
        _unit(sheet, units.get(one), one)
        for column, key in enumerate(keys, _NAMES):
            if (one, key) in values:
                sheet.on.write_number(sheet.row, column, values[one, key], look)
        sheet.row += 1
    sheet.on.repeat_columns(0)
    return _ended(sheet, header, len(headers), on_one=False)


def _unit(sheet: Sheet, unit: Unit | None, known_by: int) -> None:
    told = (unit.name, unit.code, unit.level) if unit else (str(known_by), "", "")
    for column, text in enumerate(told):
        _cell(sheet, column, text)


def _titled(told: Told, key: str) -> str:
    """A figure's name, where it has one, and its key below."""
    name = told.document.names.get(key, "")
    return f"{name}\n{key}" if name else key
