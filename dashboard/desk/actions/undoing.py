"""The last step taken back from what it wrote down; the history stays."""

from dashboard.desk import undo as undoable
from dashboard.desk.actions.ending import take_back
from dashboard.desk.actions.joining import unmerge
from dashboard.desk.actions.step import Change, Doing, unpacked
from dashboard.desk.detail import timeline
from dashboard.desk.shapes import DeskError


def undo(doing: Doing) -> Change:
    """The columns as they were before the step. Raises DeskError "nothing_to_undo"."""
    steps = timeline(doing.connection, doing.held.id)
    step = undoable.last(steps, doing.asker.name, doing.now)
    if step is None:
        raise DeskError(code="nothing_to_undo")
    if step.kind == "resolve":
        take_back(doing)
    if step.kind == "merge":
        unmerge(doing, step.detail)
    before = {name: unpacked(name, value) for name, value in step.detail["before"].items()}
    return Change(values=before, detail={"of": step.kind, "step": step.id})
