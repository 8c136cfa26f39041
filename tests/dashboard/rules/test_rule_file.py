"""The file of rules is checked whole; what is wrong is said in one line, before anything starts."""

from datetime import timedelta
from pathlib import Path

import pytest

from dashboard.rules import RULES, rule_file
from dashboard.settings import Settings, SettingsError, settings


def said(folder: Path, text: str) -> str:
    """What is said of a file; nothing where it can be read."""
    path = folder / "own.toml"
    path.write_text(text, "utf-8")
    rule_file.read.cache_clear()
    try:
        rule_file.read(path)
    except ValueError as error:
        return str(error)
    return ""


def test_the_shipped_file_holds_every_rule_switched_on() -> None:
    rules = rule_file.read()
    assert list(rules.rules) == list(RULES)
    assert all(rule.on for rule in rules.rules.values())
    assert rules["flood"].over == (timedelta(minutes=3), timedelta(0), timedelta(0))
    assert (rules["complaints"].count, rules["complaints"].metres) == (3, 300)


def test_a_citys_own_file_says_only_what_is_otherwise(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text('[rule.building]\non = false\n[rule.fire]\nacknowledge = "90 seconds"\n', "utf-8")
    rules = Settings(_env_file=None, rules=file).incident_rules
    assert (rules["building"].on, rules["fire"].on) == (False, True)
    assert rules["fire"].acknowledge == timedelta(seconds=90)
    assert rules["fire"].resolve == timedelta(hours=4)
    assert rules["no rule of ours"] is rules["hand"]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("[rule", "own.toml: "),
        ("[more]\n", "unknown key 'more'"),
        ("rule = 3", "rule: write every one as a table of its own, [rule.fire]"),
        ("[rule.fires]\n", "rule 'fires': there are fire, alert"),
        ("[rule.fire]\nonn = true\n", "rule 'fire': unknown key 'onn'"),
        ('[rule.fire]\non = "yes"\n', "rule 'fire': on: must be true or false"),
        ('[rule.fire]\ncloses = "nobody"\n', "closes: must be 'officer' or 'rule'"),
        ('[rule.fire]\nacknowledge = "soon"\n', "acknowledge: must be a time like '90 seconds'"),
        ('[rule.fire]\nresolve = "0 hours"\n', "resolve: must be more than nothing; 'none'"),
        ('[rule.fire]\nseverity = "bad"\n', "severity: must be one of extreme, severe"),
        ('[rule.flood]\nover = ["1 minute"]\n', "over: must be a list of three"),
        ("[rule.complaints]\ncount = 0\n", "count: must be a whole number from 1"),
        ("[rule.complaints]\nmetres = -1\n", "metres: must be a number from 0"),
        ('[rule.danger]\nwords = "cháy"\n', "words: must be a list of texts"),
        ('[rule.camera]\nwatch = [{ kind = "bird" }]\n', "watch: kind 'bird': there are camera, fire"),
        ('[rule.mute]\ndevices = ["bell"]\n', "devices: 'bell': there are camera, panel, gauge"),
        ("[rule.backlog]\nback = 2\n", "back: must be a number from 0 to 1"),
        ('escalates_to = ["chief"]\n', "escalates_to: 'chief': there are officer, leader"),
        ("[pace]\nextreme = 0\n", "pace: extreme: must be more than 0"),
        ('[kinds]\nstorm = ["*"]\n', "'storm': there are flood, fire"),
        ('[[join]]\nkinds = ["flood"]\n', "join: kinds must name two"),
        ('[[join]]\nkinds = ["flood", "fire"]\nmetres = 5\n', "join: within: must be a time"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_in_one_line(tmp_path: Path, text: str, wrong: str) -> None:
    told = said(tmp_path, text)
    assert told.startswith("own.toml: ")
    assert wrong in told
    assert "\n" not in told


def test_a_wrong_file_stops_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "own.toml"
    file.write_text("[rule.fire]\non = 1\n", "utf-8")
    monkeypatch.setenv("OPS_RULES", str(file))
    rule_file.read.cache_clear()
    settings.cache_clear()
    with pytest.raises(SettingsError, match=r"^OPS_RULES: .*own.toml: rule 'fire': on: must be true"):
        settings()
    settings.cache_clear()


def test_a_file_that_is_not_there_is_asked_for() -> None:
    with pytest.raises(ValueError, match="is the path right"):
        rule_file.read(Path("/nowhere/own.toml"))
