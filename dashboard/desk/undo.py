"""Which step can be taken back: the last one, by whoever did it, within five minutes, of certain kinds."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from dashboard.desk.shapes import Step

WITHIN = timedelta(minutes=5)
KINDS = ("acknowledge", "assign", "severity", "dispatch", "arrived", "resolve", "merge")
# What programs write beside the steps of people, and what changes nothing, does not stand in the way.
_BESIDE = {"notice", "again", "joined", "unknown", "known", "note", "attach", "unmask"}


def last(steps: Sequence[Step], who: str, now: datetime) -> Step | None:
    """The step that `who` may take back now."""
    undone = {step.detail.get("step") for step in steps if step.kind == "undo"}
    beside = {*_BESIDE, "undo"}
    standing = [step for step in steps if step.kind not in beside and step.id not in undone]
    if not standing:
        return None
    step = standing[-1]
    fits = step.kind in KINDS and step.who == who and now - step.at <= WITHIN
    return step if fits and "before" in step.detail else None
