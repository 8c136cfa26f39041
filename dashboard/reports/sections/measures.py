"""KPIs as columns of a report's tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from dashboard.kpis import BY_KEY
from dashboard.periods import Span
from dashboard.reports.asked import Wanted
from dashboard.reports.document import Cell, Column, Table
from dashboard.reports.sections.compared import Compared, href
from dashboard.reports.spans import capital, named
from dashboard.views import Value

FIRST = "what"  # key of the column that names the rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A column. `title` is a msgid; `part`: a number above or below the line, in place of the value."""

    kpi: str
    title: str
    part: Literal["value", "numerator", "denominator"] = "value"
    width: float = 1.0

    @property
    def key(self) -> str:
        return self.kpi if self.part == "value" else f"{self.kpi}_{self.part}"

    @property
    def is_share(self) -> bool:
        return self.part == "value" and BY_KEY[self.kpi].unit == "%"

    def of(self, value: Value | None) -> float | None:
        """What the column shows of a KPI's value."""
        if value is None:
            return None
        return {"value": value.value, "numerator": value.numerator, "denominator": value.denominator}[
            self.part
        ]


def columns(
    wanted: Wanted, first: str, measures: Sequence[Measure], width: float = 3.0
) -> tuple[Column, ...]:
    """The name of a row, then a column a measure."""
    return (
        Column(key=FIRST, title=first, kind="text", width=width),
        *(
            Column(
                key=one.key,
                title=wanted.t(one.title),
                kind="share" if one.is_share else "number",
                decimals=BY_KEY[one.kpi].decimals if one.part == "value" else 0,
                unit="%" if one.is_share else "",
                width=one.width,
            )
            for one in measures
        ),
    )


def row(
    wanted: Wanted,
    name: str,
    measures: Sequence[Measure],
    values: Mapping[str, Value | None],
    span: Span,
    address: str | None = None,
) -> tuple[Cell, ...]:
    """A line of a table, each number opening its records."""
    told = (
        Cell(value=one.of(values.get(one.kpi)), href=href(wanted, one.kpi, span, address, part=one.part))
        for one in measures
    )
    return (Cell(value=name), *told)


def by_period(found: Compared, key: str, title: str, measures: Sequence[Measure]) -> Table:
    """The period above the one before and the same of the year before."""
    wanted = found.wanted
    rows = [
        row(wanted, capital(named(wanted.t, span)), measures, values, span)
        for span, values in zip(found.spans, found.values, strict=True)
    ]
    return Table(
        key=key,
        title=title,
        columns=columns(wanted, wanted.t("Period"), measures),
        rows=tuple(rows),
    )


def keys_of(measures: Sequence[Measure]) -> tuple[str, ...]:
    """The KPIs that measures read, each once."""
    return tuple(dict.fromkeys(one.kpi for one in measures))
