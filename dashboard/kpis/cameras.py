"""KPIs of cameras."""

from dashboard.kpis.kpi import Formula, Kpi, count, ratio

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
    Kpi(
        key="camera_events",
        name="Camera events",
        group="cameras",
        formula=count("camera_events"),
        formula_text="events that began in the period, false positives left out",
        source="TTĐH",
        of="month",
    ),
    Kpi(
        key="camera_events_false_share",
        name="Camera events that were false",
        group="cameras",
        formula=Formula(
            numerator=("camera_events_false",),
            denominator=("camera_events", "camera_events_false"),
            scale=100.0,
        ),
        formula_text="events that their source calls false positives ÷ all events",
        source="TTĐH",
        unit="%",
        decimals=1,
        of="month",
    ),
)
