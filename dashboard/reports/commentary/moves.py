"""What rose and what fell: a figure of a period against the same figure of others.

Compared is only what can be: both values are known, and no feed behind either was silent for too long.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from dashboard.i18n import Translator
from dashboard.reports.commentary.amounts import MINIMUM, Figure, amount, apart
from dashboard.reports.commentary.sentences import Runs, Told, block, listed, runs
from dashboard.reports.document import Block
from dashboard.reports.numbers import number

LEAST = 0.05  # per cent: less would be written as 0,0 %
PERCENT_FROM = 20  # a count below it is not told in per cent: one more would be 5 % and more


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A figure in one period. `period` as it stands in a sentence; `silent`: hours, of the feed silent
    longest; `is_sound`: so few that the value can be told from others. `is_carried`: from another map's units
    by their share of the land, and so no figure of this unit to be compared with."""

    value: float | None
    period: str
    href: str = ""
    silent: float = 0.0
    is_sound: bool = True
    is_carried: bool = False
    is_filling: bool = False  # its feed loads for the first time: what is there may be a part
    size: float | None = None  # records below the line, where that is known


def moved(
    t: Translator, figure: Figure, now: Reading, before: Sequence[Reading] = (), also: Sequence[Runs] = ()
) -> Block:
    """One sentence: what it is, how it stands against each other period; `also`: more clauses of a value
    that can be judged."""
    if now.value is None:
        return block("unknown", runs(t("{name}: no figures for {period}"), name=figure.name,
                                     period=now.period))  # fmt: skip
    value = _value(t, figure, now, now.value)
    if now.is_filling:
        text = t("{name}: {value} so far, its feed is loading for the first time")
        return block("filling", runs(text, name=figure.name, value=value))
    if not now.is_sound:
        said = runs(
            t("{name}: {value}, but too much is missing to judge it: silent for {hours} of {period}"),
            name=figure.name, value=value, hours=_hours(t, now), period=now.period,
        )  # fmt: skip
        return block("unsound", said)
    clauses = [_against(t, figure, now.value, one) for one in before]
    begin = runs(t("{name}: {value}"), name=figure.name, value=value)
    return block("moved", listed([begin, *clauses, *also], ", "))


def _value(t: Translator, figure: Figure, now: Reading, value: float) -> Runs:
    """With how little is behind a share, where it is little."""
    told = Told(amount(t, figure, value), now.href)
    if figure.unit != "%" or now.size is None or now.size >= MINIMUM:
        return runs("{value}", value=told)
    return runs(t("{value} of only {count} records"), value=told, count=number(now.size, 0, t.language))


def _against(t: Translator, figure: Figure, value: float, other: Reading) -> Runs:
    if other.is_filling:
        return runs(t("not compared with {period}, which is still loading"), period=other.period)
    if other.value is None:
        return runs(t("no figures for {period} to compare with"), period=other.period)
    if other.is_carried:
        return runs(t("not compared with {period}, before the units were reorganised"), period=other.period)
    if not other.is_sound:
        return runs(
            t("not compared with {period}, of which {hours} are missing"),
            period=other.period, hours=_hours(t, other),
        )  # fmt: skip
    if not figure.unit and not other.value and value:
        return runs(t("none recorded in {period}"), period=other.period)
    earlier = Told(amount(t, figure, other.value), other.href)
    change = figure.rounded(value) - figure.rounded(other.value)
    if not change:
        return runs(t("the same as in {period}"), period=other.period)
    far = apart(t, figure, change) + _percent(t, figure, change, other.value)
    text = t("up {by} on {period} ({before})") if change > 0 else t("down {by} on {period} ({before})")
    return runs(text, by=far, period=other.period, before=earlier)


def _percent(t: Translator, figure: Figure, change: Decimal, before: float) -> str:
    """Of a count, where it is large enough to be told so."""
    if figure.unit or before < PERCENT_FROM:
        return ""
    share = float(abs(change) / figure.rounded(before) * 100)
    return f" ({number(share, 1, t.language, '%')})" if share >= LEAST else ""


def _hours(t: Translator, reading: Reading) -> str:
    return hours(t, reading.silent)


def hours(t: Translator, silent: float) -> str:
    """5,5 giờ."""
    return amount(t, Figure(name="", unit="hours", decimals=1), silent)
