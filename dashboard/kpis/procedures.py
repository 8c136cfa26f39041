"""KPIs of the register of procedures: what is offered online, at which level, and used."""

from dashboard.kpis.kpi import Formula, Kpi

CITY_PROGRAMME = "2393/QĐ-UBND (2020)"
INDEX = "766/QĐ-TTg"
DIGITAL = "2629/QĐ-TTg"

_FULL, _PARTIAL, _KNOWN = "procedures_full", "procedures_partial", "procedures_known"


def _share(
    key: str,
    name: str,
    text: str,
    source: str,
    *,
    above: tuple[str, ...],
    below: tuple[str, ...] = (_KNOWN,),
) -> Kpi:
    return Kpi(
        key=key,
        name=name,
        group="dossiers",
        formula=Formula(numerator=above, denominator=below, scale=100.0, cap=100.0),
        formula_text=text,
        source=source,
        unit="%",
        decimals=1,
        direction="up",
        of="month",
        on_map=False,
    )


KPIS = (
    _share(
        "procedures_full_share",
        "Procedures offered whole-process",
        "procedures at level toàn trình ÷ procedures in the register",
        DIGITAL,
        above=(_FULL,),
    ),
    _share(
        "procedures_partial_share",
        "Procedures offered part-process",
        "procedures at level một phần ÷ procedures in the register",
        CITY_PROGRAMME,
        above=(_PARTIAL,),
    ),
    _share(
        "procedures_online_share",
        "Procedures offered online",
        "procedures at level một phần or toàn trình ÷ procedures in the register",
        CITY_PROGRAMME,
        above=(_PARTIAL, _FULL),
    ),
    _share(
        "procedures_used_share",
        "Online procedures with dossiers",
        "procedures with dossiers received online ÷ procedures offered online",
        INDEX,
        above=("procedures_used_online",),
        below=(_PARTIAL, _FULL),
    ),
)
