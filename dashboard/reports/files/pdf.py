"""The report as PDF, set from `report.typ`: tagged (PDF/UA-1), with bookmarks, its text selectable."""

from dataclasses import asdict
from pathlib import Path

import orjson

from dashboard.reports.document import Document
from dashboard.reports.files import typesetting
from dashboard.reports.files.paper import Paper, paper

_TEMPLATE = Path(__file__).with_name("report.typ")


def render(document: Document) -> bytes:
    """What is said goes to the typesetter as data: nothing that a person wrote is read as markup."""
    told = paper(document)
    files = {"main.typ": _TEMPLATE.read_text("utf-8"), "paper.json": _data(told)}
    return typesetting.pdf(files | told.pictures, told.made, "ua-1")


def _data(told: Paper) -> str:
    made = told.made
    return orjson.dumps(
        {
            "language": told.language,
            "title": told.title,
            "author": told.author,
            "made": (made.year, made.month, made.day, made.hour, made.minute, made.second),
            "top": asdict(told.top),
            "foot": told.foot,
            "sheets": told.sheets,
        }
    ).decode()
