"""The file of clocks is checked whole; what is wrong is said in one line."""

from pathlib import Path

import pytest

from dashboard import clock_file
from dashboard.settings import Settings, SettingsError, settings

DEFAULT = '[[clock]]\nname = "a"\nsource = "s"\nunits = ["*"]\ntier = [{ name = "d", within = "48 hours" }]\n'


def own(tier: str, units: str = '["769"]') -> str:
    return f'{DEFAULT}[[clock]]\nname = "b"\nsource = "s"\nunits = {units}\ntier = [{tier}]\n'


def read(folder: Path, text: str) -> str:
    """What is said of a file; nothing where it can be read."""
    path = folder / "own.toml"
    path.write_text(text, "utf-8")
    clock_file.read.cache_clear()
    try:
        clock_file.read(path)
    except ValueError as error:
        return str(error)
    return ""


def test_a_citys_own_file_goes_before_the_shipped_one(tmp_path: Path) -> None:
    file = tmp_path / "clocks.toml"
    file.write_text(own('{ name = "urgent", within = "1.5 working hours" }'), "utf-8")
    chosen = Settings(_env_file=None, clocks=file)
    assert [clock.name for clock in chosen.complaint_clocks.clocks] == ["a", "b"]
    assert chosen.complaint_clocks.tier(("769", "79"), "x", "").name == "urgent"
    shipped = Settings(_env_file=None).complaint_clocks
    assert [clock.name for clock in shipped.clocks] == ["quan-12", "thu-duc", "1022"]
    assert all(clock.source for clock in shipped.clocks)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "own.toml: it needs at least one [[clock]]"),
        ("clock = 3", "own.toml: it needs at least one [[clock]]"),
        ("[[clock", "own.toml: "),
        (f"{DEFAULT}\n[more]\n", "unknown key 'more'"),
        (DEFAULT.replace('source = "s"', ""), "clock 'a': it needs a source"),
        (DEFAULT.replace('["*"]', '["79"]'), "exactly one clock must have units = ['*']"),
        (DEFAULT.replace("48 hours", "two days"), "tier 'd': within = 'two days' is no time"),
        (DEFAULT.replace("48 hours", "0 days"), "within = '0 days' is no time"),
        (own('{ name = "d", within = "1 days" }', '["99999"]'), "no unit has the code '99999'"),
        (own('{ name = "d", within = "1 days" }', '["769", "769"]'), "unit '769' has two clocks"),
        (own('{ name = "d", within = "1 days" }', "769"), "clock 'b': units must be a list of texts"),
        (own('{ name = "d", within = "1 days", categories = ["x"] }'), "the last takes the rest"),
        (
            own('{ name = "d", within = "1 days" }, { name = "e", within = "1 days" }'),
            "every tier but the last names its categories",
        ),
        (
            own('{ name = "d", within = "1 days", categories = ["x"] }, { name = "d", within = "2 days" }'),
            "two tiers are called 'd'",
        ),
        (own('{ name = "d", within = "1 days", within_ = 3 }'), "clock 'b': unknown key 'within_'"),
        (own(f'{{ name = "{"d" * 17}", within = "1 days" }}'), "at most 16 characters"),
    ],
)
def test_what_is_wrong_with_a_file_is_one_line(tmp_path: Path, text: str, said: str) -> None:
    found = read(tmp_path, text)
    assert said in found
    assert "\n" not in found


def test_a_wrong_file_stops_the_start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for path, said in ((tmp_path / "none.toml", "No such file"), (tmp_path / "own.toml", "'*'")):
        (tmp_path / "own.toml").write_text(DEFAULT.replace("*", "79"), "utf-8")
        monkeypatch.setenv("OPS_CLOCKS", str(path))
        settings.cache_clear()
        with pytest.raises(SettingsError) as stopped:
            settings()
        assert str(stopped.value).startswith("OPS_CLOCKS: ")
        assert said in str(stopped.value)
        assert "\n" not in str(stopped.value)
    monkeypatch.undo()
    settings.cache_clear()
