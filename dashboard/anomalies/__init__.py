"""Anomalies: a unit or procedure off its own habit is pointed out with the reason, a handful a day at most.

`days` says what is compared, `habit` and `season` how, `comparing` and `choosing` which are told: all pure.
`reading`, `procedures`, `silence` and `keeping` know the store; `finding` puts it together.
"""

from dashboard.anomalies.anomaly import Anomaly, Reason, Verdict
from dashboard.anomalies.finding import Watch, find
from dashboard.anomalies.findings import Findings
from dashboard.anomalies.keeping import judge, of_day, recent
from dashboard.anomalies.watched import WATCHED

__all__ = [
    "WATCHED",
    "Anomaly",
    "Findings",
    "Reason",
    "Verdict",
    "Watch",
    "find",
    "judge",
    "of_day",
    "recent",
]
