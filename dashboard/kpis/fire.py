"""KPIs of fire safety."""

from dashboard.kpis.kpi import Formula, Kpi, count, ratio, stock

LAW = "37/2025/TT-BCA"
_MINUTES = 1 / 60  # of seconds


def _over(key: str, name: str, formula: Formula, text: str, unit: str = "") -> Kpi:
    """Of the fires detected in a period; minutes and shares with one decimal."""
    return Kpi(
        key=key,
        name=name,
        group="fire",
        formula=formula,
        formula_text=text,
        source=LAW,
        unit=unit,
        decimals=1 if unit else 0,
        of="month",
    )


def _stage(stage: str, name: str, text: str) -> Kpi:
    formula = ratio(f"fire_{stage}_seconds", f"fire_{stage}_n", _MINUTES)
    return _over(f"fire_{stage}_minutes", name, formula, text, "minutes")


_FALSE_SHARE = Formula(
    numerator=("fire_alarms_false",), denominator=("fire_alarms_true", "fire_alarms_false"), scale=100.0
)

KPIS = (
    Kpi(
        key="fire_alarms_open",
        name="Fire alarms open",
        group="fire",
        formula=stock("fire_alarms", "fire_alarms_ended"),
        formula_text="fire alarms that have not ended, tests left out",
        source=LAW,
        on_board=True,
    ),
    Kpi(
        key="panels_mute",
        name="Fire panels mute",
        group="fire",
        formula=count("panels_mute"),
        formula_text="fire panels not heard within their period",
        source=LAW,
        on_board=True,
    ),
    _over("fire_alarms", "Fire alarms", count("fire_alarms"), "fire alarms detected, tests left out"),
    _over(
        "fire_alarms_true",
        "True fire alarms",
        count("fire_alarms_true"),
        "fire alarms that the brigade stood before, that are over, and that nobody called false",
    ),
    _over(
        "fire_false_share",
        "False fire alarms",
        _FALSE_SHARE,
        "fire alarms called false ÷ fire alarms known as true or false",
        "%",
    ),
    _stage(
        "received",
        "Minutes until the brigade received an alarm",
        "minutes from detection until the brigade received it, all together ÷ alarms received",
    ),
    _stage(
        "dispatched",
        "Minutes until the brigade was dispatched",
        "minutes from detection until the brigade was sent out, all together ÷ alarms with that stage",
    ),
    _stage(
        "arrived",
        "Minutes until the brigade arrived",
        "minutes from detection until the brigade arrived, all together ÷ alarms with that stage",
    ),
    _stage(
        "controlled",
        "Minutes until a fire was under control",
        "minutes from detection until it was under control, all together ÷ fires with that stage",
    ),
    _stage(
        "out",
        "Minutes until a fire was out",
        "minutes from detection until it was out, all together ÷ fires with that stage",
    ),
)
