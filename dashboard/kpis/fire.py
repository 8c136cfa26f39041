"""KPIs of fire safety."""

from dashboard.kpis.kpi import Kpi, count, stock

KPIS = (
    Kpi(
        key="fire_alarms_open",
        name="Fire alarms open",
        group="fire",
        formula=stock("fire_alarms", "fire_alarms_ended"),
        formula_text="fire alarms that have not ended, tests left out",
        source="37/2025/TT-BCA",
        on_board=True,
    ),
    Kpi(
        key="panels_mute",
        name="Fire panels mute",
        group="fire",
        formula=count("panels_mute"),
        formula_text="fire panels not heard within their period",
        source="37/2025/TT-BCA",
        on_board=True,
    ),
)
