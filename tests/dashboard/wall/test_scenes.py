"""What walls show is checked whole; a city's own file and a display's choice go before what is shipped."""

from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import Engine

from dashboard.accounts import displays
from dashboard.db import reading, writing
from dashboard.kpis import BY_KEY
from dashboard.records import Severity
from dashboard.seeding import seed_store
from dashboard.settings import Settings, SettingsError, settings
from dashboard.wall import scenes

GRAVE = (Severity.EXTREME, Severity.SEVERE)
NOW = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)


def said(folder: Path, text: str) -> str:
    """What is said of a file; nothing where it can be read."""
    path = folder / "own.toml"
    path.write_text(text, "utf-8")
    scenes.read.cache_clear()
    try:
        scenes.read(path)
    except ValueError as error:
        return str(error)
    return ""


def test_the_shipped_wall_shows_every_scene_and_six_promises() -> None:
    wall = scenes.read()
    assert [one.scene for one in wall.scenes] == list(scenes.SCENES)
    assert len(wall.promises) == 6
    assert set(wall.promises) <= BY_KEY.keys()
    assert wall.takeover == scenes.Takeover(severities=GRAVE, seconds=60)


def test_a_citys_own_file_says_only_what_is_otherwise(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text('scenes = [{ scene = "flood", seconds = 90 }]\n[takeover]\nseconds = 20\n', "utf-8")
    wall = scenes.wall(Settings(_env_file=None, wall=file))
    assert wall.scenes == (scenes.Scene(scene="flood", seconds=90),)
    assert wall.takeover == scenes.Takeover(severities=GRAVE, seconds=20)
    assert wall.promises == scenes.read().promises


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("scenes", "own.toml: "),
        ("more = 1", "unknown key 'more'"),
        ("scenes = []", "scenes: must be a list of 1 to 24 scenes"),
        ("scenes = [3]", "scenes: must be a list of tables"),
        ('scenes = [{ scene = "rain", seconds = 9 }]', "scenes: 'rain': there are promises, now"),
        ('scenes = [{ scene = "now" }]', "scenes: must be a whole number"),
        ('scenes = [{ scene = "now", seconds = 4 }]', "scenes: seconds: must be 5 to 3600 (given: 4)"),
        ('scenes = [{ scene = "now", second = 9 }]', "scenes: unknown key 'second'"),
        ("takeover = 3", "takeover: must be a table"),
        ('[takeover]\nseverities = ["bad"]', "takeover: 'bad': there are extreme"),
        ("[takeover]\nseconds = 9999", "takeover: seconds: must be 5 to 3600"),
        ('promises = ["happiness"]', "promises: 'happiness': there are"),
        ("promises = []", "promises: must be 1 to 6 different KPIs"),
        ('promises = ["online_share", "online_share"]', "promises: must be 1 to 6 different KPIs"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_in_one_line(tmp_path: Path, text: str, wrong: str) -> None:
    told = said(tmp_path, text)
    assert told.startswith("own.toml: ")
    assert wrong in told
    assert "\n" not in told


def test_a_wrong_file_stops_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "own.toml"
    file.write_text("scenes = 1\n", "utf-8")
    monkeypatch.setenv("OPS_WALL", str(file))
    settings.cache_clear()
    with pytest.raises(SettingsError, match=r"^OPS_WALL: own.toml: scenes: must be a list"):
        settings()
    settings.cache_clear()


def test_a_display_shows_its_own_and_a_person_the_citys() -> None:
    wall = scenes.read()
    person = scenes.shown(None, wall)
    assert (person["name"], person["unit"], person["look"]) == ("", "city", "auto")
    assert person["scenes"][0] == {"scene": "promises", "seconds": 45}
    assert person["takeover"] == {"severities": ["extreme", "severe"], "seconds": 60}
    own = {"scenes": [{"scene": "map", "seconds": 10}], "takeover": {"severities": []}}
    row = SimpleNamespace(name="Sảnh", unit_id=1001, look="day", scenes=own)
    assert scenes.shown(row, wall) == {
        "name": "Sảnh",
        "unit": scenes.unit_code(1001),
        "look": "day",
        "scenes": [{"scene": "map", "seconds": 10}],
        "takeover": {"severities": [], "seconds": 60},
    }
    assert scenes.unit_code(1001) != "city"


def test_the_version_moves_with_every_change_of_a_display(store: Engine) -> None:
    """Also where two changes bear the same time."""
    seen = []

    def look() -> None:
        with reading(store) as connection:
            seen.append(scenes.version(connection))

    with writing(store) as connection:
        seed_store(connection)
    look()
    for name in ("Sảnh", "Phòng trực"):
        with writing(store) as connection:
            displays.add(connection, {"name": name}, "test", NOW)
        look()
    with writing(store) as connection:
        displays.touch(connection, 1, NOW)
    look()
    with writing(store) as connection:
        displays.revoke(connection, 1, "test", NOW)
    look()
    assert seen[2] == seen[3]
    assert len(set(seen)) == 4
    assert sorted(seen) == seen
