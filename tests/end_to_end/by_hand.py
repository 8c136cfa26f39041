"""What a recorded file says, counted with pandas and without the program's own rules."""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd

from tests.end_to_end import recorded

CITY, BOSTON = "Asia/Ho_Chi_Minh", "America/New_York"
FIGURES = (
    *("complaints_received", "complaints_closed", "complaints_in_time", "complaints_clock_in_time"),
    *("complaints_answered", "complaints_answer_minutes", "complaints_resolve_minutes"),
)

Counts = Counter[tuple[date, str, str]]  # by day, unit code ("" is unknown) and figure


def complaints(file: Path) -> pd.DataFrame:
    """Each complaint with the moments of its life, whether it was answered within 48 h, and its ward."""
    table = pd.read_csv(file, dtype=str, keep_default_na=False)
    for name in ("open_dt", "closed_dt"):
        told = pd.to_datetime(table[name].replace("", None))
        summer = np.ones(len(table), dtype=bool)  # of an hour that came twice, the first is meant
        table[name] = told.dt.tz_localize(BOSTON, ambiguous=summer, nonexistent=timedelta(hours=1))
    unsaid = (table.case_status == "Closed") & table.closed_dt.isna()
    table.loc[unsaid, "closed_dt"] = table.open_dt
    table["in_time"] = table.closed_dt - table.open_dt <= timedelta(hours=48)
    table["unit"] = [
        recorded.INSIDE.get(spot, "") for spot in zip(table.latitude, table.longitude, strict=True)
    ]
    return table


def counted(table: pd.DataFrame) -> Counts:
    opened_on = table.open_dt.dt.tz_convert(CITY).dt.date
    closed = table[table.closed_dt.notna()]
    closed_on = closed.closed_dt.dt.tz_convert(CITY).dt.date
    made: Counts = Counter()
    made.update((day, ward, FIGURES[0]) for day, ward in zip(opened_on, table.unit, strict=True))
    minutes = (closed.closed_dt - closed.open_dt) // timedelta(minutes=1)
    for day, unit, in_time, taken in zip(closed_on, closed.unit, closed.in_time, minutes, strict=True):
        made[day, unit, "complaints_closed"] += 1
        made[day, unit, "complaints_answered"] += 1  # Boston tells no other answer
        made[day, unit, "complaints_in_time"] += in_time
        made[day, unit, "complaints_clock_in_time"] += in_time  # as shipped, every clock is 48 hours
        made[day, unit, "complaints_answer_minutes"] += taken
        made[day, unit, "complaints_resolve_minutes"] += taken
    return made


def readings(file: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Distinct rows: those that can be read, with their number, and those that cannot."""
    table = pd.read_csv(file, dtype=str, keep_default_na=False).drop_duplicates()
    table["number"] = pd.to_numeric(table.value, errors="coerce")
    sound = table.number.between(-500, 9000) & (table.parameter != "flow")
    return table[sound], table[~sound]


def reasons(unread: pd.DataFrame) -> dict[str, int]:
    flow = unread.parameter == "flow"
    missing = ~flow & (unread.value == "")
    found = {"not_decoded": flow, "missing_key": missing, "bad_number": ~flow & ~missing}
    return {reason: int(those.sum()) for reason, those in found.items()}


def sums(read: pd.DataFrame) -> dict[str, tuple[int, float]]:
    quantity = np.where(read.parameter == "rainfall", "rain", "level")
    quantity = np.where(read.qualifier == "Tidal Level", "tide", quantity)
    groups = read.groupby(quantity).number
    return {str(name): (len(values), round(float(values.sum()), 3)) for name, values in groups}


def peaks(read: pd.DataFrame) -> dict[tuple[str, date], float]:
    levels = read[read.parameter == "level"]
    below = levels.qualifier == "Downstream Stage"
    gauge = levels.stationReference.where(~below, levels.stationReference + "-downstage")
    day = pd.to_datetime(levels.dateTime).dt.tz_convert(CITY).dt.date
    found = levels.groupby([gauge, day]).number.max()
    return {(str(name), day): float(value) for (name, day), value in found.items()}
