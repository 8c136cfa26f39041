"""On the simulated city's own history: what is planted is found, and quiet days stay quiet."""

from datetime import date, timedelta

import pytest

from dashboard.anomalies.anomaly import Anomaly
from dashboard.anomalies.choosing import choose
from dashboard.anomalies.daily import off_on
from dashboard.anomalies.days import WEEKS, peers
from dashboard.anomalies.reading import Figures, Line, arrange
from dashboard.anomalies.watched import FIGURES
from dashboard.units import seed_units
from simulator.city import build_city
from simulator.history import history
from tests.dashboard.anomalies.by_hand import CALENDAR

UNTIL = date(2026, 11, 23)
QUIET_DAYS = 30
MONDAY = date(2026, 11, 16)
WARDS = {unit.code: unit.id for unit in seed_units() if unit.level == "ward"}


@pytest.fixture(scope="module")
def lines() -> dict[tuple[date, str, int], float]:
    """Every watched figure of the last months, as the demo loads them: by the day, last year unknown."""
    days = WEEKS * 7 + QUIET_DAYS + 1
    return {
        (day, figure, WARDS[code]): value
        for day, code, figure, value in history(build_city(1), UNTIL, years=days / 365.25)
        if figure in FIGURES
    }


def arranged(day: date, lines: dict[tuple[date, str, int], float]) -> Figures:
    days = [day, *peers(day, CALENDAR).all()]
    wanted = set(days)
    told: list[Line] = [(*key, value) for key, value in lines.items() if key[0] in wanted]
    return arrange(days, {unit_id: date(2025, 7, 1) for unit_id in WARDS.values()}, told)


def found(day: date, lines: dict[tuple[date, str, int], float]) -> list[Anomaly]:
    return choose(off_on(arranged(day, lines), day, CALENDAR))


def test_thirty_quiet_days_have_at_most_one_false_anomaly(lines: dict[tuple[date, str, int], float]) -> None:
    told = [
        one
        for number in range(QUIET_DAYS)
        for one in found(UNTIL - timedelta(days=QUIET_DAYS - number), lines)
    ]
    assert len(told) <= 1


def test_three_planted_anomalies_are_found_and_nothing_else(
    lines: dict[tuple[date, str, int], float],
) -> None:
    busy = sorted(
        WARDS.values(), key=lambda ward: lines.get((MONDAY, "dossiers_due_resolved", ward), 0), reverse=True
    )
    closed, late, angry = busy[20], busy[40], busy[60]
    planted = dict(lines)
    for figure in ("dossiers_received", "dossiers_with_fee", "dossiers_paid_online"):
        planted[MONDAY, figure, closed] = lines[MONDAY, figure, closed] // 2
    planted[MONDAY, "dossiers_resolved_on_time", late] = 0.7 * lines[MONDAY, "dossiers_due_resolved", late]
    planted[MONDAY, "complaints_received", angry] = 25
    told = {(one.figure, one.unit_id, one.reason.side) for one in found(MONDAY, planted)}
    assert told == {
        ("dossiers_received", closed, "low"),
        ("on_time_share", late, "low"),
        ("complaints_received", angry, "high"),
    }
