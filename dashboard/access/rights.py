"""The rights, and which role holds which: the whole table."""

from collections.abc import Mapping
from enum import StrEnum


class Right(StrEnum):
    """What a page, a route, an export or an action asks for."""

    WATCH = "watch"  # the wall: board, map, live stream
    SEE = "see"  # figures and records, personal data masked
    EXPORT = "export"  # the same as a file
    UNMASK = "unmask"  # personal data as they are; given to a person, never by a role
    EDIT = "edit"  # targets
    UPLOAD = "upload"  # figures
    JUDGE = "judge"  # whether pointing out an anomaly was of use
    ACT = "act"  # on incidents: acknowledge, dispatch, close, hand a shift over
    DECIDE = "decide"  # the city's stage
    REPORT = "report"  # reports: draft, write, issue, revise
    REPLAY = "replay"  # messages that could not be read
    TUNE = "tune"  # rules: switch, change, try against the past
    ADMINISTER = "administer"  # accounts, displays, the audit log


_EVERYBODY = frozenset({Right.WATCH, Right.SEE, Right.EXPORT})

# In the order in which an incident that nobody takes climbs; administrators look after the program.
ROLES: Mapping[str, frozenset[Right]] = {
    "officer": _EVERYBODY | {Right.JUDGE, Right.ACT},
    "planner": _EVERYBODY | {Right.JUDGE, Right.EDIT, Right.UPLOAD, Right.TUNE, Right.REPORT},
    "leader": _EVERYBODY | {Right.JUDGE, Right.ACT, Right.EDIT, Right.DECIDE, Right.REPORT},
    "administrator": frozenset(Right) - {Right.UNMASK},
}

DISPLAY = frozenset({Right.WATCH})  # a screen on a wall

NOBODY_HERE = _EVERYBODY  # where a site has no accounts: from another machine
AT_THIS_MACHINE = frozenset(Right) - {Right.UNMASK}  # … and from this one
