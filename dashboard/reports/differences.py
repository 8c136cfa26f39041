"""What a revision changed: cells of tables, targets and commentary that differ, and why where it is known."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import chain

from dashboard.i18n import Translator, translator
from dashboard.reports.document import Block, Cell, Column, Difference, Document, Scalar, Section, Table
from dashboard.reports.reasons import Reasons

_BETWEEN = " – "
Row = Mapping[str, tuple[Column, Cell]]


def differences(before: Document, now: Document, late: Mapping[str, int]) -> tuple[Difference, ...]:
    """In the order of the new one's sections; sections that are gone come last. `late`: of `latecomers`."""
    t = translator(now.language)
    reasons = Reasons(before, now, late, t)
    was, has = {one.key: one for one in before.sections}, {one.key: one for one in now.sections}
    found = chain(
        _letters(before, now, t),
        *(_sections(was.get(key), section, reasons, t) for key, section in has.items()),
        *(_sections(section, None, reasons, t) for key, section in was.items() if key not in has),
        _targets(before, now, t),
    )
    return tuple(found)


def _letters(before: Document, now: Document, t: Translator) -> Iterator[Difference]:
    lines = (
        (t("Subject"), before.letter.subject, now.letter.subject),
        (t("Opening"), _text(before.letter.opening), _text(now.letter.opening)),
        (t("Issuing body"), before.letter.body, now.letter.body),
    )
    for where, old, new in lines:
        if old != new:
            yield Difference(where=where, before=old, now=new)


def _sections(
    before: Section | None, now: Section | None, reasons: Reasons, t: Translator
) -> Iterator[Difference]:
    if before is None or now is None:
        there, gone = t("in the report"), t("not in the report")
        if now is not None:
            yield Difference(where=now.title, before=gone, now=there)
        elif before is not None:
            yield Difference(where=before.title, before=there, now=gone)
        return
    if _text(before.commentary) != _text(now.commentary):
        yield Difference(
            where=_BETWEEN.join((now.title, t("commentary"))),
            before=_text(before.commentary),
            now=_text(now.commentary),
            why=reasons.of_commentary(now.commentary),
        )
    was = {part.key: part for part in before.parts if isinstance(part, Table)}
    has = {part.key: part for part in now.parts if isinstance(part, Table)}
    for key in dict.fromkeys((*has, *was)):
        yield from _tables(now.title, was.get(key), has.get(key), reasons)


def _tables(section: str, before: Table | None, now: Table | None, reasons: Reasons) -> Iterator[Difference]:
    table = now or before
    if table is None:
        return
    was, has = _rows(before), _rows(now)
    for name in dict.fromkeys((*has, *was)):
        old, new = was.get(name, {}), has.get(name, {})
        for key in dict.fromkeys((*new, *old)):
            column, cell = new.get(key) or old[key]
            # A moment says until when figures are known: it moves by itself.
            if column.kind == "moment" or _value(old, key) == _value(new, key):
                continue
            # Of a row that is new or gone, what is nothing is not told.
            if not (old and new) and not cell.value:
                continue
            yield Difference(
                where=_BETWEEN.join((section, table.title, name[0], column.title)),
                before=reasons.written(old.get(key)),
                now=reasons.written(new.get(key)),
                why=reasons.of_cell(cell, (one for _column, one in (new or old).values()), table),
            )


def _value(row: Row, key: str) -> Scalar:
    return row[key][1].value if key in row else None


def _rows(table: Table | None) -> dict[tuple[str, int], Row]:
    """By what the row is called, and how often that came before it."""
    if table is None:
        return {}
    texts = [number for number, column in enumerate(table.columns) if column.kind == "text"]
    named, met, found = (texts or [0])[0], Counter[str](), dict[tuple[str, int], Row]()
    for row in table.rows:
        name = str(row[named].value or "")
        found[name, met[name]] = {
            column.key: (column, cell)
            for number, (column, cell) in enumerate(zip(table.columns, row, strict=True))
            if number != named
        }
        met[name] += 1
    return found


def _targets(before: Document, now: Document, t: Translator) -> Iterator[Difference]:
    was = {(one.kpi, one.level, one.year, one.source): one.value for one in before.targets}
    has = {(one.kpi, one.level, one.year, one.source): one.value for one in now.targets}
    for key in dict.fromkeys((*has, *was)):
        if was.get(key) != has.get(key):
            kpi, _level, year, source = key
            name = now.names.get(kpi) or before.names.get(kpi) or kpi
            where = _BETWEEN.join((t("Target"), name, str(year), source))
            yield Difference(where=where, before=was.get(key), now=has.get(key))


def _text(blocks: tuple[Block, ...]) -> str:
    return "\n".join("".join(run.text for run in block.runs) for block in blocks)
