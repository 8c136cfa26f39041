"""KPIs of citizens' complaints."""

from dashboard.kpis.kpi import Kpi, ratio, stock

KPIS = (
    Kpi(
        key="complaints_48h_share",
        name="Complaints answered within 48 hours",
        group="complaints",
        formula=ratio("complaints_in_time", "complaints_decided"),
        formula_text="answered within 48 h ÷ complaints answered or past their 48 h",
        source="Quận 12",
        unit="%",
        decimals=1,
        direction="up",
        of="month",
        on_board=True,
    ),
    Kpi(
        key="complaints_open",
        name="Complaints open",
        group="complaints",
        formula=stock("complaints_received", "complaints_closed"),
        formula_text="complaints received and not closed",
        source="1022",
        on_board=True,
    ),
    Kpi(
        key="complaints_overdue",
        name="Complaints overdue",
        group="complaints",
        formula=stock("complaints_overdue_entered", "complaints_overdue_left"),
        formula_text="complaints past their 48 h and not answered",
        source="Quận 12",
        on_board=True,
    ),
)
