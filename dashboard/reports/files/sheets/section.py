"""A section as a sheet: its main table first, so that its header stays in view, then words and the rest."""

from dashboard.reports.document import Block, HeatChart, MapChart, Part, Section, Table
from dashboard.reports.files.sheets import charts, grids, table
from dashboard.reports.files.sheets.looks import LINK, SAID, TITLE
from dashboard.reports.files.sheets.sheet import Sheet, Told, lines_of

_FEWEST = 90.0  # digits that a line of words may take, where a sheet's columns are fewer
_MOST_COLUMNS = 12


def write(
    told: Told, section: Section, captions: dict[tuple[str, str], str], back: str
) -> list[tuple[str, str]]:
    """A sheet of it; gives (caption, address) of its parts, as the contents tell them."""
    sheet = Sheet(told, section.title)
    for part in section.parts:
        sheet.want(_widths(part, told))
    sheet.want([24.0])
    main = _main(section)
    sheet.line(section.title, TITLE)
    sheet.text(sheet.row, 0, told.t("Back to the contents"), told.looks.of(LINK))
    sheet.on.write_url(sheet.row, 0, back, told.looks.of(LINK), told.t("Back to the contents"))
    sheet.row += 1
    found: dict[str, int] = {}
    header = None
    if main is not None:
        found[main.key] = sheet.row
        header = table.write(sheet, main, captions[section.key, main.key], is_main=True)
        sheet.on.freeze_panes(header + 1, 1 if len(main.columns) > 2 else 0)
    _words(sheet, section.commentary)
    for part in section.parts:
        if part is not main:
            found[part.key] = sheet.row
            _part(sheet, part, captions[section.key, part.key])
    is_wide = any(isinstance(part, Table) and part.is_wide for part in section.parts)
    sheet.finish(header=header, is_wide=is_wide)
    return [
        (section.title, sheet.at(0)),
        *((captions[section.key, part.key], sheet.at(found[part.key])) for part in section.parts),
    ]


def _main(section: Section) -> Table | None:
    """The longest table, the first of several."""
    tables = [part for part in section.parts if isinstance(part, Table)]
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
        sheet.high(lines_of(sign + "".join(run.text for run in block.runs), room))
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
