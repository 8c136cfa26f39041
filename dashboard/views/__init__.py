"""What the KPI pages show: values of the city and its units in any period, and the way into the records."""

from dashboard.views.asked import UNKNOWN, Asked, View
from dashboard.views.reader import KpiReader
from dashboard.views.rows import Change, Contribution, Known, KpiDetail, KpiRow, SliceValue, UnitValue, Value
from dashboard.views.sliced import Dimension, dimensions

__all__ = [
    "UNKNOWN",
    "Asked",
    "Change",
    "Contribution",
    "Dimension",
    "Known",
    "KpiDetail",
    "KpiReader",
    "KpiRow",
    "SliceValue",
    "UnitValue",
    "Value",
    "View",
    "dimensions",
]
