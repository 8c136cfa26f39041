"""Who stands out: the best, the worst and the most improved of those with enough behind their value."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.i18n import Translator
from dashboard.reports.commentary.amounts import MINIMUM, Figure, amount, apart
from dashboard.reports.commentary.sentences import Runs, Told, block, listed, runs
from dashboard.reports.document import Block
from dashboard.reports.numbers import number

NAMED = 3  # so many of one value are named; of more, only how many they are


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """A unit, or another part. `size`: the records below the line, None for a count; `before`: the value of
    the period before, None where there is none, or none to be compared with."""

    name: str
    value: float | None
    size: float | None = None
    before: float | None = None
    before_size: float | None = None
    href: str = ""


def ranked(
    figure: Figure, contenders: Sequence[Contender], minimum: float = MINIMUM
) -> list[tuple[float, Contender]]:
    """Those with a value and enough behind it, the best first; equal ones by name."""
    known = [
        (one.value, one) for one in contenders if one.value is not None and _is_enough(one.size, minimum)
    ]
    sign = -1 if figure.direction == "up" else 1
    return sorted(known, key=lambda pair: (sign * pair[0], pair[1].name))


def standouts(
    t: Translator, figure: Figure, contenders: Sequence[Contender], minimum: float = MINIMUM
) -> list[Block]:
    """Best, worst, most improved, and how many were left out and why. Nothing of fewer than two."""
    order = [one for _value, one in ranked(figure, contenders, minimum)]
    said: list[Block] = []
    if len({_written(figure, one) for one in order}) > 1:
        said += [
            block("best", _first(t, figure, order, t("best"))),
            block("worst", _first(t, figure, order[::-1], t("worst"))),
        ]
        said += _improved(t, figure, order, minimum)
    elif len(order) > 1:
        same = Told(amount(t, figure, order[0].value), "")
        said.append(block("alike", runs(t("{name}: all {count} ranked have {value}"), name=figure.name,
                                        count=_count(t, len(order)), value=same)))  # fmt: skip
    return said + left_out(t, figure, contenders, minimum)


def left_out(
    t: Translator, figure: Figure, contenders: Sequence[Contender], minimum: float = MINIMUM
) -> list[Block]:
    """How many are not ranked: too little behind the value, or no value."""
    small = [one for one in contenders if one.value is not None and not _is_enough(one.size, minimum)]
    empty = [one for one in contenders if one.value is None]
    said: list[Block] = []
    if small:
        text = t("{name}: {count} not ranked, having fewer than {minimum} records behind the value")
        said.append(block("small", runs(text, name=figure.name, count=_count(t, len(small)),
                                        minimum=_count(t, minimum))))  # fmt: skip
    if empty:
        text = t("{name}: {count} have no value")
        said.append(block("without", runs(text, name=figure.name, count=_count(t, len(empty)))))
    return said


def _first(t: Translator, figure: Figure, order: Sequence[Contender], word: str) -> Runs:
    """The first of an order with all who have the same value as it is written."""
    same = [one for one in order if _written(figure, one) == _written(figure, order[0])]
    value = Told(amount(t, figure, order[0].value), order[0].href)
    if len(same) > NAMED:
        text = t("{name}, {word}: {count} units with {value}")
        return runs(text, name=figure.name, word=word, count=_count(t, len(same)), value=value)
    who = listed([runs(one.name) for one in sorted(same, key=lambda one: one.name)], ", ")
    return runs(t("{name}, {word}: {who} ({value})"), name=figure.name, word=word, who=who, value=value)


def _improved(t: Translator, figure: Figure, order: Sequence[Contender], minimum: float) -> list[Block]:
    """The one that gained most on the period before, of those with enough behind both values."""
    gains = [
        (figure.better(figure.rounded(one.value) - figure.rounded(one.before)), one)
        for one in order
        if one.value is not None and one.before is not None and _is_enough(one.before_size, minimum)
    ]
    gained = max((gain for gain, _one in gains), default=None)
    first = [one for gain, one in gains if gain == gained]
    if gained is None or gained <= 0 or len(first) > NAMED:
        return []
    who = listed(
        [
            runs(t("{who} (from {before} to {value})"), who=one.name, before=amount(t, figure, one.before),
                 value=Told(amount(t, figure, one.value), one.href))
            for one in first
        ],
        ", ",
    )  # fmt: skip
    text = t("{name}, most improved on the period before: {who}, by {by}")
    return [block("improved", runs(text, name=figure.name, who=who, by=apart(t, figure, gained)))]


def _written(figure: Figure, one: Contender) -> str:
    return str(figure.rounded(one.value or 0.0))


def _is_enough(size: float | None, minimum: float) -> bool:
    return size is None or size >= minimum


def _count(t: Translator, count: float) -> str:
    return number(count, 0, t.language)
