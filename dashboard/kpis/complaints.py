"""KPIs of citizens' complaints."""

from typing import Literal

from dashboard.kpis.kpi import Formula, Kpi, count, ratio, stock

HOTLINE = "1022"
PROMISE = "Quận 12"
HOURS = 1 / 60  # minutes as hours


def _over(
    key: str,
    name: str,
    formula: Formula,
    text: str,
    unit: str = "",
    *,
    direction: Literal["up", "down"] = "down",
    decimals: int = 1,
) -> Kpi:
    """A share, an average or a count of complaints over the period."""
    return Kpi(
        key=key,
        name=name,
        group="complaints",
        formula=formula,
        formula_text=text,
        source=HOTLINE,
        unit=unit,
        decimals=decimals,
        direction=direction,
        of="month",
    )


KPIS = (
    Kpi(
        key="complaints_48h_share",
        name="Complaints answered within 48 hours",
        group="complaints",
        formula=ratio("complaints_in_time", "complaints_decided"),
        formula_text="answered within 48 h ÷ complaints answered or past their 48 h",
        source=PROMISE,
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
        source=HOTLINE,
        on_board=True,
    ),
    Kpi(
        key="complaints_overdue",
        name="Complaints overdue",
        group="complaints",
        formula=stock("complaints_overdue_entered", "complaints_overdue_left"),
        formula_text="complaints past their unit's clock and not answered",
        source=PROMISE,
        on_board=True,
    ),
    _over(
        "complaints_clock_share",
        "Complaints answered within the unit's clock",
        ratio("complaints_clock_in_time", "complaints_clock_decided"),
        "answered within the unit's clock ÷ complaints answered or past their clock",
        "%",
        direction="up",
    ),
    _over(
        "complaints_received",
        "Complaints received",
        count("complaints_received"),
        "complaints received",
        decimals=0,
    ),
    _over(
        "complaints_answer_hours",
        "Hours to the first answer",
        ratio("complaints_answer_minutes", "complaints_answered", HOURS),
        "time from the request to the first answer ÷ complaints answered",
        "hours",
    ),
    _over(
        "complaints_resolve_hours",
        "Hours to resolve a complaint",
        ratio("complaints_resolve_minutes", "complaints_closed", HOURS),
        "time from the request to the closing ÷ complaints closed",
        "hours",
    ),
    _over(
        "complaints_confirmed_share",
        "Complaints found to be true",
        ratio("complaints_confirmed", "complaints_judged"),
        "found to be true ÷ complaints received and found to be true or not",
        "%",
        direction="up",
    ),
    _over(
        "complaints_media_share",
        "Complaints with a photo or video",
        ratio("complaints_with_media", "complaints_received"),
        "with a photo or video ÷ complaints received",
        "%",
        direction="up",
    ),
    _over(
        "complaints_reopened_share",
        "Complaints reopened",
        ratio("complaints_reopened", "complaints_received"),
        "reopened at least once ÷ complaints received",
        "%",
    ),
    _over(
        "complaints_rating",
        "Citizens' rating of answers",
        ratio("complaints_rating", "complaints_rated", 1.0),
        "ratings (1 to 5) added up ÷ complaints answered and rated",
        "points",
        direction="up",
    ),
    _over(
        "complaints_rated_share",
        "Answers rated by citizens",
        ratio("complaints_rated", "complaints_answered"),
        "rated by the citizen ÷ complaints answered",
        "%",
        direction="up",
    ),
)
