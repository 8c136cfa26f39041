"""Figures of cameras and fire panels: samples of the present, no counts of records."""

from dashboard.figures.figure import Figure

FIGURES = (
    Figure(
        key="cameras_known", counted_from="device", formula="cameras known at the day's end", merge="last"
    ),
    Figure(key="cameras_online", counted_from="device", formula="of these, online and heard", merge="last"),
    Figure(key="panels_known", counted_from="device", formula="panels known at the day's end", merge="last"),
    Figure(key="panels_mute", counted_from="device", formula="of these, not heard in time", merge="last"),
)
