"""The national service-quality index of Decision 766/QĐ-TTg, 100 points, estimated from our own figures.

The maxima are the decision's. How shares become points was found by others, who fitted one province's
published scores; the decision's text does not say it. So each of these is marked "ước tính".
"""

from dashboard.kpis.kpi import Formula, Kpi, total

SOURCE = "766/QĐ-TTg"
GROUP = "index766"
# Scores as the National Public Service Portal published them, shown beside the estimate.
PUBLISHED = {
    "index766": "index_published_total",
    "index766_publicity": "index_published_publicity",
    "index766_progress": "index_published_progress",
    "index766_online": "index_published_online",
    "index766_payment": "index_published_payment",
    "index766_digitised": "index_published_digitised",
    "index766_satisfaction": "index_published_satisfaction",
}
# From so many points on: the texts are of the catalogue.
BANDS = ((90.0, "Excellent"), (80.0, "Good"), (70.0, "Fair"), (50.0, "Average"), (0.0, "Weak"))

_SYNCED = Formula(
    numerator=("dossiers_synced",),
    denominator=("dossiers_in_report_system", "dossiers_on_portal"),
    greatest=True,
)
_OFFERED = ("procedures_partial", "procedures_full")


def band(score: float) -> str:
    """In which band a whole score lies (the decision's names; its limits are not verified)."""
    return next(name for least, name in BANDS if score >= least)


def _points(
    key: str,
    name: str,
    text: str,
    most: float,
    above: str | tuple[str, ...],
    *below: str,
    full_at: float = 1.0,
    empty: float | None = None,
    greatest: bool = False,
    factor: Formula | None = None,
    feeds: tuple[str, ...] = ("dossiers",),
) -> Kpi:
    """Points of a component: its share over the share that earns them all, at most `most`."""
    return Kpi(
        key=f"index766_{key}",
        name=name,
        group=GROUP,
        formula=Formula(
            numerator=(above,) if isinstance(above, str) else above,
            denominator=below,
            scale=most / full_at,
            cap=most,
            empty=empty,
            greatest=greatest,
            factor=factor,
        ),
        formula_text=text,
        source=SOURCE,
        unit="points",
        decimals=2,
        direction="up",
        of="month",
        on_map=False,
        feeds=feeds,
        estimate=True,
        most=most,
    )


def _sum(key: str, name: str, text: str, most: float, *parts: str, feeds: tuple[str, ...]) -> Kpi:
    return Kpi(
        key=key,
        name=name,
        group=GROUP,
        formula=total(*(f"index766_{part}" for part in parts)),
        formula_text=text,
        source=SOURCE,
        unit="points",
        decimals=2,
        direction="up",
        of="month",
        feeds=feeds,
        estimate=True,
        most=most,
    )


_TOLD = ("figures",)
_BOTH = ("dossiers", "figures")

