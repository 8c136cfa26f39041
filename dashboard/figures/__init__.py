"""Daily figures: the one table of numbers, and how each is counted from records.

A record adds to the buckets (civil day, figure, unit) that its `…_figures` function names, and to no other;
what it added before is taken away when it changes. So the table equals a full recount at any time.
A dossier or complaint that will turn overdue already adds to the future day on which it will: a reader looks
at days up to today, and takes off what is not yet due today (`board`).
"""

from dashboard.figures import alarms, cameras, complaints, dossiers, gauges, told
from dashboard.figures.alarms import alarm_figures
from dashboard.figures.complaints import complaint_figures
from dashboard.figures.dossiers import ONLINE, dossier_figures
from dashboard.figures.figure import Bucket, Counted, Figure
from dashboard.figures.gauges import level_figures
from dashboard.figures.told import told_figures

FIGURES: tuple[Figure, ...] = (
    *dossiers.FIGURES,
    *complaints.FIGURES,
    *cameras.FIGURES,
    *alarms.FIGURES,
    *gauges.FIGURES,
    *told.FIGURES,
)
BY_KEY = {figure.key: figure for figure in FIGURES}

__all__ = [
    "BY_KEY",
    "FIGURES",
    "ONLINE",
    "Bucket",
    "Counted",
    "Figure",
    "alarm_figures",
    "complaint_figures",
    "dossier_figures",
    "level_figures",
    "told_figures",
]
