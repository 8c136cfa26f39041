"""KPIs of floods, rain and tide."""

from typing import Literal

from dashboard.kpis.kpi import Formula, Kpi, count

_ROMAN = {1: "I", 2: "II", 3: "III"}


def _of(
    key: str,
    name: str,
    figure: str,
    text: str,
    unit: str = "",
    decimals: int = 0,
    of: Literal["month", "now"] = "month",
    *,
    formula: Formula | None = None,
    on_board: bool = False,
) -> Kpi:
    return Kpi(
        key=key,
        name=name,
        group="flood",
        formula=formula or count(figure),
        formula_text=text,
        source="TTĐH",
        unit=unit,
        decimals=decimals,
        of=of,
        on_board=on_board,
    )


def _now(key: str, name: str, figure: str, text: str, unit: str = "", decimals: int = 0) -> Kpi:
    """What gauges say of this moment; a ward whose gauges are all mute says nothing, not 0."""
    seen = Formula(numerator=(figure,), seen_by=("gauges_known", "gauges_mute"))
    return _of(key, name, figure, text, unit, decimals, "now", formula=seen, on_board=True)


KPIS = (
    _now(
        "gauges_level_1",
        "Flood points over alarm level I",
        "gauges_level_1",
        "gauges whose newest reading is at alarm level I or above",
    ),
    _now(
        "gauges_level_2",
        "Flood points over alarm level II",
        "gauges_level_2",
        "gauges whose newest reading is at alarm level II or above",
    ),
    _now(
        "gauges_level_3",
        "Flood points over alarm level III",
        "gauges_level_3",
        "gauges whose newest reading is at alarm level III",
    ),
    _now(
        "flood_deepest",
        "Deepest flood now",
        "flood_peak",
        "the highest newest reading of all street gauges that still speak",
        "m",
        2,
    ),
    _of(
        "gauges_mute",
        "Gauges mute",
        "gauges_mute",
        "gauges not heard within their period",
        of="now",
    ),
    *(
        _of(
            f"flood_point_days_{level}",
            f"Days of flood points over alarm level {_ROMAN[level]}",
            f"gauges_level_{level}",
            f"days on which a gauge reached alarm level {_ROMAN[level]}, of all gauges together",
        )
        for level in _ROMAN
    ),
    *(
        _of(
            f"flood_minutes_{level}",
            f"Minutes over alarm level {_ROMAN[level]}",
            f"flood_minutes_{level}",
            f"minutes at alarm level {_ROMAN[level]} or above, of all gauges together",
            "minutes",
        )
        for level in _ROMAN
    ),
    _of("flood_worst", "Deepest flood", "flood_peak", "the highest reading of all street gauges", "m", 2),
    _of("tide_highest", "Highest tide", "tide_peak", "the highest reading of all tide stations", "m", 2),
    _of(
        "rain_wettest",
        "Rain of the wettest day",
        "rain_day",
        "millimetres of one day at the wettest rain gauge",
        "mm",
        1,
    ),
)
