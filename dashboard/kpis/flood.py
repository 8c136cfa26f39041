"""KPIs of floods, rain and tide."""

from dashboard.kpis.kpi import Kpi, count

KPIS = (
    Kpi(
        key="gauges_level_1",
        name="Flood points over alarm level I",
        group="flood",
        formula=count("gauges_level_1"),
        formula_text="gauges whose newest reading is at alarm level I or above",
        source="TTĐH",
        on_board=True,
    ),
    Kpi(
        key="gauges_level_2",
        name="Flood points over alarm level II",
        group="flood",
        formula=count("gauges_level_2"),
        formula_text="gauges whose newest reading is at alarm level II or above",
        source="TTĐH",
        on_board=True,
    ),
    Kpi(
        key="gauges_level_3",
        name="Flood points over alarm level III",
        group="flood",
        formula=count("gauges_level_3"),
        formula_text="gauges whose newest reading is at alarm level III",
        source="TTĐH",
        on_board=True,
    ),
    Kpi(
        key="flood_deepest",
        name="Deepest flood now",
        group="flood",
        formula=count("flood_peak"),
        formula_text="the highest newest reading of all street gauges that still speak",
        source="TTĐH",
        unit="m",
        decimals=2,
        on_board=True,
    ),
)
