"""A KPI's numbers in words: its value, what changed in it, and what stands above and below its line."""

from collections.abc import Mapping

from dashboard.i18n import Translator
from dashboard.kpis import Kpi
from dashboard.views import Value
from layouts.kpi_words import number

MINUS = "\u2212"
UNIT: Mapping[str, str] = {"days": "days", "hours": "hours", "minutes": "minutes", "points": "points"}
_AVERAGES = ("days", "hours", "minutes")
TEXTS = frozenset(f"unit\x04{name}" for name in UNIT.values())


def unit_word(t: Translator, kpi: Kpi) -> str:
    """What stands behind the number: %, m, mm, ngày, giờ, phút, điểm; "" for a count."""
    return t(UNIT[kpi.unit], context="unit") if kpi.unit in UNIT else kpi.unit


def amount(t: Translator, kpi: Kpi, value: float | None, more: int = 0) -> str:
    """68,4 %; "–" for none. `more` decimals than the KPI is shown with."""
    shown = number(t, value, kpi.decimals + more)
    word = unit_word(t, kpi)
    return shown if value is None or not word else f"{shown}\u00a0{word}"


def goal(t: Translator, kpi: Kpi, value: float) -> str:
    """A target's value, with the decimals that it has: 50 %, 99,5 %."""
    digits = len(f"{value:.10g}".partition(".")[2])
    word = unit_word(t, kpi)
    return number(t, value, digits) + (f"\u00a0{word}" if word else "")


def difference(t: Translator, kpi: Kpi, change: float | None, more: int = 0) -> str:
    """+1,2 điểm for a share, −120 for a count."""
    if change is None:
        return "–"
    word = t(UNIT["points"], context="unit") if kpi.unit == "%" else unit_word(t, kpi)
    told = signed(t, change, kpi.decimals + more)
    return f"{told}\u00a0{word}" if word else told


def signed(t: Translator, change: float, decimals: int) -> str:
    """With its sign; what rounds to nothing has none."""
    shown = round(change, decimals)
    sign = "+" if shown > 0 else MINUS if shown < 0 else ""
    return sign + number(t, abs(shown), decimals)


def above(t: Translator, kpi: Kpi, value: Value) -> str:
    """What stands above the line; of an average in the unit of its value (hours, not minutes)."""
    if kpi.formula.of:
        return number(t, value.numerator, kpi.decimals)
    if kpi.unit in _AVERAGES and value.denominator is not None:
        return amount(t, kpi, value.numerator * kpi.formula.scale)
    return number(t, value.numerator, 2 if kpi.unit == "m" else 0)


def below(t: Translator, value: Value) -> str:
    """What stands below the line; "" where there is no line."""
    return "" if value.denominator is None else number(t, value.denominator, 0)


def counts(t: Translator, kpi: Kpi, value: Value) -> str:
    """12 / 40 in one line; "" where there is no line."""
    return f"{above(t, kpi, value)} / {below(t, value)}" if value.denominator is not None else ""
