"""The document of a wall as a whole: what it shares with the board, and what of it is a unit's own."""

import gzip

import orjson
import pytest

from dashboard.records import Severity
from dashboard.wall.documents import SHARED, Documents
from tests.browser.wall_boards import wall_board
from tests.dashboard.records import alarm, gauge, local, reading
from tests.dashboard.wall.conftest import Put

NOW = local("2025-11-05 12:00")
SAI_GON, BEN_THANH = "26740", "26743"


def test_only_what_is_watched_is_worked_out(documents: Documents) -> None:
    assert set(documents.compute(NOW, [])) == {""}
    assert set(documents.compute(NOW, ["city", SAI_GON, "99999"])) == {"", "city", SAI_GON}


def test_it_has_all_that_screens_draw_from(documents: Documents) -> None:
    added = {"demo", "loading", "build"}  # by the program around it
    for wall in ("city", SAI_GON):
        told, drawn = documents.compute(NOW, [wall])[wall], wall_board("calm", NOW, wall)
        assert told.keys() | added == drawn.keys()
        assert [set(block) for block in told["today"].values()] == [
            set(one) for one in drawn["today"].values()
        ]
        assert told["stage"].keys() == drawn["stage"].keys()
        assert {row["key"] for row in told["promises"]} == {row["key"] for row in drawn["promises"]}
        assert drawn["promises"][0].keys() <= told["promises"][0].keys()


def test_it_shares_with_the_board_what_both_show(documents: Documents) -> None:
    told = documents.compute(NOW, ["city"])
    for key in SHARED:
        assert told["city"][key] is told[""][key]
    assert told["city"]["unit"] is None


def test_a_units_wall_has_its_own_incidents_and_gauges_alone(put: Put, documents: Documents) -> None:
    put(
        "flood",
        NOW,
        gauge("here", unit="Phường Sài Gòn", lat=10.77, lon=106.7, period=60),
        gauge("there", unit="Phường Bến Thành", lat=10.77, lon=106.69, period=60),
        reading("here", "2025-11-05 11:59:30", 0.1),
        reading("there", "2025-11-05 11:59:30", 0.1),
    )
    put("fire", NOW, alarm("A", at="2025-11-05 11:50", unit="Phường Bến Thành"))
    told = documents.compute(NOW, [SAI_GON, BEN_THANH, "city"])
    counts = {name: (len(one["gauges"]), one["incidents_open"]) for name, one in told.items()}
    assert counts == {"": (2, 1), "city": (2, 1), SAI_GON: (1, 0), BEN_THANH: (1, 1)}
    assert told[SAI_GON]["unit"] == {"code": SAI_GON, "name": "Phường Sài Gòn"}
    assert told[BEN_THANH]["incidents"] == told["city"]["incidents"]


def test_more_incidents_than_the_board_shows_are_looked_up(
    put: Put, documents: Documents, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.board.incidents.SHOWN", 1)
    for number, unit in enumerate(("Phường Sài Gòn", "Phường Bến Thành")):
        put("fire", NOW, alarm(f"A{number}", at=f"2025-11-05 11:5{number}", unit=unit))
    told = documents.compute(NOW, [SAI_GON])
    assert (told[""]["incidents_open"], len(told[""]["incidents"])) == (2, 1)
    assert (told[SAI_GON]["incidents_open"], told[SAI_GON]["incidents"][0]["unit"]) == (1, SAI_GON)


def test_a_grave_incident_is_not_pushed_off_by_newer_ones(
    put: Put, documents: Documents, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.board.incidents.SHOWN", 2)
    grave = (
        ("Phường Sài Gòn", Severity.EXTREME),
        ("Phường Bến Thành", Severity.SEVERE),
        ("Xã Cần Giờ", Severity.SEVERE),
    )
    for number, (unit, severity) in enumerate(grave):
        put("fire", NOW, alarm(f"A{number}", at=f"2025-11-05 11:5{number}", unit=unit, severity=severity))
    shown = documents.compute(NOW, ["city"])["city"]["incidents"]
    assert [one["severity"] for one in shown] == ["extreme", "severe"]
    assert shown[1]["opened_at"] > shown[0]["opened_at"]


def test_it_is_small(documents: Documents) -> None:
    told = documents.compute(NOW, ["city"])["city"]
    assert len(gzip.compress(orjson.dumps(told))) < 200_000
