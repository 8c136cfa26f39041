"""A report's month begins and ends by the city's own clock, wherever the program and its database run."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dashboard import db
from tests.end_to_end.golden_months.city import server_zone
from tests.servers import new_store

ROOT = Path(__file__).resolve().parents[2]


def told(day: str, water: float) -> dict[str, Any]:
    """Of each kind one: that of October's last second, or of November's first."""
    return {
        "one_stop received": 1,
        "one_stop resolved": 1,
        "one_stop on_time": 1,
        "complaints complaints_received": 1,
        "complaints complaints_answer_hours_denominator": 1,
        "complaint days": {day: 1},
        "complaint records": [1, 1],
        "incidents opened": 1,
        "incidents resolved": 1,
        "incidents open": 0,
        "fire fire_alarms": 1,
        "flood flood_point_days_1": 1,
        "flood flood_worst": pytest.approx(water),
        "flood point": pytest.approx(water),
        "cameras camera_events": 1,
    }


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Asia/Tokyo"])
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_the_last_second_of_october_and_the_first_of_november_fall_where_they_should(
    kind: str, zone: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    for url in new_store(kind, tmp_path, request):
        server_zone(url, zone)
        db.engine(url).dispose()
        run = subprocess.run(
            [sys.executable, "-m", "tests.end_to_end.report_edges", url],
            cwd=ROOT,
            env=os.environ | {"TZ": zone},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert run.returncode == 0, run.stderr[-2000:]
        found = json.loads(run.stdout.splitlines()[-1])
        assert found == {"2025-10": told("2025-10-31", 0.2), "2025-11": told("2025-11-01", 0.3)}
