"""Columns of numbers about units: each a KPI, or what stands above or below its line."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from dashboard.i18n import Translator
from dashboard.reports.asked import Wanted, Whose
from dashboard.reports.document import Cell, Column
from dashboard.reports.links import of_kpi
from dashboard.units import CITY_ID, UNKNOWN_ID, Unit
from dashboard.views import Asked, UnitValue, Value

Of = Literal["value", "numerator", "denominator"]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitColumn:
    """`title` in the report's language. A share has no sum: a table's totals are the city's own value."""

    key: str
    title: str
    kpi: str
    of: Of = "value"
    kind: Literal["number", "share"] = "number"
    decimals: int = 0
    width: float = 1.0

    def value(self, told: Value | None) -> float | None:
        """What the column shows of a KPI."""
        return None if told is None else getattr(told, self.of)

    def column(self) -> Column:
        return Column(
            key=self.key,
            title=self.title,
            kind=self.kind,
            decimals=self.decimals,
            unit="%" if self.kind == "share" else "",
            width=self.width,
        )

    def href(self, wanted: Wanted, address: str) -> str:
        part = "" if self.of == "value" else self.of
        return of_kpi(wanted, self.kpi, address, part=part)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """A unit, or whoever is told of, with its KPIs by key. `is_estimate`: some was shared out by area."""

    name: str
    address: str
    told: dict[str, Value]
    unit: Unit | None = None
    is_estimate: bool = False

    def cells(self, wanted: Wanted, columns: Sequence[UnitColumn]) -> tuple[Cell, ...]:
        """The name, then each column; a number of 0 opens nothing."""
        note = wanted.t("estimate") if self.is_estimate else ""
        told = [(column, column.value(self.told.get(column.kpi))) for column in columns]
        return (
            Cell(value=self.name, note=note),
            *(
                Cell(value=value, href=column.href(wanted, self.address) if value else "")
                for column, value in told
            ),
        )


def whole(wanted: Wanted, columns: Sequence[UnitColumn], whose: Whose) -> UnitRow:
    """One of those who are told of."""
    told = wanted.reader.over(wanted.of(whose.address), wanted.now, _kpis(columns), [wanted.span])
    values = {key: values[-1] for key, values in told.items()}
    return UnitRow(name=whose.name, address=whose.address, told=values, unit=whose.unit)


def city_row(wanted: Wanted, columns: Sequence[UnitColumn]) -> UnitRow:
    """The whole city, as the sum of all units."""
    return whole(wanted, columns, Whose(name=wanted.t("Whole city"), address="", unit=None))


def unit_rows(wanted: Wanted, columns: Sequence[UnitColumn]) -> list[UnitRow]:
    """All units of the map of the period's last day by their code, the offices first, unknown last."""
    found: dict[int, UnitRow] = {}
    for kpi in _kpis(columns):
        for one in wanted.reader.ranking(_city(wanted), wanted.now, kpi):
            if one.outside:
                continue
            row = found.get(one.unit.id) or _row(wanted.t, one)
            told = row.told | {kpi: one.value}
            found[one.unit.id] = UnitRow(
                name=row.name, address=row.address, told=told, unit=row.unit,
                is_estimate=row.is_estimate or one.is_estimate,
            )  # fmt: skip
    return sorted(found.values(), key=_order)


def unit_name(t: Translator, unit: Unit) -> str:
    """A unit's own; the city as one of the units is its offices."""
    names = {CITY_ID: t("The city's own offices"), UNKNOWN_ID: t("Unit not known")}
    return names.get(unit.id, unit.name)


def _row(t: Translator, one: UnitValue) -> UnitRow:
    return UnitRow(name=unit_name(t, one.unit), address=one.address, told={}, unit=one.unit)


def _order(row: UnitRow) -> tuple[int, str, str]:
    assert row.unit is not None
    place = {CITY_ID: 0, UNKNOWN_ID: 2}.get(row.unit.id, 1)
    return place, row.unit.code, row.unit.name


def _kpis(columns: Sequence[UnitColumn]) -> list[str]:
    return list(dict.fromkeys(column.kpi for column in columns))


def _city(wanted: Wanted) -> Asked:
    return wanted.of()
