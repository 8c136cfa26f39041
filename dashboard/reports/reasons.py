"""Why a figure of a revision is another one: from what is stored, and nothing where that does not say."""

from collections.abc import Collection, Iterable, Mapping
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

from dashboard.figures import BY_KEY as FIGURE
from dashboard.i18n import Translator
from dashboard.kpis import BY_KEY as KPI
from dashboard.reports.document import Block, Cell, Column, Document, Scalar, Table
from dashboard.reports.numbers import moment, number, shown
from dashboard.views.asked import unit_of
from dashboard.views.cells import figures_read

_MOST = 3  # figures that are told one by one

BOOKS: Mapping[str, str] = {
    "calendar": "the working calendar",
    "clocks": "the clocks of complaints",
    "figures": "the figures",
    "formulas": "the formulas of the KPIs",
    "procedures": "the register of procedures",
    "rules": "the rules of incidents",
    "stages": "the stages of the city",
    "successions": "the successions of units",
}
TEXTS = set(BOOKS.values())


class Reasons:
    """Between an issued document and one in its place."""

    def __init__(self, before: Document, now: Document, late: Mapping[str, int], t: Translator) -> None:
        self._before, self._now, self._t = before, now, t
        self._was, self._has = _figures(before), _figures(now)
        self._late = late
        self._zone = ZoneInfo(now.timezone)
        self._taken = moment(before.taken_at, self._zone)
        self._retargeted = _retargeted(before, now)
        self._other_rules = self._rules()

    def written(self, told: tuple[Column, Cell] | None) -> Scalar:
        """A cell as the report writes it; None where there is none, or nothing is known."""
        if told is None or told[1].value is None:
            return None
        return shown(told[1], told[0], self._now.language, self._zone)

    def of_cell(self, cell: Cell, row: Iterable[Cell], table: Table) -> str:
        """By the KPI that it or one of its row opens; sentences one after another, "" where none is known.

        What opens nothing is told of only by what its table counts, and by the rules.
        """
        t = self._t
        linked = next((one.href for one in (cell, *row) if _kpi(one.href)), "")
        if not linked:
            keys = {_kpi(one.href) for told in table.rows for one in told} - {""}
            return "; ".join(part for part in (self._came(self._kinds(keys)), self._other_rules) if part)
        key, query = _kpi(linked), parse_qs(urlsplit(linked).query)
        period = query.get("period", [""])[0]
        said = []
        if period in ("", self._now.period.text):
            said += self._counted(figures_read(KPI[key]), query.get("unit", [""])[0])
        if (said or not period) and (came := self._came(self._kinds({key}))):
            said.append(came)
        if key in self._retargeted:
            said.append(t("its target was changed"))
        if self._other_rules and not said:
            said.append(self._other_rules)
        return "; ".join(said)

    def _kinds(self, keys: Iterable[str]) -> set[str]:
        """From what the figures of some KPIs are counted, of that of which some came late."""
        read = {figure for key in keys for figure in figures_read(KPI[key])}
        return {FIGURE[figure].counted_from for figure in read} & self._late.keys()

    def _came(self, kinds: Collection[str]) -> str:
        """How many records of these kinds came late; "" where none did."""
        t, count = self._t, sum(self._late[one] for one in kinds)
        if not count:
            return ""
        return t(
            "{count} records of the period came in or were told anew after {time}",
            count=count,
            time=self._taken,
        )

    def of_commentary(self, commentary: Iterable[Block]) -> str:
        """A sentence that no rule wrote is a person's."""
        t = self._t
        return t("written by a person") if any(not block.key for block in commentary) else ""

    def _counted(self, figures: Iterable[str], unit: str) -> list[str]:
        """Raw figures that are others now: 120 → 123."""
        ids = self._unit_ids(unit)
        moved = []
        for figure in figures:
            was = sum(value for one, value in self._was.get(figure, {}).items() if ids is None or one in ids)
            has = sum(value for one, value in self._has.get(figure, {}).items() if ids is None or one in ids)
            if was != has and FIGURE[figure].merge == "sum":
                name = self._now.names.get(figure, figure)
                moved.append(f"{name}: {self._count(was)} → {self._count(has)}")
        return moved[:_MOST]

    def _count(self, value: float) -> str:
        return number(value, 0 if value == int(value) else 2, self._now.language)

    def _unit_ids(self, code: str) -> set[int] | None:
        """The unit of a cell's link; None: all."""
        found = unit_of(code, self._now.period.last)
        return None if found is None else {found.id}

    def _rules(self) -> str:
        t = self._t
        was, has = self._before.rules, self._now.rules
        changed = [t(BOOKS[key]) for key in BOOKS if key in was and key in has and was[key] != has[key]]
        if changed:
            return t("others now: {books}", books=", ".join(changed))
        if self._before.program != self._now.program:
            return t("counted by another version of the program")
        return ""


def _kpi(href: str) -> str:
    """The KPI that a link opens; "" for another."""
    path = urlsplit(href).path
    key = path.removeprefix("/kpi/")
    return key if path.startswith("/kpi/") and key in KPI else ""


def _figures(document: Document) -> dict[str, dict[int, float]]:
    found: dict[str, dict[int, float]] = {}
    for one in document.figures:
        found.setdefault(one.figure, {})[one.unit_id] = one.value
    return found


def _retargeted(before: Document, now: Document) -> set[str]:
    was = {(one.kpi, one.level, one.year, one.source, one.value) for one in before.targets}
    has = {(one.kpi, one.level, one.year, one.source, one.value) for one in now.targets}
    return {one[0] for one in was ^ has}
