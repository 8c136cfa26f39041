"""First-draft commentary: rules that write plain administrative sentences from figures.

A rule says what the numbers beside it say and nothing else: no cause that was not counted, no comparison
with a period that is not known, nobody named whose value has too little behind it. The same figures always
give the same words. Each number bears the link to its records; a block's `key` names the rule.
"""

from dashboard.reports.commentary.amounts import MINIMUM, Figure, amount, apart, goal
from dashboard.reports.commentary.goals import held_against, verdict
from dashboard.reports.commentary.heard import Heard, gaps, heard, is_carried, until
from dashboard.reports.commentary.moves import Reading, hours, moved
from dashboard.reports.commentary.sentences import Runs, Told, block, listed, plain, runs
from dashboard.reports.commentary.standouts import Contender, left_out, ranked, standouts

__all__ = [
    "MINIMUM",
    "Contender",
    "Figure",
    "Heard",
    "Reading",
    "Runs",
    "Told",
    "amount",
    "apart",
    "block",
    "gaps",
    "goal",
    "heard",
    "held_against",
    "hours",
    "is_carried",
    "left_out",
    "listed",
    "moved",
    "plain",
    "ranked",
    "runs",
    "standouts",
    "until",
    "verdict",
]
