"""Boards to draw from: a calm day, a storm, a day when data are lost. Made up, deterministic."""

import copy
import math
import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from dashboard.kpis import BOARD, Kpi
from dashboard.units import seed_units

Board = dict[str, Any]
WARDS = [unit for unit in seed_units() if unit.level == "ward"]
STREETS = (
    "Calmette", "Bình Quới", "Trần Xuân Soạn", "Huỳnh Tấn Phát", "Lê Văn Lương", "Đào Sư Tích",
    "Phạm Hữu Lầu", "Nguyễn Bình", "Quốc lộ 50", "Nguyễn Văn Hưởng", "Võ Nguyên Giáp", "Mai Chí Thọ",
)  # fmt: skip
VALUES: dict[str, tuple[float, float, float, str]] = {
    # key: now, a year ago, spread between wards, state
    "online_share": (68.4, 57.0, 14.0, "met"),
    "on_time_share": (96.2, 94.1, 2.5, "no_target"),
    "dossiers_overdue": (1240, 1610, 6, "no_target"),
    "dossiers_due_soon": (2310, 2050, 9, "no_target"),
    "paid_online_share": (43.7, 30.2, 12.0, "no_target"),
    "complaints_48h_share": (91.3, 94.0, 6.0, "missed"),
    "complaints_open": (396, 420, 3, "no_target"),
    "complaints_overdue": (125, 90, 1, "no_target"),
    "cameras_online_share": (97.8, 96.0, 4.0, "no_target"),
    "fire_alarms_open": (1, 2, 0, "no_target"),
    "panels_mute": (14, 9, 0.3, "no_target"),
    "gauges_level_1": (2, 3, 0, "no_target"),
    "gauges_level_2": (0, 1, 0, "no_target"),
    "gauges_level_3": (0, 0, 0, "no_target"),
    "flood_deepest": (0.14, 0.31, 0.04, "no_target"),
}
TARGETS = {
    "online_share": [{"year": 2025, "value": 50.0, "source": "2393/QĐ-UBND (2020)", "reference": False}],
    "complaints_48h_share": [
        {"year": 2025, "value": 100.0, "source": "Quận 12", "reference": False},
        {"year": 2030, "value": 100.0, "source": "Quận 12", "reference": False},
    ],
    "cameras_online_share": [{"year": 2030, "value": 99.0, "source": "TTĐH", "reference": True}],
}
FEEDS = (
    ("dossiers", "dossiers", 10.4), ("complaints", "complaints", 0.4), ("cameras", "cameras", 612.0),
    ("fire", "fire", 2016.0), ("flood", "flood", 201.0),
)  # fmt: skip


