"""Figures of flood, tide and rain gauges, counted from each gauge's day."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from dashboard.figures.figure import Counted, Figure

FIGURES = (
    Figure(key="gauges_known", counted_from="device", formula="gauges known at the day's end", merge="last"),
    Figure(key="gauges_mute", counted_from="device", formula="of these, not heard in time", merge="last"),
    Figure(key="gauges_level_1", counted_from="gauge_day", formula="gauges whose peak reached level I"),
    Figure(key="gauges_level_2", counted_from="gauge_day", formula="gauges whose peak reached level II"),
    Figure(key="gauges_level_3", counted_from="gauge_day", formula="gauges whose peak reached level III"),
    Figure(
        key="flood_minutes_1", counted_from="gauge_day", formula="minutes over level I, of all gauges",
        unit="minutes",
    ),
    Figure(
        key="flood_minutes_2", counted_from="gauge_day", formula="minutes over level II, of all gauges",
        unit="minutes",
    ),
    Figure(
        key="flood_minutes_3", counted_from="gauge_day", formula="minutes over level III, of all gauges",
        unit="minutes",
    ),
    Figure(
        key="flood_peak", counted_from="gauge_day", formula="deepest street reading", merge="max", unit="m"
    ),
    Figure(
        key="tide_peak", counted_from="gauge_day", formula="highest reading of a tide station", merge="max",
        unit="m",
    ),
    Figure(
        key="rain_day", counted_from="gauge_day", formula="rain of the day at the wettest gauge",
        merge="max", unit="mm",
    ),
)  # fmt: skip

# Which figure a gauge's highest reading of the day belongs to, by what the gauge measures.
PEAK_OF: Mapping[str, str] = {"level": "flood_peak", "tide": "tide_peak"}


def level_figures(level: int) -> Iterator[str]:
    """The figures to which a gauge's day adds one each, by the highest level it reached (0–3)."""
    for reached in range(1, level + 1):
        yield f"gauges_level_{reached}"


def minute_figures(day: date, minutes: Sequence[int]) -> Counted:
    """What a gauge's day adds, by its minutes over level I, II and III."""
    for level, amount in enumerate(minutes, 1):
        if amount:
            yield day, f"flood_minutes_{level}", amount
