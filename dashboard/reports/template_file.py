"""Reads the reports' file: `reports.toml`, and over it the file that OPS_REPORTS names.

All of it is checked whole; what is wrong is a ValueError in one line.
"""

# ruff: noqa: TRY004  every fault of a file is a ValueError

import re
import string
import tomllib
from collections.abc import Callable, Mapping
from datetime import time
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar, cast

from dashboard.reports.numbering import SYMBOL
from dashboard.reports.templates import KINDS, Drafted, Kind, LetterWords, Plan, Template, Words
from dashboard.rules import values
from dashboard.settings import Settings
from dashboard.successions import history

SHIPPED = Path(__file__).with_name("reports.toml")
FORMATS = ("docx", "pdf", "xlsx", "csv", "json")  # that can go along with an e-mail
T = TypeVar("T")
_KEY = re.compile(r"[a-z][a-z0-9_-]{0,39}")
_NAMES = frozenset({"period", "scope", "SCOPE"})
_LETTER = ("parent", "body", "place", "symbol", "authority", "recipients", "copies")
_WORDS = ("name", "subject", "opening")
_TEMPLATE = ("kind", "sections", "english", "off", *_WORDS)


def plan(settings: Settings) -> Plan:
    """The city's own."""
    return read(settings.reports or SHIPPED)


@lru_cache(maxsize=8)
def read(path: Path = SHIPPED) -> Plan:
    """The reports of a file: what it leaves out is as shipped. Raises ValueError in one line."""
    shipped = tomllib.loads(SHIPPED.read_text("utf-8"))
    try:
        told = {} if path == SHIPPED else tomllib.loads(path.read_text("utf-8"))
        values.only(told, shipped)
        return _plan(_over(shipped, told), _known(shipped))
    except OSError as error:
        raise ValueError(f"{path}: {error.strerror}: is the path right?") from error
    except ValueError as error:
        raise ValueError(f"{path.name}: {' '.join(str(error).split())}") from error


def _known(shipped: Mapping[str, Any]) -> tuple[str, ...]:
    """All chapters there are: the shipped month has every one."""
    return tuple(shipped["template"]["month"]["sections"])


def _over(shipped: Mapping[str, Any], told: Mapping[str, Any]) -> dict[str, Any]:
    """Tables are laid over each other, whatever else replaces what was there."""
    laid = dict(shipped)
    for key, value in told.items():
        under = laid.get(key)
        if isinstance(under, dict) and not isinstance(value, dict):
            raise ValueError(f"{key}: must be a table")
        laid[key] = _over(under, value) if isinstance(under, dict) else value
    return laid


def _plan(told: Mapping[str, Any], known: tuple[str, ...]) -> Plan:
    values.only(told["letter"], ("city", "unit"))
    templates = {
        key: _template(key, entry, known)
        for key, entry in told["template"].items()
        if not (isinstance(entry, dict) and entry.get("off"))
    }
    if not templates:
        raise ValueError("template: at least one is needed")
    values.only(told["schedule"], ("at", "drafts"))
    values.only(told["mail"], ("attach",))
    return Plan(
        templates=templates,
        city=_letter("city", told["letter"]["city"]),
        unit=_letter("unit", told["letter"]["unit"]),
        at=_hour(told["schedule"]["at"]),
        drafts=_drafts(told["schedule"]["drafts"], templates, told["template"]),
        attach=_said("mail: attach", lambda: values.one_of(*FORMATS)(told["mail"]["attach"])),
    )


def _template(key: str, entry: Any, known: tuple[str, ...]) -> Template:
    if not _KEY.fullmatch(key) or not isinstance(entry, dict):
        raise ValueError(f"template.{key}: must be a table with a key of small letters, digits, - and _")
    try:
        values.only(entry, _TEMPLATE)
        words = _words({name: entry.get(name) for name in _WORDS})
        english = {name: entry.get(name) for name in _WORDS} | _table("english", entry.get("english", {}))
        return Template(
            key=key,
            kind=_kind(entry.get("kind")),
            sections=_sections(entry.get("sections"), known),
            words=words,
            english=_words(english),
        )
    except ValueError as error:
        raise ValueError(f"template.{key}: {error}") from error


