"""Where a KPI is going, in one line of a table."""

from collections.abc import Mapping, Sequence

from dashboard.forecast import Chance, Forecast, Reach, Withheld, reaches
from dashboard.i18n import Translator
from dashboard.kpis import Kpi
from dashboard.reports.commentary import Figure, amount
from dashboard.targets import Target

CHANCE: Mapping[Chance, str] = {
    Chance.SAFE: "the whole band reaches the target",
    Chance.LIKELY: "the expected value reaches the target",
    Chance.POSSIBLE: "only the band's better edge reaches the target",
    Chance.UNLIKELY: "the whole band misses the target",
}
WITHHELD: Mapping[Withheld, str] = {
    Withheld.TOO_FEW_MONTHS: "None: fewer than 24 months are known",
    Withheld.NOT_BETTER: "None: none was better than the last value",
    Withheld.NOTHING_AHEAD: "None: no later month",
    Withheld.TOO_FAR: "None: too far ahead",
}
TEXTS = frozenset({*CHANCE.values(), *WITHHELD.values()})


def forecast_words(
    t: Translator, kpi: Kpi, made: Forecast | Withheld | None, targets: Sequence[Target]
) -> str:
    """Of the last target that it looks ahead to; "" where none lies ahead."""
    if made is None:
        return ""
    if isinstance(made, Withheld):
        return t(WITHHELD[made])
    end = made.points[-1].month.year
    aim = max(
        (one for one in targets if one.year <= end), key=lambda one: (one.year, one.value), default=None
    )
    found = None if aim is None else reaches(made, aim.value, aim.year, kpi.direction)
    return "" if found is None else _reach(t, Figure.of_kpi(t, kpi), found)


def _reach(t: Translator, figure: Figure, found: Reach) -> str:
    at = found.at
    return t(
        "{month}: {value} ({low} to {high}); {chance}",
        month=f"{at.month:%m/%Y}",
        value=amount(t, figure, at.value),
        low=amount(t, figure, at.low),
        high=amount(t, figure, at.high),
        chance=t(CHANCE[found.chance]),
    )
