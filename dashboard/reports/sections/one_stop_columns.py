"""What is told of dossiers: received, resolved, on time, late and why, overdue and open at the end."""

from collections.abc import Mapping

from dashboard.i18n import Translator
from dashboard.reports.sections.unit_columns import UnitColumn

CAUSES = ("supplement", "intake", "processing")


def one_stop_columns(t: Translator) -> tuple[UnitColumn, ...]:
    """In the order of the tables; their sums over units or fields are the whole's."""
    return (
        UnitColumn(key="received", title=t("Received"), kpi="online_received_share", of="denominator"),
        UnitColumn(key="resolved", title=t("Resolved"), kpi="online_share", of="denominator"),
        UnitColumn(key="on_time", title=t("On time"), kpi="on_time_share", of="numerator"),
        UnitColumn(
            key="on_time_share", title=t("On time, share"), kpi="on_time_share", kind="share", decimals=1
        ),
        UnitColumn(key="late", title=t("Ended late"), kpi="late_days", of="denominator"),
        *(UnitColumn(key=cause, title=title, kpi=f"late_{cause}") for cause, title in cause_names(t).items()),
        UnitColumn(key="overdue", title=t("Overdue at the end"), kpi="dossiers_overdue"),
        UnitColumn(key="open", title=t("Open at the end"), kpi="dossiers_open"),
    )


def cause_names(t: Translator) -> Mapping[str, str]:
    """Why dossiers ended late, as the messages tell it."""
    return {
        "supplement": t("Late: supplements"),
        "intake": t("Late: intake"),
        "processing": t("Late: processing"),
    }