def _table(key: str, told: Any) -> dict[str, Any]:
    if not isinstance(told, dict):
        raise ValueError(f"{key}: must be a table")
    return told


def _kind(told: Any) -> Kind:
    if told not in KINDS:
        raise ValueError(f"kind: must be one of {', '.join(KINDS)} (given: {told!r})")
    return cast(Kind, told)


def _sections(told: Any, known: tuple[str, ...]) -> tuple[str, ...]:
    found = _said("sections", lambda: values.one_of(*known)(told))
    if not found or len(set(found)) < len(found):
        raise ValueError("sections: must be at least one, and none twice")
    return found


def _words(told: Mapping[str, Any]) -> Words:
    values.only(told, _WORDS)
    return Words(
        name=_text("name", told["name"]),
        subject=_text("subject", told["subject"]),
        opening=_texts("opening", told["opening"]),
    )


def _letter(whose: str, entry: Mapping[str, Any]) -> LetterWords:
    try:
        values.only(entry, _LETTER)
        return LetterWords(
            parent=_text("parent", entry["parent"]),
            body=_text("body", entry["body"]),
            place=_text("place", entry["place"]),
            symbol=_symbol(entry["symbol"]),
            authority=_texts("authority", entry["authority"]),
            recipients=_texts("recipients", entry["recipients"]),
            copies=_text("copies", entry["copies"]),
        )
    except ValueError as error:
        raise ValueError(f"letter.{whose}: {error}") from error


def _texts(key: str, told: Any) -> tuple[str, ...]:
    if not isinstance(told, list):
        raise ValueError(f"{key}: must be a list of texts")
    return tuple(_text(key, line) for line in told)


def _symbol(told: Any) -> str:
    if not isinstance(told, str) or not SYMBOL.fullmatch(told):
        raise ValueError(f"symbol: must be like BC-UBND (given: {told!r})")
    return told.upper()


def _text(key: str, told: Any) -> str:
    if not isinstance(told, str) or not told.strip():
        raise ValueError(f"{key}: must be a text (given: {told!r})")
    for _before, name, form, how in _said(key, lambda: list(string.Formatter().parse(told))):
        if name is not None and name not in _NAMES:
            raise ValueError(f"{key}: {{{name}}}: there are {{period}}, {{scope}} and {{SCOPE}}")
        if form or how:
            raise ValueError(f"{key}: {{{name}}}: write it without more")
    return told.strip()


def _hour(told: Any) -> time:
    found = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", told) if isinstance(told, str) else None
    if found is None:
        raise ValueError(f"schedule: at: must be an hour like '02:00' (given: {told!r})")
    return time(int(found[1]), int(found[2]))


def _drafts(told: Any, templates: Mapping[str, Template], every: Mapping[str, Any]) -> tuple[Drafted, ...]:
    """Those of templates that were taken away are not drafted."""
    found = _said(
        "schedule: drafts", lambda: values.tables(told, lambda entry: _drafted(entry, tuple(every)))
    )
    if len(set(found)) < len(found):
        raise ValueError("schedule: drafts: one is there twice")
    return tuple(one for one in found if one.template in templates)


def _drafted(entry: Mapping[str, Any], templates: tuple[str, ...]) -> Drafted:
    values.only(entry, ("template", "scope"))
    (template,) = values.one_of(*templates)([entry.get("template")])
    codes = values.patterns(entry.get("scope", []))
    known = {unit.code for unit in history().units}
    if unknown := [code for code in codes if code not in known]:
        raise ValueError(f"scope: {unknown[0]!r} is no code of a unit")
    return Drafted(template=template, scope=codes)


def _said(where: str, read_it: Callable[[], T]) -> T:
    try:
        return read_it()
    except ValueError as error:
        raise ValueError(f"{where}: {error}") from error
