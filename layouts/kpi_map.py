"""A KPI by unit: the map of the asked day, one hexagon a unit, and the units ranked beside it."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dash import html

from dashboard.hexmap import places
from dashboard.i18n import Translator
from dashboard.kpis import Kpi
from dashboard.targets import Target
from dashboard.units import CITY_ID, UNKNOWN_ID, Unit
from dashboard.views import UnitValue, Value
from dashboard.views import View as Understood
from layouts import kpi_amounts as amounts
from layouts import kpi_words as words
from layouts.download import download
from layouts.kpi_links import View
from layouts.shell import attributes

NO_LAND = (CITY_ID, UNKNOWN_ID)
# what a hexagon has no room for, and what stands for it
KINDS = {
    "Phường ": "", "Xã ": "", "Đặc khu ": "", "Huyện ": "", "Quận ": "", "Thành phố ": "TP ",
}  # fmt: skip


def by_unit(
    t: Translator, kpi: Kpi, ranked: Sequence[UnitValue], target: Target | None, view: View, seen: Understood
) -> list[Any]:
    """Heading, map, bars; choosing a unit is a link. `target`: the one that their level is held against."""
    menu = download(t, view.file("units"), picture=".hexagons", title=t(kpi.name))
    told = {
        "units": [_on_map(t, kpi, one, view) for one in ranked if one.unit.id in places(seen.on)],
        "places": places_of(ranked, seen),
        "unit": amounts.unit_word(t, kpi),
        "decimals": kpi.decimals,
        "percent": kpi.unit == "%",
        "outside": t("outside Ho Chi Minh City's border of the day"),
    }
    title = (
        t("By unit") if seen.on == seen.today else t("By unit, on the map of {day}", day=words.day(seen.on))
    )
    return [
        html.H3([title, html.Em(_summary(t, ranked)), menu]),
        html.Div(
            [
                html.Div(
                    className="hexagons", **attributes(data_hexagons=json.dumps(told), aria_hidden="true")
                ),
                _bars(t, kpi, ranked, target, view),
            ],
            className="on-map",
        ),
    ]


def unheard(one: UnitValue) -> UnitValue:
    """A unit whose feed is silent has no value of now, whatever its devices last said."""
    return replace(one, value=Value(value=None, numerator=0.0, denominator=None))


def places_of(ranked: Sequence[UnitValue], seen: Understood) -> list[list[float]]:
    """Where each unit that is on the map stands, in the order of the units told."""
    known = places(seen.on)
    return [list(known[one.unit.id]) for one in ranked if one.unit.id in known]


def _on_map(t: Translator, kpi: Kpi, one: UnitValue, view: View) -> list[Any]:
    """Name, short name, address, value, in words, outside, estimate, chosen."""
    return [
        one.unit.name,
        short(one.unit),
        view.but(unit=one.address).href(),
        one.value.value,
        _value(t, kpi, one),
        one.outside,
        one.is_estimate and not kpi.estimate,
        one.address == view.unit,
    ]


def short(unit: Unit) -> str:
    """Bến Thành, TP Thủ Đức; a district with a number keeps its Q: Q.1."""
    for kind, instead in KINDS.items():
        rest = unit.name.removeprefix(kind)
        if rest != unit.name:
            return f"Q.{rest}" if rest.isdecimal() else instead + rest
    return unit.name


def _value(t: Translator, kpi: Kpi, one: UnitValue) -> str:
    """71,2 % (12 / 17)."""
    shown = amounts.amount(t, kpi, one.value.value)
    counts = "" if kpi.formula.of else amounts.counts(t, kpi, one.value)
    return f"{shown} ({counts})" if counts and one.value.value is not None else shown


def _summary(t: Translator, ranked: Sequence[UnitValue]) -> str:
    number = sum(one.value.value is not None and one.unit.id not in NO_LAND for one in ranked)
    return t("{count} units with a value", count=number)


def _bars(t: Translator, kpi: Kpi, ranked: Sequence[UnitValue], target: Target | None, view: View) -> Any:
    """Rows for the script: a text is a heading, a list is a unit."""
    values = [one.value.value or 0.0 for one in ranked] + ([target.value] if target else [])
    greatest = _seen(max(values, default=0.0), kpi)
    ranked = [one for one in ranked if one.unit.id not in NO_LAND or one.value.numerator]
    inside = [one for one in ranked if not one.outside and one.value.value is not None]
    outside = [one for one in ranked if one.outside and one.value.value is not None]
    without = [one for one in ranked if one.value.value is None]
    rows: list[Any] = [_bar(t, kpi, one, greatest, view, rank) for rank, one in enumerate(_ranked(inside), 1)]
    rows += [_bar(t, kpi, one, greatest, view) for one in inside if one.unit.id in NO_LAND]
    if outside:
        rows += [t("Outside Ho Chi Minh City's border of the day")]
        rows += [_bar(t, kpi, one, greatest, view) for one in outside]
    if without:
        rows += [t("No data: {count} units", count=len(without))]
        rows += [_bar(t, kpi, one, greatest, view) for one in without]
    told = {"rows": rows, "target": 100 * target.value / greatest if target and greatest else None,
            "estimate": t("estimate")}  # fmt: skip
    return html.Ol(
        className="bars",
        tabIndex="0",
        **attributes(data_bars=json.dumps(told), aria_label=t("Units, ranked")),
    )


def unit_name(t: Translator, unit: Unit) -> str:
    """Also of what lies on no map."""
    names = {CITY_ID: t("The city's own offices"), UNKNOWN_ID: t("Unit not known")}
    return names.get(unit.id, unit.name)


def unit_link(view: View, unit: Unit, address: str) -> str:
    """The city's own offices are a level: its code stands for the whole city."""
    if unit.id == CITY_ID:
        return view.but(unit="", level="city").href()
    return view.but(unit=address).href()


def _seen(greatest: float, kpi: Kpi) -> float:
    """What is shown as 0 has no bar."""
    return greatest if round(greatest, kpi.decimals) else 0.0


def _ranked(inside: Sequence[UnitValue]) -> list[UnitValue]:
    return [one for one in inside if one.unit.id not in NO_LAND]


def _bar(t: Translator, kpi: Kpi, one: UnitValue, greatest: float, view: View, rank: int = 0) -> list[Any]:
    """Rank, name, address, length in per cent, value, counts, estimate, chosen."""
    value = one.value.value
    share = 100 * max(value or 0.0, 0.0) / greatest if greatest else 0.0
    counts = "" if kpi.formula.of or value is None else amounts.counts(t, kpi, one.value)
    return [
        rank,
        unit_name(t, one.unit),
        unit_link(view, one.unit, one.address),
        round(share, 1),
        amounts.amount(t, kpi, value),
        counts,
        one.is_estimate and not kpi.estimate,
        one.address == view.unit,
    ]
