"""What a forecast says, in sentences: is a target reached, when, or short by how much; or why none."""

from collections.abc import Mapping, Sequence
from datetime import date

from dashboard.forecast import Chance, Forecast, Reach, Withheld, reaches
from dashboard.i18n import Translator
from dashboard.kpis import Kpi
from dashboard.targets import Target
from layouts import kpi_amounts as amounts
from layouts.kpi_words import month

CHANCE: Mapping[Chance, str] = {
    Chance.SAFE: "Forecast for {month}: {value} ({low} to {high}); the target {target} is safe",
    Chance.LIKELY: "Forecast for {month}: {value} ({low} to {high}); the target {target} is likely",
    Chance.POSSIBLE: "Forecast for {month}: {value} ({low} to {high}); {short} short of {target}, possible",
    Chance.UNLIKELY: "Forecast for {month}: {value} ({low} to {high}); {short} short of {target}, unlikely",
}  # fmt: skip
WITHHELD: Mapping[Withheld, str] = {
    Withheld.TOO_FEW_MONTHS: "No forecast: fewer than 24 whole months are known.",
    Withheld.NOT_BETTER: "No forecast: on its own past none did better than last month's value.",
    Withheld.NOTHING_AHEAD: "No forecast: its last month is not before the date.",
    Withheld.TOO_FAR: "No forecast: the date lies too far ahead.",
}
TEXTS = frozenset({*CHANCE.values(), *WITHHELD.values()})


def sentences(
    t: Translator, kpi: Kpi, made: Forecast | Withheld, targets: Sequence[Target], today: date
) -> list[str]:
    """One a target that lies ahead; without any, where the line leads."""
    if isinstance(made, Withheld):
        return [t(WITHHELD[made])]
    told = [
        _reach(t, kpi, found, one)
        for one in _ahead(targets, today)
        if (found := reaches(made, one.value, one.year, kpi.direction)) is not None
    ]
    last = made.points[-1]
    if not told:
        told = [
            t("Forecast for {month}: {value} ({low} to {high})", month=month(last.month),
              **_numbers(t, kpi, last.value, last.low, last.high)) + "."
        ]  # fmt: skip
    trend = amounts.difference(t, kpi, made.pace, 1 if kpi.decimals < 2 else 0)
    return [*told, t("Trend: {pace} a month; the band holds four of five.", pace=trend)]


def _ahead(targets: Sequence[Target], today: date) -> list[Target]:
    """Those of this year and later, one a year and value: two documents may ask for the same."""
    ahead = {(one.year, one.value): one for one in targets if one.year >= today.year}
    return [ahead[key] for key in sorted(ahead)]


def _reach(t: Translator, kpi: Kpi, found: Reach, target: Target) -> str:
    values = _numbers(t, kpi, found.at.value, found.at.low, found.at.high)
    told = {
        **values,
        "month": month(found.at.month),
        "target": amounts.goal(t, kpi, target.value),
    }
    if found.short:
        told["short"] = amounts.difference(t, kpi, found.short).removeprefix("+")
    sentence = t(CHANCE[found.chance], **told)
    if found.first is not None and not found.short:
        sentence += "; " + t("from {month} on", month=month(found.first))
    return sentence + "."


def _numbers(t: Translator, kpi: Kpi, value: float, low: float, high: float) -> dict[str, str]:
    return {
        "value": amounts.amount(t, kpi, value),
        "low": amounts.amount(t, kpi, low),
        "high": amounts.amount(t, kpi, high),
    }
