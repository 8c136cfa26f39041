"""What a wall gets over `/live?wall=…`, made up over the boards of `boards.py`: calm, storm, data lost."""

import math
import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from dashboard.kpis import BY_KEY
from tests.browser.boards import SCENES, WARDS, Board, _iso, kpi_row

PROMISES = (
    "online_share", "on_time_share", "work_online_share",
    "complaints_48h_share", "digitised_share", "cameras_online_share",
)  # fmt: skip
# Those that stand on no other screen's board: now and a year ago, state; targets by year.
_OWN = {
    "work_online_share": ((77.5, 69.0, "missed"), {2025: 90.0, 2030: 100.0}),
    "digitised_share": ((82.2, 73.0, "at_risk"), {2030: 100.0}),
}
_STAGES = {"calm": 1, "storm": 4, "data-lost": 2}
_REASONS = {
    "calm": [],
    "storm": [
        {"rule": "incidents", "severity": "extreme", "count": 3, "stage": 4},
        {"rule": "flood", "level": 2, "count": 14, "stage": 3},
        {"rule": "fires", "count": 1, "stage": 2},
    ],
    "data-lost": [{"rule": "silent_feeds", "count": 3, "stage": 2}],
}


def wall_board(scene: str, now: datetime, unit: str = "city") -> Board:
    """The document of one wall: what it shares with the other screens, and what is a wall's own."""
    board = SCENES[scene](now)
    shared = (
        "now",
        "demo",
        "loading",
        "city",
        "map",
        "gauges",
        "tide",
        "incidents",
        "incidents_open",
        "feeds",
    )
    return {key: board[key] for key in shared} | {
        "unit": _unit(unit),
        "build": "test",
        "displays": 1,
        "stage": _stage(scene, now),
        "promises": [_promise(_row(key, board, now), board, now, unit) for key in PROMISES],
        "today": _today(scene, now),
        "tide_ahead": None if scene == "data-lost" else _tide_ahead(now),
    }


def _row(key: str, board: Board, now: datetime) -> Board:
    if key not in _OWN:
        return next(kpi for kpi in board["kpis"] if kpi["key"] == key)
    told, years = _OWN[key]
    targets = [
        {"year": year, "value": value, "source": "2629/QĐ-TTg", "reference": False}
        for year, value in years.items()
    ]
    return kpi_row(BY_KEY[key], told, targets, now, len(key))


def _unit(code: str) -> dict[str, Any] | None:
    """None on the city's own wall."""
    found = next((ward for ward in WARDS if ward.code == code), None)
    return None if found is None else {"code": found.code, "name": found.name}


def _stage(scene: str, now: datetime) -> dict[str, Any]:
    stage = _STAGES[scene]
    return {
        "stage": stage,
        "proposed": stage,
        "by": "",  # "": the program; else the name of the leader who set it
        "reason": "",  # what that leader wrote
        "since": _iso(now - timedelta(minutes=34)),  # None where nothing was ever proposed
        "until": None,
        "reasons": _REASONS[scene],
        "unsure": scene == "data-lost",  # feeds behind the rule are silent: it may be graver
    }


def _promise(kpi: Board, board: Board, now: datetime, unit: str) -> Board:
    ahead = _ahead(kpi, now) if kpi["value"] is not None and kpi["targets"] else None
    values = board["map"].get(kpi["key"]) or _by_ward(kpi)
    return kpi | {
        "forecast": ahead,
        "goal": _goal(kpi, ahead),
        "ranks": _ranks(kpi, values),
        # on a unit's wall: the same for the city, and which place the unit has among its level
        "city_value": kpi["value"] if unit != "city" else None,
        "rank": {"place": 41, "of": 168} if unit != "city" and kpi["value"] is not None else None,
    }


def _by_ward(kpi: Board) -> dict[str, float | None]:
    """Of a KPI that is on no map; nothing where its feed is silent."""
    if kpi["key"] not in _OWN:
        return {}
    chance = random.Random(kpi["key"])
    return {ward.code: round(min(100.0, chance.gauss(kpi["value"], 9.0)), 1) for ward in WARDS}


def _ahead(kpi: Board, now: datetime) -> Board:
    points = []
    for step in range(1, 13):
        number = now.year * 12 + now.month - 1 + step
        value = kpi["value"] + 0.55 * step
        points.append(
            {
                "month": f"{number // 12}-{number % 12 + 1:02}",
                "value": round(value, 2),
                "low": round(value - 0.3 * step, 2),
                "high": round(value + 0.3 * step, 2),
            }
        )
    return {"points": points, "pace": 0.55}


