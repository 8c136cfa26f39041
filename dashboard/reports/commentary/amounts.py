"""Numbers within sentences: with their unit, and how far apart two of them are as they are written."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from dashboard.i18n import Translator
from dashboard.kpis import Kpi
from dashboard.reports.numbers import number

MINIMUM = 20  # records below the line: of fewer, each moves a share by more than 5 points
UNIT: Mapping[str, str] = {"days": "days", "hours": "hours", "minutes": "minutes", "points": "points"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """Of what a sentence tells. `name` begins it; `unit` as a KPI's: "%", "m", "days" …, "" for a count."""

    name: str
    unit: str = ""
    decimals: int = 0
    direction: str = "down"  # where the better values lie

    @classmethod
    def of_kpi(cls, t: Translator, kpi: Kpi) -> "Figure":
        """As the KPI is shown everywhere."""
        return cls(name=t(kpi.name), unit=kpi.unit, decimals=kpi.decimals, direction=kpi.direction)

    def rounded(self, value: float) -> Decimal:
        """As it is written: what is told of it must hold for the number that is read."""
        return Decimal(str(value)).quantize(Decimal(1).scaleb(-self.decimals), ROUND_HALF_UP)

    def better(self, change: Decimal) -> Decimal:
        """Turned so that more is better."""
        return change if self.direction == "up" else -change


def unit_word(t: Translator, unit: str) -> str:
    """What stands behind a number: %, m, mm, ngày, giờ, phút, điểm; "" for a count."""
    return t(UNIT[unit], context="unit") if unit in UNIT else unit


def amount(t: Translator, figure: Figure, value: float | None) -> str:
    """68,4 %; 1.240; 3,2 ngày."""
    return number(value, figure.decimals, t.language, unit_word(t, figure.unit))


def goal(t: Translator, figure: Figure, value: float) -> str:
    """A target, with the decimals that it has: 50 %; 99,5 %."""
    digits = len(f"{value:.10g}".partition(".")[2])
    return number(value, digits, t.language, unit_word(t, figure.unit))


def apart(t: Translator, figure: Figure, change: Decimal) -> str:
    """How far, without a sign: 2,1 điểm phần trăm for a share, 120 for a count."""
    digits = max(-int(change.as_tuple().exponent), 0)
    told = number(float(abs(change)), digits, t.language)
    if figure.unit == "%":
        return t("{number} percentage points", number=told)
    word = unit_word(t, figure.unit)
    return f"{told}\u00a0{word}" if word else told
