"""One row of a table of figures as records: long (figure and value) or wide (a column for each figure)."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, tzinfo
from functools import cache
from typing import Any, Literal

from collectors.formats import Message, Options
from collectors.reading import fields
from collectors.reading.fields import UnreadableError, shown
from collectors.reading.figure_table import OURS, Row, folded
from collectors.reading.times import EARLIEST, Times
from dashboard.civil import day_start, month_of
from dashboard.figures.told import ENTRIES
from dashboard.ingest.placing import placed
from dashboard.records import FigureValue, Reason, version
from dashboard.whereabouts import Whereabouts

_BLANKS = re.compile(r"[\s\u00a0\u202f]+")
_POINTED = re.compile(r"-?\d{1,3}(\.\d{3})+(,\d+)?")  # 1.234.567,8
_COMMAED = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?")  # 1,234,567.8
_DMY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_DMY_TIME = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:\s+(\d{1,2}:\d{2}(?::\d{2})?))?")
_YM = re.compile(r"(\d{4})-(\d{1,2})")
_MY = re.compile(r"(?:tháng\s*)?(\d{1,2})[/.-](\d{4})")
_MOST = 1e15

Grain = Literal["day", "month"]


class FigureError(UnreadableError):
    """A row cannot be read: `code` says why, of which column and with what in it, for whoever explains it."""

    def __init__(self, code: str, reason: Reason, detail: str, column: str = "", value: object = "") -> None:
        super().__init__(reason, detail)
        self.code, self.column, self.value = code, column, str(value)[:80]


class Figures:
    """Reads rows of one message. `comma`: its numbers have decimal commas."""

    def __init__(self, message: Message, options: Options, *, comma: bool) -> None:
        self._options, self._times = options, Times(message, options)
        self._comma = options.get("decimal", "," if comma else ".") == ","
        self._received_at = message.received_at
        # the broker's memory is no sign of when its source spoke
        self._told_at = message.received_at if message.topic and not message.retained else None

    def read(self, row: Row) -> Iterator[FigureValue]:
        """The row's records. Raises UnreadableError."""
        if "more" in row:
            raise FigureError(
                "more_cells", Reason.WRONG_TYPE, "the row has more cells than there are columns"
            )
        unit = fields.text(row, "unit") or str(self._options.get("unit", ""))
        if not unit:
            raise FigureError("missing", Reason.MISSING_KEY, "unit is missing", "unit")
        updated = self._updated(row)
        day, grain = self._day(row, updated or self._received_at)
        told_at = updated or self._told_at or day_start(day, self._times.zone)
        for figure, number in self._cells(row):
            record = FigureValue(
                figure=figure,
                unit=unit[:300],
                day=day,
                grain=grain,
                value=number,
                version=version(told_at),
                source=fields.text(row, "source"),
            )
            _unit_id, wrong = placed(record, _whereabouts())
            if wrong:
                value = getattr(record, wrong.column)
                raise FigureError(wrong.code, Reason.UNKNOWN_CODE, wrong.detail, wrong.column, value)
            yield record

    def _updated(self, row: Row) -> datetime | None:
        """ISO 8601, or as spreadsheets here write it: 22/11/2026 14:30."""
        told = row.get("updated")
        if isinstance(told, str) and (found := _DMY_TIME.fullmatch(told)):
            day, month, year, time = found.groups()
            told = f"{year}-{month:0>2}-{day:0>2}" + (f"T{time:0>5}" if time else "")
        return self._times.iso({"updated": told}, "updated")

    def _cells(self, row: Row) -> Iterator[tuple[str, float]]:
        fixed = self._options.get("figure", "")
        if "value" in row or "figure" in row:
            word = fields.text(row, "figure") or _required(str(fixed), "figure")
            yield self._figure(word), self._number(_required(row.get("value"), "value"), "value")
            return
        columns = [name for name in row if name not in OURS]
        if not columns:
            raise FigureError("missing", Reason.MISSING_KEY, "value is missing", "value")
        for name in columns:
            if row[name] is not None and row[name] != "":
                yield self._figure(name), self._number(row[name], name)

    def _figure(self, word: str) -> str:
        own = self._options.get("figures")
        if isinstance(own, Mapping) and word in own:
            return str(own[word])[:60]
        return _known().get(folded(word), word)[:60]

    def _number(self, value: object, name: str) -> float:
        told = _BLANKS.sub("", value) if isinstance(value, str) else value
        if isinstance(told, str):
            told = _plain(told, comma=self._comma)
        try:
            number = fields.number(told, name)
        except UnreadableError as error:
            mark = "a decimal comma" if self._comma else "a decimal point"
            said = f"{name}: {shown(value)} is no number with {mark}"
            raise FigureError("no_number", error.reason, said, name, value) from error
        if not 0 <= number <= _MOST:
            said = f"{name}: {shown(value)} is below 0, or too large"
            raise FigureError("impossible_number", Reason.BAD_NUMBER, said, name, value)
        return number

    def _day(self, row: Row, told_at: datetime) -> tuple[date, Grain]:
        """The civil day, or a month's first day, with what it is; it had come when it was told of."""
        name = "month" if row.get("month") not in (None, "") else "day"
        text = _required(fields.text(row, name), "day or month").lower()
        found = _read_day(text, self._times.zone)
        if found is None:
            form = "11/2026 or 2026-11" if name == "month" else "22/11/2026 or 2026-11-22"
            said = f"{name}: {shown(text)} is not written as {form}"
            raise FigureError("no_day", Reason.BAD_DATE, said, name, text)
        day, grain = found
        if name == "month" and grain == "day":
            if day != month_of(day):  # a day's value must not become its month's
                raise FigureError("no_month", Reason.BAD_DATE, f"month: {shown(text)} is a day", name, text)
            grain = "month"
        if day > told_at.astimezone(self._times.zone).date():
            said = f"{name}: {shown(text)} has not come yet"
            raise FigureError("not_come", Reason.BAD_DATE, said, name, text)
        if day < EARLIEST.date():
            raise FigureError(
                "no_day", Reason.BAD_DATE, f"{name}: {shown(text)} is no likely date", name, text
            )
        return day, grain


def _required(value: Any, name: str) -> Any:
    if value is None or value == "":
        raise FigureError("missing", Reason.MISSING_KEY, f"{name} is missing", name)
    return value


def _plain(text: str, *, comma: bool) -> str:
    """A number as it is written here or there, as Python reads it; else the text as it was."""
    if comma:
        if _POINTED.fullmatch(text):
            text = text.replace(".", "")
        return text.replace(",", ".", 1)
    return text.replace(",", "") if _COMMAED.fullmatch(text) else text


def _read_day(text: str, zone: tzinfo) -> tuple[date, Grain] | None:
    try:
        if found := _DMY.fullmatch(text):
            day, month, year = map(int, found.groups())
            return date(year, month, day), "day"
        if found := _YM.fullmatch(text):
            return date(int(found[1]), int(found[2]), 1), "month"
        if found := _MY.fullmatch(text):
            return date(int(found[2]), int(found[1]), 1), "month"
        moment = datetime.fromisoformat(text.upper())
        return (moment.astimezone(zone) if moment.tzinfo else moment).date(), "day"
    except (ValueError, OverflowError):
        return None


@cache
def _whereabouts() -> Whereabouts:
    return Whereabouts()


@cache
def _known() -> dict[str, str]:
    """Keys of figures by their names in both languages."""
    named = {folded(name): one.key for one in ENTRIES.figures for name in (one.name_en, one.name_vi)}
    return named | {one.key: one.key for one in ENTRIES.figures}
