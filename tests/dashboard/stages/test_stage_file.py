"""The file of stages: what it says is read, what is wrong with it is said in one line."""

from datetime import timedelta
from pathlib import Path

import pytest

from dashboard.settings import SettingsError, settings
from dashboard.stages import Condition, stage_file
from tests.dashboard.stages.by_hand import tuned


def test_the_shipped_file_asks_for_every_stage_from_2_to_5() -> None:
    shipped = stage_file.read()
    assert shipped.hold == timedelta(minutes=10)
    assert {one.stage for one in shipped.conditions} == {2, 3, 4, 5}
    assert Condition(stage=5, kind="flood", level=3, at_least=20) in shipped.conditions


def test_a_citys_own_file_says_only_what_is_to_be_otherwise(tmp_path: Path) -> None:
    own = tuned(tmp_path, 'hold = "1 minute"\n[stage]\n5 = []\n2 = [{ fires = 4 }]\n').stage_rules
    shipped = stage_file.read()
    assert own.hold == timedelta(minutes=1)
    assert [one for one in own.conditions if one.stage == 2] == [Condition(stage=2, kind="fires", at_least=4)]
    assert [one for one in own.conditions if one.stage in (3, 4)] == [
        one for one in shipped.conditions if one.stage in (3, 4)
    ]
    assert not [one for one in own.conditions if one.stage == 5]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ('hold = "soon"\n', "hold: must be a time like"),
        ("holds = 1\n", "unknown key 'holds': there are hold, stage"),
        ("stage = 3\n", "stage must be a table"),
        ("[stage]\n1 = []\n", "stage '1': conditions ask for 2, 3, 4, 5"),
        ("[stage]\n3 = 7\n", "stage 3: must be a list of tables"),
        ("[stage]\n3 = [{ fires = 0 }]\n", "stage 3: fires: must be a whole number from 1"),
        ("[stage]\n3 = [{ fires = true }]\n", "stage 3: fires: must be a whole number from 1"),
        ("[stage]\n3 = [{ flood_level = 4, points = 1 }]\n", "flood_level must be 1, 2 or 3 (given: 4)"),
        ("[stage]\n3 = [{ flood_level = 2 }]\n", "a condition has the keys incidents, at_least or"),
        ('[stage]\n3 = [{ incidents = "bad", at_least = 1 }]\n', "must be one of extreme, severe"),
        ("[stage\n", "own.toml: "),
    ],
)
def test_what_is_wrong_with_a_file_is_said_in_one_line(tmp_path: Path, text: str, wrong: str) -> None:
    file = tmp_path / "own.toml"
    file.write_text(text, "utf-8")
    stage_file.read.cache_clear()
    with pytest.raises(ValueError, match=r"^own\.toml: ") as caught:
        stage_file.read(file)
    assert wrong in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_wrong_file_stops_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "own.toml"
    file.write_text("[stage]\n6 = []\n", "utf-8")
    monkeypatch.setenv("OPS_STAGES", str(file))
    stage_file.read.cache_clear()
    settings.cache_clear()
    with pytest.raises(SettingsError, match=r"^OPS_STAGES: .*own.toml: stage '6': conditions ask for"):
        settings()
    settings.cache_clear()


def test_a_file_that_is_not_there_is_asked_for() -> None:
    with pytest.raises(ValueError, match="is the path right"):
        stage_file.read(Path("/nowhere/own.toml"))
