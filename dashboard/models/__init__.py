"""The tables. Two times everywhere: `observed_at` (true at the source) and `received_at` (came in), both UTC.

(feed, external id) is unique for every record; `version` decides which telling of it holds.
"""

from dashboard.models.accounts import account, audit, display, pairing, session, throttle
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
from dashboard.models.incidents import (
    attachment,
    handover,
    incident,
    incident_event,
    incident_key,
    incident_source,
    level_wait,
    notice,
    saved_view,
)
from dashboard.models.people import person
from dashboard.models.reports import (
    api_key,
    digest,
    done_once,
    export_job,
    promise_state,
    report,
    report_file,
)
from dashboard.models.units import unit
from dashboard.models.wall import city_stage

__all__ = [
    "account",
    "alarm",
    "alarm_replaced",
    "anomaly",
    "api_key",
    "attachment",
    "audit",
    "camera_event",
    "city_stage",
    "complaint",
    "daily_figure",
    "device",
    "digest",
    "display",
    "done_once",
    "dossier",
    "dossier_step",
    "export_job",
    "feed",
    "feed_cursor",
    "feed_minute",
    "feed_outage",
    "feed_state",
    "figure_change",
    "figure_day",
    "figure_history",
    "gauge_day",
    "handover",
    "incident",
    "incident_event",
    "incident_key",
    "incident_source",
    "known_point",
    "lease",
    "level_wait",
    "metadata",
    "notice",
    "observation",
    "pairing",
    "person",
    "procedure",
    "promise_state",
    "rejected",
    "report",
    "report_file",
    "saved_view",
    "session",
    "slice_",
    "slice_figure",
    "target",
    "throttle",
    "told_figure",
    "unit",
]
