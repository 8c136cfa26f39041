"""Which action may be done in which state: one table (docs/desk.md shows it)."""

from dashboard.desk.shapes import ACTIONS, STATES

OPEN = ("triggered", "acknowledged", "dispatched", "arrived")

# What is done out of order says what came before it: who dispatches has taken note.
ALLOWED: dict[str, tuple[str, ...]] = {
    "acknowledge": ("triggered",),
    "assign": OPEN,
    "dispatch": ("triggered", "acknowledged", "dispatched", "arrived"),
    "arrived": ("dispatched",),
    "note": STATES,
    "severity": OPEN,
    "merge": OPEN,
    "split": OPEN,
    "resolve": OPEN,
    "close": ("resolved",),
    "reopen": ("resolved", "closed"),
    "undo": STATES,  # where the last step can be taken back
}
assert set(ALLOWED) == set(ACTIONS)


def allowed(action: str, state: str) -> bool:
    return state in ALLOWED[action]
