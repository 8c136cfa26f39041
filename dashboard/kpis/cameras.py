"""KPIs of cameras."""

from dashboard.kpis.kpi import Kpi, ratio

KPIS = (
    Kpi(
        key="cameras_online_share",
        name="Cameras online",
        group="cameras",
        formula=ratio("cameras_online", "cameras_known"),
        formula_text="cameras online and heard in time ÷ cameras known",
        source="TTĐH",
        unit="%",
        decimals=1,
        direction="up",
        on_board=True,
    ),
)
