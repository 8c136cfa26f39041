"""Cameras: how many are online, what they saw by kind, and how long which of them said nothing."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from dashboard.db import reading
from dashboard.reports.asked import Wanted
from dashboard.reports.commentary import block, gaps, runs
from dashboard.reports.commentary.amounts import unit_word
from dashboard.reports.document import Block, Cell, Column, LineChart, Part, Section, Series, Table
from dashboard.reports.numbers import number
from dashboard.reports.sections.beginnings import undivided
from dashboard.reports.sections.camera_hours import Offline, offline, online
from dashboard.reports.sections.compared import Compared, compared, href
from dashboard.reports.sections.flood_tables import unit_name
from dashboard.reports.sections.measures import FIRST, Measure, by_period, keys_of
from dashboard.reports.sections.reach import reach
from dashboard.reports.spans import named

KIND = ("cameras",)
SHOWN = 10  # cameras of the table of those offline
MEASURES = (
    Measure(kpi="cameras_online_share", title="Online at the end"),
    Measure(kpi="camera_events", title="Events"),
    Measure(kpi="camera_events_false_share", title="False events", part="numerator"),
    Measure(kpi="camera_events_false_share", title="Share of false ones"),
)
TEXTS = {one.title for one in MEASURES}
Days = Mapping[date, tuple[float, float]]


def build(wanted: Wanted) -> Section:
    """Share online day by day, events by kind, hours offline."""
    t, within = wanted.t, reach(wanted)
    found = compared(wanted, keys_of(MEASURES))
    with reading(wanted.store) as connection:
        days, mute = online(connection, within), offline(connection, within)
    parts: list[Part] = [by_period(found, "cameras", t("Cameras and their events"), MEASURES)]
    kinds = _kinds(found)
    if kinds:
        parts.append(_events(wanted, kinds))
    if mute:
        parts.append(_offline(wanted, mute))
    if days:
        parts.append(_chart(wanted, days))
    return Section(
        key="cameras",
        title=t("Cameras"),
        commentary=(
            *_commentary(wanted, found, days, mute),
            *([] if kinds else undivided(wanted, ("camera_events",))),
        ),
        parts=tuple(parts),
    )


def _kinds(compared_with: Compared) -> dict[str, tuple[float, float]]:
    """By kind, as the source calls it: events, and those it calls false; the most first.

    Nothing where less than half of them have records: what was loaded ready-made cannot be divided.
    """
    wanted = compared_with.wanted
    found: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for one in wanted.whose:
        asked = wanted.of(one.address)
        for told in wanted.reader.sliced(asked, wanted.now, "camera_events_false_share", "item"):
            false = told.value.numerator
            found[told.name][0] += (told.value.denominator or 0.0) - false
            found[told.name][1] += false
    ordered = sorted(found.items(), key=lambda pair: (-pair[1][0], pair[0]))
    known = (
        sum(events for events, _false in found.values()),
        sum(false for _events, false in found.values()),
    )
    share = compared_with.values[0]["camera_events_false_share"]
    every = known if share is None else ((share.denominator or 0.0) - share.numerator, share.numerator)
    if 2 * sum(known) < sum(every):
        return {}
    kinds = {wanted.t("All kinds"): every} | {name: (events, false) for name, (events, false) in ordered}
    rest = (every[0] - known[0], every[1] - known[1])
    return kinds | ({wanted.t("Not divided: loaded ready-made"): rest} if any(rest) else {})


def _events(wanted: Wanted, kinds: Mapping[str, tuple[float, float]]) -> Table:
    t, share = wanted.t, "camera_events_false_share"
    rows = tuple(
        (
            Cell(value=name),
            Cell(value=events, href=href(wanted, "camera_events", wanted.span, by="item")),
            Cell(value=false, href=href(wanted, share, wanted.span, part="numerator", by="item")),
            Cell(value=100 * false / (events + false), href=href(wanted, share, wanted.span, by="item")),
        )
        for name, (events, false) in kinds.items()
        if events + false
    )
    columns = (
        Column(key=FIRST, title=t("Kind, in the source's word"), kind="text", width=3),
        Column(key="events", title=t("Events")),
        Column(key="false", title=t("False events")),
        Column(key="share", title=t("Share of false ones"), kind="share", decimals=1, unit="%"),
    )
    return Table(key="camera_kinds", title=t("Camera events by kind"), columns=columns, rows=rows, totals=1)


def _offline(wanted: Wanted, mute: Sequence[Offline]) -> Table:
    t = wanted.t
    total = (sum(one.times for one in mute), sum(one.hours for one in mute))
    rows = [(Cell(value=t("{count} cameras", count=len(mute))), Cell(), *map(_number, total))]
    rows += [
        (Cell(value=one.name), Cell(value=unit_name(one.unit_id)), _number(one.times), _number(one.hours))
        for one in mute[:SHOWN]
    ]
    columns = (
        Column(key=FIRST, title=t("Camera"), kind="text", width=3),
        Column(key="unit", title=t("Unit"), kind="text", width=2.5),
        Column(key="times", title=t("Times")),
        Column(key="hours", title=t("Hours offline"), decimals=1),
    )
    return Table(
        key="cameras_offline",
        title=t("Cameras longest offline"),
        columns=columns,
        rows=tuple(rows),
        totals=1,
        note=t("From the opening of the incident of silence to its end, within the period."),
    )


def _number(value: float) -> Cell:
    return Cell(value=value)


def _chart(wanted: Wanted, days: Days) -> LineChart:
    """Share online at each day's end; a gap where nobody looked."""
    t = wanted.t
    span = wanted.span
    all_days = [span.first + timedelta(days=place) for place in range(span.days)]
    values = tuple(_share(days.get(day)) for day in all_days)
    known = [value for value in values if value is not None]
    return LineChart(
        key="cameras_online",
        title=t("Cameras online at each day's end"),
        alt=t("Line: cameras online at each day's end, from {least} to {most}",
              least=number(min(known), 1, t.language, "%"), most=number(max(known), 1, t.language, "%")),
        labels=tuple(f"{day:%d/%m}" for day in all_days),
        series=(Series(name=t("Cameras online"), values=values),),
        unit="%",
        decimals=1,
    )  # fmt: skip


def _share(told: tuple[float, float] | None) -> float | None:
    return None if told is None else 100 * told[0] / told[1]


def _commentary(wanted: Wanted, found: Compared, days: Days, mute: Sequence[Offline]) -> list[Block]:
    t = wanted.t
    said = [*gaps(wanted, found.heard, KIND), found.moved("cameras_online_share")]
    if days:
        online_sum, known_sum = (sum(told[place] for told in days.values()) for place in (0, 1))
        share = number(100 * online_sum / known_sum, 1, t.language, "%")
        text = t("Cameras online at the end of the days of {period}, on average: {share}")
        said.append(block("average", runs(text, period=named(t, wanted.span), share=share)))
    said += [found.moved("camera_events"), found.moved("camera_events_false_share")]
    if mute:
        hours = number(sum(one.hours for one in mute), 1, t.language, unit_word(t, "hours"))
        text = t("{count} cameras were offline for {hours} together")
        said.append(block("offline", runs(text, count=number(len(mute), 0, t.language), hours=hours)))
    return said
