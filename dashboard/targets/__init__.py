"""What the city promised: targets by level and year with their source, and how a value stands against them.

The store's table `target` holds them; `targets.toml` is what a new store begins with.
"""

from dashboard.targets.changing import set_target, take_away
from dashboard.targets.desk import Shown, TargetDesk
from dashboard.targets.form import Mistake, TargetError, read_form
from dashboard.targets.held import Change, Targets, held, history
from dashboard.targets.seeding import FILE_NAME, seed, targets
from dashboard.targets.state import Course, State, in_force, judge
from dashboard.targets.target import LEVELS, Level, Target

__all__ = [
    "FILE_NAME",
    "LEVELS",
    "Change",
    "Course",
    "Level",
    "Mistake",
    "Shown",
    "State",
    "Target",
    "TargetDesk",
    "TargetError",
    "Targets",
    "held",
    "history",
    "in_force",
    "judge",
    "read_form",
    "seed",
    "set_target",
    "take_away",
    "targets",
]
