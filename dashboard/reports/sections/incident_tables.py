"""The tables of incidents: their columns, and what kinds and severities are called."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from dashboard.desk.shapes import SEVERITIES
from dashboard.periods import Span
from dashboard.reports import links
from dashboard.reports.asked import Wanted
from dashboard.reports.commentary.amounts import unit_word
from dashboard.reports.document import Cell, Column, Table
from dashboard.reports.sections.incident_counts import STAGES, Numbers, Opened, Times, Words
from dashboard.reports.sections.measures import FIRST
from dashboard.reports.spans import capital, named

# Called as on the desk.
KINDS: Mapping[str, str] = {
    "fire": "Fire",
    "flood": "Flood",
    "alert": "Public alert",
    "complaint": "Complaints",
    "camera": "Camera event",
    "mute": "Device silent",
    "backlog": "Dossiers piling up",
    "building": "Unlicensed building",
}
SEVERITY: Mapping[str, str] = {
    "extreme": "Extreme",
    "severe": "Severe",
    "moderate": "Moderate",
    "minor": "Minor",
    "unknown": "Unknown",
}
TIMES: Mapping[str, tuple[str, str, str]] = {
    "acknowledge": ("Taken: median", "Taken: 90 %", "Taken: past the clock"),
    "arrive": ("On the spot: median", "On the spot: 90 %", "On the spot: past the clock"),
    "resolve": ("Dealt with: median", "Dealt with: 90 %", "Dealt with: past the clock"),
}
TEXTS = {*KINDS.values(), *SEVERITY.values(), *(text for three in TIMES.values() for text in three)}
_MINUTE = 60
Chosen = NDArray[np.bool_]


def by_period(wanted: Wanted, spans: Sequence[Span], told: Sequence[Numbers | None]) -> Table:
    """How many came, went and were there at the end of each period; None: nothing is known of it."""
    t = wanted.t
    rows = []
    for place, (span, one) in enumerate(zip(spans, told, strict=True)):
        values = (None,) * 3 if one is None else tuple(map(sum_of, (one.opened, one.resolved, one.open)))
        link = "" if place else links.of_desk(wanted)
        cells = (Cell(value=value, href="" if number else link) for number, value in enumerate(values))
        rows.append((Cell(value=capital(named(t, span))), *cells))
    titles = (
        ("opened", t("New in the period")),
        ("resolved", t("Dealt with")),
        ("open", t("Open at the end")),
    )
    return Table(
        key="incidents",
        title=t("Incidents opened and dealt with"),
        columns=(_first(t("Period")), *(Column(key=key, title=title) for key, title in titles)),
        rows=tuple(rows),
    )


def sum_of(told: Mapping[str, int]) -> int:
    """Of all kinds."""
    return sum(told.values())


def by_kind(wanted: Wanted, opened: Opened, told: Numbers, silent: Mapping[str, int], merged: int) -> Table:
    """A line a kind, with the severities of those opened."""
    t = wanted.t
    kinds = known_kinds(told)
    titles = (
        ("opened", t("New in the period")),
        *((one, t(SEVERITY[one])) for one in SEVERITIES),
        ("resolved", t("Dealt with")),
        ("open", t("Open at the end")),
        ("silent", t("Source fell silent")),
    )
    rows = [
        _numbers(wanted, "", opened, (sum_of(told.resolved), sum_of(told.open), sum_of(silent))),
        *(
            _numbers(wanted, one, opened, (told.resolved[one], told.open[one], silent.get(one, 0)))
            for one in kinds
        ),
    ]
    return Table(
        key="incidents_by_kind",
        title=t("Incidents by kind and severity"),
        columns=(_first(t("Kind")), *(Column(key=key, title=title) for key, title in titles)),
        rows=tuple(rows),
        totals=1,
        note=t("{count} more were merged into others and are counted with them.", count=merged)
        if merged
        else "",
    )


def known_kinds(told: Numbers) -> list[str]:
    """In the order of the desk; kinds that it does not know come last."""
    found = {*told.opened, *told.resolved, *told.open}
    return [*(one for one in KINDS if one in found), *sorted(found - KINDS.keys())]


def _numbers(wanted: Wanted, kind: str, opened: Opened, others: Sequence[int]) -> tuple[Cell, ...]:
    t = wanted.t
    chosen = _is(opened.kinds, kind) if kind else everything(opened)
    cells = [Cell(value=int(chosen.sum()), href=links.of_desk(wanted, kind=kind))]
    for severity in SEVERITIES:
        value = int((chosen & _is(opened.severities, severity)).sum())
        cells.append(Cell(value=value, href=links.of_desk(wanted, kind=kind, severity=severity)))
    name = t(KINDS.get(kind, kind)) if kind else t("All kinds")
    return (Cell(value=name), *cells, *(Cell(value=value) for value in others))


def times(wanted: Wanted, opened: Opened, kinds: Sequence[str]) -> list[Table]:
    """How long it took until somebody took it, was there, had dealt with it: by kind, then by severity."""
    t = wanted.t
    of_kind = [(t(KINDS.get(one, one)), _is(opened.kinds, one), {"kind": one}) for one in kinds]
    of_severity = [(t(SEVERITY[one]), _is(opened.severities, one), {"severity": one}) for one in SEVERITIES]
    return [
        _times(wanted, opened, "incident_times", t("Times of incidents by kind"), t("Kind"), of_kind),
        _times(
            wanted,
            opened,
            "incident_times_severity",
            t("Times of incidents by severity"),
            t("Severity"),
            of_severity,
        ),
    ]


def _times(
    wanted: Wanted, opened: Opened, key: str, title: str, first: str,
    lines: Sequence[tuple[str, Chosen, dict[str, str]]],
) -> Table:  # fmt: skip
    t = wanted.t
    columns = [_first(first)]
    for stage in STAGES:
        median, tenth, past = TIMES[stage]
        columns += [
            Column(key=f"{stage}_median", title=t(median), decimals=1, unit=unit_word(t, "minutes")),
            Column(key=f"{stage}_90", title=t(tenth), decimals=1, unit=unit_word(t, "minutes")),
            Column(key=f"{stage}_past", title=t(past)),
        ]
    shown: list[tuple[str, Chosen, dict[str, str]]] = [(t("All kinds"), everything(opened), {})]
    shown += [line for line in lines if line[1].any()]
    rows = tuple(
        (Cell(value=name, href=links.of_desk(wanted, **asked)), *_cells(opened, chosen))
        for name, chosen, asked in shown
    )
    notes = (
        t("Minutes from the opening, of those opened in the period that got so far; 90 % took no longer."),
        t("Past the clock: later than the rule allows, or not yet while its time is over."),
    )
    return Table(
        key=key, title=title, columns=tuple(columns), rows=rows, totals=1, note=" ".join(notes), is_wide=True
    )


def _cells(opened: Opened, chosen: Chosen) -> list[Cell]:
    cells: list[Cell] = []
    for stage in STAGES:
        one: Times = opened.times(stage, chosen)
        cells += [Cell(value=_minutes(one.median)), Cell(value=_minutes(one.late_tenth))]
        cells.append(Cell(value=one.past if one.timed else None))
    return cells


def _minutes(seconds: float | None) -> float | None:
    return None if seconds is None else seconds / _MINUTE


def _is(told: Words, wanted: str) -> Chosen:
    found: Chosen = told == wanted
    return found


def everything(opened: Opened) -> Chosen:
    """All that were opened."""
    return np.ones(len(opened.kinds), dtype=np.bool_)


def _first(title: str) -> Column:
    return Column(key=FIRST, title=title, kind="text", width=3)
