"""The map of the chosen day beside a comparison: coloured by value, or by the change since another period."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from dashboard.applied import Applied, applied
from dashboard.hexmap import places
from dashboard.i18n import Translator
from dashboard.kpis import Kpi
from dashboard.units import Unit
from dashboard.views import Asked, KpiReader, UnitValue
from dashboard.views import View as Understood
from layouts import kpi_amounts as amounts
from layouts import kpi_words as words
from layouts.compare_links import Comparison
from layouts.compare_table import Table
from layouts.kpi_links import View
from layouts.kpi_map import places_of, short


def ranked_of(reader: KpiReader, asked: Comparison, kpi: Kpi, period: str, now: datetime) -> list[UnitValue]:
    """Every unit of the map's day, those that were not chosen too: a map with holes is none."""
    level = "" if asked.units else asked.level
    return reader.ranking(Asked(level=level, period=period, on=asked.on), now, kpi.key)


def drawn_map(
    t: Translator, reader: KpiReader, asked: Comparison, table: Table, seen: Understood, now: datetime
) -> dict[str, Any]:
    """As assets/pages/kpi-map.js draws it. What is mute now has no value."""
    kpi, last, mute = table.kpi, len(asked.spans) - 1, table.mute
    ranked = ranked_of(reader, asked, kpi, asked.spans[-1].text, now)
    values = {one.unit.id: None if mute[last] else one.value.value for one in ranked}
    place = against(asked)
    if place is not None:
        before = ranked_of(reader, asked, kpi, asked.spans[place].text, now)
        values = _changes(values, {one.unit.id: None if mute[place] else one.value.value for one in before})
    return {
        "units": [_unit(t, asked, kpi, one, values[one.unit.id]) for one in _placed(ranked, seen)],
        "places": places_of(ranked, seen),
        "unit": _unit_word(t, kpi, is_change=place is not None),
        "decimals": kpi.decimals,
        "percent": kpi.unit == "%" and place is None,
        "outside": t("outside Ho Chi Minh City's border of the day"),
        "title": title(t, asked, seen),
    }


def _placed(ranked: Sequence[UnitValue], seen: Understood) -> list[UnitValue]:
    return [one for one in ranked if one.unit.id in places(seen.on)]


def _changes(now: dict[int, float | None], before: dict[int, float | None]) -> dict[int, float | None]:
    def change(unit: int) -> float | None:
        new, old = now[unit], before.get(unit)
        return None if new is None or old is None else new - old

    return {unit: change(unit) for unit in now}


def against(asked: Comparison) -> int | None:
    """The place of the period since which the map shows the change; None where it shows the value."""
    texts = [span.text for span in asked.spans[:-1]]
    return texts.index(asked.map) if asked.map in texts else None


def title(t: Translator, asked: Comparison, seen: Understood) -> str:
    """Value of 11/2026, or change; on which map."""
    place, newest = against(asked), words.span(t, asked.spans[-1])
    on = words.day(seen.on)
    if place is None:
        return t("{period} on the map of {day}", period=newest, day=on)
    first = words.span(t, asked.spans[place])
    return t("Change, {first} to {last}, on the map of {day}", first=first, last=newest, day=on)


def ways(t: Translator, asked: Comparison) -> list[list[Any]]:
    """What the map can show: words, address, is it shown now."""
    shown = against(asked)
    value = [words.span(t, asked.spans[-1]), asked.but(map="").href(), shown is None]
    changes = [
        [
            t("change since {period}", period=words.span(t, span)),
            asked.but(map=span.text).href(),
            shown == place,
        ]
        for place, span in enumerate(asked.spans[:-1])
    ]
    return [value, *reversed(changes)]


def between(asked: Comparison, units: Sequence[tuple[Unit, str]], seen: Understood) -> list[Applied]:
    """The reorganisations between the periods and the map, as far as they touch the units shown."""
    first: date = min(span.first for span in asked.spans)
    last: date = min(max(span.last for span in asked.spans), seen.today)
    shown = None
    if asked.units:
        shown = {unit.id for unit, address in units if address in asked.units}
    return applied(first, last, seen.on, shown)


def _unit(t: Translator, asked: Comparison, kpi: Kpi, one: UnitValue, value: float | None) -> list[Any]:
    """Name, short name, address, value, in words, outside, estimate, chosen."""
    view = View(key=kpi.key, period=asked.spans[-1].text, on=asked.on, unit=one.address)
    is_chosen = one.address in asked.units
    return [
        one.unit.name, short(one.unit), view.href(), value, _words(t, asked, kpi, value), one.outside,
        one.is_estimate and not kpi.estimate, is_chosen,
    ]  # fmt: skip


def _words(t: Translator, asked: Comparison, kpi: Kpi, value: float | None) -> str:
    if value is None or against(asked) is None:
        return amounts.amount(t, kpi, value)
    sign = "+" if round(value, kpi.decimals) > 0 else ""
    unit = _unit_word(t, kpi, is_change=True)
    return f"{sign}{words.number(t, value, kpi.decimals)}" + (f"\u00a0{unit}" if unit else "")


def _unit_word(t: Translator, kpi: Kpi, *, is_change: bool) -> str:
    return (
        t(amounts.UNIT["points"], context="unit")
        if is_change and kpi.unit == "%"
        else amounts.unit_word(t, kpi)
    )
