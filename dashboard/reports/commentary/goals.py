"""Reached or missed: a figure held against a target, and by how much."""

from dashboard.i18n import Translator
from dashboard.reports.commentary.amounts import Figure, amount, apart, goal
from dashboard.reports.commentary.moves import Reading
from dashboard.reports.commentary.sentences import Runs, Told, block, runs
from dashboard.reports.document import Block
from dashboard.targets import Target


def held_against(t: Translator, figure: Figure, now: Reading, target: Target) -> Block | None:
    """One sentence; None where nothing can be said: no value, or too much of it is missing."""
    if now.value is None or not now.is_sound:
        return None
    value = Told(amount(t, figure, now.value), now.href)
    said = runs(t("{name}: {value}, {verdict}"), name=figure.name, value=value,
                verdict=verdict(t, figure, now.value, target))  # fmt: skip
    return block("reached" if is_reached(figure, now.value, target) else "short", said)


def is_reached(figure: Figure, value: float, target: Target) -> bool:
    """By the value itself, not as it is rounded: 89,96 % is not 90 %."""
    return value >= target.value if figure.direction == "up" else value <= target.value


def verdict(t: Translator, figure: Figure, value: float, target: Target) -> Runs:
    """đạt chỉ tiêu năm 2025 (50 %), vượt 18,4 điểm phần trăm. The target alone, where it is missed by less
    than is written."""
    aim = _aim(t, figure, target)
    change = figure.better(figure.rounded(value) - figure.rounded(target.value))
    far = apart(t, figure, change)
    if is_reached(figure, value, target):
        text = t("reaches {aim}, better by {by}") if change > 0 else t("reaches {aim}")
    else:
        text = t("misses {aim} by {by}") if change < 0 else t("just misses {aim}")
    return runs(text, aim=aim, by=far)


def _aim(t: Translator, figure: Figure, target: Target) -> str:
    value = goal(t, figure, target.value)
    if target.reference:
        return t("the reference level of {year} ({value})", year=target.year, value=value)
    return t("the target of {year} ({value})", year=target.year, value=value)
