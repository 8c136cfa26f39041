"""The KPIs of a view for the script that draws them, in the shape of the board's; which are wanted."""

from collections.abc import Sequence
from typing import Any

from dashboard.feeds import FeedState
from dashboard.i18n import Translator
from dashboard.kpis import told
from dashboard.periods import OF_NOW
from dashboard.placenames import lower, plain
from dashboard.targets import State, Target, in_force
from dashboard.views import KpiRow
from dashboard.views import View as Understood
from layouts import kpi_words as words
from layouts.kpi_amounts import unit_word

GROUPS = {
    "dossiers": "One-stop shop",
    "index766": "Index of Decision 766",
    "complaints": "Complaints",
    "cameras": "Cameras",
    "fire": "Fire safety",
    "flood": "Floods and tide",
    **told.GROUPS,
}
STATES = ("met", "at_risk", "missed", "no_data", "no_target")  # as they are counted at the top


def drawn(t: Translator, rows: Sequence[KpiRow], seen: Understood) -> dict[str, Any]:
    """Names of the periods, groups in their order, rows."""
    present = {row.kpi.group for row in rows}
    return {
        "spans": [words.span(t, span) for span, _value in rows[0].line] if rows else [],
        "groups": [[key, t(name)] for key, name in GROUPS.items() if key in present],
        "states": [[state, t(words.STATE[state])] for state in STATES],
        "before": "" if seen.span.kind in ("now", "month") else "period",
        "rows": [_row(t, row, seen) for row in rows],
    }


def _row(t: Translator, row: KpiRow, seen: Understood) -> dict[str, Any]:
    kpi = row.kpi
    line = [None if value is None else round(value, kpi.decimals) for _span, value in row.line]
    value = None if row.now.value is None else round(row.now.value, kpi.decimals)
    asked = None if row.state is State.NO_DATA else in_force(row.targets, seen.span.last.year, kpi.direction)
    return {
        "key": kpi.key,
        "name": t(kpi.name),
        "about": t(kpi.formula_text),
        "group": kpi.group,
        "unit": unit_word(t, kpi),
        "decimals": kpi.decimals,
        "direction": kpi.direction,
        "state": row.state,
        "line": line,
        "previous": line[-2] if len(line) > 1 else None,
        "target": None if asked is None else _target(asked),
        "targets": [_target(one) for one in row.targets],
        "missing": _missing(row),
        "estimate": row.is_estimate,
        **_heard(row, seen, value),
    }


def is_mute(row: KpiRow, seen: Understood) -> bool:
    """The period goes on, and a feed behind the value is silent or fills for the first time."""
    silent = row.feed is None or row.feed.state is FeedState.SILENT
    return _goes_on(seen) and (silent or any(one.filling for one in row.feeds))


def _goes_on(seen: Understood) -> bool:
    return seen.is_present and seen.span.kind in OF_NOW


def _heard(row: KpiRow, seen: Understood, value: float | None) -> dict[str, Any]:
    """Of a period that goes on: what is silent now has no value, whatever was last heard."""
    feed = row.feed
    if not _goes_on(seen):
        return {"value": value, "last_value": None, "feed_state": FeedState.LIVE, "filling": False}
    filling = any(one.filling for one in row.feeds)
    silent = feed is None or feed.state is FeedState.SILENT
    at = None if feed is None or feed.spoke_at is None else feed.spoke_at.isoformat()
    return {
        "value": None if is_mute(row, seen) else value,
        "last_value": None if filling else value,
        "feed_state": FeedState.SILENT if feed is None else feed.state,
        "filling": filling,
        "silent_since": at if silent else None,
        "data_at": at,
    }


def _missing(row: KpiRow) -> dict[str, Any]:
    if row.missing is None:
        return {"minutes": 0, "share": 0.0}
    minutes = int(row.missing.longest.total_seconds() // 60)
    return {"minutes": minutes, "share": round(row.missing.share, 4)}


def _target(one: Target) -> dict[str, Any]:
    return {"year": one.year, "value": one.value, "source": one.source, "reference": one.reference}


def wanted(t: Translator, row: KpiRow, search: str, state: str) -> bool:
    """As the script of the page does: found with accents or without, in name, group and formula."""
    text = f"{t(row.kpi.name)} {t(GROUPS[row.kpi.group])} {t(row.kpi.formula_text)}"
    return _folded(search.strip()) in _folded(text) and state in ("", row.state)


def _folded(text: str) -> str:
    return plain(lower(text))
