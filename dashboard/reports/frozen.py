"""What a report's figures stand on, kept with it: targets, units, raw figures, versions of the rules."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.db import reading
from dashboard.reports.asked import Wanted
from dashboard.reports.document import Figure, TargetUsed, Unit
from dashboard.reports.rulebooks import rulebooks
from dashboard.successions import history
from dashboard.targets import held
from dashboard.units import Unit as CityUnit


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    """`asked`: the units that the report is on, none for the city. `units`: of the period's last day, and
    earlier ones that something was counted under."""

    asked: tuple[Unit, ...]
    targets: tuple[TargetUsed, ...]
    units: tuple[Unit, ...]
    figures: tuple[Figure, ...]
    rules: Mapping[str, str]


def frozen(wanted: Wanted) -> Frozen:
    """As the store has them now."""
    figures = _figures(wanted)
    with reading(wanted.store) as connection:
        targets = held(connection).every
        rules = rulebooks(connection, wanted.settings)
    return Frozen(
        asked=tuple(_unit(one.unit) for one in wanted.whose if one.unit is not None),
        targets=tuple(
            TargetUsed(
                kpi=one.kpi,
                level=one.level,
                year=one.year,
                value=one.value,
                source=one.source,
                reference=one.reference,
            )
            for one in targets
        ),
        units=_units(wanted, {one.unit_id for one in figures}),
        figures=figures,
        rules=rules,
    )


def _figures(wanted: Wanted) -> tuple[Figure, ...]:
    """Of every unit with land in the scope, whole: a share of a divided unit is not what was counted."""
    found: dict[tuple[str, int], float] = {}
    for one in wanted.whose:
        for figure, by_unit in wanted.reader.counted(wanted.of(one.address), wanted.now).items():
            found |= {(figure, unit_id): value for unit_id, value in by_unit.items()}
    return tuple(
        Figure(figure=figure, unit_id=unit_id, value=value)
        for (figure, unit_id), value in sorted(found.items())
    )


def _units(wanted: Wanted, counted: set[int]) -> tuple[Unit, ...]:
    told = history()
    standing = {unit.id for unit in told.units_at(wanted.on)}
    if not wanted.is_city:
        asked = [one.unit.id for one in wanted.whose if one.unit is not None]
        standing &= {part.id for number in asked for part in told.parts_of(number, wanted.on)} | set(asked)
    return tuple(_unit(unit) for unit in told.units if unit.id in standing | counted)


def _unit(unit: CityUnit) -> Unit:
    return Unit(id=unit.id, code=unit.code, name=unit.name, level=unit.level, parent_id=unit.parent_id)
