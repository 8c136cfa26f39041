"""What findings do to incidents, told one by one in memory; `writing` brings the store up to date.

The trial of rules tells the same story without a store.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from dashboard.incidents.held import Held
from dashboard.incidents.nearness import Near, measured, nearest, of_a_mass
from dashboard.incidents.words import with_more
from dashboard.rules import Rules, Trigger, gravity

FIRST = "first"  # the reason of the source that opened it


@dataclass(slots=True)
class Step:
    """A line of the timeline."""

    held: Held
    at: datetime
    kind: str
    detail: dict[str, Any]


@dataclass(slots=True)
class Attached:
    """A source's row."""

    held: Held
    trigger: Trigger
    reason: str


@dataclass(slots=True)
class Story:
    """Open incidents by key, others that may be joined, and what is to be written of them."""

    rules: Rules
    now: datetime
    by_key: dict[str, Held] = field(default_factory=dict)
    others: list[Held] = field(default_factory=list)  # all open ones that may be joined
    opened: list[Held] = field(default_factory=list)
    sources: list[Attached] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)

    def tell_all(self, triggers: Iterable[Trigger]) -> None:
        """By their own times; what opens nothing by itself may belong to what opens after it."""
        waiting = [one for one in sorted(triggers, key=lambda found: found.at) if not self.tell(one)]
        for trigger in waiting:
            self.tell(trigger)

    def tell(self, trigger: Trigger) -> bool:
        """What one finding does; False where it belongs to nothing and opens nothing."""
        held = self.by_key.get(trigger.dedup_key)
        if trigger.over:
            if held is not None:
                self._is_over(held, trigger)
        elif held is not None:
            self._go_on(held, trigger)
        elif near := self._near(trigger):
            self._join(near, trigger)
        elif trigger.opens:
            self._open(trigger)
        else:
            return False
        return True

    def _near(self, trigger: Trigger) -> Near | None:
        for key in trigger.follows:
            if (held := self.by_key.get(key)) is not None:
                same = held.kind == "alert"
                return measured(trigger, held, "follows" if same else "near")
        found = nearest(trigger, self.others, self.rules)
        if found is None and trigger.opens:
            found = of_a_mass(trigger, self.others, self.rules)
        return found

    def _open(self, trigger: Trigger) -> None:
        held = Held.opened(trigger, self.rules, self.now)
        self.opened.append(held)
        self.others.append(held)
        self._hold(held, trigger, FIRST)
        self._step(held, trigger, "triggered", {"severity": held.severity.value, "value": trigger.value})

    def _join(self, near: Near, trigger: Trigger) -> None:
        held = near.held
        self._hold(held, trigger, near.reason)
        held.search = with_more(held.search, trigger.subject, trigger.place)
        detail = {
            "source": trigger.source,
            "source_id": trigger.source_id,
            "reason": near.code,
            "metres": None if near.metres is None else round(near.metres),
            "minutes": near.minutes,
        }
        self._step(held, trigger, "joined", detail)
        self._change(held, trigger)
        held.closing_proposed_at = None
        if gravity(trigger.severity) > gravity(held.severity):
            self._raise(held, trigger)

    def _go_on(self, held: Held, trigger: Trigger) -> None:
        """A graver telling raises the severity, a milder one does not; a proposal to close falls away."""
        graver = gravity(trigger.severity) > gravity(held.severity)
        held.attach(trigger)
        if not graver and held.closing_proposed_at is None and not trigger.again:
            return
        held.closing_proposed_at = None
        self._change(held, trigger)
        if trigger.again:
            self.sources.append(Attached(held, trigger, "again"))
        if graver:
            self._raise(held, trigger)
        else:
            detail = {"severity": held.severity.value, "value": trigger.value}
            self._step(held, trigger, "again", detail)

    def _raise(self, held: Held, trigger: Trigger) -> None:
        held.severity = trigger.severity
        held.hasten(self.rules, trigger.at)
        self._step(held, trigger, "escalated", {"severity": held.severity.value, "value": trigger.value})

    def _is_over(self, held: Held, trigger: Trigger) -> None:
        """A source says that it is over: when none of the others stands, closing is proposed, once."""
        held.detach(trigger)
        standing = {one for one in held.live if trigger.source == "complaint" or one[0] != "complaint"}
        if standing or held.closing_proposed_at is not None:
            return
        self._change(held, trigger)
        held.closing_proposed_at = trigger.at
        self._step(held, trigger, "closing_proposed", {"value": trigger.value})
        if self.rules[held.rule].closes == "rule":
            self._close(held, trigger)

    def _close(self, held: Held, trigger: Trigger) -> None:
        """The rule closes what has recovered."""
        held.state, held.resolved_at = "closed", trigger.at
        held.due_at = held.wake_at = None
        self._step(held, trigger, "resolve", {"cause": "recovered", "outcome": ""})
        self.by_key = {key: one for key, one in self.by_key.items() if one is not held}
        self.others = [one for one in self.others if one is not held]

    def _hold(self, held: Held, trigger: Trigger, reason: str) -> None:
        held.attach(trigger)
        held.keys.append(trigger.dedup_key)
        self.by_key[trigger.dedup_key] = held
        self.sources.append(Attached(held, trigger, reason))

    def _change(self, held: Held, trigger: Trigger) -> None:
        held.is_changed = True
        held.changed_at = max(held.changed_at, trigger.at)
        if trigger.value is not None and held.rule == trigger.rule:
            held.value = trigger.value

    def _step(self, held: Held, trigger: Trigger, kind: str, detail: dict[str, Any]) -> None:
        self.steps.append(Step(held, trigger.at, kind, detail))
