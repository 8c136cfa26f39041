"""What officers do. `ACTIONS` is the registry: an action → the function that works out what changes."""

from collections.abc import Callable

from dashboard.desk.actions.ending import close, reopen, resolve
from dashboard.desk.actions.handling import acknowledge, arrived, assign, dispatch, note, severity
from dashboard.desk.actions.joining import merge, split
from dashboard.desk.actions.step import Change, Doing
from dashboard.desk.actions.undoing import undo

ACTIONS: dict[str, Callable[[Doing], Change]] = {
    "acknowledge": acknowledge,
    "assign": assign,
    "dispatch": dispatch,
    "arrived": arrived,
    "note": note,
    "severity": severity,
    "merge": merge,
    "split": split,
    "resolve": resolve,
    "close": close,
    "reopen": reopen,
    "undo": undo,
}
