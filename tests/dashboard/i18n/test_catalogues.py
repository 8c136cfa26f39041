"""No word on a screen is outside the catalogues, and none of them is left in English."""

import re
import string
from pathlib import Path

import pytest

from dashboard.accounts import words as account_words
from dashboard.desk import words as desk_words
from dashboard.digest import texts as digest_texts
from dashboard.i18n import catalogs, translator, words
from dashboard.keys import words as key_words
from dashboard.kpis import KPIS, told
from dashboard.outbox import texts as notice_texts
from dashboard.records import Reason
from dashboard.reports import figure_names
from dashboard.reports import reasons as report_reasons
from dashboard.reports import words as report_words
from dashboard.reports.files.sheets import charts as report_charts
from dashboard.reports.sections import (
    CHAPTERS,
    cameras,
    complaint_tables,
    fire,
    flood_tables,
    incident_tables,
    target_forecast,
)
from dashboard.wall import scenes as wall_scenes
from layouts import (
    anomaly_words,
    kpi_ahead,
    kpi_amounts,
    kpi_choice,
    kpi_formula,
    kpi_path,
    kpi_slices,
    kpi_words,
)
from layouts.feeds import COLUMNS
from layouts.kpi import LOOKS
from layouts.kpi_rows import GROUPS as KPI_GROUPS
from layouts.overview import GROUPS, TILES

ROOT = Path(__file__).resolve().parents[3]
IN_JS = re.compile(r'\bops\.t\(\s*"((?:[^"\\]|\\.)*)"')
IN_PYTHON = re.compile(r'\bt\(\s*"((?:[^"\\]|\\.)*)"')
JS_TABLE = re.compile(r"_WORDS = \{(.*?)\}", re.DOTALL)


def _used() -> set[str]:
    used = set(GROUPS.values()) | set(COLUMNS) | kpi_words.TEXTS | anomaly_words.TEXTS
    used |= set(LOOKS.values()) | set(KPI_GROUPS.values())
    used |= kpi_choice.TEXTS | kpi_ahead.TEXTS | kpi_amounts.TEXTS | kpi_formula.TEXTS
    used |= kpi_path.TEXTS | kpi_slices.TEXTS | notice_texts.TEXTS
    used |= set(told.GROUPS.values()) | desk_words.TEXTS | account_words.TEXTS
    used |= set(key_words.SCOPES.values()) | digest_texts.TEXTS
    used |= report_words.TEXTS | report_reasons.TEXTS | figure_names.TEXTS
    used |= {chapter.title for chapter in CHAPTERS} | target_forecast.TEXTS
    used |= set(report_charts.LABELS.values())
    used |= {*wall_scenes.SCENES.values(), *wall_scenes.LOOKS.values()}
    for section in (cameras, complaint_tables, fire, flood_tables, incident_tables):
        used |= section.TEXTS
    for kpi in KPIS:
        used |= {kpi.name, kpi.formula_text}
        if kpi.on_board and kpi.key not in TILES:
            used.add(f"short\x04{kpi.name}")
    used |= {f"reason\x04{reason}" for reason in Reason}
    for script in (ROOT / "assets").rglob("*.js"):
        text = script.read_text("utf-8")
        used |= set(IN_JS.findall(text))
        for table in JS_TABLE.findall(text):
            used |= set(re.findall(r': "([^"]*)"', table))
    for folder in (
        "layouts",
        "layouts/wall_scenes",
        "web",
        "web/api",
        "web/exporting",
        "dashboard/history",
        "dashboard/desk",
        "dashboard/accounts",
        "dashboard/keys",
        "dashboard/digest",
    ):
        for module in (ROOT / folder).glob("*.py"):
            used |= set(IN_PYTHON.findall(module.read_text("utf-8")))
    for module in (ROOT / "dashboard/reports").rglob("*.py"):
        used |= set(IN_PYTHON.findall(module.read_text("utf-8")))
    return used


def test_every_text_of_the_pages_is_in_vietnamese() -> None:
    assert sorted(_used() - words("vi").keys()) == []


def test_no_translation_is_left_over_that_no_page_uses() -> None:
    assert sorted(words("vi").keys() - _used()) == []


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_translation_keeps_the_names_of_its_values(language: str) -> None:
    for key, text in words(language).items():
        assert _names(text) == _names(key.split("\x04")[-1]), key


def _names(text: str) -> set[str]:
    return {name for _before, name, _form, _how in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_catalogue_has_no_fuzzy_and_no_repeated_entry(language: str) -> None:
    messages = [message for part in catalogs(language) for message in part if message.id]
    known = [(message.context, message.id) for message in messages]
    assert len(known) == len(set(known))
    assert not [message.id for message in messages if message.fuzzy]


def test_a_context_tells_apart_what_english_writes_alike() -> None:
    t = translator("vi")
    assert t("Complaints open") == "Phản ánh đang mở"
    assert t("Complaints open", context="short") == "Đang mở"


def test_a_language_that_is_not_there_falls_back_to_english() -> None:
    assert translator("fr")("Data feeds") == "Data feeds"