def _goal(kpi: Board, ahead: Board | None) -> Board | None:
    """The next target that is not over: is it reached, when; or what a month it needs."""
    later = [target for target in kpi["targets"] if target["year"] >= 2026]
    if not later or kpi["value"] is None:
        return None
    target = later[-1]
    short = max(0.0, target["value"] - kpi["value"])
    reached = ahead is not None and short < 20
    return {
        "year": target["year"],
        "value": target["value"],
        "source": target["source"],
        "reference": target["reference"],
        "reached": short == 0.0,  # it is there now
        "first": "2029-03" if reached else None,  # the first month expected to be there
        "expected": None if ahead is None else round(kpi["value"] + 0.55 * 49, 1),  # in December of that year
        "short": 0.0 if reached else round(short, 1),  # then, or where nothing is expected now
        "needed": round(short / 49, 2) or None,  # a month from now on; None: nothing, or no month is left
    }


def _ranks(kpi: Board, values: dict[str, float | None]) -> Board | None:
    names = {ward.code: ward.name for ward in WARDS}
    known = sorted(
        ((value, code) for code, value in values.items() if value is not None),
        reverse=kpi["direction"] == "up",
    )
    if not known or kpi["value"] is None:
        return None
    chance = random.Random(kpi["key"])

    def row(value: float, code: str) -> Board:
        return {"code": code, "name": names[code], "value": value, "change": round(chance.uniform(-2, 4), 1)}

    rows = [row(*one) for one in known]
    # "change" is against the month before; of the most improved: of whole months, over three of them
    improved = sorted(rows, key=lambda one: -one["change"])[:5]
    return {
        "top": rows[:5],
        "bottom": rows[-5:][::-1],
        "improved": improved,
        "values": [row["value"] for row in rows],
        "of": len(rows),
    }


def _today(scene: str, now: datetime) -> Board:
    """What has come in and been done since the city's midnight; null where its feed is silent."""
    fresh = {"data_at": _iso(now - timedelta(seconds=40)), "feed_state": "live", "silent_since": None}
    since = _iso(now - timedelta(minutes=67))
    lost = {"data_at": since, "feed_state": "silent", "silent_since": since}
    late = {"data_at": _iso(now - timedelta(minutes=4)), "feed_state": "late", "silent_since": None}
    dead, wet = scene == "data-lost", scene == "storm"
    causes = [  # of those resolved late today; the largest first
        {"cause": "processing", "count": 391},
        {"cause": "supplement", "count": 210},
        {"cause": "intake", "count": 54},
    ]
    return {
        "dossiers": fresh
        | {"received": 18420, "online": 12600, "resolved": 17105, "on_time": 16450, "late": 655}
        | {"open": 61230, "overdue": 1240, "due_soon": 2310, "causes": causes},
        "complaints": fresh
        | {"received": 512 if not wet else 1430, "answered": 488, "answered_in_time": 461, "overdue": 125}
        | {"open": 396},
        "cameras": (lost if dead else fresh)
        | {"known": 1200, "online": None if dead else 1174, "mute": None if dead else 26},
        "fire": (lost if dead else fresh)
        | {"open": None if dead else (4 if wet else 1), "alarms": None if dead else (31 if wet else 9)}
        | {"panels": 2016, "panels_mute": None if dead else 14},
        "flood": (lost if dead else late if wet else fresh)
        | {"over": None if dead else ([46, 22, 9] if wet else [2, 0, 0]), "gauges": 120}
        | {"mute": 120 if dead else 9 if wet else 0, "worst": None if dead else (0.75 if wet else 0.21)}
        | {"rain": None if dead else (64.5 if wet else 0.0)},
    }


def _tide_ahead(now: datetime) -> Board:
    """The tide of the next 24 h as its own past says it, and the next peak."""
    points: list[list[Any]] = []
    for step in range(145):
        at = now + timedelta(minutes=10 * step)
        hours = at.timestamp() / 3600
        level = 0.55 + 0.72 * math.sin(hours * 2 * math.pi / 12.42)
        level += 0.28 * math.sin(hours * 2 * math.pi / 24.84)
        points.append([_iso(at), round(level, 2)])
    peak: list[Any] = max(points, key=lambda point: float(point[1]))
    level = sum(peak[1] >= alarm for alarm in (1.4, 1.5, 1.6))
    next_one = {"at": peak[0], "value": peak[1], "level": level}
    # the next high water, and all of the next 24 hours; "level": how many alarm levels one reaches
    return {"points": points, "peak": next_one, "peaks": [next_one], "error": 0.06}


WALL_SCENES: dict[str, Callable[[datetime], Board]] = {
    "calm": lambda now: wall_board("calm", now),
    "storm": lambda now: wall_board("storm", now),
    "data-lost": lambda now: wall_board("data-lost", now),
}