def _iso(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


def _months(now: datetime, last: float, first: float, decimals: int, seed: int) -> list[dict[str, Any]]:
    chance = random.Random(seed)
    months = []
    for back in range(12, -1, -1):
        number = now.year * 12 + now.month - 1 - back
        wave = (last - first) * (1 - back / 12) + first + chance.uniform(-1, 1) * abs(last - first) * 0.12
        value = last if back == 0 else round(wave, decimals)
        months.append({"month": f"{number // 12}-{number % 12 + 1:02}", "value": value})
    return months


def _kpi(index: int, now: datetime) -> dict[str, Any]:
    kpi = BOARD[index]
    value, before, _, state = VALUES[kpi.key]
    return kpi_row(kpi, (value, before, state), TARGETS.get(kpi.key, []), now, index)


def kpi_row(
    kpi: Kpi, told: tuple[float, float, str], targets: list[dict[str, Any]], now: datetime, seed: int
) -> dict[str, Any]:
    """A KPI of a board; `told`: its value now and a year ago, its state."""
    value, before, state = told
    months = _months(now, value, before, kpi.decimals, seed)
    return {
        "key": kpi.key,
        "group": kpi.group,
        "unit": kpi.unit,
        "decimals": kpi.decimals,
        "direction": kpi.direction,
        "value": value,
        "state": state,
        "targets": targets,
        "target": next(iter(targets), None),
        "missing": {"minutes": 0, "share": 0.0},
        "months": months,
        "previous": months[-2]["value"],
        "parts": {"numerator": value, "denominator": None},
        "data_at": _iso(now - timedelta(seconds=40)),
        "feed_state": "live",
        "silent_since": None,
        "last_value": value,
    }


def _on_map(now: datetime) -> dict[str, dict[str, float | None]]:
    chance = random.Random(7)
    values: dict[str, dict[str, float | None]] = {}
    for kpi in BOARD:
        if not kpi.on_map:
            continue
        value, _, spread, _ = VALUES[kpi.key]
        middle = value if kpi.unit else value / len(WARDS)
        of_kpi: dict[str, float | None] = {}
        for ward in WARDS:
            near = math.hypot((ward.lat or 0) - 10.78, (ward.lon or 0) - 106.69)
            drawn = chance.gauss(middle + spread * (0.8 - 3 * near), spread)
            drawn = max(0.0, min(100.0, drawn) if kpi.unit == "%" else drawn)
            of_kpi[ward.code] = round(drawn, kpi.decimals)
        for code in chance.sample(sorted(of_kpi), 3):
            of_kpi[code] = None
        values[kpi.key] = of_kpi
    return values


def _gauges(now: datetime) -> list[dict[str, Any]]:
    chance = random.Random(11)
    inner = sorted(WARDS, key=lambda ward: math.hypot((ward.lat or 0) - 10.75, (ward.lon or 0) - 106.7))[:80]
    gauges = []
    for number in range(120):
        ward = chance.choice(inner)
        street = STREETS[number] if number < len(STREETS) else f"{chance.choice(STREETS)} S-{number:02}"
        gauges.append(
            {
                "id": number + 1,
                "name": street,
                "lat": (ward.lat or 0) + chance.uniform(-0.01, 0.01),
                "lon": (ward.lon or 0) + chance.uniform(-0.01, 0.01),
                "unit": ward.code,
                "quantity": "level",
                "value": round(chance.uniform(0.0, 0.14), 2),
                "level": 0,
                "levels": [0.2, 0.4, 0.6],
                "state": "live",
                "observed_at": _iso(now - timedelta(seconds=chance.randrange(60))),
            }
        )
    return gauges


def _tide(now: datetime) -> dict[str, Any]:
    points = []
    for step in range(144, -1, -1):
        at = now - timedelta(minutes=10 * step)
        hours = at.timestamp() / 3600
        level = (
            0.55 + 0.72 * math.sin(hours * 2 * math.pi / 12.42) + 0.28 * math.sin(hours * 2 * math.pi / 24.84)
        )
        points.append([_iso(at), round(level, 2)])
    return {
        "station": "Phú An",
        "levels": [1.4, 1.5, 1.6],
        "value": points[-1][1],
        "observed_at": points[-1][0],
        "state": "live",
        "points": points,
    }


def _incident(number: int, now: datetime, minutes: int, **more: Any) -> dict[str, Any]:
    ward = WARDS[(number * 37) % len(WARDS)]
    return {
        "id": number,
        "kind": "flood",
        "severity": "moderate",
        "state": "triggered",
        "subject": "",
        "value": None,
        "unit": ward.code,
        "unit_name": ward.name,
        "lat": ward.lat,
        "lon": ward.lon,
        "opened_at": _iso(now - timedelta(minutes=minutes)),
        "closing_proposed": False,
        "unknown": False,
        **more,
    }


def calm(now: datetime) -> Board:
    """Everything speaks, little happens."""
    incidents = [
        _incident(
            1, now, 41, kind="fire", severity="severe", subject="Chung cư Miếu Nổi", state="acknowledged"
        ),
        _incident(2, now, 75, severity="minor", subject="Nguyễn Văn Hưởng", value=0.21),
    ]
    board = {
        "now": _iso(now),
        "city": "Thành phố Hồ Chí Minh",
        "demo": True,
        "loading": None,
        "kpis": [_kpi(index, now) for index in range(len(BOARD))],
        "map": _on_map(now),
        "gauges": _gauges(now),
        "tide": _tide(now),
        "incidents": incidents,
        "incidents_open": len(incidents),
        "feeds": [
            {
                "name": name,
                "title": "",
                "kind": kind,
                "transport": "http" if kind in {"dossiers", "complaints"} else "mqtt",
                "state": "live",
                "spoke_at": _iso(now - timedelta(seconds=20)),
                "data_at": _iso(now - timedelta(seconds=25)),
                "per_minute": rate,
                "messages": round(rate * 4000),
                "records": round(rate * 3990),
                "rejected": 3 if name == "dossiers" else 0,
                "rejected_open": 2 if name == "dossiers" else 0,
                "error": "",
                "error_at": None,
            }
            for name, kind, rate in FEEDS
        ],
        "unknown_unit": {"dossiers": 3, "complaints": 1},
    }
    return copy.deepcopy(board)


def storm(now: datetime) -> Board:
    """High tide and rain: streets under water, a fire, gauges falling out."""
    board = calm(now)
    chance = random.Random(3)
    for place, gauge in enumerate(board["gauges"][:46]):
        gauge["value"] = round(0.74 - place * 0.012 + chance.uniform(-0.02, 0.02), 2)
        gauge["level"] = sum(gauge["value"] >= level for level in gauge["levels"])
    for gauge in chance.sample(board["gauges"], 9):
        gauge.update(state="silent", level=0, observed_at=_iso(now - timedelta(minutes=33)))
    severities = {1: "moderate", 2: "severe", 3: "extreme"}
    flooded = [gauge for gauge in board["gauges"] if gauge["level"]]
    names = {ward.code: ward.name for ward in WARDS}
    board["incidents"] = [
        _incident(
            100 + gauge["id"],
            now,
            9 + place * 2,
            severity=severities[gauge["level"]],
            subject=gauge["name"],
            value=gauge["value"],
            unit=gauge["unit"],
            unit_name=names[gauge["unit"]],
            unknown=place == 7,
        )
        for place, gauge in enumerate(flooded)
    ]
    board["incidents"].append(
        _incident(90, now, 7, kind="fire", severity="extreme", subject="Kho Bình Quới", state="dispatched")
    )
    board["incidents_open"] = len(board["incidents"])
    levels = [sum(gauge["level"] >= level for gauge in board["gauges"]) for level in (1, 2, 3)]
    told = {"flood_deepest": 0.75, "fire_alarms_open": 4}
    told |= {f"gauges_level_{number}": count for number, count in enumerate(levels, 1)}
    for kpi in board["kpis"]:
        if kpi["key"] in told:
            kpi["value"] = kpi["last_value"] = kpi["months"][-1]["value"] = told[kpi["key"]]
    for point in board["tide"]["points"]:
        point[1] = round(point[1] * 1.06 + 0.02, 2)
    board["feeds"][4].update(state="late", spoke_at=_iso(now - timedelta(minutes=4)))
    for kpi in board["kpis"]:
        if kpi["group"] == "flood":
            kpi.update(feed_state="late", data_at=_iso(now - timedelta(minutes=4)))
    return board


def data_lost(now: datetime) -> Board:
    """Cameras, fire panels and the flood feed are silent; one never spoke."""
    board = calm(now)
    since = _iso(now - timedelta(minutes=67))
    for kpi in board["kpis"]:
        if kpi["group"] in {"cameras", "fire", "flood"}:
            never = kpi["group"] == "fire"
            kpi.update(value=None, state="no_data", feed_state="silent", data_at=None if never else since)
            kpi.update(silent_since=None if never else since, last_value=None if never else kpi["last_value"])
    for feed in board["feeds"][2:]:
        feed.update(
            state="silent", spoke_at=since, per_minute=0.0, error="connection refused", error_at=since
        )
    board["feeds"][3].update(spoke_at=None, data_at=None, messages=0, records=0)
    for gauge in board["gauges"]:
        gauge.update(state="silent", level=0, observed_at=since)
    board["tide"].update(state="silent", observed_at=since, points=board["tide"]["points"][:-7])
    board["incidents"][1].update(unknown=True)
    return board


SCENES: dict[str, Callable[[datetime], Board]] = {"calm": calm, "storm": storm, "data-lost": data_lost}
