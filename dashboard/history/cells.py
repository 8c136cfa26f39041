"""The cells of one row, read one by one; what is wrong with them is gathered in sentences."""

from calendar import monthrange
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches

from dashboard.history.sheet import Row, Sheet, TwoReadingsError, number
from dashboard.history.unit_names import units_named
from dashboard.i18n import Translator
from dashboard.successions import holds
from dashboard.units import WARDS_SINCE

Period = tuple[date, date]  # first and last day
Ways = Sequence[tuple[str, ...]]  # columns in which a period may be told
DAY_OR_MONTH: Ways = (("day",), ("month",))
ANY_PERIOD: Ways = (*DAY_OR_MONTH, ("year",), ("first", "last"))


@dataclass(slots=True, kw_only=True)
class Cells:
    """A row's reader. What cannot be read is None, and `wrong` says why."""

    row: Row
    sheet: Sheet
    today: date
    t: Translator
    wrong: list[str] = field(default_factory=list)

    def text(self, column: str) -> str:
        return self.row.cells.get(column, "")

    def period(self, ways: Ways) -> Period | None:
        """The days that the row speaks of, all of them over."""
        t = self.t
        told = [names for names in ways if all(map(self.text, names))]
        if len(told) != 1:
            columns = ", ".join(" + ".join(names) for names in ways)
            self.wrong.append(t("fill in one of these, and only one: {columns}", columns=columns))
            return None
        texts = [self.text(name) for name in told[0]]
        try:
            first, last = _days(told[0], texts)
        except ValueError:
            text = " – ".join(texts)
            self.wrong.append(t("{text} is no date: write 2025-10-31, a month as 2025-10", text=text))
            return None
        if first > last:
            self.wrong.append(t("{first} comes after {last}", first=first, last=last))
        elif last >= self.today:
            self.wrong.append(t("{last} is not over yet: only what is past can be loaded", last=last))
        else:
            return first, last
        return None

    def unit(self, period: Period | None) -> int | None:
        """The unit that held over the whole period."""
        t, text = self.t, self.text("unit")
        if not text:
            self.wrong.append(t("the unit is missing: give its code or its name"))
        if period is None or not text:
            return None
        first, last = period
        found = units_named(text, first)
        if not found:
            self.wrong.append(
                t(
                    "no unit had the code or name {unit} on {day}: give a ward of that day",
                    unit=text,
                    day=first,
                )
                if first >= WARDS_SINCE
                else t(
                    "no unit had the code or name {unit} on {day}: give a district of then",
                    unit=text,
                    day=first,
                )
            )
        elif len(found) > 1:
            self.wrong.append(
                t("several units had the name {unit} on {day}: give the code", unit=text, day=first)
            )
        elif not holds(found[0], last):
            ended = found[0].valid_to
            self.wrong.append(t("{unit} ended on {day}, within the period", unit=found[0].name, day=ended))
        else:
            return found[0].id
        return None

    def key(self, column: str, known: Collection[str]) -> str | None:
        """The name of a figure or KPI."""
        t, text = self.t, self.text(column)
        if text in known:
            return text
        near = get_close_matches(text, known, 1)
        if near:
            self.wrong.append(
                t("{column} {text} is not known: is {near} meant?", column=column, text=text, near=near[0])
            )
        else:
            self.wrong.append(
                t("{column} {text} is not known: see docs/figures.md", column=column, text=text)
            )
        return None

    def value(self) -> float | None:
        t, text = self.t, self.text("value")
        try:
            return number(text, self.sheet.decimal)
        except TwoReadingsError:
            parts = text.replace(",", ".").split(".")
            whole, fraction = "".join(parts), self.sheet.decimal.join(parts)
            self.wrong.append(
                t(
                    "{text} has two readings: write {whole} or {fraction}",
                    text=text,
                    whole=whole,
                    fraction=fraction,
                )
            )
        except ValueError:
            self.wrong.append(t("“{text}” is no number", text=text))
        return None


def _days(names: Sequence[str], texts: Sequence[str]) -> Period:
    """Raises ValueError."""
    first, last = texts[0], texts[-1]
    match names:
        case ("month",):
            begin = date.fromisoformat(f"{first}-01")
            return begin, begin.replace(day=monthrange(begin.year, begin.month)[1])
        case ("year",):
            return date(int(first), 1, 1), date(int(first), 12, 31)
    return date.fromisoformat(first), date.fromisoformat(last)
