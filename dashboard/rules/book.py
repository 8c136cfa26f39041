"""A file of rules, read: the rules themselves, which incidents are joined, who is told next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from dashboard.records import Severity
from dashboard.rules.patterns import matches
from dashboard.rules.rule import BY_HAND, Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """Two kinds of incidents that may be one, and how near they are then in place and time."""

    kinds: frozenset[str]
    metres: float
    within: timedelta
    same_topic: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """A file of rules, read and checked whole."""

    rules: Mapping[str, Rule]
    joins: tuple[Join, ...]
    kinds: Mapping[str, tuple[str, ...]]  # what a complaint is about, by patterns of its category
    pace: Mapping[Severity, float]  # by what the clocks are multiplied
    escalates_to: tuple[str, ...]  # roles, one after another, when nobody acknowledges

    def __getitem__(self, key: str) -> Any:
        """A rule by its key; for an incident whose rule is no more (or that a person opened), `hand`."""
        return self.rules.get(key) or self.rules[BY_HAND]

    def join(self, one: str, other: str) -> Join | None:
        """How incidents of two kinds are joined; None: they never are."""
        return next((join for join in self.joins if join.kinds == {one, other}), None)

    def joined_kinds(self, kind: str) -> frozenset[str]:
        """All kinds that one of this kind may join."""
        return frozenset(
            other for join in self.joins if kind in join.kinds for other in (join.kinds - {kind} or {kind})
        )

    def kind_of_complaint(self, code: str, name: str) -> str:
        """What kind of incident complaints of a category are about."""
        for kind, patterns in self.kinds.items():
            if matches(patterns, code, name):
                return kind
        return "complaint"
