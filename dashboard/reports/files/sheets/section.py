"""A section as a sheet: its main table first, so that its header stays in view, then words and the rest."""

from dashboard.reports.document import Block, HeatChart, MapChart, Part, Section, Table
from dashboard.reports.files.sheets import charts, grids, table
from dashboard.reports.files.sheets.looks import LINK, SAID, TITLE
from dashboard.reports.files.sheets.sheet import Sheet, Told, lines_of

_FEWEST = 90.0  # digits that a line of words may take, where a sheet's columns are fewer
_MOST_COLUMNS = 12
_LETTER = 1.12  # letters are so much narrower than digits
_LONG = 30  # rows that a page may not hold


def write(
    told: Told, section: Section, captions: dict[tuple[str, str], str], back: str
) -> list[tuple[str, str]]:
    """Its sheets; gives (title or caption, address) of it and of its parts, as the contents tell them.

    A long table or map has a sheet of its own: on each page of it, its own header is repeated.
    """
    short = [part for part in section.parts if not _is_long(part)]
    here = short or list(section.parts[:1])
    sheet, found = _sheet(told, section.title, here, section, captions, back)
    begin = sheet.at(0)
    for part in section.parts:
        if part not in here:
            found |= _sheet(told, part.title, [part], section, captions, back)[1]
    return [
        (section.title, begin),
        *((captions[section.key, one.key], found[one.key]) for one in section.parts),
    ]


def _is_long(part: Part) -> bool:
    match part:
        case Table():
            return len(part.rows) > _LONG
        case MapChart():
            return len(part.areas) > _LONG
        case _:
            return False


def _sheet(
    told: Told,
    title: str,
    parts: list[Part],
    section: Section,
    captions: dict[tuple[str, str], str],
    back: str,
) -> tuple[Sheet, dict[str, str]]:
    """A sheet of some parts, and where each of them is; the words stand on the section's own."""
    sheet = Sheet(told, title)
    for part in parts:
        sheet.want(_widths(part, told))
    sheet.want([24.0])
    sheet.line(title, TITLE)
    sheet.on.write_url(sheet.row, 0, back, told.looks.of(LINK), told.t("Back to the contents"))
    sheet.row += 1
    main, found, header = _main(parts), {}, None
    if main is not None:
        found[main.key] = sheet.at(sheet.row)
        header = _main_part(sheet, main, captions[section.key, main.key])
    if title == section.title:
        _words(sheet, section.commentary)
    for part in parts:
        if part is not main:
            found[part.key] = sheet.at(sheet.row)
            _part(sheet, part, captions[section.key, part.key])
    is_repeated = main is not None and _is_long(main)
    is_wide = any(isinstance(part, Table) and part.is_wide for part in parts)
    sheet.finish(header=header if is_repeated else None, is_wide=is_wide)
    return sheet, found


def _main_part(sheet: Sheet, main: Table | MapChart, caption: str) -> int:
    """It stands first, and its header stays in view; gives the header's row."""
    if isinstance(main, MapChart):
        header, columns = grids.write_map(sheet, main, caption) + 1, 2
        sheet.on.autofilter(header, 0, header + len(main.areas), 1)
    else:
        header, columns = table.write(sheet, main, caption, is_main=True), len(main.columns)
    sheet.on.freeze_panes(header + 1, 1 if columns > 2 else 0)
    return header


def _main(parts: list[Part]) -> Table | MapChart | None:
    """The longest table, the first of several; a long map where it is alone."""
    tables = [part for part in parts if isinstance(part, Table)]
    if not tables and len(parts) == 1 and isinstance(parts[0], MapChart):
        return parts[0]
    return max(tables, key=lambda one: len(one.rows), default=None)


def _widths(part: Part, told: Told) -> list[float]:
    match part:
        case Table():
            return table.widths(part, told.zone)
        case HeatChart():
            return grids.calendar_widths(part)
        case MapChart():
            return grids.map_widths(part)
        case _:
            return charts.widths(part)


def _part(sheet: Sheet, part: Part, caption: str) -> None:
    match part:
        case Table():
            table.write(sheet, part, caption)
        case HeatChart():
            grids.write_calendar(sheet, part, caption)
        case MapChart():
            grids.write_map(sheet, part, caption)
        case _:
            charts.write(sheet, part, caption)


def _words(sheet: Sheet, blocks: tuple[Block, ...]) -> None:
    """Paragraphs over merged cells, as high as they want: a merged cell does not grow by itself."""
    if not blocks:
        return
    last, room = 0, 0.0
    while room < _FEWEST and last < _MOST_COLUMNS:
        room += sheet.widths.get(last, 10.6)
        last += 1
    number = 0
    for block in blocks:
        number = number + 1 if block.kind == "number" else 0
        sign = {"bullet": "•  ", "number": f"{number}.  "}.get(block.kind, "")
        _paragraph(sheet, block, sign, max(last - 1, 1))
        sheet.high(lines_of(sign + "".join(run.text for run in block.runs), room * _LETTER))
        sheet.row += 1
    sheet.row += 1


def _paragraph(sheet: Sheet, block: Block, sign: str, last: int) -> None:
    looks, runs = sheet.told.looks, [run for run in block.runs if run.text]
    sheet.on.merge_range(sheet.row, 0, sheet.row, last, "", looks.of(SAID))
    if len(runs) + bool(sign) < 2:  # Excel takes no rich text of one piece
        style = {"bold": runs[0].bold, "italic": runs[0].italic} if runs else {}
        text = sign + "".join(run.text for run in runs)
        sheet.on.write_string(sheet.row, 0, text, looks.of(SAID | style))
        return
    pieces: list[object] = [sign] if sign else []
    for run in runs:
        pieces += [looks.of({"bold": run.bold, "italic": run.italic}), run.text]
    sheet.on.write_rich_string(sheet.row, 0, *pieces, looks.of(SAID))
