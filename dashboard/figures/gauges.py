"""Figures of flood gauges, counted from each gauge's day."""

from collections.abc import Iterator

from dashboard.figures.figure import Figure

FIGURES = (
    Figure(key="gauges_known", counted_from="device", formula="gauges known at the day's end", merge="last"),
    Figure(key="gauges_level_1", counted_from="gauge_day", formula="gauges whose peak reached level I"),
    Figure(key="gauges_level_2", counted_from="gauge_day", formula="gauges whose peak reached level II"),
    Figure(key="gauges_level_3", counted_from="gauge_day", formula="gauges whose peak reached level III"),
    Figure(
        key="flood_peak", counted_from="gauge_day", formula="deepest street reading", merge="max", unit="m"
    ),
)


def level_figures(level: int) -> Iterator[str]:
    """The figures to which a gauge's day adds one each, by the highest level it reached (0–3)."""
    for reached in range(1, level + 1):
        yield f"gauges_level_{reached}"
