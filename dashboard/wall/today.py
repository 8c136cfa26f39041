"""What has come in and been done since the city's midnight, and what stands now; nothing of a silent feed.

How many devices there are is known of the register, whatever their feed says; and of gauges how many are mute
is known best when all of them are.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dashboard.board import Look
from dashboard.board.feeds import worst
from dashboard.board.kpis import gathered
from dashboard.board.present import CAMERAS_MUTE
from dashboard.feeds import FeedState
from dashboard.kpis import BY_KEY
from dashboard.wall.day import CAUSES, Day
from dashboard.wall.whose import Whose

Block = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Told:
    """The figures of one wall's places at one look."""

    look: Look
    whose: Whose
    figures: Day

    def day(self, figure: str) -> int:
        return round(self.figures.of(figure, self.whose.shares))

    def here(self, figure: str) -> int:
        return round(float(self.look.here[figure] @ self.whose.shares[:, 0]))

    def now(self, key: str) -> float | None:
        """A KPI's value now, as its tile shows it."""
        kpi = BY_KEY[key]
        value = gathered(kpi, self.look.seen.grid(kpi), self.whose.shares)[0]
        return None if value is None else round(value, kpi.decimals)

    def number(self, key: str) -> int | None:
        value = self.now(key)
        return None if value is None else round(value)

    def block(self, kind: str, known: Mapping[str, Any], told: Mapping[str, Any]) -> Block:
        """What feeds of a kind tell, null where one of them is silent or loads for the first time."""
        sources = [feed for feed in self.look.seen.feeds if feed.kind == kind]
        source = worst(sources)
        silent = source is None or source.state is FeedState.SILENT
        filling = self.look.seen.filling or any(feed.filling for feed in sources)
        return {
            "data_at": None if source is None else source.spoke_at,
            "feed_state": FeedState.SILENT if source is None else source.state,
            "silent_since": source.spoke_at if source is not None and silent else None,
            **known,
            **(dict.fromkeys(told) if silent or filling else told),
        }


def today_of(look: Look, whose: Whose, figures: Day) -> dict[str, Block]:
    """By kind of feed."""
    told = _Told(look, whose, figures)
    return {
        "dossiers": told.block("dossiers", {}, _dossiers(told)),
        "complaints": told.block("complaints", {}, _complaints(told)),
        "cameras": told.block(
            "cameras",
            {"known": told.here("cameras_known")},
            {"online": told.here("cameras_online"), "mute": told.here(CAMERAS_MUTE)},
        ),
        "fire": told.block(
            "fire",
            {"panels": told.here("panels_known")},
            {
                "open": told.number("fire_alarms_open"),
                "alarms": told.day("fire_alarms"),
                "panels_mute": told.here("panels_mute"),
            },
        ),
        "flood": told.block(
            "flood", {"gauges": told.here("gauges_known"), "mute": told.here("gauges_mute")}, _flood(told)
        ),
    }


def _dossiers(told: _Told) -> Block:
    """`causes` are those of the ones resolved late today, the commonest first."""
    causes = [{"cause": cause, "count": told.day(f"dossiers_late_{cause}")} for cause in CAUSES]
    return {
        "received": told.day("dossiers_received"),
        "online": told.day("dossiers_received_online"),
        "resolved": told.day("dossiers_resolved"),
        "on_time": told.day("dossiers_resolved_on_time"),
        "late": told.day("dossiers_resolved_late"),
        "open": told.number("dossiers_open"),
        "overdue": told.number("dossiers_overdue"),
        "due_soon": told.number("dossiers_due_soon"),
        "causes": sorted(causes, key=lambda one: -one["count"]),
    }


def _complaints(told: _Told) -> Block:
    """In time and overdue are by the unit's own clock."""
    return {
        "received": told.day("complaints_received"),
        "answered": told.day("complaints_answered"),
        "answered_in_time": told.day("complaints_clock_in_time"),
        "overdue": told.number("complaints_overdue"),
        "open": told.number("complaints_open"),
    }


def _flood(told: _Told) -> Block:
    """Where every gauge is mute nobody knows how high the water stands, nor without a rain gauge its rain."""
    over = [told.number(f"gauges_level_{level}") for level in (1, 2, 3)]
    rain_is_known = any(
        gauge["quantity"] == "rain" and gauge["state"] == "live" for gauge in told.whose.gauges(told.look)
    )
    return {
        "over": None if None in over else over,
        "worst": told.now("flood_deepest"),
        "rain": round(told.figures.of("rain_day", told.whose.shares), 1) if rain_is_known else None,
    }