COMPONENTS = (
    _points(
        "published",
        "Procedures published on time",
        "6 × procedures published on time ÷ procedures to be published",
        6,
        "procedures_published_on_time",
        "procedures_to_publish",
        feeds=_TOLD,
    ),
    _points(
        "updated",
        "Procedures updated on time",
        "4 × procedures updated on time ÷ procedures to be updated",
        4,
        "procedures_updated_on_time",
        "procedures_to_update",
        feeds=_TOLD,
    ),
    _points(
        "content",
        "Procedures published in full",
        "2 × procedures published with their full content ÷ procedures that are public",
        2,
        "procedures_public_full",
        "procedures_public",
        feeds=_TOLD,
    ),
    _points(
        "synced",
        "Dossiers synced",
        "6 × dossiers synced ÷ the greater of those received in the report system and on the portal",
        6,
        "dossiers_synced",
        "dossiers_in_report_system",
        "dossiers_on_portal",
        greatest=True,
        feeds=_TOLD,
    ),
    _points(
        "on_time",
        "Dossiers on time, of those received",
        "20 × dossiers resolved on time ÷ dossiers received",
        20,
        "dossiers_resolved_on_time",
        "dossiers_received",
    ),
    _points(
        "offered",
        "Procedures offered online (points)",
        "2 × procedures offered online ÷ procedures known ÷ 0.8, at most 2",
        2,
        _OFFERED,
        "procedures_known",
        full_at=0.8,
    ),
    _points(
        "used",
        "Online services that had dossiers",
        "4 × procedures with dossiers received online ÷ procedures offered online",
        4,
        "procedures_used_online",
        *_OFFERED,
    ),
    _points(
        "online_dossiers",
        "Dossiers received online (points)",
        "6 × dossiers received online whose result is electronic, or on no paper ÷ dossiers received"
        " × dossiers synced, where told ÷ 0.5, at most 6",
        6,
        "dossiers_online_index",
        "dossiers_received",
        full_at=0.5,
        factor=_SYNCED,
        feeds=_BOTH,
    ),
    _points(
        "paid",
        "Dossiers paid online (points)",
        "6 × dossiers paid online ÷ dossiers with a fee",
        6,
        "dossiers_paid_online",
        "dossiers_with_fee",
    ),
    _points(
        "payable",
        "Procedures with an online payment",
        "2.5 × procedures with a successful online payment ÷ procedures with a fee, at most 2",
        2,
        "procedures_paid_online",
        "procedures_with_fee",
        full_at=0.8,
    ),
    _points(
        "fee_used",
        "Fee procedures that had dossiers",
        "2.5 × fee procedures with dossiers ÷ procedures with a fee, at most 2",
        2,
        "procedures_with_fee_used",
        "procedures_with_fee",
        full_at=0.8,
    ),
    _points(
        "result",
        "Electronic results (points)",
        "6 × dossiers resolved with an electronic result ÷ dossiers resolved",
        6,
        "dossiers_electronic_result",
        "dossiers_resolved",
    ),
    _points(
        "digitised_dossiers",
        "Dossiers digitised (points)",
        "4 × dossiers resolved with digitised papers ÷ dossiers resolved",
        4,
        "dossiers_digitised",
        "dossiers_resolved",
    ),
    _points(
        "certified",
        "Electronic certified copies",
        "2 × certified copies issued electronically ÷ certified copies",
        2,
        "copies_certified_electronic",
        "copies_certified",
        feeds=_TOLD,
    ),
    _points(
        "reuse",
        "Digitised papers reused (points)",
        "2 × dossiers with papers reused ÷ dossiers received ÷ 0.8, at most 2",
        2,
        "dossiers_reused",
        "dossiers_received",
        full_at=0.8,
    ),
    _points(
        "store",
        "Papers from the national store",
        "4 × dossiers with papers from the national store ÷ dossiers received",
        4,
        "dossiers_from_national_store",
        "dossiers_received",
    ),
    _points(
        "population_dossiers",
        "Dossiers looked up in the population database",
        "2 × dossiers looked up ÷ dossiers that need it",
        2,
        "population_dossiers_checked",
        "population_dossiers",
        feeds=_TOLD,
    ),
    _points(
        "population_procedures",
        "Procedures joined to the population database",
        "2 × procedures that look up ÷ procedures that need it",
        2,
        "population_procedures_checked",
        "population_procedures",
        feeds=_TOLD,
    ),
    _points(
        "complaints",
        "Complaints answered on time (points)",
        "6 × complaints answered within their clock ÷ complaints answered or past it",
        6,
        "complaints_clock_in_time",
        "complaints_clock_decided",
        feeds=("complaints",),
    ),
    _points(
        "complaints_satisfied",
        "Satisfied with how complaints are handled",
        "6 × ratings that say satisfied ÷ ratings; 6 where there were none",
        6,
        "complaint_ratings_satisfied",
        "complaint_ratings",
        empty=6.0,
        feeds=_TOLD,
    ),
    _points(
        "dossiers_satisfied",
        "Satisfied with how dossiers are resolved",
        "6 × ratings that say satisfied ÷ ratings ÷ 0.9, at most 6",
        6,
        "dossier_ratings_satisfied",
        "dossier_ratings",
        full_at=0.9,
        feeds=_TOLD,
    ),
)

_GROUPS = (
    _sum(
        "index766_publicity",
        "Publicity",
        "published on time 6 + updated on time 4 + full content 2 + dossiers synced 6",
        18,
        "published",
        "updated",
        "content",
        "synced",
        feeds=_TOLD,
    ),
    _sum("index766_progress", "Progress", "on time 20", 20, "on_time", feeds=("dossiers",)),
    _sum(
        "index766_online",
        "Online services",
        "offered online 2 + used 4 + dossiers online 6",
        12,
        "offered",
        "used",
        "online_dossiers",
        feeds=_BOTH,
    ),
    _sum(
        "index766_payment",
        "Online payment",
        "dossiers paid online 6 + procedures with a payment 2 + fee procedures with dossiers 2",
        10,
        "paid",
        "payable",
        "fee_used",
        feeds=("dossiers",),
    ),
    _sum(
        "index766_digitised",
        "Digitisation",
        "results 6 + dossiers 4 + copies 2 + reuse 2 + national store 4 + population database 2 + 2",
        22,
        "result",
        "digitised_dossiers",
        "certified",
        "reuse",
        "store",
        "population_dossiers",
        "population_procedures",
        feeds=_BOTH,
    ),
    _sum(
        "index766_satisfaction",
        "Satisfaction",
        "complaints on time 6 + handling of complaints 6 + dossiers 6",
        18,
        "complaints",
        "complaints_satisfied",
        "dossiers_satisfied",
        feeds=("complaints", "figures"),
    ),
)

KPIS = (
    _sum(
        "index766",
        "Index of Decision 766",
        "the six groups: 18 + 20 + 12 + 10 + 22 + 18",
        100,
        "publicity",
        "progress",
        "online",
        "payment",
        "digitised",
        "satisfaction",
        feeds=("dossiers", "complaints", "figures"),
    ),
    *_GROUPS,
    *COMPONENTS,
)
