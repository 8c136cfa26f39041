"""Floods, tide and rain: what stood over which alarm level, the highest water, the wettest day."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection

from dashboard.db import reading
from dashboard.reports.asked import Wanted
from dashboard.reports.commentary import Told, block, gaps, runs
from dashboard.reports.document import Block, Level, LineChart, Part, Section, Series
from dashboard.reports.numbers import day as written
from dashboard.reports.numbers import number
from dashboard.reports.sections import flood_gauges as gauges
from dashboard.reports.sections import flood_tables as tables
from dashboard.reports.sections.compared import Compared, compared, href
from dashboard.reports.sections.flood_gauges import LEVELS, RAIN, STREET, TIDE, Extreme
from dashboard.reports.sections.measures import by_period, keys_of
from dashboard.reports.sections.reach import Reach, reach
from dashboard.reports.sections.water_course import Course, course

KIND = ("flood",)
QUANTITY = {"flood_worst": STREET, "tide_highest": TIDE, "rain_wettest": RAIN}


def build(wanted: Wanted) -> Section:
    """Levels, points, extremes, and the water of the worst day."""
    t, within = wanted.t, reach(wanted)
    found = compared(wanted, keys_of(tables.MEASURES))
    with reading(wanted.store) as connection:
        found = _heard(connection, within, found)
        points = gauges.over_levels(connection, within)
        street = gauges.greatest(connection, within, STREET)
        tide = gauges.greatest(connection, within, TIDE)
        rain = gauges.wettest(connection, within)
        chart = _worst(connection, wanted, street, tide)
    extremes = tables.named(found, {"flood_worst": street, "tide_highest": tide, "rain_wettest": rain})
    parts: list[Part] = [by_period(found, "flood", t("Flooding, tide and rain"), tables.MEASURES)]
    # without readings (figures that were loaded ready-made) a table of points would show zeros as if counted
    parts += [tables.levels(found, points), tables.points(wanted, points)] if points else []
    parts += [tables.extremes(wanted, extremes)] if extremes else []
    parts += [] if chart is None else [chart]
    return Section(
        key="flood",
        title=t("Flooding"),
        commentary=tuple(_commentary(wanted, found, extremes)),
        parts=tuple(parts),
    )


def _heard(connection: Connection, within: Reach, found: Compared) -> Compared:
    """Without the zeros of which no gauge told: a month without a tide station has no tide of 0 m."""
    values = []
    for span, told in zip(found.spans, found.values, strict=True):
        silent = {
            kpi: None
            for kpi, quantity in QUANTITY.items()
            if (one := told[kpi]) is not None
            and not one.value
            and not gauges.is_told(connection, within, quantity, span.first, span.last)
        }
        values.append({**told, **silent})
    return replace(found, values=tuple(values))


def _worst(
    connection: Connection, wanted: Wanted, street: Extreme | None, tide: Extreme | None
) -> LineChart | None:
    """The water at the worst street gauge on its worst day; without any, at the highest tide."""
    of, quantity = (street, STREET) if street is not None else (tide, TIDE)
    if of is None:
        return None
    told = course(connection, wanted, of, quantity)
    if all(value is None for value in told.values):
        return None  # the readings of that day are not kept
    return _drawn(wanted, of, told)


def _drawn(wanted: Wanted, of: Extreme, told: Course) -> LineChart:
    t = wanted.t
    levels = [
        Level(
            name=t("Level {level}", level=tables.ROMAN[place]),
            value=value,
            look="solid" if place == 3 else "dashed",
        )
        for place, value in enumerate(told.levels, 1)
    ]
    highest = max(
        (value, label) for value, label in zip(told.values, told.labels, strict=True) if value is not None
    )
    said = {"gauge": of.name, "day": written(of.day)}
    alt = t("Line: water at {gauge} on {day}, highest {value} m in the ten minutes from {time}",
            value=number(highest[0], 2, t.language), time=highest[1], **said)  # fmt: skip
    unknown = sum(value is None for value in told.values)
    if unknown:
        alt += "; " + t("nothing is known of {minutes} minutes", minutes=unknown * 10)
    return LineChart(
        key="flood_worst_day",
        title=t("Water at {gauge} on {day}", **said),
        alt=alt,
        labels=told.labels,
        series=(Series(name=of.name, values=told.values),),
        levels=tuple(levels),
        unit="m",
        decimals=2,
    )


def _commentary(wanted: Wanted, found: Compared, extremes: Sequence[tables.Highest]) -> list[Block]:
    t = wanted.t
    said = gaps(wanted, found.heard, KIND)
    said += [found.moved(f"flood_point_days_{level}") for level in LEVELS]
    said.append(found.moved("flood_minutes_1"))
    for one in extremes:
        value = Told(one.written(t), href(wanted, one.kpi, wanted.span))
        if one.at is None:
            said.append(block("highest", runs(t("{name}: {value}"), name=one.name, value=value)))
            continue
        text, day = t("{name}: {value} at {gauge} ({unit}) on {day}"), written(one.at.day)
        told = {"gauge": one.at.name, "unit": tables.unit_name(one.at.unit_id), "day": day}
        said.append(block("highest", runs(text, name=one.name, value=value, **told)))
    return said
