"""The tables. Two times everywhere: `observed_at` (true at the source) and `received_at` (came in), both UTC.

(feed, external id) is unique for every record; `version` decides which telling of it holds.
"""

from dashboard.models.alarms import alarm, alarm_replaced
from dashboard.models.base import metadata
from dashboard.models.complaints import complaint
from dashboard.models.devices import camera_event, device, gauge_day, observation
from dashboard.models.dossiers import dossier, dossier_step
from dashboard.models.feeds import feed, feed_cursor, feed_minute, feed_outage, feed_state, lease, rejected
from dashboard.models.figures import (
    anomaly,
    daily_figure,
    figure_change,
    figure_day,
    figure_history,
    known_point,
    procedure,
    slice_,
    slice_figure,
    target,
    told_figure,
)
from dashboard.models.incidents import incident, incident_event, incident_source
from dashboard.models.people import person
from dashboard.models.units import unit

__all__ = [
    "alarm",
    "alarm_replaced",
    "anomaly",
    "camera_event",
    "complaint",
    "daily_figure",
    "device",
    "dossier",
    "dossier_step",
    "feed",
    "feed_cursor",
    "feed_minute",
    "feed_outage",
    "feed_state",
    "figure_change",
    "figure_day",
    "figure_history",
    "gauge_day",
    "incident",
    "incident_event",
    "incident_source",
    "known_point",
    "lease",
    "metadata",
    "observation",
    "person",
    "procedure",
    "rejected",
    "slice_",
    "slice_figure",
    "target",
    "told_figure",
    "unit",
]
