"""The chapters of a report, in the order of a new one: the explicit list is the registry."""

from collections.abc import Callable
from dataclasses import dataclass

from dashboard.reports.asked import Wanted
from dashboard.reports.document import Section


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """`title` is a msgid of the catalogue. `build` gives the section with its first-draft commentary."""

    key: str
    title: str
    build: Callable[[Wanted], Section]
    is_annex: bool = False


CHAPTERS: tuple[Chapter, ...] = ()
BY_KEY = {chapter.key: chapter for chapter in CHAPTERS}
