"""Which reports there are is checked whole; a city's own file says only what is to be otherwise."""

from datetime import time
from pathlib import Path

import pytest

from dashboard.reports import template_file
from dashboard.reports.templates import Drafted
from dashboard.settings import Settings, SettingsError, settings


def said(folder: Path, text: str) -> str:
    """What is said of a file; nothing where it can be read."""
    path = folder / "own.toml"
    path.write_text(text, "utf-8")
    template_file.read.cache_clear()
    try:
        template_file.read(path)
    except ValueError as error:
        return str(error)
    return ""


def test_the_shipped_file_has_a_template_for_each_kind_of_period() -> None:
    plan = template_file.read()
    assert {one.kind for one in plan.templates.values()} == {"month", "quarter", "half", "year"}
    assert plan.at == time(2, 0)
    assert [one.template for one in plan.drafts] == ["month", "quarter", "half", "year"]
    assert plan.attach == ("docx", "pdf")
    assert plan.templates["month"].said("en").name == "Monthly report"


def test_a_citys_own_file_says_only_what_is_otherwise(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text(
        '[letter.city]\nbody = "VĂN PHÒNG"\n[template.year]\noff = true\n'
        '[template.month]\nsections = ["flood", "targets"]\n'
        '[template.flood]\nkind = "month"\nname = "Ngập"\nsubject = "Ngập {period}"\n'
        'opening = []\nsections = ["flood"]\n'
        '[schedule]\ndrafts = [{ template = "flood", scope = ["26740"] }]\n[mail]\nattach = []\n',
        "utf-8",
    )
    plan, shipped = template_file.plan(Settings(_env_file=None, reports=file)), template_file.read()
    assert plan.city.body == "VĂN PHÒNG"
    assert plan.city.recipients == shipped.city.recipients
    assert list(plan.templates) == ["month", "quarter", "half", "flood"]
    assert plan.templates["month"].sections == ("flood", "targets")
    assert plan.templates["month"].words == shipped.templates["month"].words
    assert (plan.at, plan.drafts) == (time(2, 0), (Drafted(template="flood", scope=("26740",)),))
    assert plan.attach == ()


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("letter", "own.toml: "),
        ("more = 1", "unknown key 'more'"),
        ("letter = 1", "letter: must be a table"),
        ("[letter.ward]\nbody = 'X'", "unknown key 'ward'"),
        ("[letter.city]\nhead = 'X'", "letter.city: unknown key 'head'"),
        ("[letter.city]\nbody = ''", "letter.city: body: must be a text"),
        ("[letter.city]\nauthority = 'X'", "letter.city: authority: must be a list of texts"),
        ("[letter.city]\nsymbol = '/X'", "letter.city: symbol: must be like BC-UBND"),
        ("[letter.city]\nbody = '{month}'", "letter.city: body: {month}: there are {period}, {scope}"),
        ("[template.month]\nkind = 'week'", "template.month: kind: must be one of month, quarter"),
        ("[template.month]\nsections = []", "template.month: sections: must be at least one"),
        ("[template.month]\nsections = ['rain']", "template.month: sections: 'rain': there are targets"),
        (
            "[template.month]\nsections = ['fire', 'fire']",
            "template.month: sections: must be at least one, and",
        ),
        ("[template.own]\nkind = 'month'", "template.own: name: must be a text"),
        ("[template.own]\nname = 'A'\nsubject = 'A'", "template.own: opening: must be a list of texts"),
        ("[template.month]\nenglish = 3", "english: must be a table"),
        ("[template.month]\nname = '{'", "template.month: name: "),
        ("[template.month]\nname = '{period:>9}'", "template.month: name: {period}: write it without more"),
        ("[template.'A B']\nkind = 'month'", "template.A B: must be a table with a key of small letters"),
        ("[schedule]\nat = '2:60'", "schedule: at: must be an hour like '02:00' (given: '2:60')"),
        ("[schedule]\ndrafts = [{ template = 'week' }]", "schedule: drafts: 'week': there are month"),
        (
            "[schedule]\ndrafts = [{ template = 'month', scope = ['1'] }]",
            "schedule: drafts: scope: '1' is no code of a unit",
        ),
        ("[mail]\nattach = ['doc']", "mail: attach: 'doc': there are docx, pdf"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_in_one_line(tmp_path: Path, text: str, wrong: str) -> None:
    told = said(tmp_path, text)
    assert told.startswith("own.toml: ")
    assert wrong in told
    assert "\n" not in told


def test_a_wrong_file_stops_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "own.toml"
    file.write_text("mail = 1\n", "utf-8")
    monkeypatch.setenv("OPS_REPORTS", str(file))
    settings.cache_clear()
    try:
        with pytest.raises(SettingsError, match=r"OPS_REPORTS: own.toml: mail: must be a table"):
            settings()
        monkeypatch.setenv("OPS_REPORTS", str(tmp_path / "none.toml"))
        with pytest.raises(SettingsError, match=r"OPS_REPORTS: .*is the path right"):
            settings()
    finally:
        settings.cache_clear()
