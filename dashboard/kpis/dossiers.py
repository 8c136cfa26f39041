"""KPIs of the one-stop shop."""

from typing import Literal

from dashboard.kpis.kpi import Formula, Kpi, count, ratio, stock

INDEX = "766/QĐ-TTg"
DIGITAL = "2629/QĐ-TTg"
DECREE = "118/2025/NĐ-CP"


def _share(
    key: str,
    name: str,
    above: str,
    below: str,
    text: str,
    source: str,
    direction: Literal["up", "down"] = "up",
) -> Kpi:
    """A share of dossiers over the period, in per cent."""
    return Kpi(
        key=key,
        name=name,
        group="dossiers",
        formula=ratio(above, below),
        formula_text=text,
        source=source,
        unit="%",
        decimals=1,
        direction=direction,
        of="month",
    )


def _over(
    key: str, name: str, formula: Formula, text: str, unit: str = "", decimals: int = 0, source: str = INDEX
) -> Kpi:
    """A count or an average over the period; fewer is better."""
    return Kpi(
        key=key,
        name=name,
        group="dossiers",
        formula=formula,
        formula_text=text,
        source=source,
        unit=unit,
        decimals=decimals,
        of="month",
    )


KPIS = (
    Kpi(
        key="online_share",
        name="Dossiers resolved online",
        group="dossiers",
        formula=ratio("dossiers_resolved_online", "dossiers_resolved"),
        formula_text="resolved dossiers filed online ÷ resolved dossiers",
        source="2393/QĐ-UBND (2020)",
        unit="%",
        decimals=1,
        direction="up",
        of="month",
        on_board=True,
    ),
    Kpi(
        key="on_time_share",
        name="Dossiers resolved on time",
        group="dossiers",
        formula=ratio("dossiers_resolved_on_time", "dossiers_due_resolved"),
        formula_text="dossiers that ended by their due time ÷ resolved dossiers with a due time",
        source="766/QĐ-TTg",
        unit="%",
        decimals=1,
        direction="up",
        of="month",
        on_board=True,
    ),
    Kpi(
        key="dossiers_overdue",
        name="Dossiers overdue",
        group="dossiers",
        formula=stock("dossiers_overdue_entered", "dossiers_overdue_left"),
        formula_text="dossiers past their due time and not ended",
        source="766/QĐ-TTg",
        on_board=True,
    ),
    Kpi(
        key="dossiers_due_soon",
        name="Dossiers due within 8 working hours",
        group="dossiers",
        formula=count("dossiers_due_soon"),
        formula_text="open dossiers that turn overdue within 8 working hours",
        source="766/QĐ-TTg",
        on_board=True,
    ),
    Kpi(
        key="paid_online_share",
        name="Fees paid online",
        group="dossiers",
        formula=ratio("dossiers_paid_online", "dossiers_with_fee"),
        formula_text="dossiers paid online ÷ dossiers whose fees are not all 0",
        source="766/QĐ-TTg",
        unit="%",
        decimals=1,
        direction="up",
        of="month",
        on_board=True,
    ),
    _share(
        "online_received_share",
        "Dossiers received online",
        "dossiers_received_online",
        "dossiers_received",
        "dossiers received online ÷ dossiers received",
        INDEX,
    ),
    _share(
        "full_online_share",
        "Online, of whole-process services",
        "dossiers_received_full_online",
        "dossiers_received_full",
        "received online ÷ received, of procedures at level toàn trình",
        INDEX,
    ),
    _share(
        "partial_online_share",
        "Online, of part-process services",
        "dossiers_received_partial_online",
        "dossiers_received_partial",
        "received online ÷ received, of procedures at level một phần",
        INDEX,
    ),
    _share(
        "early_share",
        "Dossiers resolved early",
        "dossiers_resolved_early",
        "dossiers_due_resolved",
        "resolved on a day before the due day ÷ resolved dossiers with a due time",
        INDEX,
    ),
    _over(
        "late_days",
        "How late, on average",
        ratio("dossiers_late_minutes", "dossiers_resolved_late", 1 / 480),
        "working time past the due time ÷ dossiers resolved late, in days of 8 hours",
        unit="days",
        decimals=1,
    ),
    _over(
        "late_1",
        "Late by at most 1 working day",
        count("dossiers_late_1"),
        "resolved late by ≤ 1 working day",
    ),
    _over(
        "late_5", "Late by 1 to 5 working days", count("dossiers_late_5"), "resolved late by 1–5 working days"
    ),
    _over(
        "late_over",
        "Late by over 5 working days",
        count("dossiers_late_over"),
        "resolved late by > 5 working days",
    ),
    _over(
        "late_supplement",
        "Late after supplements",
        count("dossiers_late_supplement"),
        "resolved late; the citizen had been asked for supplements",
    ),
    _over(
        "late_intake",
        "Late after a late intake",
        count("dossiers_late_intake"),
        "resolved late; accepted more than 8 working hours after it was submitted",
    ),
    _over(
        "late_processing",
        "Late in the office's own work",
        count("dossiers_late_processing"),
        "resolved late for no cause that the message names",
    ),
    _over(
        "working_days",
        "Working days to resolve",
        ratio("dossiers_worked_minutes", "dossiers_timed", 1 / 480),
        "office's working time from acceptance to the end ÷ resolved dossiers, in days of 8 hours",
        unit="days",
        decimals=1,
        source=DECREE,
    ),
    Kpi(
        key="dossiers_open",
        name="Dossiers open",
        group="dossiers",
        formula=stock("dossiers_received", "dossiers_left"),
        formula_text="dossiers received and not ended",
        source=INDEX,
    ),
    _share(
        "supplement_share",
        "Dossiers sent back for supplements",
        "dossiers_supplemented",
        "dossiers_received",
        "sent back for supplements at least once ÷ dossiers received",
        DECREE,
        "down",
    ),
    _share(
        "withdrawn_share",
        "Dossiers withdrawn",
        "dossiers_withdrawn",
        "dossiers_received",
        "withdrawn by the citizen ÷ dossiers received",
        DECREE,
        "down",
    ),
    _share(
        "refused_share",
        "Dossiers refused or stopped",
        "dossiers_refused",
        "dossiers_received",
        "refused or stopped ÷ dossiers received",
        DECREE,
        "down",
    ),
    _share(
        "digitised_share",
        "Dossiers digitised",
        "dossiers_digitised",
        "dossiers_resolved",
        "resolved dossiers with digitised papers ÷ resolved dossiers",
        DIGITAL,
    ),
    _share(
        "electronic_result_share",
        "Electronic results",
        "dossiers_electronic_result",
        "dossiers_resolved",
        "resolved dossiers with an electronic result ÷ resolved dossiers",
        DIGITAL,
    ),
    _share(
        "reuse_share",
        "Digitised papers reused",
        "dossiers_reused",
        "dossiers_received",
        "dossiers with papers reused from earlier ones ÷ dossiers received",
        DIGITAL,
    ),
)
